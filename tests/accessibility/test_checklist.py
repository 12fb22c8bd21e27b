"""The checklist's own surfaces: the overview, a reason for a visit, a history, help, and two values."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import Inspector
from tests.accessibility.test_cockpit import cockpit, prepared
from tests.cockpit.house import House
from tests.pages.world import World
from tests.support.browsers import PHONE, TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_checklist_at_a_glance(weserau: World, inspector: Inspector, language: str) -> None:
    page = await cockpit(weserau, await prepared(weserau), language)
    await page.locator(".top-mode[data-mode=overview]").click()
    await page.locator(".glance-sections [data-section=drains]").click()
    await expect(page.locator(".glance-row").first).to_be_visible()
    await inspector.look(page, "overview", TABLET_UPRIGHT, PHONE)
    await page.locator(".glance-find input").fill("hebe")
    await inspector.look(page, "found")
    await page.locator(".glance-find input").fill("xyz")
    await expect(page.locator(".search-empty")).to_be_visible()
    await inspector.look(page, "nothing found")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.long
async def test_beside_a_question(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await prepared(weserau)
    page = await cockpit(weserau, consultation, language)
    await page.locator(".tab[data-section=rooms]").click()
    await page.locator("[data-item=room_floor_height_cm]").click()
    item = page.locator(".item.active")
    await item.locator(".history-key").click()
    await expect(item.locator(".history li").first).to_be_visible()
    await item.locator(".afar-key").click()
    await expect(item.locator(".afar-reasons")).to_be_visible()
    await inspector.look(page, "history and reasons", TABLET_UPRIGHT)
    async with House(weserau.url, weserau.app).client("petersen") as petersen:
        log = await petersen.get(f"/consultations/{consultation}/operations?after=0")
        room = next(one["target"] for one in log["operations"] if one["target"].startswith("room:"))
        await petersen.write(consultation, (room, "room_floor_height_cm", 199), based_on=1)
    await expect(page.locator(".two-values")).to_be_visible()
    await expect(page.locator(".doubt")).to_be_visible()
    await inspector.look(page, "two values and a doubt")
    await item.locator(".afar-reasons .chip").first.click()
    await expect(page.locator(".afar-task")).to_be_visible()
    await inspector.look(page, "a task for a visit")
