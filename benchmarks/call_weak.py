"""call/weak-500, -edge, -gprs: what a line of this kind still carries, as the consultant sees and hears it.

One call per line: it gets weak, the ladder has its time to settle, then windows are looked at one after the
other. Of the voice, what was made up by the browser counts as missing, and what was lost on the way.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from playwright.async_api import Page, expect

from benchmarks.link_call import LinkCall, link_call
from benchmarks.report import Result
from benchmarks.weak_link import PROFILES

ROUNDS = 5
SETTLES_S = 25.0
SETTLES_FAR_S = 40.0  # where a round trip takes a second
WINDOW_S = 8.0
STILLS_S = 75.0  # for at least five gaps of 15 s
SMALLEST_PICTURE = (320, 180)
SMALLEST_STILL = (1280, 720)
LOOK_S = 0.5
TEXT_PATIENCE_S = 60.0
TEXTS = 3

VOICE = """async () => {
  const connection = window.peers.filter((one) => one.connectionState !== "closed").at(-1);
  for (const stats of (await connection.getStats()).values()) {
    if (stats.type !== "inbound-rtp" || stats.kind !== "audio") continue;
    const { totalSamplesReceived, concealedSamples, packetsReceived, packetsLost } = stats;
    return [totalSamplesReceived, concealedSamples, packetsReceived, packetsLost].map((one) => one ?? 0);
  }
  return [0, 0, 0, 0];
}"""
SIZE = """() => {
  const { videoWidth, videoHeight } = document.querySelector("video.live");
  return [videoWidth, videoHeight];
}"""
# Wall-clock time and size of each still that is shown, decoded.
STILLS = """() => {
  window.stills = [];
  let last = "";
  const look = async () => {
    const still = document.querySelector(".line-still");
    if (!still || still.src === last) return;
    last = still.src;
    await still.decode();
    window.stills.push([Date.now(), still.naturalWidth, still.naturalHeight]);
  };
  new MutationObserver(() => void look().catch(() => {})).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["src"],
  });
}"""
# What the cockpit says of the line: the step, and what it admits to be missing.
CLAIM = """() => {
  const chip = document.querySelector("button.stage-connection");
  return chip && [chip.dataset.step, chip.dataset.missing];
}"""


@dataclass(frozen=True)
class Voice:
    """Counted so far."""

    samples: int
    made_up: int
    received: int
    lost: int

    def played_since(self, before: Voice) -> float:
        """Of what was said since then, 0 to 1."""
        samples, packets = self.samples - before.samples, self.received - before.received
        lost = max(0, self.lost - before.lost)
        if samples <= 0 or packets <= 0:
            return 0.0
        return min(1 - (self.made_up - before.made_up) / samples, packets / (packets + lost))


async def voice(page: Page) -> Voice:
    return Voice(*await page.evaluate(VOICE))


@dataclass(frozen=True)
class Window:
    fps: float
    played: float
    size: tuple[int, int]


@dataclass(frozen=True)
class StillsAndVoice:
    gaps: list[float]
    "Seconds from one still to the next, and from the last one to the end."
    played: list[float]


@dataclass(frozen=True)
class Barely:
    gaps: list[float]
    texts: list[float]
    "Seconds until what one side wrote stands on the other."
    false_s: float
    "Seconds in which the cockpit claimed what did not arrive."


def _median(values: list[float], *, least: bool) -> float:
    """The median, or what the worst allows where that is further from it than twice."""
    median = statistics.median(values)
    return min(median, 2 * min(values)) if least else max(median, max(values) / 2)


# 500 kbit/s: a small picture that moves, and the voice


@cache
def _windows() -> list[Window]:
    windows = asyncio.run(_look_at_500())
    for window in windows:
        print(f"call/weak-500: {window}", file=sys.stderr)
    return windows


async def _look_at_500() -> list[Window]:
    async with link_call(PROFILES["500"]) as call:
        await asyncio.sleep(SETTLES_S)
        windows = [await _window(call) for _ in range(ROUNDS)]
        assert await call.untouched(), "a page was loaded again"
        return windows


async def _window(call: LinkCall) -> Window:
    began, before = time.monotonic(), await voice(call.tablet.page)
    await asyncio.sleep(WINDOW_S)
    lasted = time.monotonic() - began
    frames = await call.frames_since(began)
    width, height = await call.tablet.page.evaluate(SIZE)
    played = (await voice(call.tablet.page)).played_since(before)
    return Window(len(frames) / lasted, played, (max(width, height), min(width, height)))


def measure_500() -> Result:
    windows = _windows()
    smaller = [
        one.size for one in windows if one.size < SMALLEST_PICTURE or one.size[1] < SMALLEST_PICTURE[1]
    ]
    assert not smaller, f"smaller than asked: {smaller}"
    return Result("call/weak-500", _median([one.fps for one in windows], least=True), "fps", None, ">= 10")


def measure_500_voice() -> Result:
    played = _median([one.played for one in _windows()], least=True)
    return Result("call/weak-500-voice", played * 100, "%", None, ">= 90 %")


# EDGE: the voice, and a sharp still every few seconds


@cache
def _edge() -> StillsAndVoice:
    seen = asyncio.run(_look_at_edge())
    print(
        f"call/weak-edge: stills after {_rounded(seen.gaps)} s, voice {_rounded(seen.played)}",
        file=sys.stderr,
    )
    return seen


async def _look_at_edge() -> StillsAndVoice:
    async with link_call(PROFILES["edge"]) as call:
        await call.tablet.page.evaluate(STILLS)
        await asyncio.sleep(SETTLES_FAR_S)
        began, played = time.monotonic(), []
        before = await voice(call.tablet.page)
        while time.monotonic() - began < STILLS_S:
            await asyncio.sleep(STILLS_S / ROUNDS)
            now = await voice(call.tablet.page)
            played.append(now.played_since(before))
            before = now
        gaps = await _still_gaps(call.tablet.page, began)
        assert await call.untouched(), "a page was loaded again"
        return StillsAndVoice(gaps, played)


async def _still_gaps(page: Page, began: float) -> list[float]:
    offset = time.time() - time.monotonic()
    stills = [
        (at / 1000 - offset, max(size), min(size)) for at, *size in await page.evaluate("window.stills")
    ]
    small = [one for one in stills if one[1] < SMALLEST_STILL[0] or one[2] < SMALLEST_STILL[1]]
    assert not small, f"stills smaller than asked: {small}"
    times = [began, *(at for at, _, _ in stills if at >= began), time.monotonic()]
    return [later - before for before, later in itertools.pairwise(times)]


def measure_edge() -> Result:
    return Result("call/weak-edge", max(_edge().gaps), "s", None, "<= 15 s")


def measure_edge_voice() -> Result:
    return Result("call/weak-edge-voice", _median(_edge().played, least=True) * 100, "%", None, ">= 90 %")


# GPRS: stills and text, and nothing claims otherwise


@cache
def _gprs() -> Barely:
    seen = asyncio.run(_look_at_gprs())
    print(
        f"call/weak-gprs: stills after {_rounded(seen.gaps)} s, texts after {_rounded(seen.texts)} s,"
        f" false claims for {seen.false_s:.1f} s",
        file=sys.stderr,
    )
    return seen


async def _look_at_gprs() -> Barely:
    async with link_call(PROFILES["gprs"]) as call:
        await call.tablet.page.evaluate(STILLS)
        async with asyncio.TaskGroup() as group:
            claims = group.create_task(_false_claims(call, SETTLES_FAR_S + STILLS_S))
            await asyncio.sleep(SETTLES_FAR_S)
            began = time.monotonic()
            texts = [await _text(call, f"Satz {number}") for number in range(TEXTS)]
            await asyncio.sleep(max(0.0, STILLS_S - (time.monotonic() - began)))
            gaps = await _still_gaps(call.tablet.page, began)
        false_s = claims.result()
        assert await call.untouched(), "a page was loaded again"
        return Barely(gaps, texts, false_s)


async def _text(call: LinkCall, text: str) -> float:
    """From the consultant to the phone; how long until it stands there."""
    page = call.tablet.page
    field = page.locator(".chat-write input")
    if not await field.count():
        await page.get_by_role("button", name=re.compile("^Text")).click()
    began = time.monotonic()
    await field.fill(text)
    await field.press("Enter")
    await expect(call.phone.get_by_text(text).first).to_be_visible(timeout=TEXT_PATIENCE_S * 1000)
    return time.monotonic() - began


async def _false_claims(call: LinkCall, lasts: float) -> float:
    """Seconds in which video was claimed and stood for three, or voice and less than half of it came."""
    page, until, false_s = call.tablet.page, time.monotonic() + lasts, 0.0
    looks: list[tuple[float, Voice]] = []
    while (now := time.monotonic()) < until:
        looks.append((now, await voice(page)))
        claim = await page.evaluate(CLAIM)
        past = [one for one in looks if one[0] <= now - CLAIM_HOLDS_S]
        if claim and past:
            step, missing = claim
            stands = not await call.frames_since(now - CLAIM_HOLDS_S)
            half = next(one for at, one in looks if at > now - CLAIM_HOLDS_S / 2)
            silent = max(looks[-1][1].played_since(half), half.played_since(past[-1][1])) < 0.5
            says_video, says_voice = step in ("p720", "p360", "p180"), step != "text"
            picture_is_false = says_video and stands and missing not in ("picture", "both")
            voice_is_false = says_voice and silent and missing not in ("voice", "both")
            if picture_is_false or voice_is_false:
                false_s += LOOK_S
        await asyncio.sleep(LOOK_S)
    return false_s


CLAIM_HOLDS_S = 4.0
"What has not come for so long is not there, and may be claimed no more."


def measure_gprs() -> Result:
    return Result("call/weak-gprs", _gprs().false_s, "s false", None, "<= 0 s")


def measure_gprs_still() -> Result:
    return Result("call/weak-gprs-still", max(_gprs().gaps), "s", None, "<= 30 s")


def measure_gprs_text() -> Result:
    return Result("call/weak-gprs-text", max(_gprs().texts), "s", None, "<= 15 s")


def _rounded(values: list[float]) -> list[float]:
    return [round(one, 2) for one in values]


CASES: dict[str, Callable[[], Result]] = {
    "call/weak-500": measure_500,
    "call/weak-500-voice": measure_500_voice,
    "call/weak-edge": measure_edge,
    "call/weak-edge-voice": measure_edge_voice,
    "call/weak-gprs": measure_gprs,
    "call/weak-gprs-still": measure_gprs_still,
    "call/weak-gprs-text": measure_gprs_text,
}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(CASES[name]())
