"""Real Chromiums with real media: Debian's build, a fake camera that shows the generated basement."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
HEADLESS = "/usr/bin/chromium-headless-shell"
"The same engine without a browser around it, a third less work. It asks nobody, so all is granted."
GRANTED = ("camera", "microphone", "accelerometer", "gyroscope", "magnetometer")
WITHIN_MS = 60_000  # far beyond what any step may need, for a machine that several tests share
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 1180, "height": 820}
TABLET_UPRIGHT = {"width": 820, "height": 1180}
DESK = {"width": 1440, "height": 900}

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


@asynccontextmanager
async def chromium(
    camera: Path | None = None,
    *,
    refuse_camera: bool = False,
    program: str = CHROMIUM,
    fps: int = 20,
    arguments: Sequence[str] = (),
) -> AsyncIterator[Browser]:
    """A browser of its own process.

    `camera`: a file that plays as its camera, in a loop. Without one the browser makes up a picture `fps`
    times a second: fewer than its own 20 spare work where nobody looks at it.
    """
    expect.set_options(timeout=WITHIN_MS)
    arguments = [*ARGUMENTS, *arguments]
    if not refuse_camera:
        arguments += [f"--use-fake-device-for-media-stream=fps={fps}", "--use-fake-ui-for-media-stream"]
    if camera is not None:
        arguments.append(f"--use-file-for-fake-video-capture={camera}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=arguments)
        if program == HEADLESS:
            _headless.add(browser)
        try:
            yield browser
        finally:
            await browser.close()


_headless: WeakSet[Browser] = WeakSet()

NOT_OURS = ("net::ERR_NETWORK_CHANGED",)
"The machine's own network changed: Chromium drops what is under way, and pages have to bear it."


class Watched:
    """A page whose errors fail the test: `errors` holds what the console and the page threw."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._said)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(one in message.text for one in NOT_OURS):
            self.errors.append(message.text)


async def open_context(browser: Browser, size: dict[str, int], **options: Any) -> BrowserContext:
    """A fresh profile of a device of this size; German, light, touch for phones and tablets."""
    settings: dict[str, Any] = {
        "viewport": size,
        "screen": size,
        "locale": "de-DE",
        "timezone_id": "Europe/Berlin",
        "color_scheme": "light",
        "has_touch": size["width"] < 1400,
        "accept_downloads": True,
    }
    if browser in _headless:
        options["permissions"] = [*GRANTED, *options.get("permissions", ())]
    context = await browser.new_context(**(settings | options))
    context.set_default_timeout(WITHIN_MS)
    return context
