"""join/viewer and join/customer: until the consultant sees the customer, beside a bare two-page call.

The same two browsers, camera and picture size on both sides; ours and the bare call take turns, and each turn
begins with pages that are new, in profiles that have been here before: signed in, the consent given.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, Page, expect

from benchmarks.report import Result
from benchmarks.stage import Stage, stage
from tests.support.browsers import PHONE, TABLET, open_context
from tests.support.ports import free_port
from tests.whole.people import CONSULTANT, begin, join, sees_moving_picture, sign_in

VIEWER = "join/viewer"
CUSTOMER = "join/customer"
ROUNDS = 9
FRAME_WITHIN_S = 30
SETTLE_S = 0.4  # between two pages, so that none pays for the other's opening or closing

TELL = """(() => {
  const opened = performance.timeOrigin;
  const tell = (what, at) => benchTold({ what, at: opened + at, opened });
  addEventListener("click", (event) => tell("tap", event.timeStamp), true);
  const seen = new WeakSet();
  addEventListener("loadstart", ({ target: video }) => {
    if (!(video instanceof HTMLVideoElement) || seen.has(video)) return;
    seen.add(video);
    video.requestVideoFrameCallback(() => tell("frame", performance.now()));
  }, true);
})();"""
"In each page of both sides: when somebody taps, and when the first frame of a picture is there."


@dataclass
class Told:
    """What the pages of a context said; times in ms since 1970, one clock for all browsers of a machine."""

    said: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    @classmethod
    async def by(cls, context: BrowserContext) -> Told:
        told = cls()
        await context.expose_binding("benchTold", lambda _, word: told.said.put_nowait(word))
        await context.add_init_script(TELL)
        return told

    async def next(self, what: str) -> dict[str, Any]:
        async with asyncio.timeout(FRAME_WITHIN_S):
            while True:
                word = await self.said.get()
                if word["what"] == what:
                    return word

    def forget(self) -> None:
        while not self.said.empty():
            self.said.get_nowait()


@dataclass(frozen=True)
class Side:
    """One of the two calls: how its pages are opened."""

    phone: BrowserContext
    tablet: BrowserContext
    customer_told: Told
    viewer_told: Told
    customer_url: str
    viewer_url: str
    start: str
    "The customer's button."
    waits: str
    "There once she has started and nobody is there yet."
    ready: str
    "There once the viewer's page waits for her."

    async def join_as_viewer(self) -> float:
        """Seconds from opening the viewer's page to the first frame, the customer waiting."""
        phone, tablet = await self.phone.new_page(), await self.tablet.new_page()
        try:
            await self._customer_ready(phone)
            await phone.locator(self.start).click()
            await expect(phone.locator(self.waits).first).to_be_attached()
            await asyncio.sleep(SETTLE_S)
            self.viewer_told.forget()
            await tablet.goto(self.viewer_url, wait_until="commit")
            frame = await self.viewer_told.next("frame")
            return float(frame["at"] - frame["opened"]) / 1000
        finally:
            await close(tablet, phone)

    async def join_as_customer(self) -> float:
        """Seconds from the customer's tap to the first frame at the viewer, who waits."""
        phone, tablet = await self.phone.new_page(), await self.tablet.new_page()
        try:
            await tablet.goto(self.viewer_url)
            await expect(tablet.locator(self.ready).first).to_be_attached()
            await self._customer_ready(phone)
            await asyncio.sleep(SETTLE_S)
            self.viewer_told.forget()
            self.customer_told.forget()
            await phone.locator(self.start).click()
            tap = await self.customer_told.next("tap")
            frame = await self.viewer_told.next("frame")
            return float(frame["at"] - tap["at"]) / 1000
        finally:
            await close(tablet, phone)

    async def _customer_ready(self, phone: Page) -> None:
        await phone.goto(self.customer_url)
        await expect(phone.locator(self.start)).to_be_visible()


async def close(*pages: Page) -> None:
    for page in pages:
        await page.close()
    await asyncio.sleep(SETTLE_S)


def measure_viewer() -> Result:
    ours, bare = asyncio.run(_medians(Side.join_as_viewer))
    return Result(VIEWER, ours, "s", bare, "<= 1.5")


def measure_customer() -> Result:
    ours, bare = asyncio.run(_medians(Side.join_as_customer))
    return Result(CUSTOMER, ours, "s", bare, "<= 1.25")


async def _medians(seconds: Callable[[Side], Awaitable[float]]) -> tuple[float, float]:
    """Ours and the bare call's. The first turn of each warms server and browsers and does not count."""
    ours: list[float] = []
    bare: list[float] = []
    async with stage() as scene, _sides(scene) as (our_side, bare_side):
        for turn in range(ROUNDS + 1):
            for side, times in ((our_side, ours), (bare_side, bare)):
                taken = await seconds(side)
                if turn:
                    times.append(taken)
    return statistics.median(ours), statistics.median(bare)


@asynccontextmanager
async def _sides(scene: Stage) -> AsyncIterator[tuple[Side, Side]]:
    async with AsyncExitStack() as stack:
        ours = await _our_side(scene)
        bare = await _bare_side(scene, await stack.enter_async_context(_relay()))
        for side in (ours, bare):
            stack.push_async_callback(side.phone.close)
            stack.push_async_callback(side.tablet.close)
        yield ours, bare


async def _our_side(scene: Stage) -> Side:
    """The demo's first consultation. Both have been in it before: its state is the same in every turn."""
    tablet = await sign_in(scene.tablets, scene.server.links["consultant"], CONSULTANT)
    await begin(tablet)
    phone = await join(scene.phones, scene.server.links["customer"])
    await sees_moving_picture(tablet.page)
    cockpit = tablet.page.url
    await close(tablet.page, phone)
    return Side(
        phone=phone.context,
        tablet=tablet.context,
        customer_told=await Told.by(phone.context),
        viewer_told=await Told.by(tablet.context),
        customer_url=scene.server.links["customer"],
        viewer_url=cockpit,
        start='button:text-matches("Kamera starten|Hier weitermachen")',
        waits="video",
        ready=".list",
    )


async def _bare_side(scene: Stage, url: str) -> Side:
    phone = await open_context(scene.phones, PHONE)
    tablet = await open_context(scene.tablets, TABLET)
    return Side(
        phone=phone,
        tablet=tablet,
        customer_told=await Told.by(phone),
        viewer_told=await Told.by(tablet),
        customer_url=f"{url}/call#customer",
        viewer_url=f"{url}/call#viewer",
        start="button",
        waits="[data-waits]",
        ready="video",
    )


@asynccontextmanager
async def _relay() -> AsyncIterator[str]:
    """The bare call's server, a process of its own as ours is."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.floor.relay", str(port))
    try:
        await _listens(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def _listens(port: int, within_s: float = 20) -> None:
    until = time.monotonic() + within_s
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
