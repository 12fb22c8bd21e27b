"""Before the appointment: the preparation and the papers, at the desk and beside the picture."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.async_api import Page, expect

from tests.support.browsers import DESK
from tests.support.papers import jpeg_with_position, pdf_file
from tests.support.photographs import Camera


async def preparation(page: Page, camera: Camera) -> None:
    """On the archive, with a consultation chosen."""
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]
    await page.locator(".known-acts button").click()
    await expect(page.locator(".prepare-row").first).to_be_visible()
    await camera.take(page, "office-prepare", "desk", "tablet", "phone")
    await page.keyboard.press("Escape")
    with tempfile.TemporaryDirectory() as folder:
        map_extract = Path(folder) / "Starkregenkarte.jpg"
        map_extract.write_bytes(jpeg_with_position((1600, 1200)))
        await page.locator(".paper-pick input").set_input_files([pdf_file(Path(folder), 3), map_extract])
        await expect(page.locator(".paper.ready")).to_have_count(2)
    await page.locator(".paper-drop").scroll_into_view_if_needed()
    await camera.take(page, "office-papers", "desk", "phone")
    await page.locator(".paper-open").first.click()
    await camera.take(page, "office-paper", "desk", "tablet")
    await page.keyboard.press("Escape")
