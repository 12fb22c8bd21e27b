"""cockpit/memory: whether a long consultation makes the cockpit grow.

A house of 15 rooms, 40 drains and 120 pictures, her 720p video beside it; for 10 minutes ($COCKPIT_MINUTES) a
script goes through sections, rooms and drains, answers, opens and closes panels. The figure: the JavaScript
heap after garbage collection, the mean of the last five looks beside the five after a fifth of the time.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time

from playwright.async_api import CDPSession, expect

from benchmarks.cockpit_house import LARGE, consultation_of, furnish, pause
from benchmarks.report import Result
from benchmarks.stage import load, stage
from tests.cockpit.tablet import Tablet
from tests.whole.people import CONSULTANT, begin, join, sees_moving_picture, sign_in

CASE = "cockpit/memory"
MINUTES = 10.0
LOOKS = 5
SETTLE_S = 1.0
SECTIONS = ("rooms", "drains", "openings", "provision")
PANELS = (".top-open", ".top-notes", ".tab.all", ".top-finish")
ITEM, ANSWERS = "org_pipe_inspection", ("never", "within_20y")


def measure() -> Result:
    heaps = asyncio.run(_measure(float(os.environ.get("COCKPIT_MINUTES", MINUTES))))
    early = heaps[len(heaps) // 5 :][:LOOKS]
    told = f"{statistics.mean(early) / 1e6:.1f} MB, {len(heaps)} rounds"
    print(f"{CASE}: {told},", load(), file=sys.stderr)
    return Result(CASE, statistics.mean(heaps[-LOOKS:]) / statistics.mean(early), "×", None, "<= 1.1 ×")


async def _measure(minutes: float) -> list[float]:
    """Bytes after each round."""
    async with stage() as scene:
        tablet = await sign_in(scene.tablets, scene.server.links["consultant"], CONSULTANT)
        await begin(tablet)
        await furnish(scene.server, tablet, consultation_of(tablet), LARGE)
        await join(scene.phones, scene.server.links["customer"])
        await tablet.page.reload()
        await sees_moving_picture(tablet.page)
        session = await tablet.context.new_cdp_session(tablet.page)
        heaps, until, number = [], time.monotonic() + minutes * 60, 0
        while time.monotonic() < until or len(heaps) < 2 * LOOKS:
            await _round(tablet, number)
            heaps.append(await _heap(session))
            number += 1
        return heaps


async def _round(tablet: Tablet, number: int) -> None:
    """Some twenty taps, as many as a person makes in half a minute."""
    for section in SECTIONS:
        await tablet.section(section).tap()
        await expect(tablet.section(section)).to_have_attribute("aria-current", "true")
        things = tablet.page.locator(".entities [data-target]")
        if count := await things.count():
            await things.nth(number % count).tap()
            await pause(SETTLE_S)
    chip = tablet.item(ITEM).locator(f"label:has(input[value={ANSWERS[number % 2]}])")
    if not await chip.is_visible():
        await tablet.item(ITEM).tap()
    await chip.tap()
    await tablet.all_sent()
    panel = tablet.page.locator(".panel")
    for opener in PANELS:
        await tablet.page.locator(opener).tap()
        await expect(panel).to_be_visible()
        await pause(SETTLE_S)
        await tablet.page.keyboard.press("Escape")
        await expect(panel).to_have_count(0)


async def _heap(session: CDPSession) -> float:
    await session.send("HeapProfiler.collectGarbage")
    return float((await session.send("Runtime.getHeapUsage"))["usedSize"])
