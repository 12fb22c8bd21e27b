"""What fills the cockpit beside the checklist, over a whole house, on three tablets."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.support.browsers import TABLET
from tests.support.photographs import TABLETS, Camera


async def modes(page: Page, camera: Camera) -> None:
    """Pictures, overview, papers, plan and result, one after the other; the checklist again afterwards."""
    keys = page.locator(".top-keys [data-mode]")
    for kind in [str(await key.get_attribute("data-mode")) for key in await keys.all()]:
        await page.locator(f"[data-mode={kind}]").click()
        await expect(page.locator(".work")).to_be_visible()
        await camera.take(page, f"mode-{kind}", *TABLETS)
        await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
        await page.locator(".top-back").click()
        await expect(page.locator(".work")).to_have_count(0)
