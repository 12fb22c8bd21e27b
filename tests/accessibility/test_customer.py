"""The customer's page in every state she can meet, in both languages."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import NARROW, Inspector
from tests.pages.world import World
from tests.support import refused_camera
from tests.support.browsers import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

YES = {"de": "Ja", "en": "Yes"}
IN_APP = (
    "Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 [FBAN/FBIOS]"
)


async def arrive(weserau: World, language: str, consultation: str = "", **options: str) -> Page:
    """The page as the link opens it."""
    path, _, secret = (await weserau.link(consultation or await weserau.consultation())).partition("#")
    page = await weserau.phone(f"{path}?lang={language}#{secret}", **options)
    await expect(page.locator("h1")).to_be_visible()
    return page


async def start(page: Page, language: str) -> None:
    await page.get_by_role("button", name=YES[language], exact=True).click()
    await page.locator("footer .primary").click()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_link_to_the_thanks(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await weserau.consultation()
    page = await arrive(weserau, language, consultation)
    await inspector.look(page, "join", NARROW)
    await page.locator("details summary").first.click()
    await inspector.look(page, "consent text")
    await page.locator("footer .primary").click()
    await expect(page.locator(".ask.missing")).to_be_visible()
    await inspector.look(page, "consent missing")
    await start(page, language)
    await expect(page.locator(".preview video")).to_be_visible()
    await inspector.look(page, "waiting", NARROW)

    cockpit = await weserau.signed_in("ahlers", f"/consultant/consultations/{consultation}")
    await expect(page.locator(".call-screen .strip")).to_be_visible()
    await inspector.look(page, "in call")
    await cockpit.locator("[data-hint=closer]").click()
    await expect(page.locator(".say")).to_contain_text({"de": "näher", "en": "closer"}[language])
    await inspector.look(page, "instruction", NARROW)
    await cockpit.locator(".tool.main").click()
    await expect(page.locator(".sending .icon")).to_be_visible()  # arrived
    await her_word_on_pictures(page, inspector)
    await a_camera_that_stopped(page, inspector)
    await page.route("**/api/v1/uploads", lambda _: None)  # the picture stays on its way
    await cockpit.locator(".tool.main").click()
    await expect(page.locator(".sending .progress")).to_be_visible()
    await inspector.look(page, "still on its way")

    await page.locator(".key.end").click()
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await inspector.look(page, "hung up")
    await page.locator(".alt").click()
    await expect(page.locator(".big-sign.done")).to_be_visible()
    await inspector.look(page, "thanks", NARROW)


async def her_word_on_pictures(page: Page, inspector: Inspector) -> None:
    await page.locator(".pictures-key").click()
    dialog = page.get_by_role("dialog")
    await inspector.look(page, "her word on pictures")
    await dialog.locator(".yes-no button").nth(1).click()
    await expect(dialog.locator(".taken .yes-no button")).to_have_count(2)
    await inspector.look(page, "what becomes of those taken", NARROW)
    await dialog.locator(".taken .yes-no button").nth(1).click()
    await expect(dialog.locator(".taken [aria-pressed=true]")).to_be_visible()
    await dialog.locator(".yes-no button").first.click()
    await expect(dialog.locator(".taken")).to_have_count(0)
    await dialog.locator("footer .primary").click()


async def a_camera_that_stopped(page: Page, inspector: Inspector) -> None:
    await page.evaluate("() => document.querySelector('video').srcObject.getVideoTracks()[0].stop()")
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await inspector.look(page, "camera stopped", NARROW)
    await page.locator(".curtain .button").click()
    await expect(page.locator(".call-screen .strip")).to_be_visible()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.long
async def test_help_with_the_camera(weserau: World, inspector: Inspector, language: str) -> None:
    page = await arrive(weserau, language, init=refused_camera.PHONE)
    await start(page, language)
    await expect(page.locator("svg.drawn").first).to_be_visible()
    await inspector.look(page, "camera refused", NARROW)
    page = await arrive(weserau, language, init=refused_camera.PHONE, user_agent=IN_APP)
    await start(page, language)
    await expect(page.locator("svg.drawn").first).to_be_visible()
    await inspector.look(page, "within another app")


@pytest.mark.parametrize("language", ["de", "en"])
async def test_a_link_that_does_not_fit(weserau: World, inspector: Inspector, language: str) -> None:
    page = await weserau.page(PHONE)
    await page.goto(f"/join?lang={language}#nobody-was-invited-with-this-secret")
    await expect(page.locator(".big-sign")).to_be_visible()
    weserau.accept("status of 404", "status of 410")
    await inspector.look(page, "wrong link")
