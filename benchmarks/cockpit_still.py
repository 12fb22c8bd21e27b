"""cockpit/still and cockpit/still-kept: from the tap at a question's camera to the picture there, decoded.

A call between two browsers. What the shutter saw goes ahead and is there first. The phone takes the picture
in its camera's full resolution and uploads it; the server checks it, stores it and scales it; the tablet
loads the small one. Medians of 9.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from playwright.async_api import expect

from benchmarks.report import Result
from benchmarks.stage import load, stage
from tests.cockpit.tablet import Tablet
from tests.whole.people import CONSULTANT, begin, join, sees_moving_picture, sign_in, take_photo, thumbnails

SEEN, KEPT = "cockpit/still", "cockpit/still-kept"
SECTION, ITEM = "outside", "street_ref_point"
ROUNDS = 9
PAUSE_S = 0.5  # the phone says for a while that the last picture has been sent

TAPPED = """() => {
  window.benchTap = new Promise((resolve) => addEventListener("click",
    ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }));
}"""

SHOWN = """([item, count]) => {
  const waits = (selector) => new Promise((resolve) => {
    const pictures = () => document.querySelectorAll(`.list [data-item=${item}] ${selector} img`);
    const seen = new MutationObserver(() => {
      const picture = pictures()[count];
      if (!picture) return;
      seen.disconnect();
      picture.decode().then(() => resolve(picture.naturalWidth > 0 ? performance.now() : NaN));
    });
    seen.observe(document.body, { subtree: true, childList: true });
  });
  window.benchSeen = waits(".thumb");
  window.benchKept = waits("button.thumb");
}"""


def measure_seen() -> Result:
    return Result(SEEN, statistics.median(seen for seen, _ in _measured()), "s", None, "<= 1 s")


def measure_kept() -> Result:
    return Result(KEPT, statistics.median(kept for _, kept in _measured()), "s", None, "<= 1.5 s")


@cache
def _measured() -> list[tuple[float, float]]:
    """Seconds until something of it was there, and until the still itself was."""
    found = asyncio.run(_measure())
    print("cockpit/still:", load(), file=sys.stderr)
    return found


async def _measure() -> list[tuple[float, float]]:
    async with _call() as tablet:
        await take_photo(tablet, ITEM)  # the first warms camera, worker and pages, and does not count
        return [await _once(tablet) for _ in range(ROUNDS)]


@asynccontextmanager
async def _call() -> AsyncIterator[Tablet]:
    """The consultant's tablet, at a question that pictures answer."""
    async with stage() as scene:
        tablet = await sign_in(scene.tablets, scene.server.links["consultant"], CONSULTANT)
        await begin(tablet)
        await join(scene.phones, scene.server.links["customer"])
        await sees_moving_picture(tablet.page)
        await tablet.go(SECTION)
        yield tablet


async def _once(tablet: Tablet) -> tuple[float, float]:
    """Seconds, all by the tablet's own clock."""
    await asyncio.sleep(PAUSE_S)
    camera = tablet.item(ITEM).locator(".thumb.add")
    await expect(camera).to_be_enabled()
    await tablet.page.evaluate(SHOWN, [ITEM, await thumbnails(tablet, ITEM).count()])
    await tablet.page.evaluate(TAPPED)
    await camera.click()
    tap, seen, kept = [
        float(await tablet.page.evaluate(f"() => window.{name}"))
        for name in ("benchTap", "benchSeen", "benchKept")
    ]
    return (seen - tap) / 1000, (kept - tap) / 1000
