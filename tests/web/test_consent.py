"""Consent is a record: by tap or read aloud, with its text's version, withdrawn by a record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.site import Person, Site


@pytest.fixture
async def ahlers(site: Site) -> Person:
    return await site.user("ahlers", name="Marlene Ahlers")


def consent(**more: Any) -> dict[str, Any]:
    return {
        "purpose": "stills",
        "given": True,
        "language": "de",
        "how": "oral",
        "text_version": "2026-11-22",
        **more,
    }


async def test_what_was_read_aloud_names_the_reader(ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    answer = await ahlers.post(f"/consultations/{consultation}/consent", consent())
    assert answer.status == 201
    [record] = (await ahlers.get(f"/consultations/{consultation}")).json["consents"]
    assert record == answer.json
    assert (record["given"], record["how"], record["read_by"]) == (True, "oral", "Marlene Ahlers")


async def test_withdrawing_is_a_record_too_and_the_last_word_counts(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    customer = await site.person()
    secret = await ahlers.invite(consultation)
    await customer.post("/invitation/exchange", {"secret": secret})
    for given in (True, False):
        body = consent(how="click", given=given)
        assert (await customer.post(f"/consultations/{consultation}/consent", body)).status == 201
        assert (await customer.get("/customer/consultation")).json["consent"]["given"] is given
    records = (await ahlers.get(f"/consultations/{consultation}")).json["consents"]
    assert [(record["given"], record["read_by"]) for record in records] == [(True, None), (False, None)]


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"how": "click"}, 422, "consent_how"),  # a consultant cannot tap for the customer
        ({"purpose": "advertising"}, 422, "consent_purpose"),
        ({"text_version": "1999-01"}, 422, "consent_text_version"),
        ({"language": "fr"}, 400, "request_invalid"),
        ({"given": "maybe"}, 400, "request_invalid"),
    ],
)
async def test_what_is_no_consent_is_refused(
    ahlers: Person, wrong: dict[str, Any], status: int, code: str
) -> None:
    consultation = await ahlers.new_consultation()
    answer = await ahlers.post(f"/consultations/{consultation}/consent", consent(**wrong))
    assert (answer.status, answer.code) == (status, code)
    assert (await ahlers.get(f"/consultations/{consultation}")).json["consents"] == []
