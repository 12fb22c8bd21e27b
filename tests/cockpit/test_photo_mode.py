"""Drawing on a picture and blacking parts of it out: by finger, by keyboard, and on a second tablet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from playwright.async_api import Locator, Page, expect

from inspection.adapters.photo_redaction import FILL
from tests.cockpit.house import Client, House
from tests.cockpit.pictured import Pictured, pictured
from tests.cockpit.tablet import Tablet, Tablets
from tests.cockpit.test_gallery import field, gallery, shot
from tests.cockpit.touch import Point, drag, point_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

SHAPES = ".draw-canvas svg.drawing"


async def editor(tablet: Tablet, photo: str) -> Page:
    page = await gallery(tablet)
    await shot(page, photo).tap()
    await page.get_by_role("button", name="zeichnen, schwärzen").tap()
    await expect(page.locator(".draw-canvas img")).to_have_js_property("complete", True)
    return page


async def on(page: Page, x: float, y: float) -> Point:
    return await point_of(page.locator(".draw-canvas .pictured"), x, y)


async def draw(page: Page, tool: str, start: Point, end: Point) -> None:
    """With one finger, in parts of the picture."""
    await page.locator(f"[data-tool={tool}]").tap()
    await drag(page, await on(page, *start), await on(page, *end))


async def tap_at(page: Page, x: float, y: float) -> None:
    await page.touchscreen.tap(*await on(page, x, y))


def near(points: Sequence[float], *wanted: float) -> bool:
    return len(points) == len(wanted) and all(
        math.isclose(one, other, abs_tol=0.004) for one, other in zip(points, wanted, strict=True)
    )


async def drawing(client: Client, at: Pictured, photo: str = "drain") -> list[Any]:
    return await field(client, at, photo, "drawing") or []


async def test_shapes_are_drawn_by_finger_and_stand_on_the_second_tablet(
    running: House, ahlers: Client, desk: Tablets
) -> None:
    at = await pictured(running, ahlers)
    tablet = await desk.open("ahlers", at.consultation)
    page = await editor(tablet, at.photos["drain"])
    await draw(page, "arrow", (0.2, 0.8), (0.5, 0.5))
    await page.locator("[data-colour=orange]").tap()
    await draw(page, "circle", (0.5, 0.5), (0.7, 0.5))
    await draw(page, "line", (0.1, 0.1), (0.9, 0.1))
    await page.locator("[data-tool=number]").tap()
    await tap_at(page, 0.3, 0.3)
    await tap_at(page, 0.6, 0.3)
    await page.locator("[data-tool=text]").tap()
    for words in ("رائحة كريهة 💧", "ריח רע", "Donaudampfschifffahrtsgesellschaftskapitänsmütze"):
        await tap_at(page, 0.5, 0.8)
        await page.get_by_label("Text").fill(words)
        await page.get_by_role("button", name="Setzen").tap()
    await tablet.all_sent()

    shapes = await drawing(ahlers, at)
    assert [one["type"] for one in shapes] == ["arrow", "circle", "line", "number", "number", *3 * ["text"]]
    assert near(shapes[0]["points"], 0.2, 0.8, 0.5, 0.5)
    assert near(shapes[1]["points"], 0.5, 0.5, 0.7, 0.5)
    assert [one["colour"] for one in shapes[:2]] == ["blue", "orange"]
    assert [one["text"] for one in shapes[3:5]] == ["1", "2"]
    assert shapes[5]["text"] == "رائحة كريهة 💧"

    # The last of them again, and the picture below is as it was.
    await page.get_by_role("toolbar", name="Werkzeuge").get_by_role("button", name="Rückgängig").tap()
    await expect(page.locator(f"{SHAPES} text", has_text="Donau")).to_have_count(0)
    await tablet.all_sent()
    assert len(await drawing(ahlers, at)) == 7

    other = await desk.open("brandt", at.consultation)
    there = await editor(other, at.photos["drain"])
    await expect(there.locator(f"{SHAPES} text", has_text="رائحة")).to_be_visible()
    await expect(there.locator(f"{SHAPES} text", has_text="Donau")).to_have_count(0)
    await draw(page, "arrow", (0.8, 0.9), (0.6, 0.6))
    await expect(there.locator(f"{SHAPES} > path")).to_have_count(2 * 4)  # each with its dark edge

    # A scribble of ten thousand points: as few as show the same, and the server takes them.
    await page.locator("[data-tool=freehand]").tap()
    left, top = await on(page, 0.0, 0.0)
    right, bottom = await on(page, 1.0, 1.0)
    await page.evaluate(SCRIBBLE, [left, top, right - left, bottom - top])
    await tablet.all_sent()
    line = (await drawing(ahlers, at))[-1]
    assert line["type"] == "freehand"
    assert 100 < len(line["points"]) / 2 <= 400
    assert near(line["points"][:2], 0.5, 0.5)
    await expect(there.locator(f"{SHAPES} > path")).to_have_count(2 * 5)


SCRIBBLE = """([left, top, width, height]) => {
  const canvas = document.querySelector(".draw-canvas");
  canvas.setPointerCapture = () => {}; // of a finger that is none
  const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
    clientX: left + x * width, clientY: top + y * height,
    pointerId: 7, isPrimary: true, buttons: 1, bubbles: true, pointerType: "touch" }));
  send("pointerdown", 0.5, 0.5);
  for (let i = 1; i <= 10000; i += 1) {
    const angle = i / 100, far = i / 25000;
    send("pointermove", 0.5 + far * Math.cos(angle), 0.5 + far * Math.sin(angle));
  }
  send("pointerup", 0.5, 0.5);
}"""


async def test_the_keyboard_draws_as_a_finger_does(running: House, ahlers: Client, desk: Tablets) -> None:
    at = await pictured(running, ahlers)
    tablet = await desk.open("ahlers", at.consultation)
    page = await editor(tablet, at.photos["drain"])
    press = page.keyboard.press
    await page.locator("[data-tool=arrow]").focus()
    await press("Enter")
    await page.locator(".draw-canvas").focus()
    for key in ("Shift+ArrowLeft", "Shift+ArrowUp", "Enter", "Shift+ArrowRight", "ArrowDown", "Enter"):
        await press(key)
    await page.locator("[data-tool=text]").focus()
    await press("Enter")
    await page.locator(".draw-canvas").focus()
    await press("Enter")
    await expect(page.get_by_label("Text")).to_be_focused()
    await page.keyboard.type("Rost −210 cm")
    await press("Enter")
    await expect(page.locator(".draw-canvas")).to_be_focused()
    await tablet.all_sent()
    arrow, text = await drawing(ahlers, at)
    assert near(arrow["points"], 0.42, 0.42, 0.5, 0.43)
    assert (text["type"], text["text"]) == ("text", "Rost −210 cm")
    await press("Control+z")
    await tablet.all_sent()
    assert len(await drawing(ahlers, at)) == 1
    # Given up half-way: nothing of it is left, and the editor stays.
    await page.locator("[data-tool=circle]").focus()
    await press("Enter")
    await page.locator(".draw-canvas").focus()
    for key in ("Enter", "Shift+ArrowRight", "Escape"):
        await press(key)
    await expect(page.locator(f"{SHAPES} > path")).to_have_count(2 + 2)  # the arrow, and the cross
    await press("Escape")
    await expect(page.locator(".gallery-page")).to_be_visible()
    assert len(await drawing(ahlers, at)) == 1


def shown_files(page: Page, photo: str) -> Locator:
    return page.locator(f'img[src*="{photo}"]')


async def pixel(page: Page, image: str, x: float, y: float) -> list[int]:
    """Of an image that is shown, by parts of its size."""
    return list(
        await page.evaluate(
            """async ([image, x, y]) => {
              const shown = document.querySelector(image);
              await shown.decode();
              const canvas = new OffscreenCanvas(shown.naturalWidth, shown.naturalHeight);
              const context = canvas.getContext("2d");
              context.drawImage(shown, 0, 0);
              return [...context.getImageData(x * canvas.width, y * canvas.height, 1, 1).data].slice(0, 3);
            }""",
            [image, x, y],
        )
    )


def is_filled(colour: list[int]) -> bool:
    return bool(np.abs(np.array(colour) - np.array(FILL)).max() < 14)


async def test_what_is_blacked_out_is_gone_on_every_tablet_and_for_ever(
    running: House, ahlers: Client, desk: Tablets
) -> None:
    at = await pictured(running, ahlers)
    photo = at.photos["overview"]
    tablet = await desk.open("ahlers", at.consultation)
    other = await desk.open("brandt", at.consultation)
    there = await gallery(other)
    small = f'.shot[data-photo="{photo}"] img'
    before = await there.locator(small).get_attribute("src")
    page = await editor(tablet, photo)
    large = ".draw-canvas img"
    assert not is_filled(await pixel(page, large, 0.5, 0.5))

    await draw(page, "redact", (0.4, 0.4), (0.6, 0.6))
    offer = page.get_by_text("Das lässt sich nicht zurücknehmen")
    await expect(offer).to_be_visible()
    # Boxes nobody has sent are no black-out: the way back says so, undo takes them away.
    await page.locator(".top-back").tap()
    await expect(page.get_by_text("Noch nicht geschwärzt.")).to_be_visible()
    await expect(page.locator(".redact-box")).to_have_count(1)
    await page.locator(".draw-tool.undo").tap()
    await expect(offer).to_have_count(0)

    await draw(page, "redact", (0.4, 0.4), (0.6, 0.6))
    await page.get_by_role("button", name="Endgültig schwärzen").tap()
    await expect(page.locator(".photo-checks")).to_contain_text("Geschwärzte Stellen: 1")
    await page.wait_for_function("(large) => document.querySelector(large)?.src.includes('?v=')", arg=large)
    assert is_filled(await pixel(page, large, 0.5, 0.5))
    assert not is_filled(await pixel(page, large, 0.2, 0.2))
    await expect(there.locator(small)).not_to_have_attribute("src", before or "")
    assert is_filled(await pixel(there, small, 0.5, 0.5))

    # Undo, back, removed and taken back, loaded anew: it stays black.
    await expect(page.locator(".draw-tool.undo")).to_be_disabled()
    await page.keyboard.press("Control+z")
    await page.locator(".photo-keys").get_by_role("button", name="Entfernen").tap()
    await page.locator(".toasts").get_by_role("button", name="Rückgängig").tap()
    await expect(page.locator(small)).to_be_visible()
    assert is_filled(await pixel(page, small, 0.5, 0.5))
    await page.go_back()
    await page.go_forward()
    await expect(page.locator(".list")).to_be_visible()
    page = await editor(tablet, photo)
    assert is_filled(await pixel(page, large, 0.5, 0.5))
    assert before is not None
    old = await tablet.context.request.get(before)
    assert "no-store" in old.headers["cache-control"]
