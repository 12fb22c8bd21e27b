"""Pointer and drawing land at the same point of the image, whatever the screens' shapes: seen in pixels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.cockpit.house import Client, House
from tests.cockpit.tablet import Tablet, Tablets, tablets
from tests.cockpit.test_call import in_call
from tests.support import marked_camera
from tests.support.browsers import HEADLESS, chromium
from tests.support.marked_camera import GREEN, MAGENTA, RADIUS, SIZE
from tests.support.marked_screen import LOSSY, ORANGE, RING, Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

TABLETS = ((1180, 820), (820, 1180), (1024, 600))
PHONES = ((390, 844), (844, 390), (360, 600))
MARK = RADIUS / SIZE[1]
"Radius of a mark, of the height of the picture that is sent."


@pytest_asyncio.fixture(
    loop_scope="package",
    params=[False, pytest.param(True, marks=pytest.mark.long)],
    ids=["lying", "upright"],
)
async def marked(running: House, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Tablets]:
    """Cockpits of a browser whose camera shows two marks."""
    film = tmp_path / "marks.mjpeg"
    marked_camera.write(film, upright=request.param)
    async with chromium(camera=film, program=HEADLESS) as browser, tablets(running, browser) as opened:
        yield opened


async def draw_around(tablet: Tablet, screen: Screen) -> None:
    """An orange circle around the green mark, and no other stroke."""
    undo = tablet.page.locator("[data-draw=undo]")  # says nothing, where clearing lays words over the picture
    await tablet.page.locator("[data-tool=draw]").click()
    if await undo.is_enabled():
        await undo.click()
    await tablet.page.locator("[data-shape=circle]").click()
    await tablet.page.locator("[data-colour=orange]").click()
    x, y = await screen.where(GREEN, LOSSY)
    await tablet.page.mouse.move(x, y)
    await tablet.page.mouse.down()
    _, height = await screen.size()
    # Outside the mark: of one that it covers in part, what is left has its middle elsewhere.
    await tablet.page.mouse.move(x, y + 1.5 * MARK * height, steps=3)
    await tablet.page.mouse.up()


async def test_on_nine_pairs_of_screens(ahlers: Client, marked: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, marked, init="")
    await phone.emulate_media(reduced_motion="reduce")
    there, here = Screen(tablet.page, "video.live", "contain"), Screen(phone, "video.own", "cover")
    on_phone: dict[tuple[int, int], dict[tuple[int, int, int], tuple[float, float]]] = {}
    for size in PHONES:
        await here.shape(size)
        on_phone[size] = {colour: await here.where(colour, LOSSY) for colour in (MAGENTA, GREEN)}
    await phone.wait_for_function("() => document.querySelector('.call-screen > .live-layer')")
    for tablet_size in TABLETS:
        await there.shape(tablet_size)
        await draw_around(tablet, there)
        await tablet.page.locator("[data-tool=point]").click()
        mark = {colour: await there.where(colour, LOSSY) for colour in (MAGENTA, GREEN)}
        await tablet.page.mouse.move(*mark[MAGENTA])
        await tablet.page.mouse.down()
        await there.is_at(mark[MAGENTA], RING, "ring on the tablet")
        await there.is_at(mark[GREEN], ORANGE, "circle on the tablet")
        await expect(phone.locator(".live-layer.pointing")).to_be_attached()
        for size in PHONES:
            await here.shape(size)
            pair = f"tablet {tablet_size}, phone {size}"
            await here.is_at(on_phone[size][MAGENTA], RING, f"{pair}: ring")
            await here.is_at(on_phone[size][GREEN], ORANGE, f"{pair}: circle")
        await expect(phone.locator(".points-here")).to_have_text("Frau Ahlers zeigt hier")
        await tablet.page.mouse.up()
        await tablet.page.keyboard.press("Delete")
        await expect(phone.locator(".live-layer.pointing")).to_have_count(0)
