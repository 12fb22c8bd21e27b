"""cockpit/answer: from a tap on one tablet to the new level on the other's risk bar, 95th percentile.

Two consultants' tablets, each a browser of its own, show the same consultation with all answers of a worked
case. One taps now the answer that raises a path's level, now the one that lowers it again.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import Browser, Page, expect

from benchmarks.report import Result
from benchmarks.stage import Stage, stage
from inspection.adapters.case_file import read_case_file
from tests.cockpit.house import CASES, changes_of
from tests.cockpit.tablet import Tablet
from tests.support.browsers import chromium
from tests.whole.people import CONSULTANT, begin, sign_in

CASE = "cockpit/answer"
CASE_FILE = CASES / "case_1_terraced_no_valve.yaml"
SECTION, ITEM, PATH = "roof_yard", "rd_gutters", "roof_yard_drainage"
LEVELS = {"blocked_or_damaged": "moderate", "ok": "low"}
"Answer → what it makes of the path."
SECOND_CONSULTANT = "Tjark Brandt"
TAPS = 60
WARMING = 4  # taps before those that count
PAUSE_S = 0.15  # people do not tap faster than that; whatever one tap left to do must not help the next

TAPPED = """() => {
  window.benchTap = new Promise((resolve) => addEventListener("click",
    ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), { capture: true, once: true }));
}"""

PAINTED = """([path, level]) => {
  const tile = () => document.querySelector(`.risk .path[data-path=${path}]`);
  window.benchPainted = new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      if (tile()?.dataset.level !== level) return;
      seen.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null); // heard once that frame is painted
      });
    });
    seen.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}"""


def measure() -> Result:
    seconds = sorted(asyncio.run(_measure()))
    p95 = seconds[int(0.95 * len(seconds))]
    return Result(CASE, p95 * 1000, "ms", None, "<= 150 ms")


async def _measure() -> list[float]:
    async with stage() as scene, chromium() as other, _two_tablets(scene, other) as (taps, watches):
        return [await _once(taps, watches, turn) for turn in range(WARMING + TAPS)][WARMING:]


@asynccontextmanager
async def _two_tablets(scene: Stage, other: Browser) -> AsyncIterator[tuple[Tablet, Tablet]]:
    """The one that taps and the one that watches."""
    link = scene.server.links["consultant"]
    taps = await sign_in(scene.tablets, link, CONSULTANT)
    await begin(taps)
    await _fill(taps, scene.server.url)
    watches = await sign_in(other, link, SECOND_CONSULTANT)
    await watches.page.wait_for_url(link)  # signed in
    await watches.page.goto(taps.page.url)
    for tablet in (taps, watches):
        await tablet.go(SECTION)
        await expect(tablet.path(PATH)).to_have_attribute("data-level", LEVELS["ok"])
    yield taps, watches


async def _fill(tablet: Tablet, origin: str) -> None:
    """All answers of the worked case, by the API."""
    consultation = tablet.page.url.partition("?")[0].rsplit("/", 1)[1]
    path = f"{origin}/api/v1/consultations/{consultation}/operations"
    seen = (await (await tablet.context.request.get(f"{path}?after=0")).json())["seq"]
    now = datetime.now(UTC).isoformat()
    case: Any = read_case_file(CASE_FILE)
    operations = [
        {
            "op_id": str(uuid.uuid4()),
            "based_on": seen,
            "target": target,
            "field": field,
            "value": value,
            "at": now,
        }
        for target, field, value in changes_of(case)
    ]
    answer = await tablet.context.request.post(
        path, data={"operations": operations}, headers={"Origin": origin}
    )
    refused = (await answer.json())["refused"]
    assert not refused, refused


async def _once(taps: Tablet, watches: Tablet, turn: int) -> float:
    """Seconds by the machine's clock, which both browsers go by."""
    answer, level = list(LEVELS.items())[turn % 2]
    chip = taps.item(ITEM).locator(f"label:has(input[value={answer}])")
    if not await chip.is_visible():
        await taps.item(ITEM).click()  # an answered question is folded
    await expect(chip).to_be_visible()
    await asyncio.sleep(PAUSE_S)
    await watches.page.evaluate(PAINTED, [PATH, level])
    await taps.page.evaluate(TAPPED)
    await chip.click()
    return (await _told(watches.page, "benchPainted") - await _told(taps.page, "benchTap")) / 1000


async def _told(page: Page, name: str) -> float:
    """Milliseconds since 1970."""
    return float(await page.evaluate(f"() => window.{name}"))
