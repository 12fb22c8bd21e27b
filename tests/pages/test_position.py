"""Where she is, as a proof of place: asked by the consultant, answered by her, taken back when she likes."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from inspection.domain.operations import iso
from tests.pages.world import World, start_camera

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

HOUSE_AT = {"lat": 53.2012, "lon": 8.5876}
PLACE = {"latitude": 53.2013, "longitude": 8.5876, "accuracy": 20}


async def call(weserau: World, name: str, *, allowed: bool = True) -> tuple[Page, Page, str]:
    """Phone and cockpit in one call; the office knows where the house is."""
    consultation = await weserau.consultation(name)
    house = weserau.app[HOUSE]
    coordinates = {
        "op_id": "0000000c-0000-4000-8000-000000000001",
        "based_on": 0,
        "target": "consultation",
        "field": "coordinates",
        "value": HOUSE_AT,
        "at": iso(house.clock.now()),
    }
    await house.operations.append(weserau.ahlers, consultation, [coordinates])
    permissions = ["camera", "microphone", *(["geolocation"] if allowed else [])]
    phone = await weserau.phone(await weserau.link(consultation), permissions=permissions, geolocation=PLACE)
    await start_camera(phone)
    await house.consultations.start(weserau.ahlers, consultation)
    cockpit = await weserau.signed_in("ahlers", f"/consultant/consultations/{consultation}")
    await expect(cockpit.locator(".place-proof button")).to_be_enabled()
    return phone, cockpit, consultation


async def test_her_yes_shows_how_far_the_phone_is_and_is_taken_back(weserau: World) -> None:
    phone, cockpit, consultation = await call(weserau, "Jana Ja")
    proof = cockpit.locator(".place-proof")
    await proof.get_by_role("button", name="Standort?").click()
    question = phone.get_by_role("dialog", name="Darf Frau Ahlers sehen, wo Sie sind?")
    await expect(question).to_contain_text("Nachweis, dass wir das richtige Haus sehen")
    await question.get_by_role("button", name="Ja, einmal").click()
    await expect(proof).to_contain_text("etwa 11 m vom Haus, ± 20 m")
    await expect(cockpit.locator(".top-case")).to_contain_text("etwa 11 m vom Haus")
    await phone.get_by_role("dialog").get_by_role("button", name="Zurück zum Gespräch").click()
    await expect(phone.get_by_role("dialog")).to_have_count(0)

    await phone.locator(".pictures-key").click()
    await phone.get_by_role("button", name="Zurücknehmen").click()
    await expect(phone.get_by_text("Ihr Standort ist gelöscht.")).to_be_visible()
    await expect(proof).not_to_contain_text("vom Haus")
    found = await weserau.app[HOUSE].consultations.get(weserau.ahlers, consultation)
    assert found.position is None
    assert [(one.purpose, one.given) for one in found.consents][-2:] == [
        ("position", True),
        ("position", False),
    ]


async def test_her_no_is_kept_and_said(weserau: World) -> None:
    phone, cockpit, consultation = await call(weserau, "Nele Nein")
    await cockpit.get_by_role("button", name="Standort?").click()
    async with phone.expect_response("**/consent"):
        await phone.get_by_role("dialog").get_by_role("button", name="Nein", exact=True).click()
    await expect(cockpit.locator(".place-proof")).to_contain_text(
        re.compile("möchte den Standort nicht zeigen")
    )
    found = await weserau.app[HOUSE].consultations.get(weserau.ahlers, consultation)
    assert [(one.purpose, one.given) for one in found.consents][-1] == ("position", False)
    assert found.position is None


@pytest.mark.long
async def test_a_phone_that_finds_nothing_leaves_the_call_as_it_is(weserau: World) -> None:
    phone, cockpit, consultation = await call(weserau, "Olga Ort", allowed=False)
    await cockpit.get_by_role("button", name="Standort?").click()
    await phone.get_by_role("dialog").get_by_role("button", name="Ja, einmal").click()
    await expect(phone.get_by_role("dialog")).to_contain_text("Das macht nichts")
    await expect(cockpit.locator(".place-proof")).to_contain_text("keinen Standort gefunden")
    found = await weserau.app[HOUSE].consultations.get(weserau.ahlers, consultation)
    assert [one.purpose for one in found.consents] == ["stills"]
