"""Kellertreppe: the outer stairs, their drain before a low threshold, light well, gully, downpipe."""

from __future__ import annotations

import math
import random

from signaling.media.basement.space import Bricks, Space, brick_wall
from signaling.media.basement.things import flange, floor_drain, stand_rule
from signaling.media.canvas import Canvas, Shade
from signaling.media.sheet import Sheet, chance, ellipse_points

SPACE = Space(eye_x=2016, eye_y=250)
GROUND, LANDING, WALL, HALF, NEAR = 1.35, 2.1, 4.4, 0.66, 1.0
RISE, RUN, FIRST, STEPS = 0.15, 0.32, 1.55, 5
CLINKER = Bricks(
    stone=((138, 66, 50), (126, 58, 46), (148, 76, 56), (112, 54, 46), (134, 72, 60), (98, 50, 46)),
    joint=(150, 143, 132),
    rough=0.7,
)
CONCRETE = (168, 164, 155)


def draw(canvas: Canvas) -> None:
    """The whole place, back to front."""
    _facade(canvas)
    _garden(canvas)
    _light_well(canvas)
    _shaft(canvas)
    _door(canvas)
    _stairs(canvas)
    _downpipe(canvas)
    _rail(canvas)


def _facade(canvas: Canvas) -> None:
    at = SPACE.at
    brick_wall(canvas, SPACE.back(WALL), (-3.6, 3.6), (-0.5, GROUND + 0.02), CLINKER, 51)
    plinth = [
        at(-3.6, GROUND - 0.28, WALL),
        at(3.6, GROUND - 0.28, WALL),
        at(3.6, GROUND, WALL),
        at(-3.6, GROUND, WALL),
    ]
    canvas.poly(plinth, (150, 146, 137), 0.9)
    canvas.stroke([at(-3.6, GROUND - 0.28, WALL), at(3.6, GROUND - 0.28, WALL)], (104, 100, 93), 7)
    canvas.soft(
        [
            at(-3.6, GROUND - 0.08, WALL),
            at(3.6, GROUND - 0.08, WALL),
            at(3.6, GROUND, WALL),
            at(-3.6, GROUND, WALL),
        ],
        (62, 66, 48, 120),
        16,
    )
    # window of the ground floor, cut by the upper edge
    (x0, y0), (x1, y1) = at(1.35, -0.5, WALL), at(2.35, 0.42, WALL)
    canvas.rect(x0 - 24, y0, x1 + 24, y1 + 24, (226, 224, 216), 0.2)
    canvas.rect(x0, y0, x1, y1, Shade((x0, y0), (x1, y1), ((112, 136, 150), (62, 78, 88))))
    canvas.poly([(x0 + 60, y0), (x0 + 210, y0), (x0 + 70, y1), (x0, y1), (x0, y1 - 60)], (206, 222, 230, 70))
    canvas.rect((x0 + x1) / 2 - 16, y0, (x0 + x1) / 2 + 16, y1, (232, 230, 222), 0.1)
    canvas.rect(x0 - 50, y1 + 18, x1 + 50, y1 + 52, (186, 182, 172), 0.4)
    canvas.soft(
        [(x0 - 30, y1 + 56), (x1 + 50, y1 + 56), (x1 + 50, y1 + 84), (x0 - 30, y1 + 84)],
        (30, 18, 14, 150),
        10,
    )


def _garden(canvas: Canvas) -> None:
    at = SPACE.at
    canvas.poly(
        [at(-4.2, GROUND, WALL), at(4.2, GROUND, WALL), at(3.2, GROUND, 1.1), at(-3.2, GROUND, 1.1)],
        (118, 112, 104),
        0.8,
    )
    rng = chance(14)
    slab = 0.4
    for row in range(9):
        for column in range(22):
            x, z = -4.4 + column * slab + (slab / 2 if row % 2 else 0), 1.0 + row * slab
            tone = rng.uniform(0.92, 1.06)
            colour = tuple(round(part * tone) for part in (166, 161, 151))
            corners = [
                at(x + 0.007, GROUND, min(WALL, z + slab - 0.007)),
                at(x + slab - 0.007, GROUND, min(WALL, z + slab - 0.007)),
            ]
            corners += [at(x + slab - 0.007, GROUND, z + 0.007), at(x + 0.007, GROUND, z + 0.007)]
            if z < WALL:
                canvas.poly(corners, colour, 0.9)
    for _ in range(240):  # moss in the joints
        x, z = rng.uniform(-3.4, 3.4), 1.0 + slab * rng.randint(0, 8) + rng.uniform(-0.015, 0.015)
        if abs(x) > HALF + 0.2 and z < WALL:
            cx, cy = at(x, GROUND, z)
            canvas.ellipse(cx, cy, rng.uniform(10, 34), rng.uniform(4, 9), (84, 102, 56, 150), None)
    for _ in range(70):  # plants along the wall
        x = rng.choice((rng.uniform(-3.4, -2.35), rng.uniform(2.5, 3.3)))
        cx, cy = at(x, GROUND, WALL - 0.1)
        lean = rng.uniform(-50, 50)
        green = rng.choice(((70, 98, 50), (92, 122, 62), (56, 82, 46)))
        canvas.stroke(
            [
                (cx, cy + 12),
                (cx + lean * 0.4, cy - rng.uniform(60, 120)),
                (cx + lean, cy - rng.uniform(110, 190)),
            ],
            green,
            10,
        )
    gully = SPACE.floor_corners(1.42, 2.3, 0.34, 0.34, GROUND)
    canvas.soft([(x, y + 8) for x, y in gully], (30, 28, 24, 200), 14)
    canvas.sheet(gully, 300, 300, floor_drain)


def _light_well(canvas: Canvas) -> None:
    """Basement window behind the grating of its light well; the rim lies nearly level with the ground."""
    at = SPACE.at
    (x0, y0), (x1, y1) = at(-2.1, GROUND - 0.24, WALL), at(-1.25, GROUND + 0.02, WALL)
    canvas.rect(x0 - 18, y0 - 16, x1 + 18, y1, (206, 203, 194), 0.2)
    canvas.rect(x0, y0, x1, y1, Shade((x0, y0), (x0, y1), ((54, 68, 76), (28, 36, 41))))
    canvas.poly([(x0 + 30, y0 + 10), (x0 + 100, y0 + 10), (x0 + 60, y1), (x0 + 10, y1)], (190, 206, 214, 60))
    canvas.rect((x0 + x1) / 2 - 9, y0, (x0 + x1) / 2 + 9, y1, (226, 223, 214))
    rim = [at(-2.25, GROUND, WALL), at(-1.1, GROUND, WALL), at(-1.1, GROUND, 3.55), at(-2.25, GROUND, 3.55)]
    canvas.poly(rim, (186, 182, 172), 0.6)
    hole = [
        at(-2.18, GROUND, WALL),
        at(-1.17, GROUND, WALL),
        at(-1.17, GROUND, 3.62),
        at(-2.18, GROUND, 3.62),
    ]

    def grating(sheet: Sheet) -> None:
        sheet.rect(0, 0, 1010, 780, (24, 24, 23))
        for bar in range(34):
            sheet.rect(bar * 30.2, 0, bar * 30.2 + 9, 780, (150, 154, 154))
        for bar in range(9):
            sheet.rect(0, bar * 96, 1010, bar * 96 + 12, (178, 182, 182))

    canvas.sheet(hole, 1010, 780, grating)
    front = [
        at(-2.25, GROUND, 3.55),
        at(-1.1, GROUND, 3.55),
        at(-1.1, GROUND + 0.012, 3.53),
        at(-2.25, GROUND + 0.012, 3.53),
    ]
    canvas.poly(front, (112, 108, 100))
    stand_rule(canvas, SPACE, (-1.02, GROUND, 3.6), 40, 0.034)


def _shaft(canvas: Canvas) -> None:
    at = SPACE.at
    brick_wall(canvas, SPACE.back(WALL), (-HALF, HALF), (GROUND - 0.28, LANDING), CLINKER, 52)
    canvas.poly(
        [at(-HALF, GROUND, WALL), at(HALF, GROUND, WALL), at(HALF, LANDING, WALL), at(-HALF, LANDING, WALL)],
        (24, 18, 14, 90),
    )
    end = FIRST + RUN * STEPS
    for side in (-1, 1):
        x = HALF * side
        foot = [at(x, GROUND + RISE * (step + 1), FIRST + RUN * step) for step in range(STEPS)]
        wall = [
            at(x, GROUND - 0.06, NEAR),
            at(x, GROUND - 0.06, WALL),
            at(x, LANDING, WALL),
            at(x, LANDING, end),
            *reversed(foot),
            at(x, GROUND + RISE, NEAR),
        ]
        canvas.poly(wall, (126, 122, 113) if side < 0 else (150, 146, 137), 1.0)
        canvas.soft(
            [
                at(x, LANDING - 0.5, WALL),
                at(x, LANDING, WALL),
                at(x, LANDING, end),
                at(x, LANDING - 0.3, end),
            ],
            (58, 62, 46, 150),
            34,
        )
        top = [
            at(x, GROUND - 0.06, NEAR),
            at(x, GROUND - 0.06, WALL),
            at(x + 0.16 * side, GROUND - 0.06, WALL),
            at(x + 0.16 * side, GROUND - 0.06, NEAR),
        ]
        canvas.poly(top, (190, 186, 176), 0.8)
        outer = [
            at(x + 0.16 * side, GROUND - 0.06, NEAR),
            at(x + 0.16 * side, GROUND - 0.06, WALL),
            at(x + 0.16 * side, GROUND, WALL),
            at(x + 0.16 * side, GROUND, NEAR),
        ]
        canvas.poly(outer, (132, 128, 120), 0.8)


def _door(canvas: Canvas) -> None:
    at = SPACE.at
    left, right, top, sill = -0.46, 0.46, 0.14, LANDING - 0.04
    (x0, y0), (x1, y1) = at(left, top, WALL), at(right, sill, WALL)
    canvas.rect(x0 - 40, y0 - 40, x1 + 40, y1, (214, 211, 202), 0.2)
    canvas.rect(x0, y0, x1, y1, Shade((x0, 0), (x1, 0), ((58, 92, 86), (72, 110, 102), (50, 80, 75))), 0.15)
    for low, high in ((0.08, 0.42), (0.5, 0.92)):
        a, b = y0 + (y1 - y0) * low, y0 + (y1 - y0) * high
        if low < 0.3:
            canvas.rect(x0 + 60, a, x1 - 60, b, (42, 66, 62))
            canvas.rect(
                x0 + 72, a + 12, x1 - 72, b - 12, Shade((x0, a), (x1, b), ((132, 154, 162), (66, 84, 90)))
            )
            canvas.poly(
                [(x0 + 90, a + 12), (x0 + 180, a + 12), (x0 + 90, b - 12), (x0 + 72, b - 12)],
                (226, 236, 240, 70),
            )
        else:
            canvas.rect(x0 + 60, a, x1 - 60, b, (44, 72, 67))
            canvas.rect(x0 + 66, a + 8, x1 - 60, b, (66, 102, 95))
            canvas.rect(x0 + 74, a + 16, x1 - 74, b - 10, (58, 92, 86), 0.1)
    hx, hy = x1 - 34, y0 + (y1 - y0) * 0.5
    canvas.rounded(hx - 12, hy - 50, hx + 12, hy + 56, 8, (196, 198, 196))
    canvas.rounded(hx - 78, hy - 14, hx + 6, hy + 4, 8, (222, 224, 222))
    canvas.soft([(x0, y1 - 140), (x1, y1 - 140), (x1, y1), (x0, y1)], (26, 30, 22, 110), 30)
    sill_top = at(0, sill, WALL)[1]
    canvas.rect(x0 - 50, sill_top, x1 + 50, at(0, LANDING, WALL)[1], (176, 172, 162), 0.6)
    canvas.rect(x0 - 50, sill_top, x1 + 50, sill_top + 5, (214, 211, 202))


def _stairs(canvas: Canvas) -> None:
    at = SPACE.at
    end = FIRST + RUN * (STEPS - 1)
    floor = [
        at(-HALF, LANDING, WALL),
        at(HALF, LANDING, WALL),
        at(HALF, LANDING, end),
        at(-HALF, LANDING, end),
    ]
    canvas.poly(
        floor, Shade(at(0, LANDING, WALL), at(0, LANDING, end), ((118, 115, 107), (150, 146, 137))), 1.0
    )
    canvas.soft(ellipse_points(*at(0.0, LANDING, 3.72), 330, 90), (44, 42, 36, 170), 50)
    drain = SPACE.floor_corners(0.0, 3.75, 0.34, 0.42, LANDING)
    canvas.soft([(x, y + 8) for x, y in drain], (16, 14, 12, 200), 10)
    canvas.sheet(drain, 300, 300, floor_drain)
    stand_rule(canvas, SPACE, (0.53, LANDING, WALL - 0.04), 40, 0.034)
    rng = chance(9)
    for _ in range(22):  # leaves blown together
        x, z = rng.uniform(-HALF + 0.04, -0.2), rng.uniform(3.3, 4.3)
        _leaf(canvas, *at(x, LANDING, z), rng)
    canvas.soft(
        [
            at(-HALF, LANDING, WALL),
            at(HALF, LANDING, WALL),
            at(HALF, LANDING, WALL - 0.14),
            at(-HALF, LANDING, WALL - 0.14),
        ],
        (24, 22, 18, 150),
        14,
    )
    for step in range(STEPS - 1, -1, -1):
        y, far, near = GROUND + RISE * step, FIRST + RUN * step, max(NEAR, FIRST + RUN * (step - 1))
        tread = [at(-HALF, y, far), at(HALF, y, far), at(HALF, y, near), at(-HALF, y, near)]
        shade = Shade(at(0, y, far), at(0, y, near), (CONCRETE, (142, 138, 129)))
        canvas.poly(tread, shade, 1.0)
        nose = [at(-HALF, y, far), at(HALF, y, far), at(HALF, y, far - 0.045), at(-HALF, y, far - 0.045)]
        canvas.poly(nose, (92, 90, 84), 0.6)
        canvas.stroke(nose[:2], (214, 210, 200), 5)
        if step:
            canvas.soft(
                [at(-HALF, y, near + 0.12), at(HALF, y, near + 0.12), at(HALF, y, near), at(-HALF, y, near)],
                (30, 28, 24, 110),
                14,
            )
        for _ in range(3):
            _leaf(canvas, *at(rng.uniform(-HALF, HALF), y, rng.uniform(near + 0.05, far - 0.06)), rng)


def _leaf(canvas: Canvas, x: float, y: float, rng: random.Random) -> None:
    size, turn = rng.uniform(14, 30), rng.uniform(0, math.tau)
    spots = ((1.0, 0.0), (0.1, 0.42), (-1.0, 0.05), (0.05, -0.4))
    points = [
        (
            x + size * (u * math.cos(turn) - v * math.sin(turn)),
            y + size * 0.6 * (u * math.sin(turn) + v * math.cos(turn)),
        )
        for u, v in spots
    ]
    canvas.poly([(px + 4, py + 5) for px, py in points], (30, 26, 20, 120))
    canvas.poly(points, rng.choice(((170, 112, 44), (192, 138, 58), (140, 84, 40), (118, 104, 52))))


def _downpipe(canvas: Canvas) -> None:
    x, foot = SPACE.at(1.02, GROUND, WALL - 0.08)
    canvas.soft([(x + 40, 0), (x + 90, 0), (x + 90, foot), (x + 40, foot)], (26, 14, 10, 130), 18)
    canvas.tube([(x, -60), (x, foot - 210)], 66, (84, 92, 94), (198, 206, 206))
    canvas.tube([(x, foot - 230), (x, foot + 4)], 84, (62, 66, 66), (166, 170, 170))
    for y in (120, 620):
        flange(canvas, (x, y), 82, 30, (150, 158, 158))
    canvas.ellipse(x, foot + 4, 66, 16, (70, 68, 62))


def _rail(canvas: Canvas) -> None:
    at = SPACE.at
    x = HALF + 0.08
    posts = [(z, at(x, GROUND - 0.06, z), at(x, GROUND - 0.85, z)) for z in (4.2, 3.1, 2.2, 1.7)]
    for _, foot, top in posts:
        width = 16 * 4.2 / 2.5
        canvas.tube([foot, top], width, (48, 52, 54), (150, 156, 158))
    canvas.tube([at(x, GROUND - 0.85, 4.3), at(x, GROUND - 0.85, 1.3)], 36, (48, 52, 54), (164, 170, 172))
