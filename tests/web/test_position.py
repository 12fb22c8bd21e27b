"""Where the customer's phone is: only with her yes, once for each yes, gone when she takes it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inspection.domain.case_export import export_case
from inspection.domain.operations import fold
from inspection.domain.position import distance_m
from tests.support.site import Person, Site, operation


@pytest.fixture
async def ahlers(site: Site) -> Person:
    return await site.user("ahlers", name="Marlene Ahlers")


async def in_call(site: Site, ahlers: Person) -> tuple[str, Person]:
    consultation, customer = await ahlers.new_consultation(), await site.person()
    await customer.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    return consultation, customer


async def says(person: Person, consultation: str, *, given: bool, how: str = "click") -> int:
    version = (
        (await person.get("/customer/position")).json["text_version"] if how == "click" else "2026-11-28"
    )
    body = {
        "purpose": "position",
        "given": given,
        "text_version": version,
        "language": "de",
        "how": how,
    }
    return (await person.post(f"/consultations/{consultation}/consent", body)).status


def found(**more: Any) -> dict[str, Any]:
    return {
        "lat": 53.2012,
        "lon": 8.5876,
        "accuracy_m": 20.4,
        "taken_at": datetime.now(UTC).isoformat(),
        **more,
    }


async def test_a_yes_shows_it_once_and_a_withdrawal_takes_it_back(site: Site, ahlers: Person) -> None:
    consultation, customer = await in_call(site, ahlers)
    asked = (await customer.get("/customer/position")).json
    assert (asked["given"], asked["position"]) == (None, None)
    assert (await customer.post("/customer/position", found())).code == "position_consent_missing"

    assert await says(customer, consultation, given=True) == 201
    here = found()
    assert (await customer.post("/customer/position", here)).status == 201
    assert (await customer.post("/customer/position", here)).status == 201, "sent twice"
    assert (await customer.post("/customer/position", found(lat=53.3))).code == "position_given"
    position = (await ahlers.get(f"/consultations/{consultation}")).json["position"]
    assert (position["lat"], position["lon"], position["accuracy_m"]) == (53.2012, 8.5876, 20.4)

    assert await says(customer, consultation, given=False) == 201
    assert (await ahlers.get(f"/consultations/{consultation}")).json["position"] is None
    assert (await customer.get("/customer/position")).json["given"] is False
    assert (await customer.post("/customer/position", here)).code == "position_consent_missing"
    async with site.house.storage.read() as tx:
        assert await tx.positions.get(consultation) is None

    assert await says(customer, consultation, given=True) == 201
    assert (await customer.post("/customer/position", found(lat=53.3))).status == 201, "a new yes, a new one"


async def test_a_no_is_a_record(site: Site, ahlers: Person) -> None:
    consultation, customer = await in_call(site, ahlers)
    assert await says(customer, consultation, given=False) == 201
    [record] = (await ahlers.get(f"/consultations/{consultation}")).json["consents"]
    assert (record["purpose"], record["given"]) == ("position", False)


async def test_nobody_says_yes_for_her(site: Site, ahlers: Person) -> None:
    consultation, _ = await in_call(site, ahlers)
    assert await says(ahlers, consultation, given=True, how="oral") == 422
    assert await says(ahlers, consultation, given=False, how="oral") == 201


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"lat": 91}, 400, "request_invalid"),
        ({"lon": -181}, 400, "request_invalid"),
        ({"lat": "NaN"}, 400, "request_invalid"),
        ({"accuracy_m": 0}, 400, "request_invalid"),
        ({"accuracy_m": 20_000}, 422, "position_inaccurate"),
        ({"taken_at": "2026-11-28T10:00:00"}, 400, "request_invalid"),
        ({"taken_at": (datetime.now(UTC) - timedelta(hours=1)).isoformat()}, 422, "position_time"),
        ({"taken_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}, 422, "position_time"),
        ({"altitude": 3}, 400, "request_invalid"),
    ],
)
async def test_what_proves_nothing_is_refused(
    site: Site, ahlers: Person, wrong: dict[str, Any], status: int, code: str
) -> None:
    consultation, customer = await in_call(site, ahlers)
    await says(customer, consultation, given=True)
    answer = await customer.post("/customer/position", found(**wrong))
    assert (answer.status, answer.code) == (status, code)
    assert (await ahlers.get(f"/consultations/{consultation}")).json["position"] is None


async def test_the_protocol_knows_it_only_with_her_consent(site: Site, ahlers: Person) -> None:
    consultation, customer = await in_call(site, ahlers)
    house = {"lat": 53.2012, "lon": 8.5876}
    await ahlers.append(consultation, operation("consultation", "coordinates", house))
    await says(customer, consultation, given=True)
    await customer.post("/customer/position", found(lat=53.2013))

    async def printed() -> dict[str, Any]:
        async with site.house.storage.read() as tx:
            row = await tx.consultations.get((await site.utility()).id, consultation)
            assert row is not None
            case = export_case(
                site.house.checklist,
                row,
                fold(await tx.operations.after(consultation, 0)),
                consents=await tx.consents.all(consultation),
                position=await tx.positions.get(consultation),
            )
        return dict(case["meta"])

    meta = await printed()
    assert (meta["position"]["distance_m"], meta["position"]["accuracy_m"]) == (11, 20)
    await says(customer, consultation, given=False)
    meta = await printed()
    assert "position" not in meta
    assert "withdrawn_at" in meta["consents"]["position"]


def test_metres_between_two_places() -> None:
    assert distance_m(53, 8, 53, 8) == 0
    assert round(distance_m(53.2012, 8.5876, 53.2013, 8.5876)) == 11
    assert round(distance_m(0, 179.9995, 0, -179.9995)) == 111
