"""Pictures by room, one picture with its drawing, and where it belongs; in both languages."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import ZOOMED, Inspector
from tests.accessibility.test_cockpit import cockpit
from tests.cockpit.house import House
from tests.cockpit.pictured import pictured
from tests.pages.world import World
from tests.support.browsers import PHONE, TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pictures(weserau: World, inspector: Inspector, language: str) -> None:
    house = House(weserau.url, weserau.app)
    async with house.client("ahlers") as client:
        at = await pictured(house, client)
    page = await cockpit(weserau, at.consultation, language)
    await page.locator(".top-mode[data-mode=gallery]").click()
    await expect(page.locator(".shot[data-photo]")).to_have_count(3)
    await inspector.look(page, "gallery", TABLET_UPRIGHT, PHONE, ZOOMED)
    await page.locator(f'.shot[data-photo="{at.photos["drain"]}"]').click()
    await expect(page.locator(".poor-banner")).to_be_visible()
    await inspector.look(page, "a blurred picture", TABLET_UPRIGHT, PHONE, ZOOMED)
    await page.locator(".belongs").click()
    await expect(page.locator(".move-place").first).to_be_visible()
    await inspector.look(page, "where it belongs", TABLET_UPRIGHT, PHONE, ZOOMED)
    await page.keyboard.press("Escape")
    await page.locator(".photo-large").click()
    await expect(page.locator(".draw-canvas img")).to_have_js_property("complete", True)
    await inspector.look(page, "drawing", TABLET_UPRIGHT, PHONE, ZOOMED)
    await page.locator("[data-tool=redact]").focus()
    await page.keyboard.press("Enter")
    await page.locator(".draw-canvas").focus()
    for key in ("Enter", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(page.locator(".redact-box")).to_have_count(1)
    await inspector.look(page, "to be blacked out", TABLET_UPRIGHT, PHONE, ZOOMED)
