"""The orange collector pipe near the eye, with the backflow valve, its red lever and its type plate."""

from __future__ import annotations

import math

from signaling.media.basement.space import Space
from signaling.media.basement.things import maintenance_sticker, type_plate
from signaling.media.canvas import Canvas, Shade
from signaling.media.sheet import Point, Sheet

ORANGE_DARK, ORANGE_LIGHT = (118, 54, 20), (226, 128, 70)
VALVE = (-0.42, 0.99, 2.45)
"Middle of the backflow valve in metres."


def draw_collector(canvas: Canvas, space: Space, floor_y: float) -> None:
    """The orange collector pipe near the eye, with the backflow valve, its lever and its plate."""
    x, y, z = VALVE
    size = space.size
    left, right = space.at(-2.4, y + 0.03, z), space.at(0.86, y + 0.03, z)
    cx, cy = space.at(x, y, z)
    pipe = size(0.125, z)
    floor = space.at(0, floor_y, z)[1]
    canvas.soft(
        [
            (left[0], floor - 40),
            (right[0] + 60, floor - 40),
            (right[0] + 60, floor + 30),
            (left[0], floor + 30),
        ],
        (18, 14, 10, 150),
        34,
    )
    for support in (-1.15, 0.34):
        sx = space.at(support, 0, z)[0]
        canvas.tube([(sx, right[1] + 30), (sx, floor)], 34, (66, 68, 68), (160, 162, 160))
        canvas.rounded(sx - 70, floor - 16, sx + 70, floor + 6, 4, (78, 80, 80))
    bend: list[Point] = [left, (right[0] - 90, right[1])]
    for turn in range(0, 91, 10):
        angle = math.radians(turn)
        bend.append((right[0] - 90 + 130 * math.sin(angle), right[1] + 130 - 130 * math.cos(angle)))
    bend.append((right[0] + 40, floor + 8))
    canvas.tube(bend, pipe, ORANGE_DARK, ORANGE_LIGHT)
    for joint in (-1.34, 0.42):
        jx = space.at(joint, 0, z)[0]
        _collar(canvas, jx, right[1], 92, pipe * 1.18)
    for band in (-1.15, 0.34):
        bx = space.at(band, 0, z)[0]
        canvas.rect(
            bx - 20,
            right[1] - pipe / 2 - 6,
            bx + 20,
            right[1] + pipe / 2 + 6,
            Shade((0, right[1] - pipe / 2), (0, right[1] + pipe / 2), ((214, 216, 214), (110, 112, 112))),
        )
    # body of the valve
    wide, high = size(0.56, z), size(0.34, z)
    for side in (-1, 1):
        _collar(canvas, cx + side * wide * 0.53, right[1], 96, pipe * 1.34, ((40, 44, 47), (112, 118, 122)))
    body = Shade((0, cy - high / 2), (0, cy + high / 2), ((100, 107, 112), (70, 76, 81), (42, 46, 50)))
    canvas.rounded(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2, 36, body)
    lid = Shade((0, cy - high / 2 - 70), (0, cy - high / 2 + 20), ((126, 133, 138), (78, 84, 89)))
    canvas.rounded(cx - wide * 0.42, cy - high / 2 - 62, cx + wide * 0.42, cy - high / 2 + 18, 18, lid)
    for screw in (-0.36, -0.12, 0.12, 0.36):
        sx = cx + wide * screw
        canvas.rounded(sx - 20, cy - high / 2 - 84, sx + 20, cy - high / 2 - 54, 6, (176, 178, 176))
        canvas.rect(sx - 20, cy - high / 2 - 62, sx + 20, cy - high / 2 - 54, (98, 100, 100))
    for rib in (-0.44, 0.44):
        canvas.rounded(
            cx + wide * rib - 9, cy - high / 2 + 30, cx + wide * rib + 9, cy + high / 2 - 24, 8, (52, 57, 61)
        )
    # emergency closure: the red lever
    px, py = cx + wide * 0.3, cy - high / 2 - 50
    canvas.stroke([(px, py), (px + 26, py - 190)], (120, 26, 20), 46)
    canvas.stroke([(px - 4, py), (px + 22, py - 190)], (206, 54, 42), 34)
    canvas.ellipse(px + 26, py - 204, 34, 34, (150, 34, 26))
    canvas.ellipse(px + 20, py - 210, 24, 24, (226, 82, 66))
    canvas.ellipse(px, py, 34, 34, (58, 62, 66))
    canvas.ellipse(px - 4, py - 4, 18, 18, (150, 154, 156))

    def arrows(sheet: Sheet) -> None:
        sheet.text(50, 12, "AUF", 20, (236, 236, 230), bold=True, anchor="mm")
        sheet.line([(100, 12), (190, 12)], (236, 236, 230), 3)
        sheet.poly([(190, 4), (206, 12), (190, 20)], (236, 236, 230))
        sheet.text(250, 12, "ZU", 20, (236, 236, 230), bold=True, anchor="mm")

    ax, ay = cx - wide * 0.36, cy - high / 2 - 34
    canvas.sheet([(ax, ay), (ax + 250, ay), (ax + 250, ay + 22), (ax, ay + 22)], 300, 26, arrows)
    plate_w = wide * 0.62
    plate_h = plate_w * 90 / 160
    mx, my = cx - wide * 0.1, cy + high * 0.02
    plate = [(mx - plate_w / 2, my - plate_h / 2), (mx + plate_w / 2, my - plate_h / 2)]
    plate += [(mx + plate_w / 2, my + plate_h / 2), (mx - plate_w / 2, my + plate_h / 2)]
    canvas.soft([(px_ + 6, py_ + 8) for px_, py_ in plate], (10, 10, 10, 150), 6)
    canvas.sheet(plate, 160, 90, type_plate)
    tag_w = wide * 0.2
    tx, ty = cx + wide * 0.335, cy + high * 0.06
    tilt = 8
    sticker = [(tx - tag_w / 2, ty - tag_w / 3), (tx + tag_w / 2, ty - tag_w / 3 - tilt)]
    sticker += [(tx + tag_w / 2 + 3, ty + tag_w / 3 - tilt), (tx - tag_w / 2 + 3, ty + tag_w / 3)]
    canvas.sheet(sticker, 90, 60, maintenance_sticker)
    canvas.soft(
        [
            (cx - wide / 2 + 40, cy - high / 2 + 26),
            (cx + wide / 2 - 40, cy - high / 2 + 26),
            (cx + wide / 2 - 60, cy - high / 2 + 34),
            (cx - wide / 2 + 60, cy - high / 2 + 34),
        ],
        (255, 255, 255, 60),
        8,
    )


def _collar(
    canvas: Canvas,
    x: float,
    y: float,
    wide: float,
    high: float,
    tones: tuple[tuple[int, int, int], tuple[int, int, int]] = (ORANGE_DARK, ORANGE_LIGHT),
) -> None:
    """The socket where two lengths of a lying pipe meet."""
    dark, light = tones
    middle = tuple((a + b) // 2 for a, b in zip(dark, light, strict=True))
    shade = Shade((0, y - high / 2), (0, y + high / 2), (middle, light, middle, dark))
    canvas.rounded(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, 10, shade)
    canvas.rect(x + wide / 2 - 16, y - high / 2, x + wide / 2 - 8, y + high / 2, (0, 0, 0, 60))
