"""A call between the two real pages: the customer's phone at the far end of a weak link, the cockpit here.

What the consultant sees is believed, nothing that either page says of itself.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page

from benchmarks.report import Result
from benchmarks.weak_link import GOOD, Link, WeakLink, hindrance
from signaling.media.fake_camera import write
from tests.cockpit.tablet import Tablet
from tests.support.browsers import CHROMIUM, chromium
from tests.support.demo import Demo, demo
from tests.whole.people import CONSULTANT, begin, join, sign_in

PATIENCE_S = 60.0
MOVES_FRAMES, MOVES_WITHIN_S = 3, 1.0  # so many more frames within this: it moves
IN_FLIGHT_S = 0.3  # the link's delay and the decoder's; over a change of address it is what came before
CALM_S = 6.0  # a picture that flows for so long has recovered from whatever was before

# Wall-clock time of each frame that reaches the consultant's eyes, and the packets of the customer's voice.
WATCH = """() => {
  window.frames = [];
  const watch = (video) => {
    const seen = () => { window.frames.push(Date.now()); video.requestVideoFrameCallback(seen); };
    video.requestVideoFrameCallback(seen);
  };
  watch(document.querySelector("video.live"));
}"""
# Every connection the page makes, so that what the browser counts of it can be read.
PEERS = """(() => {
  window.peers = [];
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      window.peers.push(this);
    }
  };
})();"""
MARK = "() => { window.sameAsEver = true; }"


@dataclass
class LinkCall:
    link: WeakLink
    server: Demo
    phone: Page
    tablet: Tablet

    async def frames_since(self, at: float) -> list[float]:
        """Seconds from `at` (on time.monotonic()) to each frame shown after it."""
        offset = time.time() - time.monotonic()
        frames: list[float] = await self.tablet.page.evaluate(
            "from => window.frames.filter(at => at >= from)", (at + offset) * 1000
        )
        return [frame / 1000 - offset - at for frame in frames]

    async def picture_again(self, after: float) -> float:
        """Seconds from `after` until the picture moves again: the first frame that more follow at once.

        What was still on its way at that moment does not count.
        """
        async with asyncio.timeout(PATIENCE_S):
            while True:
                seen = [at for at in await self.frames_since(after) if at > IN_FLIGHT_S]
                for first, later in zip(seen, seen[MOVES_FRAMES:], strict=False):
                    if later - first < MOVES_WITHIN_S:
                        return first
                await asyncio.sleep(0.1)

    async def calm(self) -> None:
        """The picture has flowed for a while, without a gap of a second."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                since = time.monotonic() - CALM_S
                frames = [0.0, *await self.frames_since(since), time.monotonic() - since]
                if max(b - a for a, b in itertools.pairwise(frames)) < 1.0:
                    return
                await asyncio.sleep(0.25)

    async def hold(self, step: str) -> None:
        """The consultant holds a step of the ladder by hand: a busy machine is no weak line."""
        await self.tablet.page.locator("button.stage-connection, .stage-connection button").first.click()
        await self.tablet.page.locator(f"[data-hold={step}]").click()

    async def untouched(self) -> bool:
        """Neither page was loaded again."""
        pages = (self.phone, self.tablet.page)
        return all([await page.evaluate("() => window.sameAsEver === true") for page in pages])


@asynccontextmanager
async def link_call(link: Link = GOOD) -> AsyncIterator[LinkCall]:
    """The demo, both pages, and the picture flowing."""
    if reason := hindrance():
        raise RuntimeError(f"no weak link here: {reason}")
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        camera = folder / "basement.mjpeg"
        await asyncio.to_thread(write, camera, 4.0, 15)
        weak = await stack.enter_async_context(WeakLink())
        server = await stack.enter_async_context(demo(folder / "data"))
        origin = f"http://{weak.host}:{server.port}"
        trusting = [f"--unsafely-treat-insecure-origin-as-secure={origin}"]
        phones = await stack.enter_async_context(
            chromium(camera, program=weak.inside(CHROMIUM), arguments=trusting)
        )
        tablets = await stack.enter_async_context(chromium())
        tablet = await sign_in(tablets, server.links["consultant"], CONSULTANT)
        await tablet.context.add_init_script(PEERS)
        await begin(tablet)
        phone = await join(phones, server.links["customer"].replace(server.url, origin))
        await tablet.page.wait_for_function(
            "() => document.querySelector('video.live')?.videoWidth > 0", timeout=PATIENCE_S * 1000
        )
        for page in (phone, tablet.page):
            await page.evaluate(MARK)
        await tablet.page.evaluate(WATCH)
        call = LinkCall(weak, server, phone, tablet)
        await call.calm()
        await weak.set(link)
        yield call


async def repeated(
    case: str, once: Callable[[], Awaitable[float]], rounds: int, must_s: float, call: LinkCall
) -> Result:
    """The median, or half the worst where that is more: nobody may wait twice as long as asked."""
    seconds = [await once() for _ in range(rounds)]
    if not await call.untouched():
        raise AssertionError("a page was loaded again")
    print(f"{case}: {[round(one, 2) for one in seconds]}", file=sys.stderr)
    return Result(case, max(statistics.median(seconds), max(seconds) / 2), "s", None, f"<= {must_s:g}")
