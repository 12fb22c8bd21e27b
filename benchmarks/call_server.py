"""call/server-killed: the server dies as in a power cut and is started again, in the middle of a call.

The clock runs from the moment at which the new server answers until both seats are taken again; meanwhile
the picture may not stop for a second, or the case fails. The consultant holds a step of the ladder: starting
a server takes most of two cores, and that is not to be taken for a weak line.
"""

from __future__ import annotations

import asyncio
import itertools
import time

import aiohttp
from playwright.async_api import Page

from benchmarks.link_call import PATIENCE_S, LinkCall, link_call, repeated
from benchmarks.report import Result

CASE = "call/server-killed"
ROUNDS = 5
MUST_S = 3.0
GAP_MAX_S = 1.0
DOWN_S = 3.0  # besides what the start takes


def measure() -> Result:
    return asyncio.run(_measure())


async def _measure() -> Result:
    async with link_call() as call:
        await call.hold("p360")
        welcomes = [Welcomes(page) for page in (call.phone, call.tablet.page)]
        return await repeated(CASE, lambda: _once(call, welcomes), ROUNDS, MUST_S, call)


class Welcomes:
    """When the server gave this page its seat again."""

    def __init__(self, page: Page) -> None:
        self._news = asyncio.Queue[float]()
        page.on("websocket", lambda socket: socket.on("framereceived", self._hear))

    def _hear(self, frame: str | bytes) -> None:
        if '"type":"welcome"' in str(frame).replace(" ", ""):
            self._news.put_nowait(time.monotonic())

    async def next(self) -> float:
        return await asyncio.wait_for(self._news.get(), PATIENCE_S)


async def _once(call: LinkCall, welcomes: list[Welcomes]) -> float:
    await call.calm()
    began = time.monotonic()
    await call.server.kill()
    await asyncio.sleep(DOWN_S)
    starting = asyncio.create_task(call.server.start())
    answers_at = await _answers(call)
    back_at = max([await one.next() for one in welcomes])
    await starting
    await asyncio.sleep(GAP_MAX_S)
    frames = [0.0, *await call.frames_since(began), time.monotonic() - began]
    gap = max(later - before for before, later in itertools.pairwise(frames))
    if gap > GAP_MAX_S:
        raise AssertionError(f"the picture stood still for {gap:.1f} s")
    return back_at - answers_at


async def _answers(call: LinkCall) -> float:
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{call.server.url}/healthz"):
                    return time.monotonic()
            except aiohttp.ClientError:
                await asyncio.sleep(0.02)
