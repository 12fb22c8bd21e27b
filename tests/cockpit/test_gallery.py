"""Pictures by room: which are missing or poor, what they belong to, and every step with a way back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.cockpit.house import Client, House
from tests.cockpit.pictured import Pictured, pictured
from tests.cockpit.tablet import Tablet, Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def gallery(tablet: Tablet) -> Page:
    await tablet.page.get_by_role("button", name="Bilder", exact=True).tap()
    await expect(tablet.page.locator(".gallery-page")).to_be_visible()
    return tablet.page


def shot(page: Page, photo: str) -> Locator:
    return page.locator(f'.shot[data-photo="{photo}"]')


def row(page: Page, place: str) -> Locator:
    return page.get_by_role("region", name=place, exact=True)


def chosen(page: Page, name: str) -> Locator:
    return page.locator(f'[data-filter="{name}"]')


async def field(client: Client, at: Pictured, photo: str, name: str) -> Any:
    return (await client.answers(at.consultation)).get((f"photo:{at.photos[photo]}", name))


async def test_what_is_there_and_what_is_missing_by_room(
    running: House, ahlers: Client, desk: Tablets
) -> None:
    at = await pictured(running, ahlers)
    tablet = await desk.open("ahlers", at.consultation)
    page = await gallery(tablet)
    headings = await page.locator(".gallery-row h2").all_inner_texts()
    assert headings == [
        "Waschküche Bilder: 2, unscharf oder dunkel: 1",
        "Heizungsraum Bilder: 0, fehlen: 1",
        "Außen Bilder: 0, fehlen: 2",
        "Haus und Grundstück Bilder: 1",
    ]
    # The phone is not there: what is missing says so and cannot be taken.
    missing = row(page, "Heizungsraum").get_by_role("button", name="Heizungsraum, nötig")
    await expect(missing).to_be_disabled()
    await expect(missing).to_have_attribute("title", "Noch kein Telefon verbunden")
    await expect(shot(page, at.photos["drain"])).to_contain_text("unscharf")
    await expect(row(page, "Waschküche").locator("img").first).to_have_js_property("naturalWidth", 320)

    for name, count, there in (("missing", 3, 0), ("unsharp", 1, 1), ("loose", 1, 1), ("all", 3, 3)):
        await expect(chosen(page, name).locator(".num")).to_have_text(str(count))
        await chosen(page, name).tap()
        await expect(chosen(page, name)).to_have_attribute("aria-pressed", "true")
        await expect(page.locator(".shot[data-photo]")).to_have_count(there)

    # Good enough all the same: it says so no longer.
    await shot(page, at.photos["drain"]).tap()
    await expect(page.locator(".poor-banner")).to_contain_text("Bild 2: unscharf")
    await page.get_by_role("button", name="So behalten").tap()
    await expect(chosen(page, "unsharp").locator(".num")).to_have_text("0")
    await chosen(page, "unsharp").tap()
    await expect(page.get_by_text("Alle Bilder sind gut zu erkennen.")).to_be_visible()
    await tablet.all_sent()
    assert await field(ahlers, at, "drain", "kept") is True


async def test_a_picture_gets_a_caption_and_another_place_and_goes_with_a_way_back(
    running: House, ahlers: Client, desk: Tablets
) -> None:
    at = await pictured(running, ahlers)
    tablet = await desk.open("ahlers", at.consultation)
    page = await gallery(tablet)
    await shot(page, at.photos["gone"]).tap()
    await expect(page.locator(".belongs")).to_contain_text("Ohne Zuordnung")
    await page.get_by_label("Bildunterschrift").fill("שלום 👋 من الباب")
    await page.get_by_label("Bildunterschrift").blur()
    await expect(shot(page, at.photos["gone"])).to_contain_text("שלום 👋 من الباب")

    await page.locator(".photo-keys").get_by_role("button", name="Verschieben").tap()
    dialog = page.get_by_role("dialog", name="Wohin gehört das Bild?")
    await dialog.get_by_label("Suchen").fill("heiz übers")
    await expect(dialog.locator(".move-place")).to_have_count(1)
    await dialog.get_by_label("Suchen").fill("nichts davon")
    await expect(dialog).to_contain_text("Nichts gefunden")
    await dialog.get_by_label("Suchen").fill("heiz übers")
    await dialog.get_by_role("button", name="Heizungsraum").tap()
    await expect(dialog).to_have_count(0)
    await expect(page.locator(".belongs")).to_contain_text("Heizungsraum")
    await expect(row(page, "Heizungsraum").locator(".shot[data-photo]")).to_have_count(1)
    await expect(chosen(page, "loose").locator(".num")).to_have_text("0")

    # Without a finger: away and back to where one was.
    await page.locator(".belongs").focus()
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_label("Suchen")).to_be_focused()
    await page.keyboard.type("bodenablauf nah")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".belongs")).to_be_focused()
    await expect(page.locator(".belongs")).to_contain_text("Bodenablauf")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_label("Suchen")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(page.locator(".belongs")).to_be_focused()

    await page.locator(".photo-keys").get_by_role("button", name="Entfernen").tap()
    await expect(shot(page, at.photos["gone"])).to_have_count(0)
    await page.locator(".toasts").get_by_role("button", name="Rückgängig").tap()
    await expect(shot(page, at.photos["gone"])).to_be_visible()
    await tablet.all_sent()
    assert await field(ahlers, at, "gone", "caption") == "שלום 👋 من الباب"
    assert await field(ahlers, at, "gone", "item") == "drain_photo"
    assert await field(ahlers, at, "gone", "entity") == "d1"
