"""The page of a third person in the call, and what the other two see of it, for eyes, fingers and keys."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from inspection.domain.guest import GuestKind
from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import NARROW, Inspector
from tests.accessibility.test_customer import arrive, start
from tests.accessibility.test_keyboard import tab_to
from tests.pages.world import World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

REFUSING = """
  MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
"""


async def guest_of(weserau: World, consultation: str, language: str, init: str = "") -> Page:
    guests = weserau.app[HOUSE].guests
    secret, _ = await guests.invite(weserau.ahlers, consultation, GuestKind.INTERPRETER, "Frau Yılmaz")
    page = await weserau.phone(f"/guest?lang={language}#{secret}", init=init)
    await expect(page.locator(".big-sign")).to_be_visible()
    return page


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_the_call_by_keyboard(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await weserau.consultation()
    phone = await arrive(weserau, language, consultation)
    await start(phone, language)
    path = f"/consultant/consultations/{consultation}?lang={language}"
    cockpit = await weserau.signed_in("ahlers", path)
    await expect(phone.locator(".call-screen .strip")).to_be_visible()
    await cockpit.locator(".third-key.write").click()
    await inspector.look(cockpit, "who comes")
    await tab_to(cockpit, "[data-kind=family]")
    await cockpit.keyboard.press("Enter")
    await tab_to(cockpit, ".panel-foot .primary")
    await cockpit.keyboard.press("Enter")
    await expect(cockpit.locator("#third-link")).to_be_focused()
    await inspector.look(cockpit, "the link")

    page = await guest_of(weserau, consultation, language)
    await inspector.look(page, "invited", NARROW)
    await tab_to(page, "footer .primary")
    await page.keyboard.press("Enter")
    await expect(page.locator("video.guest-picture")).to_be_visible()
    await expect(page.locator(".guest-head:not(.weak)")).to_be_visible()
    await expect(page.locator("h1")).to_be_focused()
    await inspector.look(page, "live", NARROW)
    await expect(cockpit.locator(".banner.third")).to_be_visible()
    await inspector.look(cockpit, "somebody is there")
    await inspector.look(phone, "somebody hears")

    await tab_to(page, ".key")
    await page.keyboard.press("Enter")
    await expect(page.locator(".key").first).to_have_attribute("aria-pressed", "false")
    await tab_to(page, "[data-key=chat]")
    await page.keyboard.press("Enter")
    await expect(page.locator(".chat-write textarea")).to_be_focused()
    await page.keyboard.type("Guten Tag")
    await page.keyboard.press("Enter")
    await expect(page.locator(".chat .mine")).to_be_visible()
    await inspector.look(page, "writing", NARROW)
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-key=chat]")).to_be_focused()

    await cockpit.locator(".tool.main").click()
    await expect(page.locator(".guest-thumb")).to_be_visible()
    await page.locator(".guest-thumb").click()
    await expect(page.locator("img.guest-picture")).to_be_visible()
    await inspector.look(page, "a still")
    await tab_to(page, ".key.end")
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_be_focused()
    await inspector.look(page, "left")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_a_microphone_and_with_a_wrong_link(
    weserau: World, inspector: Inspector, language: str
) -> None:
    page = await guest_of(weserau, await weserau.consultation(), language, REFUSING)
    await page.locator("footer .primary").click()
    await expect(page.locator(".guest-help")).to_be_visible()
    await inspector.look(page, "microphone refused", NARROW)
    await page.locator("footer .second").click()
    await expect(page.locator(".guest-none")).to_be_visible()
    await inspector.look(page, "nobody there yet", NARROW)
    await page.goto(f"/guest?lang={language}#nobody-was-invited-with-this-secret")
    await page.reload()
    await expect(page.locator(".big-sign.warn")).to_be_visible()
    await inspector.look(page, "wrong link")
    weserau.accept("status of 404", "status of 410")
