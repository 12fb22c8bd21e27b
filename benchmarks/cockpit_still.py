"""cockpit/still: from the tap at a question's camera to the picture there, decoded; median of 9.

A call between two browsers. The phone takes the picture in its camera's full resolution and uploads it; the
server checks it, stores it and scales it; the tablet loads the small one.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import expect

from benchmarks.report import Result
from benchmarks.stage import stage
from tests.cockpit.tablet import Tablet
from tests.whole.people import CONSULTANT, begin, join, sees_moving_picture, sign_in, take_photo, thumbnails

CASE = "cockpit/still"
SECTION, ITEM = "outside", "street_ref_point"
ROUNDS = 9
PAUSE_S = 0.5  # the phone says for a while that the last picture has been sent

TAPPED = """() => {
  window.benchTap = new Promise((resolve) => addEventListener("click",
    ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }));
}"""

SHOWN = """([item, count]) => {
  const pictures = () => [...document.querySelectorAll(`.list [data-item=${item}] .thumb img`)];
  window.benchShown = new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      const picture = pictures()[count];
      if (!picture) return;
      seen.disconnect();
      picture.decode().then(() => resolve(picture.naturalWidth > 0 ? performance.now() : NaN));
    });
    seen.observe(document.body, { subtree: true, childList: true });
  });
}"""


def measure() -> Result:
    return Result(CASE, statistics.median(asyncio.run(_measure())), "s", None, "<= 1.5 s")


async def _measure() -> list[float]:
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


async def _once(tablet: Tablet) -> float:
    """Seconds, both ends by the tablet's own clock."""
    await asyncio.sleep(PAUSE_S)
    camera = tablet.item(ITEM).locator(".thumb.add")
    await expect(camera).to_be_enabled()
    await tablet.page.evaluate(SHOWN, [ITEM, await thumbnails(tablet, ITEM).count()])
    await tablet.page.evaluate(TAPPED)
    await camera.click()
    shown = float(await tablet.page.evaluate("() => window.benchShown"))
    return (shown - float(await tablet.page.evaluate("() => window.benchTap"))) / 1000
