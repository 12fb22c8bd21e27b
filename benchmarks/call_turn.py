"""call/turn-restarted: the relay of a call ends like a crash and begins anew; until the picture moves again.

Both real pages may be relayed only, so nothing of the call survives. The clock starts when the relay
answers again.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Page

from benchmarks.report import Result

CASE = "call/turn-restarted"
ROUNDS = 5
MUST_S = 8.0
PATIENCE_S = 60.0
MOVES_FRAMES, MOVES_WITHIN_S = 3, 1.0  # so many more frames within this: it moves
BUFFERED_S = 0.5
CALM_S = 6.0  # a picture that flows for so long has recovered from whatever was before

# Wall-clock time of each frame that reaches the consultant's eyes.
WATCH = """() => {
  window.frames = [];
  window.sameAsEver = true;
  const video = document.querySelector("video.live");
  const seen = () => { window.frames.push(Date.now() / 1000); video.requestVideoFrameCallback(seen); };
  video.requestVideoFrameCallback(seen);
}"""


def measure() -> Result:
    return asyncio.run(_measure())


async def _measure() -> Result:
    from tests.support.browsers import chromium
    from tests.whole.people import sees_moving_picture
    from tests.whole.relayed import relayed_call

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with (
            chromium() as phones,
            chromium() as tablets,
            relayed_call(Path(folder), phones, tablets) as call,
        ):
            await sees_moving_picture(call.tablet)
            await call.tablet.evaluate(WATCH)
            await call.phone.evaluate("() => { window.sameAsEver = true; }")
            seconds = []
            for _ in range(ROUNDS):
                await _calm(call.tablet)
                await call.coturn.restart()
                seconds.append(await _picture_again(call.tablet, time.time()))
            for page in (call.phone, call.tablet):
                assert await page.evaluate("() => window.sameAsEver === true"), "a page was loaded again"
            assert await call.kinds() == [["relay"] * 3] * 2
    print(f"{CASE}: {[round(one, 2) for one in seconds]}", file=sys.stderr)
    figure = max(statistics.median(seconds), max(seconds) / 2)  # nobody may wait twice as long as asked
    return Result(CASE, figure, "s", None, f"<= {MUST_S:g} s")


async def _frames(page: Page, since: float) -> list[float]:
    """Seconds from `since` (Unix) to each frame shown after it."""
    frames: list[float] = await page.evaluate("since => window.frames.filter(at => at >= since)", since)
    return [at - since for at in frames]


async def _picture_again(page: Page, since: float) -> float:
    """The first frame that more follow at once, but for what was in the decoder when the relay went."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            seen = [at for at in await _frames(page, since) if at > BUFFERED_S]
            for first, later in zip(seen, seen[MOVES_FRAMES:], strict=False):
                if later - first < MOVES_WITHIN_S:
                    return first
            await asyncio.sleep(0.1)


async def _calm(page: Page) -> None:
    """The picture has flowed for a while, without a gap of a second."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            since = time.time() - CALM_S
            frames = [0.0, *await _frames(page, since), time.time() - since]
            if max(b - a for a, b in itertools.pairwise(frames)) < 1.0:
                return
            await asyncio.sleep(0.25)


if __name__ == "__main__":
    print(measure())
