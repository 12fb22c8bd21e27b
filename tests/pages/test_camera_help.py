"""No picture: why, and what to tap, in this browser."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.pages.world import World, start_camera
from tests.support import refused_camera

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.4 Mobile/15E148 Safari/604.1"
)
IN_APP = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 [FBAN/FBIOS;FBAV/400.0]"
)


REFUSED = {"de": "So erlauben Sie die Kamera", "en": "How to allow the camera"}
BUSY = {"de": "Die Kamera ist gerade belegt", "en": "The camera is in use"}
UNKNOWN = {"de": "Wir bekommen noch kein Bild", "en": "We do not get a picture yet"}
NONE = {"de": "Wir finden keine Kamera", "en": "We cannot find a camera"}
NO_DEVICES = "MediaDevices.prototype.enumerateDevices = async () => [];"


async def try_to_start(page: Page) -> None:
    await page.get_by_role("button", name="Ja", exact=True).click()
    await page.get_by_role("button", name="Kamera starten").click()


async def test_a_refused_camera_shows_what_to_tap_and_lets_one_try_again(weserau: World) -> None:
    link = await weserau.link(await weserau.consultation())
    page = await weserau.phone(link, init=refused_camera.PHONE, user_agent=IPHONE)
    await try_to_start(page)
    await expect(page.get_by_role("heading", name="So erlauben Sie die Kamera")).to_be_visible()
    await expect(page.get_by_text("Tippen Sie auf „Website-Einstellungen“.")).to_be_visible()
    assert await page.locator("svg.drawn").count() == 3

    await page.evaluate(
        "camera.works = true, Object.assign(camera.leave, { camera: 'granted', microphone: 'granted' })"
    )
    await page.get_by_role("button", name="Noch einmal versuchen").click()
    await expect(page.get_by_role("heading", name="Frau Ahlers kommt gleich")).to_be_visible()


@pytest.mark.parametrize("language", ["de", "en"])
async def test_every_reason_has_its_own_words(weserau: World, language: str) -> None:
    """One tap after the other, each with another reason: the page follows, and says where the focus is."""
    path, _, secret = (await weserau.link(await weserau.consultation())).partition("#")
    init = refused_camera.PHONE + NO_DEVICES
    page = await weserau.phone(f"{path}?lang={language}#{secret}", init=init)
    await page.locator(".yes-no button").first.click()
    for error, title in (
        ("NotAllowedError", REFUSED),
        ("NotReadableError", BUSY),
        ("NotFoundError", NONE),
        ("TypeError", UNKNOWN),
    ):
        await page.evaluate("(error) => { camera.error = error; }", error)
        await page.locator("footer .primary").click()
        await expect(page.get_by_role("heading", name=title[language])).to_be_focused()
        await expect(page.locator("main li").first).to_be_visible()  # what to do


async def test_without_a_microphone_one_may_go_on(weserau: World) -> None:
    no_microphone = """
      const ask = MediaDevices.prototype.getUserMedia;
      MediaDevices.prototype.getUserMedia = function (wanted) {
        if (!wanted.audio) return ask.call(this, wanted);
        return Promise.reject(new DOMException("no", "NotFoundError"));
      };
      const camera = { kind: "videoinput", label: "", deviceId: "a" };
      MediaDevices.prototype.enumerateDevices = async () => [camera];
    """
    page = await weserau.phone(await weserau.link(await weserau.consultation()), init=no_microphone)
    await try_to_start(page)
    await expect(page.get_by_role("heading", name="Wir finden kein Mikrofon")).to_be_visible()
    await page.get_by_role("button", name="Ohne Mikrofon weiter").click()
    await expect(page.get_by_text("Sie hören uns, wir hören Sie nicht.")).to_be_visible()


async def test_another_app_keeps_the_secret_so_that_the_browser_can_open_it(weserau: World) -> None:
    link = await weserau.link(await weserau.consultation())
    page = await weserau.phone(link, init=refused_camera.PHONE, user_agent=IN_APP)
    await try_to_start(page)
    await expect(page.get_by_role("heading", name="Bitte im Browser öffnen")).to_be_visible()
    assert page.url.endswith(link)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.get_by_role("button", name="Link kopieren").click()
    await expect(page.get_by_role("button", name="Link ist kopiert")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == weserau.url + link


async def test_a_camera_that_works_needs_no_help(weserau: World) -> None:
    page = await weserau.phone(await weserau.link(await weserau.consultation()), user_agent=IPHONE)
    await start_camera(page)
    assert await page.locator("svg.drawn").count() == 0
