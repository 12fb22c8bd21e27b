"""Sign-in, the day, the archive, and the pages that only say something, in both languages."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from inspection.app import HOUSE
from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import NARROW, Inspector
from tests.pages.world import World
from tests.support.browsers import DESK, PHONE, TABLET, TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@pytest.mark.parametrize("language", ["de", "en"])
async def test_signing_in(weserau: World, demo_url: str, inspector: Inspector, language: str) -> None:
    page = await weserau.page(TABLET)
    await page.goto(f"{demo_url}/sign-in?lang={language}")
    await expect(page.locator(".demo button")).to_have_count(2)
    await inspector.look(page, "sign-in", PHONE, NARROW)
    await page.locator("input[name=login]").fill("nobody")
    await page.locator("input[name=password]").fill("knows this password")
    await page.keyboard.press("Enter")
    await expect(page.locator(".banner.warn")).to_be_visible()
    weserau.accept("status of 401")
    await inspector.look(page, "sign-in refused")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_day(weserau: World, inspector: Inspector, language: str) -> None:
    await weserau.consultation()
    page = await weserau.signed_in("ahlers", f"/consultant?lang={language}")
    await expect(page.locator(".detail h2")).to_be_visible()
    await inspector.look(page, "today", PHONE, TABLET_UPRIGHT)
    await page.locator(".link-card button").click()
    await expect(page.locator(".qr svg")).to_be_visible()
    await page.locator(".menu summary").click()
    await inspector.look(page, "today with link and menu")
    await page.locator(".menu summary").click()
    await page.get_by_role("button", name={"de": "Sofort beraten", "en": "Advise now"}[language]).click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await inspector.look(page, "advise now", PHONE)
    await page.keyboard.press("Escape")
    await page.locator("header.top .quiet.square").first.click()
    await expect(page.locator("main .empty").first).to_be_visible()
    await inspector.look(page, "a day without consultations")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.long
async def test_the_archive(weserau: World, inspector: Inspector, language: str) -> None:
    name = {"de": "Vera Vorschau", "en": "Paula Preview"}[language]
    if inspector.zoomed:
        name = {"de": "Gesa Großschrift", "en": "Lara Largeprint"}[language]
    consultation = await weserau.consultation(name)
    house = weserau.app[HOUSE]
    await house.consultations.start(weserau.ahlers, consultation)
    await house.consultations.finish(weserau.ahlers, consultation)
    await weserau.consultation(name, number="9")
    page = await weserau.signed_in("petersen", f"/office?lang={language}", DESK)
    await page.get_by_role("searchbox").fill(name)
    await expect(page.locator("tbody tr")).to_have_count(2)
    await page.locator("tbody tr").filter(has_text="Deichstraße 14").click()
    await expect(page.locator("iframe.sheet")).to_be_visible()
    await inspector.look(page, "archive with preview", PHONE, TABLET)
    await page.locator("tbody tr").filter(has_text="Deichstraße 9").click()
    await page.locator(".link-card button").click()
    await expect(page.locator(".qr svg")).to_be_visible()
    await inspector.look(page, "archive with link")
    await page.locator(".filters .chip").first.click()
    await page.get_by_role("searchbox").fill("Wiesenweg")
    await expect(page.locator("main .empty")).to_be_visible()
    await inspector.look(page, "nothing found", PHONE)
    await page.locator(".find .button").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await inspector.look(page, "new consultation", PHONE)


@pytest.mark.parametrize("language", ["de", "en"])
async def test_pages_that_only_say_something(
    weserau: World, demo_url: str, inspector: Inspector, language: str
) -> None:
    page = await weserau.page(PHONE)
    await page.goto(f"{demo_url}/trust?lang={language}")
    await expect(page.locator("h1")).to_be_visible()
    await inspector.look(page, "trust", NARROW)
    await page.goto(f"/nowhere?lang={language}")
    await expect(page.locator("h1")).to_be_visible()
    weserau.accept("status of 404")
    await inspector.look(page, "error", NARROW)
