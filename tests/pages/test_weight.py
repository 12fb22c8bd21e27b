"""A basement has a weak signal: what the page loads before the camera opens is small."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.pages.world import World
from tests.support.browsers import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

MOST_BYTES = 100_000  # 50 kB are left for what comes with her tap


async def test_the_welcome_page_weighs_little(weserau: World) -> None:
    link = await weserau.link(await weserau.consultation())
    page = await weserau.page(PHONE)
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    await page.goto(link)
    await expect(page.get_by_role("button", name="Kamera starten")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    assert sum(sizes) <= MOST_BYTES, f"{sum(sizes)} bytes in {len(sizes)} answers"
