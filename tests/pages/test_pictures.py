"""Her word on pictures: withdrawn during the call or after it, and what becomes of those already taken."""

from __future__ import annotations

import uuid

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from tests.pages.test_call import in_call
from tests.pages.world import ConsultantEnd, World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def ask_for_picture(consultant: ConsultantEnd) -> dict[str, str]:
    request = {"request_id": str(uuid.uuid4()), "photo_id": str(uuid.uuid4())}
    await consultant.say("still-request", {**request, "item": "site_photo", "entity": "building"})
    return request


async def picture_taken(consultant: ConsultantEnd) -> None:
    photo = (await ask_for_picture(consultant))["photo_id"]
    await consultant.news("photo", photo_id=photo, state="ready")


async def count(weserau: World, consultation: str) -> int:
    return len(await weserau.app[HOUSE].photos.all(weserau.ahlers, consultation))


async def withdraw(phone: Page, opener: str) -> None:
    await phone.get_by_role("button", name=opener).click()
    dialog = phone.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="Ja")).to_have_attribute("aria-pressed", "true")
    await dialog.get_by_role("button", name="Nein").click()
    await expect(dialog.get_by_text("Bis jetzt ist ein Bild gemacht.")).to_be_visible()
    for answer in ("Löschen", "Behalten"):
        button = dialog.get_by_role("button", name=answer)
        await expect(button).to_have_attribute("aria-pressed", "false")


async def test_withdrawn_during_the_call_deleted_and_given_again(weserau: World) -> None:
    consultation, phone, consultant = await in_call(weserau)
    await picture_taken(consultant)
    await withdraw(phone, "Bilder erlaubt")
    await consultant.news("consent", purpose="stills", given=False, how="click")
    request = await ask_for_picture(consultant)
    refused = await consultant.heard("still-state", state="failed", request_id=request["request_id"])
    assert refused["reason"] == "consent"
    assert await count(weserau, consultation) == 1  # until she says what becomes of it

    dialog = phone.get_by_role("dialog")
    await dialog.get_by_role("button", name="Löschen").click()
    await expect(dialog.get_by_text("Die Bilder sind gelöscht.")).to_be_visible()
    assert await count(weserau, consultation) == 0
    await dialog.get_by_role("button", name="Zurück zum Gespräch").click()
    await expect(phone.get_by_role("button", name="Keine Bilder")).to_be_focused()

    await phone.get_by_role("button", name="Keine Bilder").click()
    await dialog.get_by_role("button", name="Ja").click()
    await consultant.news("consent", purpose="stills", given=True, how="click")
    await phone.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await picture_taken(consultant)
    assert await count(weserau, consultation) == 1


@pytest.mark.long
async def test_a_picture_on_its_way_is_stopped(weserau: World) -> None:
    consultation, phone, consultant = await in_call(weserau)
    request = await ask_for_picture(consultant)
    await consultant.heard("still-state", state="taking", request_id=request["request_id"])
    await phone.get_by_role("button", name="Bilder erlaubt").click()
    await phone.get_by_role("dialog").get_by_role("button", name="Nein").click()
    stopped = await consultant.heard("still-state", state="failed", request_id=request["request_id"])
    assert stopped["reason"] == "consent"
    await phone.get_by_role("dialog").get_by_role("button", name="Zurück zum Gespräch").click()
    await expect(phone.get_by_text("Dieses Bild wird nicht gespeichert")).to_be_visible()
    assert await count(weserau, consultation) == 0


@pytest.mark.long
async def test_what_the_consultant_records_for_her_is_told(weserau: World) -> None:
    consultation, phone, _ = await in_call(weserau)
    await weserau.withdraw(consultation)
    await expect(phone.get_by_text("Notiert: Es werden keine Bilder mehr gespeichert.")).to_be_visible()
    await expect(phone.get_by_role("button", name="Keine Bilder")).to_be_visible()


@pytest.mark.long
async def test_withdrawn_on_the_thank_you_page(weserau: World) -> None:
    consultation, phone, consultant = await in_call(weserau)
    await picture_taken(consultant)
    house = weserau.app[HOUSE]
    await house.consultations.start(weserau.ahlers, consultation)
    await house.consultations.finish(weserau.ahlers, consultation)
    await expect(phone.get_by_role("heading", name="Vielen Dank, Frau Behrens")).to_be_visible()
    await withdraw(phone, "Antwort zu den Bildern ändern")
    dialog = phone.get_by_role("dialog")
    await dialog.get_by_role("button", name="Behalten").click()
    await expect(dialog.get_by_text("Die Bilder bleiben für Ihr Protokoll.")).to_be_visible()
    await phone.reload()
    await phone.get_by_role("button", name="Antwort zu den Bildern ändern").click()
    await expect(dialog.get_by_role("button", name="Behalten")).to_have_attribute("aria-pressed", "true")
    await dialog.get_by_role("button", name="Löschen").click()
    await expect(dialog.get_by_text("Die Bilder sind gelöscht.")).to_be_visible()
    assert await count(weserau, consultation) == 0
