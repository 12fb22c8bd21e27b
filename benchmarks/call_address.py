"""call/address: the phone leaves one network for another; until the consultant's picture moves."""

from __future__ import annotations

import asyncio

from benchmarks.link_call import link_call, repeated
from benchmarks.report import Result

CASE = "call/address"
ROUNDS = 5
MUST_S = 3.0


def measure() -> Result:
    return asyncio.run(_measure())


async def _measure() -> Result:
    async with link_call() as call:

        async def once() -> float:
            await call.calm()
            return await call.picture_again(await call.link.change_address())

        return await repeated(CASE, once, ROUNDS, MUST_S, call)


if __name__ == "__main__":
    print(measure())
