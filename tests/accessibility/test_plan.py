"""The sketch plan: empty, drawn, with a room, a pin, a door and north chosen."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import Inspector
from tests.accessibility.test_cockpit import cockpit, prepared
from tests.cockpit.house import House
from tests.pages.world import World
from tests.support.browsers import PHONE, TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

DOOR = {"kind": "door", "floor": "basement", "x": 400, "y": 150, "w": 90, "deg": 90}


async def draw(weserau: World, consultation: str) -> None:
    async with House(weserau.url, weserau.app).client("ahlers") as client:
        answers = await client.answers(consultation)
        rooms = sorted({target for target, _ in answers if target.startswith("room:")})
        boxes = [(room, "box", {"x": 400 * n, "y": 0, "w": 400, "h": 300}) for n, room in enumerate(rooms)]
        await client.write(consultation, *boxes, ("door:x1", "exists", True), ("door:x1", "place", DOOR))


async def open_plan(page: Page) -> None:
    await page.locator(".top-mode[data-mode=plan]").click()
    await page.wait_for_function("() => document.querySelector('.plan-paper')?.clientWidth > 100")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_plan(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await prepared(weserau)
    page = await cockpit(weserau, consultation, language)
    await open_plan(page)
    await inspector.look(page, "nothing drawn", PHONE)
    await draw(weserau, consultation)
    room = page.locator(".plan-room").first
    await room.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".plan-height")).to_be_visible()
    await inspector.look(page, "a room chosen", TABLET_UPRIGHT)
    await page.locator(".plan-door").first.focus()
    await page.keyboard.press("Enter")
    await inspector.look(page, "a door chosen")
    for tool in ("pin", "north", "room"):
        await page.locator(f"[data-tool={tool}]").click()
        await expect(page.locator(f"[data-tool={tool}]")).to_have_attribute("aria-pressed", "true")
        await inspector.look(page, f"tool {tool}")
