"""What a customer meets before the call, or instead of it: help in each browser, the connection test."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, Page, Route, expect

from tests.support import guided_phone, refused_camera
from tests.support.browsers import PHONE
from tests.support.demo import Demo
from tests.support.photographs import CUSTOMER, Camera

APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
VIEW = "Mozilla/5.0 (Linux; Android 14; SM-A146U; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"

BROWSERS = {
    "iphone-safari": f"{APPLE} Version/18.4 Mobile/15E148 Safari/604.1",
    "iphone-chrome": f"{APPLE} CriOS/131.0 Mobile/15E148 Safari/604.1",
    "android-chrome": f"{ANDROID} Chrome/131.0 Mobile Safari/537.36",
    "android-samsung": f"{ANDROID} SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
    "android-edge": f"{ANDROID} Chrome/131.0 Mobile Safari/537.36 EdgA/131.0",
    "android-firefox": "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
    "android-unknown": "Mozilla/5.0 (Linux; Android 14) Something/1.0",
    "desk-chrome": f"{WINDOWS} Chrome/131.0 Safari/537.36",
    "desk-edge": f"{WINDOWS} Chrome/131.0 Safari/537.36 Edg/131.0",
    "desk-firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
    "desk-safari": f"{MAC} Version/18.4 Safari/605.1.15",
    "desk-unknown": "Something/1.0",
}
APPS = {
    "iphone": f"{APPLE} Mobile/15E148 Instagram 340.0",
    "android": f"{VIEW} Chrome/131.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/453.0;]",
}
AS_IF = """(agent) => {
  Object.defineProperty(navigator, "userAgent", { configurable: true, get: () => agent });
}"""
ANOTHER_REASON = "camera.error = 'NotReadableError', camera.message = ''"
REFUSED = "camera.error = 'NotAllowedError', camera.message = 'Permission denied'"
REASONS = {
    "microphone": "camera.leave.camera = 'granted'",
    "system": "camera.leave.microphone = 'granted'",
    "question": "camera.message = 'Permission dismissed'",
    "busy": "camera.error = 'NotReadableError'",
    "no-camera": "camera.error = 'NotFoundError'",
    "unknown": "camera.error = 'TypeError'",
}


async def answer_and_start(page: Page, camera: Camera) -> None:
    await expect(page.locator("h1")).to_contain_text(CUSTOMER)
    await page.get_by_role("button", name=camera.look.yes, exact=True).click()
    await page.locator("footer .primary").last.click()


async def invited(server: Demo, camera: Camera, browser: Browser) -> str:
    """The link of a consultation of their own: nobody waits in it from another picture."""
    context = await camera.context(browser, "tablet")
    page = await camera.open(context, server.links["consultant"])
    await page.locator(".demo button").first.click()
    await expect(page.locator(".detail h2")).to_be_visible()
    language = camera.look.language
    made: str = await page.evaluate(
        """async ([name, language]) => {
          const post = async (path, body) => (await fetch(`/api/v1/consultations${path}`, {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
          })).json();
          const customer = { name: `Inge ${name}`, salutation: "Frau", language };
          const { id } = await post("", { customer, language });
          return (await post(`/${id}/invitations`, {})).url;
        }""",
        [CUSTOMER, language],
    )
    await context.close()
    return f"{server.url}/join#{made.partition('#')[2]}"


async def doors(link: str, camera: Camera, phones: Browser) -> None:
    await help_in_each_browser(link, camera, phones)
    await within_apps(link, camera, phones)
    await connection_test(link, camera, phones)
    await waiting(link, camera, phones)


async def help_in_each_browser(link: str, camera: Camera, phones: Browser) -> None:
    context = await camera.context(phones, "phone")
    await context.add_init_script(refused_camera.PHONE)
    page = await camera.open(context, link)
    await page.evaluate(AS_IF, BROWSERS["iphone-safari"])
    await answer_and_start(page, camera)
    title = page.locator("h1")
    for name, agent in BROWSERS.items():
        await page.evaluate(AS_IF, agent)
        for says in (ANOTHER_REASON, REFUSED):  # as if for the first time
            before = await title.text_content()
            await page.evaluate(says)
            await page.locator("footer .primary").click()
            await expect(title).not_to_have_text(before or "")
        await expect(page.locator(".shown svg.drawn").first).to_be_visible()
        await camera.take(page, f"help-{name}", "phone", *(["tablet"] if "desk" in name else []), whole=True)
    for name in ("iphone-safari", "desk-firefox", "android-chrome"):
        await page.evaluate(AS_IF, BROWSERS[name])
        await page.locator("footer .primary").click()
        await expect(page.locator(".other-ways")).to_be_visible()
        await camera.take(page, f"help-again-{name}", "phone", whole=True)
    await camera.take(page, "help-again", "lying")
    for name, says in REASONS.items():
        before = await title.text_content()
        await page.evaluate(says)
        await page.locator("footer .primary").click()
        await expect(title).not_to_have_text(before or "")
        await camera.take(page, f"help-{name}", "phone", whole=True)
    await context.close()


async def within_apps(link: str, camera: Camera, phones: Browser) -> None:
    for name, agent in APPS.items():
        context = await camera.context(phones, "phone", user_agent=agent)
        await context.add_init_script(refused_camera.PHONE)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await camera.open(context, link)
        await answer_and_start(page, camera)
        await expect(page.locator(".shown svg.drawn").first).to_be_visible()
        await camera.take(page, f"in-app-{name}", "phone", whole=True)
        await page.locator("footer button").last.click()
        await expect(page.locator(".copied")).to_be_visible()
        await camera.take(page, f"in-app-{name}-copied", "phone", whole=True)
        await context.close()


def result(verdict: str, line: str, **checks: str) -> dict[str, Any]:
    found = {"camera": "ok", "microphone": "ok", "speaker": "heard", "light": "ok", "in_app": False}
    return {"verdict": verdict, "line": line, "checks": found | checks}


RESULTS = {
    "good": result("good", "good"),
    "weak": result("weak", "weak"),
    "bad": result("bad", "bad"),
    "no-camera": result("no-camera", "good", camera="refused"),
    "no-microphone": result("no-microphone", "good", microphone="silent"),
}


async def connection_test(link: str, camera: Camera, phones: Browser) -> None:
    """Its pages; what the server would have measured is given, so that each verdict can be seen."""
    verdict = {"now": "good"}

    async def judged(route: Route) -> None:
        if route.request.method == "GET":
            await route.fulfill(json={"ways": [], "ice_servers": []})
        elif verdict["now"] == "unreachable":
            await route.abort()
        else:
            await route.fulfill(json=RESULTS[verdict["now"]])

    context = await camera.context(phones, "phone")
    await context.add_init_script(guided_phone.PHONE)
    page = await camera.open(context, link)
    await expect(page.locator("h1")).to_contain_text(CUSTOMER)
    await page.locator(".body .button.second").click()
    await expect(page.locator(".checks")).to_be_visible()
    await expect(page.locator(".preview.test")).to_be_visible()
    await camera.take(page, "test-running", "phone", "tablet")
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await expect(page.locator(".tone")).to_be_visible()
    await camera.take(page, "test-tone", "phone")
    await page.reload()
    await page.route("**/customer/connection-test", judged)
    await expect(page.locator("h1")).to_contain_text(CUSTOMER)
    await page.locator(".body .button.second").click()
    for name in (*RESULTS, "unreachable"):
        verdict["now"] = name
        await expect(page.locator(".tone")).to_be_visible()
        await page.locator(".tone .chip").first.click()
        await expect(page.locator(".checks .tone")).to_have_count(0)
        await expect(page.locator("footer .primary")).to_be_visible()
        await camera.take(page, f"test-{name}", "phone", whole=True)
        if name == "no-camera":  # its big button leads to the help
            await page.locator("footer .primary").click()
            await expect(page.locator(".shown")).to_be_visible()
        await page.locator("footer .primary").click()  # again
    camera.errors[:] = [one for one in camera.errors if "ERR_FAILED" not in one]
    await context.close()


async def waiting(link: str, camera: Camera, phones: Browser) -> None:
    context = await camera.context(phones, "phone")
    await context.add_init_script(guided_phone.PHONE)
    page = await camera.open(context, link)
    await answer_and_start(page, camera)
    await expect(page.locator(".preview video")).to_be_visible()
    await camera.take(page, "waiting", "tablet", "lying", "phone", whole=True)
    await context.close()
