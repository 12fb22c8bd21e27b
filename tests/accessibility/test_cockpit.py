"""The cockpit, idle and in a call, with everything that can lie over the checklist, in both languages."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import Inspector
from tests.accessibility.test_customer import arrive, start
from tests.cockpit.house import House
from tests.pages.world import World
from tests.support.browsers import PHONE, TABLET, TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def prepared(weserau: World, case: str = "case_2_lifting_station_neglected") -> str:
    """A consultation with rooms, drains and devices, all answered."""
    async with House(weserau.url, weserau.app).client("ahlers") as client:
        consultation = await client.consultation()
        await client.play(consultation, case)
    return consultation


async def cockpit(weserau: World, consultation: str, language: str, size: dict[str, int] = TABLET) -> Page:
    page = await weserau.signed_in(
        "ahlers", f"/consultant/consultations/{consultation}?lang={language}", size
    )
    await expect(page.locator(".list")).to_be_visible()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_before_the_call(weserau: World, inspector: Inspector, language: str) -> None:
    page = await cockpit(weserau, await prepared(weserau), language)
    await inspector.look(page, "nobody there")
    await page.locator(".stage .primary").first.click()
    await expect(page.locator(".invitation-qr svg")).to_be_visible()
    await inspector.look(page, "link for the customer")
    for panel, opener in (
        ("reasons", ".path[data-path=sewer_backflow]"),
        ("open", ".top-open"),
        ("sections", ".tab.all"),
        ("notes", ".top-notes"),
        ("finish", ".top-finish"),
    ):
        await page.locator(opener).click()
        await expect(page.locator(f"[data-panel={panel}]")).to_be_visible()
        await inspector.look(page, panel, TABLET_UPRIGHT)
        await page.keyboard.press("Escape")
        await expect(page.locator(".panel")).to_have_count(0)
    await page.locator("[data-item=consult_media_consent] .button").click()
    await expect(page.locator("[data-panel=consent]")).to_be_visible()
    await inspector.look(page, "consent read aloud")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_things_of_the_house(weserau: World, inspector: Inspector, language: str) -> None:
    page = await cockpit(weserau, await prepared(weserau), language)
    await page.locator(".tab[data-section=drains]").click()
    await page.locator("[data-item=drain_height_cm]").click()
    await expect(page.locator(".keypad")).to_be_visible()
    await inspector.look(page, "keypad", TABLET_UPRIGHT, PHONE)
    await page.locator(".item.active .icon-button:not(.history-key)[aria-expanded=false]").click()
    await expect(page.locator(".help")).to_be_visible()
    await inspector.look(page, "help with a question")
    await page.locator(".entity-head .button").first.click()
    await expect(page.locator(".entity-rename")).to_be_visible()
    await inspector.look(page, "another name", TABLET_UPRIGHT)
    await page.keyboard.press("Escape")
    await page.locator(".chip.add").click()
    await expect(page.locator(".adding")).to_be_visible()
    await inspector.look(page, "something new", TABLET_UPRIGHT)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_the_call(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await prepared(weserau)
    phone = await arrive(weserau, language, consultation)
    await start(phone, language)
    page = await cockpit(weserau, consultation, language)
    await page.wait_for_function("() => document.querySelector('video.live').videoWidth > 0")
    await expect(page.locator(".hints")).to_be_visible()
    await inspector.look(page, "in call", TABLET_UPRIGHT, PHONE)
    await page.locator(".hint").first.click()
    await page.locator(".tab[data-section=rooms]").click()
    await page.locator(".photo-missing").first.click()
    await expect(page.locator("button.thumb img").first).to_be_visible()
    await inspector.look(page, "picture at its question")
    await page.locator(".thumb[data-photo]").first.click()
    await expect(page.locator(".viewer img")).to_be_visible()
    await inspector.look(page, "picture large", TABLET_UPRIGHT)
    await page.keyboard.press("Escape")
    await her_word_on_pictures(page, inspector)
    await the_closing(page, inspector)


async def her_word_on_pictures(page: Page, inspector: Inspector) -> None:
    """Taken back by word of mouth, and what becomes of the pictures."""
    await page.locator(".tab").first.click()
    await page.locator("[data-item=consult_media_consent] .button").click()
    panel = page.locator("[data-panel=consent]")
    await expect(panel).to_be_visible()
    await inspector.look(page, "a withdrawal")
    await panel.locator(".entity-buttons button").click()
    await expect(panel.locator("blockquote")).to_be_visible()
    await inspector.look(page, "what becomes of those taken", TABLET_UPRIGHT)
    await panel.locator(".entity-buttons button").last.click()
    await expect(panel).to_have_count(0)


async def the_closing(page: Page, inspector: Inspector) -> None:
    await page.locator(".top-finish").click()
    panel = page.locator("[data-panel=finish]")
    await panel.locator(".big.primary").click()
    release = panel.locator("button.call.primary")
    await expect(release).to_be_enabled()
    await inspector.look(page, "protocol to be released", TABLET_UPRIGHT)
    await release.click()
    await expect(release).to_have_count(0)
    await inspector.look(page, "released")
