"""The sketch plan by touch and by keyboard: rooms side by side, doors, pins, heights, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablet, Tablets
from tests.cockpit.test_stepper import here, step, with_rooms
from tests.cockpit.touch import drag

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

LAUNDRY, BOILER = "room:r1", "room:r2"


async def open_plan(tablet: Tablet) -> Page:
    await tablet.page.get_by_role("button", name="Lageplan").click()
    await expect(tablet.page.locator(".plan-paper")).to_be_visible()
    await tablet.page.wait_for_function("() => document.querySelector('.plan-paper').clientWidth > 100")
    return tablet.page


def drawn(page: Page, target: str) -> Locator:
    return page.locator(f'.plan-paper g[data-target="{target}"]').first


async def centre(place: Locator) -> tuple[float, float]:
    box = await place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def value(client: Client, consultation: str, target: str, field: str) -> Any:
    return (await client.answers(consultation)).get((target, field))


async def test_rooms_are_drawn_as_she_walks_and_pushed_to_their_place(ahlers: Client, desk: Tablets) -> None:
    consultation = await with_rooms(ahlers, "Waschküche", "Heizungsraum")
    tablet = await desk.open("ahlers", consultation)
    page = await open_plan(tablet)
    await expect(page.get_by_text("Noch kein Raum gezeichnet")).to_be_visible()
    await step(tablet, "Waschküche").tap()
    await here(tablet, "Waschküche")
    await page.locator("[data-place=r1]").tap()
    await expect(drawn(page, LAUNDRY)).to_have_attribute("aria-pressed", "true")
    await step(tablet, "Heizungsraum").tap()
    await here(tablet, "Heizungsraum")
    await page.get_by_role("button", name="Neben „Waschküche“ zeichnen, mit Tür").tap()
    await expect(page.locator(".plan-door")).to_have_count(1)
    await tablet.all_sent()
    log = await ahlers.answers(consultation)
    laundry, boiler = log[LAUNDRY, "box"], log[BOILER, "box"]
    assert boiler["x"] == laundry["x"] + laundry["w"]
    [door] = [
        place for (target, field), place in log.items() if target.startswith("door:") and field == "place"
    ]
    assert (door["x"], door["deg"]) == (boiler["x"], 90)

    box = await drawn(page, BOILER).locator(".plan-wall").bounding_box()
    assert box
    corner = (box["x"] + 40, box["y"] + box["height"] - 20)
    await drag(page, corner, (corner[0] - box["width"] + 7, corner[1] + box["height"] + 5))
    await tablet.all_sent()
    moved = await value(ahlers, consultation, BOILER, "box")
    assert (moved["x"], moved["y"]) == (laundry["x"], laundry["y"] + laundry["h"]), "walls jump onto walls"
    await page.locator("[data-tool=undo]").tap()
    await expect(page.locator(".toasts")).to_contain_text("Zurückgenommen")
    await tablet.all_sent()
    assert await value(ahlers, consultation, BOILER, "box") == boiler

    handle = page.locator('.plan-handle[data-corner="se"] .plan-feel')
    felt = await handle.bounding_box()
    assert felt
    assert min(felt["width"], felt["height"]) >= 43.9
    x, y = await centre(handle)
    await drag(page, (x, y), (x + 60, y + 40))
    await tablet.all_sent()
    larger = await value(ahlers, consultation, BOILER, "box")
    assert larger["w"] > boiler["w"]
    assert larger["h"] > boiler["h"]
    assert (larger["x"], larger["y"]) == (boiler["x"], boiler["y"])


async def test_doors_pins_and_heights_by_touch(ahlers: Client, desk: Tablets) -> None:
    consultation = await with_rooms(ahlers, "Waschküche")
    await ahlers.write(
        consultation,
        (LAUNDRY, "box", {"x": 0, "y": 0, "w": 400, "h": 300}),
        ("drain:d1", "exists", True), ("drain:d1", "label", "Bodenablauf"), ("drain:d1", "room", "r1"),
        ("opening:o1", "exists", True), ("opening:o1", "label", "Fenster"), ("opening:o1", "room", "r1"),
    )  # fmt: skip
    tablet = await desk.open("ahlers", consultation)
    page = await open_plan(tablet)
    await page.locator("[data-tool=door]").tap()
    wall = await drawn(page, LAUNDRY).locator(".plan-wall").bounding_box()
    assert wall
    await page.touchscreen.tap(wall["x"] + wall["width"] - 12, wall["y"] + wall["height"] / 2)
    await expect(page.locator("#plan-title")).to_have_text("Tür")
    await page.get_by_role("button", name="Andere Seite").tap()
    await tablet.all_sent()
    log = await ahlers.answers(consultation)
    [door] = [
        place for (target, field), place in log.items() if target.startswith("door:") and field == "place"
    ]
    assert (door["x"], door["deg"], door["kind"]) == (400, 270, "door")

    await page.locator("[data-tool=pin]").tap()
    await page.locator('[data-row="drain:d1"]').tap()
    await page.touchscreen.tap(wall["x"] + wall["width"] / 4, wall["y"] + wall["height"] / 2)
    await tablet.all_sent()
    pin = await value(ahlers, consultation, "drain:d1", "pin")
    assert pin == {
        "floor": "basement",
        "x": pytest.approx(100, abs=4),
        "y": pytest.approx(150, abs=4),
        "deg": None,
    }
    start = await centre(drawn(page, "opening:o1"))
    await drag(page, start, (wall["x"] + wall["width"] / 2, wall["y"] + 15))
    await tablet.all_sent()
    assert (await value(ahlers, consultation, "opening:o1", "pin"))["y"] == 0, "openings stand in a wall"

    await page.touchscreen.tap(wall["x"] + 12, wall["y"] + wall["height"] - 12)
    await expect(page.locator("#plan-title")).to_have_text("Waschküche")
    await page.get_by_role("button", name="5 cm tiefer").tap()
    await page.get_by_role("button", name="5 cm tiefer").tap()
    await expect(drawn(page, LAUNDRY)).to_contain_text("−10 cm")
    await tablet.all_sent()
    assert await value(ahlers, consultation, LAUNDRY, "room_floor_height_cm") == -10
    assert await value(ahlers, consultation, LAUNDRY, "room_height_method") == "estimated"
    await page.locator("[data-tool=north]").tap()
    await page.locator("[data-street=left]").tap()
    await page.get_by_role("button", name="15° nach rechts drehen").tap()
    await tablet.all_sent()
    assert await value(ahlers, consultation, "consultation", "north_deg") == 15
    assert await value(ahlers, consultation, "consultation", "street_side") == "left"


async def test_everything_by_keyboard(ahlers: Client, desk: Tablets) -> None:
    consultation = await with_rooms(ahlers, "Waschküche")
    tablet = await desk.open("ahlers", consultation)
    page = await open_plan(tablet)
    await page.locator("[data-place=r1]").focus()
    await page.keyboard.press("Enter")
    await drawn(page, LAUNDRY).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowDown"):
        await page.keyboard.press(key)
    await tablet.all_sent()
    assert await value(ahlers, consultation, LAUNDRY, "box") == {"x": 20, "y": 10, "w": 410, "h": 310}
    await page.keyboard.press("Enter")
    await expect(drawn(page, LAUNDRY)).to_have_attribute("aria-pressed", "true")
    await page.keyboard.press("Delete")
    await expect(page.locator("[data-place=r1]")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".list")).to_be_visible()


async def test_a_room_added_on_the_plan_lies_there_at_once(ahlers: Client, desk: Tablets) -> None:
    consultation = await with_rooms(ahlers, begun=False)
    tablet = await desk.open("ahlers", consultation)
    page = await open_plan(tablet)
    await page.get_by_role("button", name="Raum anlegen").tap()
    await page.get_by_role("button", name="Waschküche", exact=True).tap()
    await expect(page.locator(".plan-room")).to_have_count(1)
    await page.locator("[data-tool=room]").tap()
    await page.get_by_role("button", name="Flur", exact=True).tap()
    await expect(page.locator(".plan-room")).to_have_count(2)
    await expect(page.locator("#plan-title")).to_have_text("Flur")
