"""Pictures of the checklist's own surfaces: overview, search, history, help, and a task for a visit."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.support.browsers import TABLET
from tests.support.photographs import Camera


async def checklist(page: Page, camera: Camera) -> None:
    """Over a consultation with answers; leaves the page at the live picture."""
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await page.locator(".top-mode[data-mode=overview]").click()
    await page.locator(".glance-sections [data-section=drains]").click()
    await camera.take(page, "list-overview", "tablet", "upright", "phone")
    await page.locator(".glance-find input").fill("a")
    await camera.take(page, "list-search", "tablet")
    await page.locator(".glance-find input").fill("qqq")
    await expect(page.locator(".search-empty")).to_be_visible()
    await camera.take(page, "list-nothing", "tablet")
    await page.locator(".glance-find input").fill("")
    await page.locator(".top-back").click()
    await page.locator(".tab[data-section=rooms]").click()
    await page.locator("[data-item=room_floor_height_cm]").click()
    item = page.locator(".item.active")
    await item.locator(".history-key").click()
    await expect(item.locator(".history li").first).to_be_visible()
    await camera.take(page, "list-history", "tablet", "upright")
    await item.locator(".history-key").click()
    await item.locator(".item-head .icon-button").last.click()
    await expect(item.locator(".help")).to_be_visible()
    await item.locator(".afar-key").click()
    await camera.take(page, "list-afar", "tablet", "upright", "phone")
    await item.locator(".afar-key").click()
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
