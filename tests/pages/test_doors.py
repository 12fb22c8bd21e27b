"""The doors others stumble over: a refusal in each browser, other apps, and what comes once it is mended."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.accessibility.inspector import NARROW, Inspector
from tests.pages.world import World
from tests.support import refused_camera
from tests.support.browsers import PHONE, chromium, open_context

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
IN_INSTAGRAM = f"{APPLE} Mobile/15E148 Instagram 340.0"
IN_FACEBOOK = (
    "Mozilla/5.0 (Linux; Android 14; SM-A146U; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/131.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/453.0;]"
)

BROWSERS = {
    "Safari on an iPhone": (f"{APPLE} Version/18.4 Mobile/15E148 Safari/604.1", "Website-Einstellungen", 3),
    "Chrome on an iPhone": (f"{APPLE} CriOS/131.0 Mobile/15E148 Safari/604.1", "„Chrome“", 2),
    "Chrome on Android": (f"{ANDROID} Chrome/131.0 Mobile Safari/537.36", "die zwei Regler", 3),
    "Samsung Internet": (
        f"{ANDROID} SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
        "das Schloss",
        3,
    ),
    "Edge on Android": (f"{ANDROID} Chrome/131.0 Mobile Safari/537.36 EdgA/131.0", "das Schloss", 3),
    "Firefox on Android": (
        "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
        "das Schild",
        3,
    ),
    "Chrome on a desk": (
        f"{WINDOWS} Chrome/131.0 Safari/537.36",
        "Klicken Sie neben der Adresse auf die zwei",
        2,
    ),
    "Edge on a desk": (f"{WINDOWS} Chrome/131.0 Safari/537.36 Edg/131.0", "auf das Schloss", 2),
    "Firefox on a desk": (
        "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
        "die durchgestrichene Kamera",
        3,
    ),
    "an unknown one": ("Mozilla/5.0 (Linux; Android 14) Something/1.0", "Regler, Schloss oder Kamera", 3),
}


async def refused(weserau: World, agent: str, language: str = "de") -> Page:
    """Where she meets the help: she has answered, tapped "start", and her browser said no."""
    path, _, secret = (await weserau.link(await weserau.consultation())).partition("#")
    page = await weserau.phone(
        f"{path}?lang={language}#{secret}", init=refused_camera.PHONE, user_agent=agent
    )
    await page.locator(".yes-no button").first.click()
    await page.locator("footer .primary").click()
    await expect(page.locator(".shown svg.drawn").first).to_be_visible()
    return page


async def as_if(page: Page, agent: str) -> None:
    """The same page in another browser: its help is drawn anew when she tries again."""
    await page.evaluate(
        """(agent) => {
          Object.defineProperty(navigator, "userAgent", { configurable: true, get: () => agent });
        }""",
        agent,
    )


async def test_each_browser_has_its_own_way(weserau: World) -> None:
    """One page, one browser after the other: each time she tries again in vain, the help is drawn anew."""
    page = await refused(weserau, next(iter(BROWSERS.values()))[0])
    for name, (agent, words, drawings) in BROWSERS.items():
        await as_if(page, agent)
        await page.get_by_role("button", name="Noch einmal versuchen").click()
        first = page.locator(".body > .shown")
        await expect(first.locator("p").filter(has_text=words), name).to_be_visible()
        await expect(first.locator("svg.drawn"), name).to_have_count(drawings)


@pytest.mark.parametrize("language", ["de", pytest.param("en", marks=pytest.mark.long)])
async def test_trying_again_in_vain_says_so_and_names_another_way(
    weserau: World, inspector: Inspector, language: str
) -> None:
    page = await refused(weserau, BROWSERS["Chrome on Android"][0], language)
    assert await page.locator(".still-not").count() == 0
    for times in (2, 3):
        await page.locator("footer .primary").click()
        told = {
            "de": f"{times}. Versuch: Die Kamera ist weiterhin gesperrt.",
            "en": f"Attempt {times}: The camera",
        }
        await expect(page.get_by_role("alert")).to_contain_text(told[language])
        await expect(page.get_by_role("alert")).to_be_focused()
        await expect(page.get_by_role("alert")).to_be_in_viewport()
    await expect(page.locator("footer a[href^='tel:']")).to_be_visible()
    await expect(page.locator(".other-ways")).to_contain_text(
        {"de": "anderen Telefon", "en": "another phone"}[language]
    )
    await inspector.look(page, f"refused again, {language}", NARROW)


async def test_it_goes_on_by_itself_once_the_browser_says_yes(weserau: World) -> None:
    page = await refused(weserau, BROWSERS["Chrome on Android"][0])
    await page.evaluate("camera.works = true, camera.allow('camera', 'microphone')")
    await expect(page.get_by_role("heading", name="Frau Ahlers kommt gleich")).to_be_visible()


async def test_it_goes_on_when_she_is_back_from_the_settings_of_her_phone(weserau: World) -> None:
    """An older browser tells nothing about permissions, and nothing of their change."""
    page = await refused(weserau, BROWSERS["Chrome on an iPhone"][0])
    await page.evaluate(
        """() => {
          Permissions.prototype.query = () => Promise.reject(new TypeError("no such name"));
          camera.error = "NotReadableError";
        }"""
    )
    await page.locator("footer .primary").click()
    await expect(page.get_by_role("heading", name="Die Kamera ist gerade belegt")).to_be_visible()
    returned = "document.dispatchEvent(new Event('visibilitychange'))"
    leave = "Object.assign(camera.leave, { camera: 'granted', microphone: 'granted' })"
    await page.evaluate(returned)  # still in use: no news, and no counting against her
    await page.evaluate(f"camera.works = true, {leave}, {returned}")
    await expect(page.get_by_role("heading", name="Frau Ahlers kommt gleich")).to_be_visible()


async def test_a_refused_microphone_alone(weserau: World, inspector: Inspector) -> None:
    page = await refused(weserau, BROWSERS["Samsung Internet"][0])
    await page.evaluate("camera.works = true, camera.leave.camera = 'granted'")
    await page.locator("footer .primary").click()
    await expect(page.get_by_role("heading", name="So erlauben Sie das Mikrofon")).to_be_focused()
    await expect(page.get_by_text("Schalten Sie das Mikrofon ein.")).to_be_visible()
    await inspector.look(page, "microphone refused", NARROW)
    await page.get_by_role("button", name="Ohne Mikrofon weiter").click()
    await expect(page.get_by_text("Sie hören uns, wir hören Sie nicht.")).to_be_visible()


async def test_what_the_browser_tells_apart(weserau: World, inspector: Inspector) -> None:
    """One after the other on one page: the system by name, closed without an answer, allowed and yet not."""
    page = await refused(weserau, BROWSERS["Chrome on Android"][0])
    for says, title in (
        ("camera.message = 'Permission denied by system'", "Das Gerät sperrt die Kamera"),
        ("camera.message = 'Permission dismissed'", "Bitte auf „Zulassen“ tippen"),
        (
            "camera.message = '', camera.leave.camera = camera.leave.microphone = 'granted'",
            "Das Gerät sperrt die Kamera",
        ),
    ):
        await page.evaluate(says)
        await page.locator("footer .primary").click()
        await expect(page.get_by_role("heading", name=title)).to_be_focused()
        await expect(page.locator("svg.drawn").first).to_be_visible()
        await inspector.look(page, title)


async def test_a_real_browser_tells_of_the_change(weserau: World) -> None:
    """No stand-in: Chromium refuses, is told to allow it in its settings, and the call goes on."""
    link = await weserau.link(await weserau.consultation())
    async with chromium(refuse_camera=True, arguments=["--use-fake-device-for-media-stream"]) as browser:
        context = await open_context(browser, PHONE, base_url=weserau.url)
        page = await context.new_page()
        settings = await context.new_cdp_session(page)
        profile = (await settings.send("Target.getTargetInfo"))["targetInfo"]["browserContextId"]

        async def leave(setting: str, *names: str) -> None:
            for name in names:
                await settings.send(
                    "Browser.setPermission",
                    {
                        "permission": {"name": name},
                        "setting": setting,
                        "origin": weserau.url,
                        "browserContextId": profile,
                    },
                )

        await leave("denied", "camera", "microphone")
        await page.goto(link)
        await page.get_by_role("button", name="Ja", exact=True).click()
        await page.get_by_role("button", name="Kamera starten").click()
        await expect(page.get_by_role("heading", name="So erlauben Sie die Kamera")).to_be_visible()
        await leave("granted", "camera")
        await expect(page.get_by_role("heading", name="So erlauben Sie das Mikrofon")).to_be_visible()
        await leave("granted", "microphone")
        await expect(page.get_by_role("heading", name="Frau Ahlers kommt gleich")).to_be_visible()


async def test_out_of_another_app_on_android_with_the_secret(weserau: World, inspector: Inspector) -> None:
    asked: list[str] = []
    page = await refused(weserau, IN_FACEBOOK)
    page.on("request", lambda request: asked.append(request.url + str(request.headers)))
    secret = page.url.partition("#")[2]
    assert secret, "the app's own way out passes on what the address shows"
    await expect(page.get_by_text("Sie lesen den Link gerade in Facebook.")).to_be_visible()
    way_out = page.get_by_role("link", name="Im Browser öffnen")
    address, _, intent = str(await way_out.get_attribute("href")).rpartition("#Intent;")
    scheme, _, host = weserau.url.partition("://")
    assert address == f"intent://{host}/join?lang=de#{secret}"
    assert intent.startswith(f"scheme={scheme};")
    assert intent.endswith(";end")
    assert secret not in intent
    assert await way_out.get_attribute("rel") == "noreferrer"
    await inspector.look(page, "in another app, Android", NARROW)
    await page.get_by_role("button", name="Noch einmal versuchen").click()
    await expect(page.get_by_role("alert")).to_contain_text("Diese App gibt die Kamera nicht frei.")
    # Last, for while Chromium looks for an app, taps fall into nothing. There is none: the page stays.
    async with page.expect_event("requestfailed"):
        await way_out.click()
    await expect(page.get_by_role("alert")).to_be_visible()
    assert page.url.partition("#")[2] == secret
    assert not [one for one in asked if secret in one], "the secret went to a server"


@pytest.mark.parametrize("language", ["de", pytest.param("en", marks=pytest.mark.long)])
async def test_out_of_another_app_on_an_iphone(weserau: World, inspector: Inspector, language: str) -> None:
    page = await refused(weserau, IN_INSTAGRAM, language)
    address = page.url
    await inspector.look(page, "in another app, iPhone", NARROW)
    await page.evaluate(  # no clipboard; a selection can be copied
        """() => {
          navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
          document.execCommand = () => ((window.taken = document.activeElement.value), true);
        }"""
    )
    await page.locator("footer .primary").click()
    told = {
        "de": "Der Link ist kopiert. Jetzt noch zwei Schritte:",
        "en": "The link is copied. Two more steps:",
    }
    await expect(page.get_by_role("heading", name=told[language])).to_be_in_viewport()
    assert await page.evaluate("taken") == address
    await inspector.look(page, "link copied", NARROW)


async def test_what_an_app_leaves_behind_is_noticed_whatever_its_name(weserau: World) -> None:
    link = await weserau.link(await weserau.consultation())
    init = refused_camera.PHONE + "window.TelegramWebviewProxy = {};"
    page = await weserau.phone(link, init=init, user_agent=BROWSERS["Chrome on Android"][0])
    await page.get_by_role("button", name="Ja", exact=True).click()
    await page.get_by_role("button", name="Kamera starten").click()
    await expect(page.get_by_text("Sie lesen den Link gerade in einer anderen App.")).to_be_visible()
