"""Why a path is judged so, another level with its reason, and the result that is shown on her phone."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import NARROW, ZOOMED, Inspector
from tests.accessibility.test_cockpit import cockpit, prepared
from tests.accessibility.test_customer import arrive, start
from tests.pages.world import World
from tests.support.browsers import PHONE, TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]
LYING = {"width": 844, "height": 390}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_another_level_by_keyboard(weserau: World, inspector: Inspector, language: str) -> None:
    page = await cockpit(weserau, await prepared(weserau, "case_1_terraced_no_valve"), language)
    await page.locator(".path[data-path=sewer_backflow]").click()
    await expect(page.locator(".what-ifs li").first).to_be_visible()
    await inspector.look(page, "what would change it", TABLET_UPRIGHT, PHONE, ZOOMED)
    await page.locator(".override-open").focus()
    await page.keyboard.press("Enter")
    await page.locator(".override-form .chip").first.focus()
    await page.keyboard.press("Enter")
    await inspector.look(page, "another level", TABLET_UPRIGHT, PHONE, ZOOMED)
    await page.locator("#override-reason").focus()
    await page.keyboard.type("Der Lichtschacht ist seit gestern zugemauert.")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".override-set")).to_contain_text("zugemauert")
    await inspector.look(page, "another level stands", TABLET_UPRIGHT, PHONE, ZOOMED)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_result_on_both_screens(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await prepared(weserau, "case_1_terraced_no_valve")
    phone = await arrive(weserau, language, consultation)
    await start(phone, language)
    page = await cockpit(weserau, consultation, language)
    await page.locator(".top-mode[data-mode=closing]").click()
    await expect(page.locator(".closing-work svg:visible").first).to_be_visible()
    await page.locator(".share .primary").click()
    shown = phone.locator(".result-screen.closing")
    await expect(shown.locator(".result-house svg:visible").first).to_be_visible()
    await inspector.look(page, "result", TABLET_UPRIGHT, PHONE, ZOOMED)
    await inspector.look(phone, "result on her phone", NARROW, LYING)
    await phone.reload()  # it stands there again, as soon as she goes on
    await phone.locator("footer .primary").click()
    await expect(shown.locator(".result-house svg:visible").first).to_be_visible()
    await shown.locator(".result-rest .primary").focus()
    await phone.keyboard.press("Enter")
    await expect(shown.locator(".result-understood")).to_be_visible()
    await inspector.look(phone, "understood", NARROW)
    await expect(page.locator(".share-state")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_on_site(weserau: World, inspector: Inspector, language: str) -> None:
    page = await cockpit(weserau, await prepared(weserau), language)
    await page.locator(".onsite-begin").click()
    await expect(page.locator(".onsite-start")).to_be_visible()
    await inspector.look(page, "on site", TABLET_UPRIGHT, PHONE, ZOOMED)
    await page.locator(".onsite-start").click()
    await page.wait_for_function("() => document.querySelector('.onsite-video')?.videoWidth > 0")
    await inspector.look(page, "on site with its camera", TABLET_UPRIGHT, PHONE, ZOOMED)
