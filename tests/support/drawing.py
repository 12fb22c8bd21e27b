"""Made-up input for a server that runs in the test's own event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

T = TypeVar("T")


async def for_each(
    strategy: st.SearchStrategy[T], examples: int, use: Callable[[T], Awaitable[Any]], *, derandomize: bool
) -> None:
    """Use each of `examples` values. Hypothesis draws in a thread, so that the server goes on in this one."""
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=derandomize,
        database=None,
        phases=(Phase.generate,),  # what comes depends on what came before: nothing to shrink
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(strategy)
    def draw_and_use(value: T) -> None:
        async def used() -> None:
            await use(value)

        asyncio.run_coroutine_threadsafe(used(), loop).result()

    await asyncio.to_thread(draw_and_use)
