"""One finger on one tablet: touches what is seen, and counts it."""

from __future__ import annotations

import asyncio

from playwright.async_api import Locator, expect

from tests.cockpit.tablet import Tablet


class Hand:
    """`pace_s`: seconds of thought before each touch; 0 where only what comes of it counts."""

    def __init__(self, tablet: Tablet, pace_s: float = 0.0) -> None:
        self.tablet = tablet
        self.pace_s = pace_s
        self.taps = 0
        self.typed = 0
        "Characters on the keyboard of the screen; the keys of our own keypad are taps."

    async def tap(self, what: Locator) -> None:
        """By touch, where it is shown; what lies outside of the view is scrolled to."""
        if self.pace_s:
            await asyncio.sleep(self.pace_s)
        await what.tap()
        self.taps += 1

    async def write(self, where: Locator, text: str) -> None:
        """Touches a field and types into it."""
        await self.tap(where)
        await expect(where).to_be_focused()
        await where.press_sequentially(text, delay=self.pace_s * 200)
        self.typed += len(text)
