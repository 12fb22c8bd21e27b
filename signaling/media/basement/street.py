"""Straße: the kerb as reference point with the rule upright, the manhole cover and the front of the house."""

from __future__ import annotations

import math

from signaling.media.basement.cellar_stairs import CLINKER
from signaling.media.basement.space import Space, brick_wall
from signaling.media.basement.things import stand_rule
from signaling.media.canvas import Canvas, Shade
from signaling.media.sheet import Sheet, chance, ellipse_points

SPACE = Space(eye_y=620)
STREET, KERB, KERB_AT, WALL = 1.5, 1.38, 2.75, 5.6
"Heights below the eye of street and pavement, distance of kerb and house, in metres."


def draw(canvas: Canvas) -> None:
    """The whole place, back to front."""
    _house(canvas)
    _pavement(canvas)
    _carriageway(canvas)
    stand_rule(canvas, SPACE, (0.42, STREET, KERB_AT - 0.02), 40, 0.04)


def _house(canvas: Canvas) -> None:
    at = SPACE.at
    brick_wall(canvas, SPACE.back(WALL), (-4.6, 4.6), (-1.5, KERB), CLINKER, 71)
    canvas.poly(
        [at(-4.6, KERB - 0.42, WALL), at(4.6, KERB - 0.42, WALL), at(4.6, KERB, WALL), at(-4.6, KERB, WALL)],
        (166, 161, 150),
        0.9,
    )
    canvas.stroke([at(-4.6, KERB - 0.42, WALL), at(4.6, KERB - 0.42, WALL)], (196, 191, 180), 12)
    for left in (-3.6, -1.75):
        _window(canvas, left, left + 1.1, -0.95, 0.35)
    _window(canvas, 2.5, 3.6, -0.95, 0.35)
    for left in (-3.35, -1.5, 2.75):  # cellar windows in the plinth, their sills near the ground
        (x0, y0), (x1, y1) = at(left, KERB - 0.36, WALL), at(left + 0.6, KERB - 0.1, WALL)
        canvas.rect(x0 - 10, y0 - 10, x1 + 10, y1 + 10, (214, 211, 202), 0.2)
        canvas.rect(x0, y0, x1, y1, Shade((x0, y0), (x0, y1), ((62, 76, 84), (30, 38, 44))))
        for bar in range(1, 6):
            canvas.stroke(
                [(x0 + (x1 - x0) * bar / 6, y0), (x0 + (x1 - x0) * bar / 6, y1)], (128, 132, 132), 6
            )
    # door with two steps
    (x0, y0), (x1, y1) = at(0.35, -0.85, WALL), at(1.45, KERB - 0.34, WALL)
    canvas.rect(x0 - 36, y0 - 36, x1 + 36, y1, (222, 219, 210), 0.2)
    canvas.rect(x0, y0, x1, y1, Shade((x0, 0), (x1, 0), ((34, 62, 88), (46, 80, 110), (30, 54, 78))), 0.1)
    for column in (0, 1):
        a = x0 + 44 + column * (x1 - x0) / 2 - column * 20
        b = a + (x1 - x0) / 2 - 68
        canvas.rect(a, y0 + 50, b, y0 + 420, Shade((a, y0), (b, y0 + 420), ((150, 170, 178), (74, 92, 100))))
        canvas.rect(a, y0 + 480, b, y1 - 50, (28, 52, 76))
        canvas.rect(a + 6, y0 + 486, b, y1 - 50, (44, 76, 106))
    canvas.rounded(x1 - 70, y0 + 440, x1 - 46, y0 + 540, 10, (206, 196, 160))
    for step, (top, deep) in enumerate(((KERB - 0.34, 0.3), (KERB - 0.17, 0.6))):
        SPACE.box(
            canvas,
            ((0.25, 1.55), (top, top + 0.17), (WALL - deep, WALL)),
            (150 - 6 * step, 146 - 6 * step, 137 - 6 * step),
            (120, 116, 108),
            (190, 186, 176),
            0.8,
        )
    number = [at(1.62, -0.42, WALL), at(1.92, -0.42, WALL), at(1.92, -0.2, WALL), at(1.62, -0.2, WALL)]

    def plate(sheet: Sheet) -> None:
        sheet.rect(0, 0, 300, 220, (240, 238, 230), 10)
        sheet.rect(8, 8, 292, 212, (28, 62, 104), 8)
        sheet.text(150, 110, "14", 150, (244, 244, 238), bold=True, anchor="mm")

    canvas.sheet(number, 300, 220, plate)
    x, foot = at(-2.15, KERB, WALL - 0.08)
    canvas.soft([(x + 30, 0), (x + 66, 0), (x + 66, foot), (x + 30, foot)], (26, 14, 10, 120), 14)
    canvas.tube([(x, -60), (x, foot)], 52, (84, 92, 94), (198, 206, 206))
    canvas.tube([(x, foot - 200), (x, foot + 4)], 64, (62, 66, 66), (160, 166, 166))


def _window(canvas: Canvas, left: float, right: float, top: float, bottom: float) -> None:
    (x0, y0), (x1, y1) = SPACE.at(left, top, WALL), SPACE.at(right, bottom, WALL)
    canvas.rect(x0 - 20, y0 - 20, x1 + 20, y1 + 14, (226, 224, 216), 0.2)
    canvas.rect(x0, y0, x1, y1, Shade((x0, y0), (x1, y1), ((128, 150, 164), (60, 76, 86))))
    canvas.poly([(x0, y0), (x0 + 150, y0), (x0 + 120, y1), (x0, y1)], (232, 232, 226, 200))  # curtain
    canvas.poly([(x1 - 150, y0), (x1, y0), (x1, y1), (x1 - 120, y1)], (232, 232, 226, 190))
    canvas.rect((x0 + x1) / 2 - 12, y0, (x0 + x1) / 2 + 12, y1, (230, 228, 220), 0.1)
    canvas.rect(x0, y0 + (y1 - y0) * 0.3, x1, y0 + (y1 - y0) * 0.3 + 20, (230, 228, 220), 0.1)
    canvas.rect(x0 - 34, y1 + 8, x1 + 34, y1 + 36, (186, 182, 172), 0.4)


def _pavement(canvas: Canvas) -> None:
    at = SPACE.at
    canvas.poly(
        [at(-5.4, KERB, WALL), at(5.4, KERB, WALL), at(3, KERB, KERB_AT), at(-3, KERB, KERB_AT)],
        (112, 107, 98),
        0.8,
    )
    rng = chance(17)
    wide, deep = 0.5, 0.25
    for row in range(12):
        for column in range(22):
            x, z = -5.5 + column * wide + (wide / 2 if row % 2 else 0), KERB_AT + 0.15 + row * deep
            far = min(WALL, z + deep - 0.008)
            if far <= z:
                continue
            tone = rng.uniform(0.93, 1.05)
            corners = [
                at(x + 0.006, KERB, far),
                at(x + wide - 0.006, KERB, far),
                at(x + wide - 0.006, KERB, z),
                at(x + 0.006, KERB, z),
            ]
            canvas.poly(corners, tuple(round(part * tone) for part in (172, 166, 155)), 0.9)
    canvas.soft(
        [at(-5.4, KERB, WALL), at(5.4, KERB, WALL), at(5.4, KERB, WALL - 0.2), at(-5.4, KERB, WALL - 0.2)],
        (30, 26, 22, 130),
        14,
    )
    for left in [-3.0 + column for column in range(7)]:  # kerb stones
        right = left + 0.99
        top = [
            at(left, KERB, KERB_AT + 0.15),
            at(right, KERB, KERB_AT + 0.15),
            at(right, KERB, KERB_AT),
            at(left, KERB, KERB_AT),
        ]
        tone = rng.uniform(0.95, 1.04)
        canvas.poly(top, tuple(round(part * tone) for part in (196, 193, 186)), 0.9)
        front = [
            at(left, KERB, KERB_AT),
            at(right, KERB, KERB_AT),
            at(right, STREET, KERB_AT),
            at(left, STREET, KERB_AT),
        ]
        canvas.poly(front, tuple(round(part * tone) for part in (150, 147, 140)), 1.0)
        canvas.stroke([top[3], top[2]], (216, 213, 205), 6)


def _carriageway(canvas: Canvas) -> None:
    at = SPACE.at
    road = [at(-3, STREET, KERB_AT), at(3, STREET, KERB_AT), at(3, STREET, 1.2), at(-3, STREET, 1.2)]
    canvas.poly(road, Shade(at(0, STREET, KERB_AT), at(0, STREET, 1.5), ((92, 92, 92), (112, 112, 111))), 1.0)
    rng = chance(23)
    for column in range(24):  # gutter of three rows of setts
        for row in range(3):
            x, z = -3 + column * 0.25, KERB_AT - 0.11 * (row + 1)
            corners = [
                at(x + 0.006, STREET, z + 0.1),
                at(x + 0.244, STREET, z + 0.1),
                at(x + 0.244, STREET, z),
                at(x + 0.006, STREET, z),
            ]
            tone = rng.uniform(0.88, 1.08)
            canvas.poly(corners, tuple(round(part * tone) for part in (128, 126, 122)), 1.0)
    canvas.soft(
        [
            at(-3, STREET, KERB_AT),
            at(3, STREET, KERB_AT),
            at(3, STREET, KERB_AT - 0.05),
            at(-3, STREET, KERB_AT - 0.05),
        ],
        (24, 22, 20, 160),
        10,
    )
    cover = SPACE.floor_corners(-0.75, 2.08, 0.64, 0.64, STREET)

    def manhole(sheet: Sheet) -> None:
        sheet.ellipse(320, 320, 318, 318, (74, 72, 69))
        sheet.ellipse(320, 320, 292, 292, (44, 42, 40))
        sheet.ellipse(320, 320, 286, 286, (96, 94, 90))
        for ring in range(7):
            for spot in range(6 + ring * 6):
                turn = math.tau * spot / (6 + ring * 6)
                r = 36 + ring * 37
                x, y = 320 + r * math.cos(turn), 320 + r * math.sin(turn)
                sheet.rect(x - 12, y - 12, x + 12, y + 12, (122, 120, 115), 4)
        sheet.rect(150, 276, 490, 364, (82, 80, 77), 10)
        sheet.text(320, 320, "KANAL", 70, (140, 138, 132), bold=True, anchor="mm")

    canvas.soft(ellipse_points(*at(-0.75, STREET, 2.08), 420, 170), (30, 30, 30, 150), 30)
    canvas.sheet(cover, 640, 640, manhole)
    crack = [
        at(x, STREET, z)
        for x, z in ((1.3, 2.3), (1.1, 2.1), (1.15, 1.95), (0.9, 1.75), (0.92, 1.6), (0.75, 1.45))
    ]
    canvas.stroke(crack, (64, 64, 63), 6)
