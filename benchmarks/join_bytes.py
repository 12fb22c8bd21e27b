"""join/bytes: what a phone that has never been here loads from the link to its open camera."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import expect

from benchmarks.report import Result
from tests.support.browsers import PHONE, chromium, open_context
from tests.support.demo import demo

CASE = "join/bytes"


def measure() -> Result:
    return Result(CASE, asyncio.run(_bytes()) / 1000, "kB", None, "<= 150 kB")


async def _bytes() -> int:
    """All answers as they came over the wire, their headers too: page, styles, modules, JSON."""
    received: dict[str, int] = {}

    def count(event: dict[str, Any]) -> None:
        """Pieces have no headers yet; the sum at the end has."""
        name = event["requestId"]
        finished = "dataLength" not in event
        received[name] = event["encodedDataLength"] + (0 if finished else received.get(name, 0))

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with demo(Path(folder) / "data") as server, chromium() as browser:
            page = await (await open_context(browser, PHONE)).new_page()
            network = await page.context.new_cdp_session(page)
            network.on("Network.dataReceived", count)
            network.on("Network.loadingFinished", count)
            await network.send("Network.enable")
            await page.goto(server.links["customer"])
            await page.get_by_role("button", name="Ja", exact=True).click()
            await page.get_by_role("button", name="Kamera starten").click()
            await expect(page.locator("video").first).to_be_visible()
            return sum(received.values())
