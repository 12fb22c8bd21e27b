"""cockpit/answer and cockpit/answer-other: from a tap on an answer to where it is painted, 95th percentile.

Two consultants' tablets, each a browser of its own, show the same consultation of 300 answers and 60 pictures
beside her 720p video. One taps now the answer that raises the level of a path, now the one that lowers it
again: until its own chip is painted as chosen, and until the other's risk bar has the new level.

In turns the one and the other is as slow as a tablet: being slow takes a whole processor of the machine that
measures, both at once leave nothing of two for the call. Here counts what was painted while the tapping one
was slow; there the slower of the two halves.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache

from playwright.async_api import Browser, Locator, Page, expect

from benchmarks.cockpit_house import USUAL, consultation_of, furnish, pause, slow_down, write
from benchmarks.played_phone import is_seen, played_phone
from benchmarks.report import Result
from benchmarks.stage import Stage, load, stage
from inspection.adapters.case_file import read_case_file
from tests.cockpit.house import CASES, changes_of
from tests.cockpit.tablet import Tablet
from tests.support.browsers import chromium
from tests.whole.people import CONSULTANT, begin, sign_in

HERE = "cockpit/answer"
OTHER = "cockpit/answer-other"
CASE_FILE = CASES / "case_1_terraced_no_valve.yaml"
SECTION, ITEM, PATH = "roof_yard", "rd_gutters", "roof_yard_drainage"
LEVELS = {"blocked_or_damaged": "moderate", "ok": "low"}
"Answer → what it makes of the path."
SECOND_CONSULTANT = "Tjark Brandt"
TAPS = 120
WARMING = 4  # taps before those that count
PAUSE_S = 0.4
FINGER_S = 0.08  # on the glass

TAPPED = """() => {
  window.benchTap = new Promise((resolve) => addEventListener("click",
    ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), { capture: true, once: true }));
}"""

PAINTED = """([kind, of, wanted]) => {
  const chosen = () => {
    const input = document.querySelector(`.list [data-item=${of}] input[value=${wanted}]`);
    return Boolean(input?.checked && input.closest("label").querySelector("svg"));
  };
  const level = () => document.querySelector(`.risk .path[data-path=${of}]`)?.dataset.level === wanted;
  const isThere = kind === "chip" ? chosen : level;
  window.benchPainted = new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      if (!isThere()) return;
      seen.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())); // that frame is out
    });
    seen.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}"""


def measure_here() -> Result:
    taps_slow, _ = _measured()
    return Result(HERE, _p95(taps_slow.here), "ms", None, "<= 100 ms")


def measure_other() -> Result:
    slowest = max(_p95(half.other) for half in _measured())
    return Result(OTHER, slowest, "ms", None, "<= 150 ms")


def _p95(seconds: Sequence[float]) -> float:
    """In ms."""
    return sorted(seconds)[int(0.95 * len(seconds))] * 1000


@dataclass(frozen=True)
class Half:
    """Seconds of each tap while one of the two tablets was slow."""

    here: list[float]
    other: list[float]


@cache
def _measured() -> tuple[Half, Half]:
    """The tapping one is slow; the other is slow."""
    taps_slow, watches_slow = halves = asyncio.run(_measure())
    middle = (
        statistics.median(some) * 1000 for some in (taps_slow.here, taps_slow.other, watches_slow.other)
    )
    print("cockpit/answer: medians here {:.0f} ms; there {:.0f} and {:.0f} ms;".format(*middle), load(),
          file=sys.stderr)  # fmt: skip
    return halves


async def _measure() -> tuple[Half, Half]:
    async with (
        stage() as scene,
        chromium() as other,
        played_phone(scene.server.links["customer"], scene.camera),
        _two_tablets(scene, other) as (taps, watches),
    ):
        slow_taps = await _half(taps, watches, slow=taps)
        return slow_taps, await _half(taps, watches, slow=watches)


async def _half(taps: Tablet, watches: Tablet, slow: Tablet) -> Half:
    session = await slow_down(slow.page)
    pairs = [await _once(taps, watches, turn) for turn in range(WARMING + TAPS)][WARMING:]
    await session.detach()  # as fast as before
    return Half([here for here, _ in pairs], [other for _, other in pairs])


@asynccontextmanager
async def _two_tablets(scene: Stage, other: Browser) -> AsyncIterator[tuple[Tablet, Tablet]]:
    """The one that taps and the one that watches."""
    link = scene.server.links["consultant"]
    taps = await sign_in(scene.tablets, link, CONSULTANT)
    await begin(taps)
    consultation = consultation_of(taps)
    await furnish(scene.server, taps, consultation, USUAL)
    case = changes_of(read_case_file(CASE_FILE))  # type: ignore[arg-type]
    await write(scene.server, taps, consultation, [one for one in case if one[1].startswith("rd_")])
    await taps.page.reload()
    await is_seen(taps.page)
    watches = await sign_in(other, link, SECOND_CONSULTANT)
    await watches.page.wait_for_url(link)  # signed in
    await watches.page.goto(taps.page.url)
    for tablet in (taps, watches):
        await tablet.go(SECTION)
        await expect(tablet.path(PATH)).to_have_attribute("data-level", LEVELS["ok"])
        await expect(tablet.page.locator("html[data-kept]")).to_be_attached()  # all it puts by after opening
    yield taps, watches


async def _once(taps: Tablet, watches: Tablet, turn: int) -> tuple[float, float]:
    """Seconds by the machine's clock, which both browsers go by: here, and on the other tablet."""
    answer, level = list(LEVELS.items())[turn % 2]
    chip = taps.item(ITEM).locator(f"label:has(input[value={answer}])")
    if not await chip.is_visible():
        await taps.item(ITEM).click()  # an answered question is folded
    await expect(chip).to_be_visible()
    await pause(PAUSE_S)
    await watches.page.evaluate(PAINTED, ["level", PATH, level])
    await taps.page.evaluate(PAINTED, ["chip", ITEM, answer])
    await taps.page.evaluate(TAPPED)
    await _touch(taps.page, chip)
    tap = await _told(taps.page, "benchTap")
    here, there = await _told(taps.page, "benchPainted"), await _told(watches.page, "benchPainted")
    return (here - tap) / 1000, (there - tap) / 1000


async def _touch(page: Page, chip: Locator) -> None:
    """As a finger does, which rests for a moment: `tap()` lifts it at once, and has the page look up what is
    under it, on its own time."""
    box = await chip.bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = await page.context.new_cdp_session(page)
    await session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    await pause(FINGER_S)
    await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await session.detach()


async def _told(page: Page, name: str) -> float:
    """Milliseconds since 1970."""
    return float(await page.evaluate(f"() => window.{name}"))
