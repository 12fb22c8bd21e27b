"""A finger on the glass, by touch events as a screen sends them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from playwright.async_api import Locator, Page

Point = tuple[float, float]

REST_S = 0.12
"How long a finger lies still before it is lifted; else it throws, and the next tap only stops that."


async def stroke(page: Page, points: Sequence[Point]) -> None:
    """One finger from the first point over all others, then off."""
    session = await page.context.new_cdp_session(page)

    async def touch(kind: str, *at: Point) -> None:
        fingers = [{"x": x, "y": y, "id": 1} for x, y in at]
        await session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    await touch("touchStart", points[0])
    for point in points[1:]:
        await touch("touchMove", point)
    await asyncio.sleep(REST_S)
    await touch("touchMove", points[-1])
    await touch("touchEnd")
    await session.detach()


async def drag(page: Page, start: Point, end: Point) -> None:
    parts = (0.0, 0.3, 0.7, 1.0)
    await stroke(
        page,
        [(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part) for part in parts],
    )


async def point_of(place: Locator, x: float, y: float) -> Point:
    """Where on the screen a point of something is, by parts of its width and height."""
    box = await place.bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + y * box["height"]
