"""Pictures at their item: asked for, arrived, shown large, with a caption, removed with a way back."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client, House
from tests.cockpit.tablet import Tablets
from tests.photos.pictures import photo
from tests.photos.site import Person, Sending, customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_a_picture_arrives_at_its_item(running: House, ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("room:r1", "exists", True), ("room:r1", "label", "Waschküche"))
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("rooms")
    async with customer(Person(running.url, ahlers.session), consultation) as guest:
        await Sending(guest, photo(size=(1200, 900)), item="room_photo", entity="r1").send()
    thumb = tablet.item("room_photo").get_by_role("button", name="Bild 1")
    await expect(thumb).to_be_visible()
    await expect(tablet.page.locator(".entity-photo")).to_be_visible()
    await thumb.click()

    viewer = tablet.page.get_by_role("region", name="Bild 1")
    large = viewer.get_by_role("img")
    await expect(large).to_have_js_property("complete", True)
    await expect(large).to_have_js_property("naturalWidth", 1200)
    await viewer.get_by_label("Bildunterschrift").fill("Von der Tür aus")
    await viewer.get_by_role("button", name="Zurück zum Live-Bild").click()
    await tablet.all_sent()
    captions = [
        value for (_, field), value in (await ahlers.answers(consultation)).items() if field == "caption"
    ]
    assert captions == ["Von der Tür aus"]

    await thumb.click()
    await viewer.get_by_role("button", name="Bild entfernen").click()
    await expect(thumb).to_have_count(0)
    await tablet.page.locator(".toasts").get_by_role("button", name="Rückgängig").click()
    await expect(thumb).to_be_visible()


async def test_without_consent_the_consultant_reads_the_text_aloud(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    open_before = await tablet.page.locator(".top-open .num").inner_text()
    item = tablet.item("consult_media_consent")
    await item.get_by_role("button", name="Text vorlesen").click()
    panel = tablet.page.locator("[data-panel=consent]")
    await expect(panel.locator("blockquote")).not_to_be_empty()
    await panel.get_by_role("button", name="Ja, erteilt").click()
    await expect(item).to_contain_text("Erteilt")
    consents = (await ahlers.get(f"/consultations/{consultation}"))["consents"]
    assert [(one["given"], one["how"], one["read_by"]) for one in consents] == [
        (True, "oral", "Marlene Ahlers")
    ]
    # Now pictures can be missing, and they are.
    await expect(tablet.page.locator(".top-open .num")).not_to_have_text(open_before)
