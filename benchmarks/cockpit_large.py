"""cockpit/open and cockpit/scroll: a house of 15 rooms, 40 drains and 120 pictures, every question answered.

Opening: the page is loaded again, in a profile that has been here before, until the checklist is painted and
a tap would be answered. Scrolling: the questions of a drain by touch beside her 720p video, and in turns a
bare list of 300 cards at the same place of the same page, both as slow as a tablet.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from playwright.async_api import CDPSession, Page, expect

from benchmarks.cockpit_house import LARGE, consultation_of, furnish, pause, slow_down
from benchmarks.played_phone import is_seen, played_phone
from benchmarks.report import Result
from benchmarks.stage import Stage, load, stage
from tests.cockpit.tablet import Tablet
from tests.whole.people import CONSULTANT, begin, sign_in

OPEN, SCROLL = "cockpit/open", "cockpit/scroll"
SECTION = "drains"
OPENINGS = 9
TURNS = 5
PAUSE_S = 1.0
DISTANCE, SPEED = 2400, 1200  # px down and up again, px a second

OPENED = """() => {
  const { promise, resolve } = Promise.withResolvers();
  window.benchOpened = promise;
  const seen = new MutationObserver(() => {
    if (!document.querySelector(".list [data-item]") || !document.querySelector(".risk .path")) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => setTimeout(() => resolve(performance.now())); // painted, a tap would be next
      port2.postMessage(null);
    });
  });
  seen.observe(document, { subtree: true, childList: true });
}"""

BARE = """() => {
  const ask = document.querySelector("main.ask");
  const { top, left, width, height } = ask.getBoundingClientRect();
  const list = document.createElement("div");
  list.id = "bench-bare";
  const place = { position: "absolute", top, left, width, height };
  for (const [name, value] of Object.entries(place)) {
    list.style[name] = typeof value === "number" ? `${value}px` : value;
  }
  list.style.overflow = "auto";
  list.style.background = "white";
  for (let number = 1; number <= 300; number += 1) {
    const card = document.createElement("p");
    card.style.padding = "16px";
    card.style.border = "1px solid gray";
    card.textContent = `Card ${number}`;
    list.append(card);
  }
  document.body.append(list);
  ask.style.display = "none";
}"""

OURS = """() => {
  document.getElementById("bench-bare")?.remove();
  document.querySelector("main.ask").style.display = "";
}"""

COUNT = """() => {
  const counted = { frames: 0, from: performance.now(), on: true };
  window.benchFrames = counted;
  const next = () => {
    if (!counted.on) return;
    counted.frames += 1;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""

COUNTED = """() => {
  const { frames, from } = window.benchFrames;
  window.benchFrames.on = false;
  return (frames * 1000) / (performance.now() - from);
}"""


def measure_open() -> Result:
    openings, _, _ = _measured()
    return Result(OPEN, statistics.median(openings), "s", None, "<= 1.5 s")


def measure_scroll() -> Result:
    _, ours, bare = _measured()
    return Result(SCROLL, statistics.median(ours), "fps", statistics.median(bare), ">= 0.9")


@cache
def _measured() -> tuple[list[float], list[float], list[float]]:
    """Seconds; frames a second of ours; of the bare list."""
    found = asyncio.run(_measure())
    print("cockpit/open, cockpit/scroll:", load(), file=sys.stderr)
    return found


async def _measure() -> tuple[list[float], list[float], list[float]]:
    async with stage() as scene, _furnished(scene) as tablet:
        await tablet.page.add_init_script(f"({OPENED})()")
        openings = [await _open(tablet) for _ in range(OPENINGS + 1)][1:]
        async with played_phone(scene.server.links["customer"], scene.camera):
            await is_seen(tablet.page)
            session = await slow_down(tablet.page)
            turns = [await _turn(tablet.page, session) for _ in range(TURNS)]
        return openings, [ours for ours, _ in turns], [bare for _, bare in turns]


@asynccontextmanager
async def _furnished(scene: Stage) -> AsyncIterator[Tablet]:
    tablet = await sign_in(scene.tablets, scene.server.links["consultant"], CONSULTANT)
    await begin(tablet)
    await furnish(scene.server, tablet, consultation_of(tablet), LARGE)
    await tablet.page.reload()
    await tablet.go(SECTION)
    await expect(tablet.page.locator(".entities [data-target]")).to_have_count(LARGE.drains)
    yield tablet


async def _open(tablet: Tablet) -> float:
    """Seconds since the page was asked for."""
    await pause(PAUSE_S)
    await tablet.page.reload()
    return float(await tablet.page.evaluate("() => window.benchOpened")) / 1000


async def _turn(page: Page, session: CDPSession) -> tuple[float, float]:
    """Frames a second of our list, then of the bare one."""
    ours = await _scroll(page, session, ".list")
    await page.evaluate(BARE)
    bare = await _scroll(page, session, "#bench-bare")
    await page.evaluate(OURS)
    return ours, bare


async def _scroll(page: Page, session: CDPSession, where: str) -> float:
    """A thumb pushes it down and up again."""
    await pause(PAUSE_S)
    box = await page.locator(where).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    await page.evaluate(COUNT)
    for distance in (-DISTANCE, DISTANCE):
        gesture = {"x": x, "y": y, "yDistance": distance, "speed": SPEED, "gestureSourceType": "touch"}
        await session.send("Input.synthesizeScrollGesture", gesture)
    return float(await page.evaluate(COUNTED))
