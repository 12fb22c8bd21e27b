"""A customer in the call who takes next to nothing of the processor: `film_phone.py` plays her."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page

from tests.whole.people import sees_moving_picture


@asynccontextmanager
async def played_phone(link: str, film: Path) -> AsyncIterator[None]:
    """In the call from now on, as a process of its own."""
    phone = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.film_phone", str(film), stdin=PIPE, stdout=DEVNULL
    )
    assert phone.stdin is not None
    phone.stdin.write(link.encode() + b"\n")
    try:
        yield
    finally:
        phone.stdin.close()
        await phone.wait()


async def is_seen(page: Page) -> None:
    """The film moves there, in its full size."""
    await sees_moving_picture(page)
    await page.wait_for_function(
        "() => [...document.querySelectorAll('video')].some(({ videoHeight }) => videoHeight === 720)"
    )
