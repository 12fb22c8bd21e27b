"""call/blackout-*: nothing passes for a while; from the link's return until the consultant sees movement."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from benchmarks.link_call import link_call, repeated
from benchmarks.report import Result

ROUNDS = 5
MUST = {2: 1.0, 10: 2.0, 30: 3.0, 60: 4.0}
"By how long the blackout lasts; both in seconds."


def measure(lasts: int) -> Result:
    return asyncio.run(_measure(lasts))


async def _measure(lasts: int) -> Result:
    async with link_call() as call:

        async def once() -> float:
            await call.calm()
            await call.link.blackout()
            await asyncio.sleep(lasts)
            return await call.picture_again(await call.link.heal())

        return await repeated(f"call/blackout-{lasts}", once, ROUNDS, MUST[lasts], call)


def case(lasts: int) -> Callable[[], Result]:
    return lambda: measure(lasts)


if __name__ == "__main__":
    print(measure(int(sys.argv[1])))
