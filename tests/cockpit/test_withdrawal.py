"""Consent to stills withdrawn: the cockpit says why no picture can be taken, and asks about those it has."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client, House
from tests.cockpit.tablet import Tablet, Tablets
from tests.cockpit.test_call import in_call
from tests.photos.pictures import photo
from tests.photos.site import Person, Sending, consent, customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def with_picture(tablet: Tablet, guest: Person) -> None:
    await tablet.go("rooms")
    await Sending(guest, photo(size=(640, 480)), item="room_photo", entity="r1").send()
    await expect(tablet.item("room_photo").get_by_role("button", name="Bild 1")).to_be_visible()


async def room(ahlers: Client) -> str:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("room:r1", "exists", True), ("room:r1", "label", "Waschküche"))
    return consultation


async def test_a_withdrawal_by_word_of_mouth_is_recorded(
    running: House, ahlers: Client, desk: Tablets
) -> None:
    consultation = await room(ahlers)
    tablet = await desk.open("ahlers", consultation)
    async with customer(Person(running.url, ahlers.session), consultation) as guest:
        first = tablet.page.locator(".tab").first
        await with_picture(tablet, guest)
        await first.click()
        item = tablet.item("consult_media_consent")
        await item.get_by_role("button", name="Widerruf festhalten").click()
        panel = tablet.page.locator("[data-panel=consent]")
        await panel.get_by_role("button", name="Widerruf festhalten").click()
        await expect(panel.locator("blockquote")).to_contain_text("Was soll mit den Bildern geschehen")
        await panel.locator("header button").click()
        await expect(item).to_contain_text("Ein Bild wartet auf die Antwort")

        await item.get_by_role("button", name="Vorlesen, was").click()
        await panel.get_by_role("button", name="Löschen").click()
        await expect(panel).to_have_count(0)
        await expect(item).not_to_contain_text("wartet auf die Antwort")
        await tablet.go("rooms")
        await expect(tablet.item("room_photo").locator("[data-photo]")).to_have_count(0)
    records = (await ahlers.get(f"/consultations/{consultation}"))["consents"]
    assert [(one["purpose"], one["given"], one["how"], one["read_by"]) for one in records[1:]] == [
        ("stills", False, "oral", "Marlene Ahlers"),
        ("stills_taken", False, "oral", "Marlene Ahlers"),
    ]


async def test_what_she_taps_shows_at_once(running: House, ahlers: Client, desk: Tablets) -> None:
    consultation = await room(ahlers)
    tablet = await desk.open("ahlers", consultation)
    async with customer(Person(running.url, ahlers.session), consultation) as guest:
        await with_picture(tablet, guest)
        await consent(guest, consultation, "2026-11-22", given=False)
        await expect(
            tablet.page.get_by_text("Einwilligung widerrufen: keine weiteren Bilder")
        ).to_be_visible()
        await guest.post(
            f"/consultations/{consultation}/consent",
            {
                "purpose": "stills_taken",
                "given": False,
                "text_version": "2026-11-22",
                "language": "de",
                "how": "click",
            },
        )
        await expect(tablet.item("room_photo").locator("[data-photo]")).to_have_count(0)


@pytest.mark.long
async def test_in_the_call_the_photo_button_greys_with_its_reason(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk)
    button = tablet.page.locator(".tool.main")
    await expect(button).to_be_enabled()
    await phone.get_by_role("button", name="Bilder erlaubt").click()
    await phone.get_by_role("dialog").get_by_role("button", name="Nein").click()
    await expect(button).to_be_disabled()
    await expect(tablet.page.locator(".tools-target")).to_contain_text("Keine Einwilligung in Standbilder")
    await phone.get_by_role("dialog").get_by_role("button", name="Ja").click()
    await expect(button).to_be_enabled()
