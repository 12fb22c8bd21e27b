"""cockpit/pointer: from a finger's move on the tablet to the ring painted on the phone, 95th percentile.

cockpit/pointer-place: how far the ring lies from the mark that was pressed, on either screen, in parts of the
picture's width. The phone's camera shows a still picture with two marks; both are found in screenshots.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, expect

from benchmarks.report import Result
from tests.support import marked_camera
from tests.support.browsers import chromium
from tests.support.demo import demo
from tests.support.marked_camera import GREEN, MAGENTA
from tests.support.marked_screen import LOSSY, RING, Screen
from tests.whole.people import CONSULTANT, begin, join, sees_moving_picture, sign_in

TIME, PLACE = "cockpit/pointer", "cockpit/pointer-place"
MOVES = 60
WARMING = 5  # moves before those that count
PAUSE_S = 0.05

MOVED = """() => {
  window.benchMoved = new Promise((resolve) => addEventListener("pointermove",
    ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), { capture: true, once: true }));
}"""

SHOWN = """() => {
  const ring = document.querySelector(".live-layer .pointer");
  const before = ring.getAttribute("transform");
  window.benchShown = new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      if (ring.getAttribute("transform") === before) return; // a resting finger is said again
      seen.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null); // heard once that frame is painted
      });
    });
    seen.observe(ring, { attributes: true });
  });
}"""


@dataclass(frozen=True)
class Call:
    tablet: Screen
    phone: Screen


def measure_time() -> Result:
    seconds = sorted(asyncio.run(_time()))
    return Result(TIME, seconds[int(0.95 * len(seconds))] * 1000, "ms", None, "<= 80 ms")


def measure_place() -> Result:
    return Result(PLACE, asyncio.run(_place()) * 100, "%", None, "<= 1 %")


@asynccontextmanager
async def _call() -> AsyncIterator[Call]:
    """The consultant's tablet with "Zeigen" on, and the customer's phone, each a browser of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        film = Path(name) / "marks.mjpeg"
        marked_camera.write(film)
        async with (
            demo(Path(name) / "data") as server,
            chromium(camera=film) as phones,
            chromium() as tablets,
        ):
            tablet = await sign_in(tablets, server.links["consultant"], CONSULTANT)
            await begin(tablet)
            phone = await join(phones, server.links["customer"])
            await sees_moving_picture(tablet.page)
            await tablet.page.locator("button[data-tool=point]").click()
            await expect(phone.locator(".call-screen > .live-layer")).to_be_attached()
            yield Call(Screen(tablet.page, "video.live", "contain"), Screen(phone, "video.own", "cover"))


async def _time() -> list[float]:
    async with _call() as call:
        page = call.tablet.page
        x, y = await call.tablet.where(MAGENTA, LOSSY)
        await page.mouse.move(x, y)
        await page.mouse.down()
        await expect(call.phone.page.locator(".live-layer.pointing")).to_be_attached()
        moves = [(x + 4 * (turn % 10), y + 3 * (turn % 7)) for turn in range(1, WARMING + MOVES + 1)]
        return [await _once(call, *move) for move in moves][WARMING:]


async def _once(call: Call, x: float, y: float) -> float:
    """Seconds by the machine's clock, which both browsers go by."""
    await asyncio.sleep(PAUSE_S)
    await call.phone.page.evaluate(SHOWN)
    await call.tablet.page.evaluate(MOVED)
    await call.tablet.page.mouse.move(x, y)
    shown = await _told(call.phone.page, "benchShown")
    return (shown - await _told(call.tablet.page, "benchMoved")) / 1000


async def _told(page: Page, name: str) -> float:
    """Milliseconds since 1970."""
    return float(await page.evaluate(f"() => window.{name}"))


async def _place() -> float:
    """The worst of both marks and both screens."""
    async with _call() as call:
        page, screens = call.tablet.page, (call.tablet, call.phone)
        marks = {colour: [await one.where(colour, LOSSY) for one in screens] for colour in (MAGENTA, GREEN)}
        away = []
        for spots in marks.values():
            await page.mouse.move(*spots[0])
            await page.mouse.down()
            await expect(call.phone.page.locator(".live-layer.pointing")).to_be_attached()
            for screen, spot in zip(screens, spots, strict=True):
                away.append(await screen.away(spot, RING))
            await page.mouse.up()
            await page.keyboard.press("Delete")
            await expect(call.phone.page.locator(".live-layer.pointing")).to_have_count(0)
        return max(away)
