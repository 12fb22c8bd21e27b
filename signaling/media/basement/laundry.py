"""Waschküche: the unprotected floor drain, the washing machine, the window to the light well."""

from __future__ import annotations

import math

from signaling.media.basement.shelf import draw_shelf
from signaling.media.basement.space import Bricks, Space, brick_wall
from signaling.media.basement.things import flange, floor_drain, lay_rule, sign
from signaling.media.basement.washing_machine import draw_machine
from signaling.media.canvas import Canvas, Shade
from signaling.media.sheet import chance, ellipse_points

SPACE = Space()
FLOOR, CEILING, BACK, HALF = 1.5, -0.62, 3.85, 2.0
LIME = Bricks(
    stone=((192, 184, 168), (186, 178, 163), (198, 190, 175), (181, 173, 157), (176, 165, 150)),
    joint=(158, 150, 136),
)
IRON_DARK, IRON_LIGHT = (72, 77, 81), (196, 200, 202)
COPPER_DARK, COPPER_LIGHT = (92, 50, 26), (226, 164, 116)


def draw(canvas: Canvas) -> None:
    """The whole room, back to front."""
    _shell(canvas)
    _window(canvas)
    _pipes(canvas)
    draw_shelf(canvas, SPACE, FLOOR)
    _door(canvas)
    draw_machine(canvas, SPACE, FLOOR, BACK)
    _bucket(canvas)
    _floor_things(canvas)
    _light(canvas)


def _shell(canvas: Canvas) -> None:
    at = SPACE.at
    near = 1.35
    canvas.poly(
        [
            at(-HALF, CEILING, near),
            at(HALF, CEILING, near),
            at(HALF, CEILING, BACK),
            at(-HALF, CEILING, BACK),
        ],
        Shade(at(0, CEILING, near), at(0, CEILING, BACK), ((88, 84, 77), (150, 145, 134))),
        0.8,
    )
    for z in (2.0, 2.7, 3.4):  # beams
        SPACE.box(
            canvas,
            ((-HALF, HALF), (CEILING, CEILING + 0.07), (z, z + 0.12)),
            (116, 111, 101),
            (90, 86, 78),
            (0, 0, 0),
            0.7,
        )
    brick_wall(canvas, SPACE.side(-HALF), (1.3, BACK), (CEILING, FLOOR), LIME, 11)
    brick_wall(canvas, SPACE.side(HALF), (1.3, BACK), (CEILING, FLOOR), LIME, 12)
    brick_wall(canvas, SPACE.back(BACK), (-HALF, HALF), (CEILING, FLOOR), LIME, 13)
    for x, shade in ((-HALF, 105), (HALF, 120)):  # the side walls lie in shadow
        wall = [at(x, CEILING, near), at(x, CEILING, BACK), at(x, FLOOR, BACK), at(x, FLOOR, near)]
        canvas.poly(wall, (30, 26, 20, shade))
    canvas.poly(
        [at(-HALF, FLOOR, 1.2), at(HALF, FLOOR, 1.2), at(HALF, FLOOR, BACK), at(-HALF, FLOOR, BACK)],
        Shade(at(0, FLOOR, BACK), at(0, FLOOR, 1.6), ((122, 118, 110), (160, 155, 145), (140, 135, 126))),
        1.0,
    )
    # painted plinth, rubbed off by damp
    for place, span in ((SPACE.back(BACK), (-HALF, HALF)),):
        canvas.poly(
            [
                place(span[0], FLOOR - 0.13),
                place(span[1], FLOOR - 0.13),
                place(span[1], FLOOR),
                place(span[0], FLOOR),
            ],
            (104, 100, 94, 120),
        )
    rng = chance(3)
    for x, wide, high in ((-1.75, 0.8, 0.42), (-0.8, 0.55, 0.24), (0.1, 0.4, 0.17), (1.45, 0.5, 0.34)):
        outline = [
            at(x + wide * u, FLOOR - high * math.sin(math.pi * u) * rng.uniform(0.7, 1.1), BACK)
            for u in (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1)
        ]
        canvas.soft(outline, (78, 68, 52, 120), 26)
    for _ in range(26):  # lime that blooms out of the wall
        x, y = rng.uniform(-1.9, 1.9), FLOOR - rng.uniform(0.12, 0.42)
        r = SPACE.size(rng.uniform(0.02, 0.07), BACK)
        cx, cy = at(x, y, BACK)
        canvas.soft(ellipse_points(cx, cy, r * 1.8, r, 12), (226, 222, 212, 90), 12)
    canvas.soft(
        [
            at(-HALF, FLOOR - 0.03, BACK),
            at(HALF, FLOOR - 0.03, BACK),
            at(HALF, FLOOR, BACK - 0.12),
            at(-HALF, FLOOR, BACK - 0.12),
        ],
        (28, 24, 19, 170),
        16,
    )
    for x in (-HALF, HALF):
        canvas.soft(
            [
                at(x - 0.04, CEILING, BACK),
                at(x + 0.04, CEILING, BACK),
                at(x + 0.04, FLOOR, BACK),
                at(x - 0.04, FLOOR, BACK),
            ],
            (22, 19, 15, 130),
            30,
        )
    canvas.soft(
        [
            at(-HALF, CEILING, BACK),
            at(HALF, CEILING, BACK),
            at(HALF, CEILING + 0.1, BACK),
            at(-HALF, CEILING + 0.1, BACK),
        ],
        (22, 19, 15, 150),
        30,
    )
    # joint and crack of the screed
    canvas.stroke([at(-0.35, FLOOR, 1.3), at(-0.35, FLOOR, BACK)], (74, 70, 63, 190), 6)
    canvas.stroke([at(-0.342, FLOOR, 1.3), at(-0.342, FLOOR, BACK)], (196, 191, 180, 90), 3)
    crack = [
        at(x, FLOOR, z)
        for x, z in (
            (1.0, 1.62),
            (0.93, 1.8),
            (0.97, 1.86),
            (0.82, 2.06),
            (0.83, 2.24),
            (0.7, 2.42),
            (0.68, 2.6),
        )
    ]
    canvas.stroke(crack, (66, 62, 56, 200), 5)
    canvas.stroke([*crack[2:4], at(0.9, FLOOR, 2.16)], (66, 62, 56, 150), 3)


def _window(canvas: Canvas) -> None:
    (x0, y0), (x1, y1) = SPACE.at(-0.62, -0.46, BACK), SPACE.at(0.36, 0.0, BACK)
    canvas.soft(
        [(x0 - 60, y1), (x1 + 60, y1), (x1 + 160, y1 + 420), (x0 - 160, y1 + 420)], (238, 244, 248, 54), 60
    )
    canvas.rect(x0 - 34, y0 - 26, x1 + 34, y1 + 46, (148, 141, 127), 0.5)
    canvas.rect(x0 - 44, y1 + 26, x1 + 44, y1 + 56, (178, 171, 157), 0.4)
    canvas.rect(x0 - 44, y1 + 50, x1 + 44, y1 + 56, (96, 90, 80), 0.2)
    canvas.rect(
        x0, y0, x1, y1, Shade((x0, y0), (x0, y1), ((222, 235, 242), (168, 187, 198), (134, 146, 150))), 0.0
    )
    floor = y1 - 70  # of the light well behind the pane, with leaves
    canvas.poly([(x0, y1), (x0 + 70, floor), (x1 - 70, floor), (x1, y1)], (128, 126, 118), 0.4)
    canvas.poly([(x0, y0), (x0 + 70, y0), (x0 + 70, floor), (x0, y1)], (158, 164, 164), 0.3)
    canvas.poly([(x1, y0), (x1 - 70, y0), (x1 - 70, floor), (x1, y1)], (146, 152, 152), 0.3)
    for bar in range(15):
        x = x0 + 20 + bar * (x1 - x0 - 40) / 14
        canvas.stroke([(x, y0), (x, y0 + 52)], (92, 104, 112), 8)
    canvas.stroke([(x0, y0 + 54), (x1, y0 + 54)], (84, 95, 102), 10)
    rng = chance(21)
    for _ in range(12):
        x, y, r = rng.uniform(x0 + 90, x1 - 90), rng.uniform(floor + 8, y1 - 20), rng.uniform(12, 26)
        lean = rng.uniform(-0.5, 0.5)
        leaf = [(x - r, y), (x, y - r * 0.42 + lean * 6), (x + r, y + lean * r * 0.4), (x, y + r * 0.36)]
        canvas.poly(leaf, rng.choice(((126, 88, 44), (150, 108, 52), (104, 84, 40), (92, 98, 52))))
    middle = (x0 + x1) / 2
    for left, right in ((x0, middle), (middle, x1)):
        for edge in (
            (left, y0, right, y0 + 22),
            (left, y1 - 22, right, y1),
            (left, y0, left + 22, y1),
            (right - 22, y0, right, y1),
        ):
            canvas.rect(*edge, (232, 230, 222), 0.15)
        canvas.rect(left + 22, y0 + 22, right - 22, y0 + 28, (150, 152, 148))
        canvas.poly(
            [(left + 60, y0 + 30), (left + 120, y0 + 30), (left + 40, y1 - 30), (left + 26, y1 - 30)],
            (255, 255, 255, 46),
        )
    canvas.rect(middle - 6, y0, middle - 2, y1, (136, 136, 130))
    canvas.rounded(middle - 15, (y0 + y1) / 2 - 8, middle + 44, (y0 + y1) / 2 + 8, 8, (112, 114, 114))


def _pipes(canvas: Canvas) -> None:
    z = BACK - 0.1
    for y in (-0.55, -0.49):
        (xa, ya), (xb, yb) = SPACE.at(-HALF, y, z), SPACE.at(HALF, y, z)
        canvas.soft([(xa, ya + 26), (xb, yb + 26), (xb, yb + 44), (xa, ya + 44)], (20, 16, 10, 120), 10)
        canvas.tube([(xa, ya), (xb, yb)], 30, COPPER_DARK, COPPER_LIGHT)
    for x in (-1.5, -0.75, 0.75, 1.4):
        cx, cy = SPACE.at(x, -0.52, z)
        canvas.rect(cx - 11, cy - 46, cx + 11, cy + 44, (70, 68, 64), 0.2)
        canvas.rect(cx - 11, cy - 46, cx - 5, cy + 44, (130, 128, 122), 0.2)
    # stop valve with its red wheel
    cx, cy = SPACE.at(-1.12, -0.49, z)
    canvas.rounded(
        cx - 40,
        cy - 26,
        cx + 40,
        cy + 26,
        10,
        Shade((cx, cy - 26), (cx, cy + 26), ((222, 184, 116), (120, 86, 42))),
    )
    canvas.stroke([(cx, cy + 14), (cx, cy + 78)], (140, 104, 56), 18)
    canvas.ellipse(cx, cy + 86, 66, 22, (116, 34, 24))
    canvas.ellipse(cx, cy + 82, 64, 20, (182, 56, 42))
    canvas.ellipse(cx, cy + 82, 44, 12, (112, 84, 66))
    canvas.stroke([(cx - 50, cy + 82), (cx + 50, cy + 82)], (182, 56, 42), 8)
    # stack of cast iron
    z = BACK - 0.08
    x, top = SPACE.at(0.55, CEILING, z)
    bottom = SPACE.at(0, FLOOR, z)[1]
    canvas.soft([(x + 40, top), (x + 96, top), (x + 96, bottom), (x + 40, bottom)], (22, 18, 12, 120), 22)
    canvas.soft(ellipse_points(x + 14, bottom, 110, 26), (20, 18, 15, 190), 14)
    canvas.tube([(x, top - 60), (x, bottom)], 92, IRON_DARK, IRON_LIGHT)
    for y in (top + 300, top + 860, bottom - 150):
        flange(canvas, (x, y), 116, 66, (150, 154, 157))
    canvas.rounded(x - 70, top + 560, x + 70, top + 596, 6, (92, 96, 98))
    canvas.ellipse(x - 54, top + 578, 9, 9, (46, 48, 50))
    canvas.ellipse(x + 54, top + 578, 9, 9, (46, 48, 50))
    # standpipe of the washing machine
    elbow = [
        (x + 34, 1490),
        (x + 92, 1490),
        (x + 122, 1480),
        (x + 138, 1456),
        (x + 142, 1420),
        (x + 142, 1200),
    ]
    canvas.soft(
        [
            (px + 24, py + 20)
            for px, py in ((x + 110, 1480), (x + 170, 1480), (x + 170, 1200), (x + 120, 1200))
        ],
        (22, 18, 12, 110),
        14,
    )
    canvas.tube(elbow, 56, (86, 90, 93), (204, 207, 208))
    flange(canvas, (x + 142, 1210), 74, 52, (160, 163, 165))
    # socket and switch
    for sx, sy in ((1.18, 0.28), (1.18, 0.4)):
        px, py = SPACE.at(sx, sy, BACK)
        canvas.rounded(px - 34, py - 34, px + 34, py + 34, 8, (222, 219, 208))
        canvas.ellipse(px, py, 22, 22, (196, 193, 183))
        canvas.ellipse(px - 8, py, 3.5, 3.5, (60, 58, 54))
        canvas.ellipse(px + 8, py, 3.5, 3.5, (60, 58, 54))
    px, py = SPACE.at(1.18, 0.22, BACK)
    canvas.stroke([(px, py), (px, SPACE.at(0, -0.44, BACK)[1])], (206, 203, 193), 10)


def _door(canvas: Canvas) -> None:
    at = SPACE.at
    canvas.poly([at(2, -0.5, 2.2), at(2, FLOOR, 2.2), at(2, FLOOR, 3.1), at(2, -0.5, 3.1)], (78, 84, 83), 0.2)
    leaf = [at(1.99, -0.44, 2.27), at(1.99, FLOOR, 2.27), at(1.99, FLOOR, 3.04), at(1.99, -0.44, 3.04)]
    canvas.poly(leaf, Shade(at(1.99, 0, 3.04), at(1.99, 0, 2.27), ((132, 141, 138), (96, 104, 102))), 0.25)
    canvas.poly(
        [at(1.985, -0.3, 2.36), at(1.985, 1.38, 2.36), at(1.985, 1.38, 2.95), at(1.985, -0.3, 2.95)],
        (112, 121, 118),
        0.25,
    )
    x, y = at(1.97, 0.55, 2.95)
    canvas.rounded(x - 14, y - 60, x + 20, y + 70, 10, (46, 50, 49))
    canvas.rounded(x - 8, y - 24, x + 104, y + 2, 12, (30, 33, 32))
    canvas.rounded(x - 4, y - 22, x + 100, y - 16, 3, (112, 116, 114))
    corners = [at(1.98, -0.2, 2.9), at(1.98, -0.2, 2.5), at(1.98, -0.06, 2.5), at(1.98, -0.06, 2.9)]
    canvas.sheet(corners, 200, 60, sign("Waschküche"))


def _angles(degrees: int) -> list[float]:
    """0 to `degrees` in steps of 9, in radians."""
    return [math.radians(turn) for turn in range(0, degrees + 1, 9)]


def _bucket(canvas: Canvas) -> None:
    x, y = SPACE.at(-0.86, FLOOR, 2.95)
    canvas.soft(ellipse_points(x + 40, y, 200, 44), (16, 14, 12, 200), 22)
    body = [
        (x - 138, y - 285),
        (x - 104, y - 8),
        (x - 60, y + 18),
        (x, y + 26),
        (x + 60, y + 18),
        (x + 104, y - 8),
        (x + 138, y - 285),
    ]
    canvas.poly(body, Shade((x - 138, 0), (x + 138, 0), ((58, 84, 116), (98, 130, 166), (44, 64, 90))), 0.1)
    canvas.ellipse(x, y - 285, 138, 38, (118, 148, 180))
    canvas.ellipse(x, y - 282, 126, 31, (36, 50, 66))
    canvas.ellipse(x, y - 268, 112, 21, (96, 122, 138))
    canvas.ellipse(x - 30, y - 270, 46, 7, (178, 198, 208))
    handle = [
        (x + 138 * math.cos(math.radians(turn)), y - 276 + 170 * math.sin(math.radians(turn)))
        for turn in range(0, 181, 9)
    ]
    canvas.stroke(handle, (150, 156, 160), 9)
    canvas.stroke(handle[8:13], (206, 196, 172), 20)
    # mop against the wall
    foot, top = SPACE.at(-1.3, FLOOR, 3.55), SPACE.at(-1.12, 0.0, BACK - 0.03)
    canvas.stroke([foot, top], (168, 132, 84), 18)
    canvas.stroke([(foot[0] - 4, foot[1]), (top[0] - 4, top[1])], (204, 170, 118), 6)
    for strand in range(-5, 6):
        canvas.stroke(
            [(foot[0] + strand * 5, foot[1] - 90), (foot[0] + strand * 15, foot[1] + 26)],
            (196 + strand * 3, 192, 180),
            13,
        )


def _floor_things(canvas: Canvas) -> None:
    x, y = SPACE.at(0.02, FLOOR, 2.4)
    canvas.soft(ellipse_points(x + 40, y + 20, 520, 190), (46, 42, 36, 170), 90)  # wet around the drain
    canvas.soft(ellipse_points(x - 120, y + 120, 190, 44), (205, 212, 214, 60), 30)
    corners = SPACE.floor_corners(0.02, 2.42, 0.4, 0.4, FLOOR)
    canvas.soft([(px, py + 12) for px, py in corners], (16, 14, 12, 210), 12)
    canvas.sheet(corners, 300, 300, floor_drain)
    lay_rule(canvas, SPACE, FLOOR, ((0.36, 2.64), (0.3, 2.27), (0.44, 1.93), (0.43, 1.75)), 0.036)


def _light(canvas: Canvas) -> None:
    # daylight that falls through the window onto the floor
    canvas.soft(
        [
            SPACE.at(-0.55, FLOOR, 3.4),
            SPACE.at(0.2, FLOOR, 3.4),
            SPACE.at(0.5, FLOOR, 2.3),
            SPACE.at(-0.6, FLOOR, 2.3),
        ],
        (232, 240, 246, 46),
        80,
    )
