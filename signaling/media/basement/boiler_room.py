"""Heizungsraum: boiler, meter cupboard, an unused sink and the backflow valve with its type plate."""

from __future__ import annotations

import math

from signaling.media.basement.collector import draw_collector
from signaling.media.basement.space import Bricks, Space, brick_wall
from signaling.media.basement.things import flange, stand_rule
from signaling.media.canvas import Canvas, Shade
from signaling.media.sheet import Sheet, chance, ellipse_points

SPACE = Space()
FLOOR, CEILING, BACK, HALF = 1.5, -0.62, 3.85, 2.0
BLOCKS = Bricks(
    stone=((206, 200, 184), (201, 194, 177), (210, 205, 190), (196, 189, 172)),
    joint=(178, 171, 156),
    length=0.5,
    course=0.25,
    gap=0.012,
    rough=0.8,
)
LAGGING_DARK, LAGGING_LIGHT = (104, 104, 100), (214, 212, 205)


def draw(canvas: Canvas) -> None:
    """The whole room, back to front."""
    _shell(canvas)
    _window(canvas)
    _heating_pipes(canvas)
    _meter_cupboard(canvas)
    _sink(canvas)
    _boiler(canvas)
    _vessel(canvas)
    draw_collector(canvas, SPACE, FLOOR)


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
        Shade(at(0, CEILING, near), at(0, CEILING, BACK), ((104, 101, 93), (172, 167, 155))),
        0.8,
    )
    brick_wall(canvas, SPACE.side(-HALF), (1.35, BACK), (CEILING, FLOOR), BLOCKS, 31)
    brick_wall(canvas, SPACE.side(HALF), (1.35, BACK), (CEILING, FLOOR), BLOCKS, 32)
    brick_wall(canvas, SPACE.back(BACK), (-HALF, HALF), (CEILING, FLOOR), BLOCKS, 33)
    for x, shade in ((-HALF, 110), (HALF, 84)):
        wall = [at(x, CEILING, near), at(x, CEILING, BACK), at(x, FLOOR, BACK), at(x, FLOOR, near)]
        canvas.poly(wall, (34, 29, 22, shade))
    # floor of red-brown tiles
    canvas.poly(
        [at(-HALF, FLOOR, 1.2), at(HALF, FLOOR, 1.2), at(HALF, FLOOR, BACK), at(-HALF, FLOOR, BACK)],
        (92, 84, 76),
        0.8,
    )
    rng = chance(8)
    tile = 0.25
    for row in range(11):
        for column in range(16):
            x, z = -HALF + column * tile, 1.12 + row * tile
            tone = rng.uniform(0.88, 1.08)
            colour = tuple(round(part * tone) for part in (146, 98, 76))
            corners = [at(x + 0.005, FLOOR, z + tile - 0.005), at(x + tile - 0.005, FLOOR, z + tile - 0.005)]
            corners += [at(x + tile - 0.005, FLOOR, z + 0.005), at(x + 0.005, FLOOR, z + 0.005)]
            canvas.poly(corners, colour, 0.7)
    canvas.soft(
        [at(-1.3, FLOOR, 3.4), at(0.4, FLOOR, 3.4), at(0.3, FLOOR, 2.2), at(-1.0, FLOOR, 2.1)],
        (236, 228, 214, 40),
        90,
    )
    # stains that the last water left: a brown line and blooming lime below it
    line = [at(-HALF + step * 0.1, FLOOR - 0.24 - 0.02 * math.sin(step * 0.7), BACK) for step in range(41)]
    canvas.soft([*line, at(HALF, FLOOR, BACK), at(-HALF, FLOOR, BACK)], (116, 96, 66, 96), 10)
    canvas.stroke(line, (112, 88, 56, 120), 7)
    for _ in range(34):
        x, y = rng.uniform(-1.95, 1.95), FLOOR - rng.uniform(0.03, 0.26)
        r = SPACE.size(rng.uniform(0.015, 0.06), BACK)
        cx, cy = at(x, y, BACK)
        canvas.soft(ellipse_points(cx, cy, r * 2, r, 12), (232, 228, 216, 110), 10)
    canvas.soft(
        [
            at(-HALF, FLOOR - 0.02, BACK),
            at(HALF, FLOOR - 0.02, BACK),
            at(HALF, FLOOR, BACK - 0.1),
            at(-HALF, FLOOR, BACK - 0.1),
        ],
        (28, 22, 17, 130),
        12,
    )
    for x in (-HALF, HALF):
        canvas.soft(
            [
                at(x - 0.04, CEILING, BACK),
                at(x + 0.04, CEILING, BACK),
                at(x + 0.04, FLOOR, BACK),
                at(x - 0.04, FLOOR, BACK),
            ],
            (24, 20, 15, 110),
            30,
        )
    # lamp at the ceiling, and its light on the wall
    lx, ly = at(0.2, CEILING + 0.02, 3.0)
    canvas.soft(ellipse_points(lx, ly + 620, 1150, 760), (255, 240, 206, 44), 200)
    canvas.soft(ellipse_points(lx, ly + 40, 260, 130), (255, 240, 206, 130), 70)
    canvas.ellipse(lx, ly + 16, 120, 40, (88, 88, 84))
    canvas.ellipse(lx, ly + 28, 104, 44, (255, 248, 226))
    for bar in (-60, -20, 20, 60):
        canvas.stroke([(lx + bar, ly - 8), (lx + bar * 1.1, ly + 68)], (112, 112, 106), 7)


def _window(canvas: Canvas) -> None:
    (x0, y0), (x1, y1) = SPACE.at(-1.72, -0.42, BACK), SPACE.at(-1.02, 0.04, BACK)
    canvas.rect(x0 - 26, y0 - 20, x1 + 26, y1 + 36, (160, 153, 138), 0.5)
    canvas.rect(x0 - 40, y1 + 18, x1 + 40, y1 + 46, (188, 181, 166), 0.4)
    canvas.rect(
        x0, y0, x1, y1, Shade((x0, y0), (x0, y1), ((206, 226, 238), (226, 236, 232), (146, 168, 118)))
    )
    rng = chance(4)
    for _ in range(90):  # grass before the pane
        x = rng.uniform(x0 + 20, x1 - 20)
        high = rng.uniform(40, 130)
        green = rng.choice(((84, 116, 58), (104, 136, 70), (70, 98, 50)))
        canvas.stroke([(x, y1), (x + rng.uniform(-22, 22), y1 - high)], green, 6)
    for edge in ((x0, y0, x1, y0 + 22), (x0, y1 - 22, x1, y1), (x0, y0, x0 + 22, y1), (x1 - 22, y0, x1, y1)):
        canvas.rect(*edge, (236, 234, 226), 0.15)
    canvas.poly(
        [(x0 + 90, y0 + 26), (x0 + 170, y0 + 26), (x0 + 80, y1 - 26), (x0 + 40, y1 - 26)], (255, 255, 255, 50)
    )
    canvas.rounded(x1 - 30, (y0 + y1) / 2 - 34, x1 - 8, (y0 + y1) / 2 + 30, 7, (120, 122, 120))
    stand_rule(canvas, SPACE, (-0.93, FLOOR, BACK - 0.03), 160, 0.034)


def _heating_pipes(canvas: Canvas) -> None:
    z = BACK - 0.1
    for y, tag in ((-0.5, (188, 44, 34)), (-0.39, (42, 88, 150))):
        (xa, ya), (xb, yb) = SPACE.at(-0.75, y, z), SPACE.at(HALF, y, z)
        canvas.soft([(xa, ya + 30), (xb, yb + 30), (xb, yb + 56), (xa, ya + 56)], (24, 20, 14, 110), 12)
        canvas.tube([(xa, ya), (xb, yb)], 56, LAGGING_DARK, LAGGING_LIGHT)
        for x in (-0.4, 0.05, 0.8, 1.3):
            cx, cy = SPACE.at(x, y, z)
            canvas.rect(cx, cy - 28, cx + 30, cy + 28, tag)
            canvas.rect(cx, cy + 8, cx + 30, cy + 28, (0, 0, 0, 70))
    for x, tag in ((0.42, (188, 44, 34)), (0.56, (42, 88, 150))):
        (cx, top), (_, foot) = SPACE.at(x, -0.5 if x < 0.5 else -0.39, z), SPACE.at(x, 0.42, z)
        canvas.tube([(cx, top), (cx, foot)], 50, LAGGING_DARK, LAGGING_LIGHT)
        canvas.rect(cx - 26, top + 160, cx + 26, top + 190, tag)
        canvas.ellipse(cx, top + 310, 52, 52, (70, 72, 72))
        canvas.ellipse(cx, top + 310, 45, 45, (240, 240, 234))
        for step in range(9):
            turn = math.radians(140 + step * 32)
            canvas.ellipse(cx + 35 * math.cos(turn), top + 310 + 35 * math.sin(turn), 2.6, 2.6, (60, 60, 58))
        canvas.stroke([(cx, top + 310), (cx + (24 if x < 0.5 else -20), top + 286)], (180, 36, 26), 5)
        canvas.rounded(
            cx - 40, top + 420, cx + 40, top + 520, 14, (52, 84, 112) if x < 0.5 else (138, 96, 52)
        )


def _boiler(canvas: Canvas) -> None:
    (x0, y0), (x1, y1) = SPACE.at(0.26, 0.34, 3.2), SPACE.at(0.92, FLOOR, 3.2)
    flue = SPACE.at(0.6, 0, 3.6)[0]
    canvas.tube(
        [(flue, 760), (flue, 420), (flue + 20, 372), (flue + 60, 348), (flue + 900, 330)],
        130,
        (92, 96, 98),
        (216, 219, 220),
    )
    for y in (470, 640):
        flange(canvas, (flue, y), 146, 26, (168, 171, 172))
    canvas.soft(
        [(x0 - 40, y1 - 50), (x1 + 60, y1 - 50), (x1 + 90, y1 + 26), (x0 - 70, y1 + 26)],
        (18, 14, 10, 190),
        24,
    )
    SPACE.box(
        canvas,
        ((0.26, 0.92), (0.34, FLOOR - 0.02), (3.2, 3.75)),
        Shade((x0, 0), (x1, 0), ((236, 236, 232), (214, 215, 211))),
        (170, 170, 165),
        (246, 245, 240),
        0.06,
    )

    def face(sheet: Sheet) -> None:
        sheet.rect(0, 0, 660, 190, (66, 74, 80))
        sheet.rect(40, 40, 300, 150, (20, 32, 30), 10)
        sheet.text(170, 82, "58 °C", 54, (150, 232, 190), anchor="mm")
        sheet.text(170, 126, "Heizbetrieb", 24, (150, 232, 190), anchor="mm")
        for x in (400, 520):
            sheet.ellipse(x, 95, 46, 46, (40, 46, 50))
            sheet.ellipse(x, 92, 38, 38, (196, 198, 196))
            sheet.line([(x, 92), (x + 16, 64)], (60, 64, 66), 7)
        sheet.rect(596, 74, 632, 116, (196, 52, 40), 5)
        sheet.rect(40, 240, 620, 1040, (206, 207, 202), 16)
        sheet.rect(44, 244, 616, 1036, (226, 227, 223), 14)
        sheet.rect(250, 300, 410, 322, (180, 182, 178), 8)
        sheet.text(330, 420, "Heizkessel", 46, (92, 98, 100), anchor="mm")
        for slit in range(6):
            sheet.rect(140, 860 + slit * 24, 520, 870 + slit * 24, (170, 172, 168), 5)

    canvas.sheet([(x0, y0), (x1, y0), (x1, y1 - 16), (x0, y1 - 16)], 660, 1120, face)


def _vessel(canvas: Canvas) -> None:
    """The red expansion vessel beside the boiler."""
    x, y = SPACE.at(1.22, 1.02, 3.45)
    foot = SPACE.at(1.22, FLOOR, 3.45)[1]
    canvas.soft(ellipse_points(x + 20, foot, 170, 34), (18, 14, 10, 190), 16)
    for leg in (-90, 90):
        canvas.stroke([(x + leg, y + 120), (x + leg * 1.25, foot)], (110, 24, 20), 20)
    outline = [(x + 168 * math.cos(a), y + 168 * math.sin(a) * (0.72 if math.sin(a) else 1)) for a in _turn()]
    shape = [(px, py - 96 if py < y else py + 96) for px, py in outline]
    canvas.poly(
        shape,
        Shade((x - 168, 0), (x + 168, 0), ((150, 30, 24), (222, 74, 58), (176, 38, 30), (96, 18, 15))),
        0.05,
    )
    canvas.rect(x - 168, y - 6, x + 168, y + 6, (96, 18, 15, 180))
    canvas.rounded(x - 66, y - 84, x + 66, y - 26, 6, (240, 238, 230))
    for row in range(3):
        canvas.stroke(
            [(x - 52, y - 72 + row * 16), (x + (20 + row * 12), y - 72 + row * 16)], (86, 86, 82), 6
        )
    canvas.tube(
        [(x, y - 214), (x, y - 420), (x + 14, y - 448), (x + 60, y - 456), (x + 420, y - 456)],
        24,
        (92, 50, 26),
        (226, 164, 116),
    )


def _turn() -> list[float]:
    return [math.radians(step * 7.5) for step in range(48)]


def _meter_cupboard(canvas: Canvas) -> None:
    """Main distribution on the right wall, too low for a cellar that floods."""
    at = SPACE.at
    x = 1.82
    canvas.poly(
        [at(x, -0.3, 2.3), at(2, -0.3, 2.3), at(2, 0.75, 2.3), at(x, 0.75, 2.3)], (176, 177, 172), 0.1
    )
    door = [at(x, -0.3, 2.95), at(x, -0.3, 2.3), at(x, 0.75, 2.3), at(x, 0.75, 2.95)]

    def face(sheet: Sheet) -> None:
        sheet.rect(0, 0, 650, 1050, (196, 197, 192))
        sheet.rect(14, 14, 636, 1036, (216, 217, 212))
        sheet.rect(322, 14, 328, 1036, (166, 167, 163))
        for left in (50, 374):
            sheet.rect(left, 90, left + 226, 400, (62, 70, 74), 10)
            sheet.rect(left + 14, 104, left + 212, 386, (118, 130, 134), 8)
            sheet.rect(left + 46, 150, left + 180, 204, (24, 28, 28), 4)
            sheet.text(
                left + 113, 178, "048213" if left < 100 else "017755", 34, (226, 232, 226), anchor="mm"
            )
            sheet.ellipse(left + 113, 290, 60, 20, (188, 194, 194))
        sheet.poly([(325, 560), (420, 730), (230, 730)], (30, 30, 28))
        sheet.poly([(325, 578), (404, 720), (246, 720)], (240, 198, 44))
        sheet.poly([(334, 606), (300, 668), (322, 668), (312, 710), (352, 646), (328, 646)], (30, 30, 28))
        sheet.rect(296, 840, 354, 900, (88, 90, 88), 8)

    canvas.sheet(door, 650, 1050, face)
    (cx, cy) = at(x + 0.08, -0.3, 2.6)
    canvas.tube([(cx, cy), (cx - 20, at(2, CEILING, 2.6)[1])], 40, (60, 60, 58), (150, 150, 146))


def _sink(canvas: Canvas) -> None:
    """An utility sink that nobody uses, on the back wall."""
    (x0, y0), (x1, y1) = SPACE.at(-0.62, 0.55, BACK - 0.3), SPACE.at(-0.12, 0.86, BACK - 0.3)
    middle = (x0 + x1) / 2
    canvas.soft([(x0, y1), (x1 + 30, y1), (x1 + 60, y1 + 90), (x0 + 40, y1 + 90)], (24, 20, 14, 120), 24)
    canvas.tube(
        [
            (middle, y1 - 10),
            (middle, y1 + 120),
            (middle + 16, y1 + 156),
            (middle + 50, y1 + 160),
            (middle + 70, y1 + 130),
            (middle + 84, y1 + 96),
            (middle + 150, y1 + 92),
        ],
        40,
        (112, 112, 108),
        (226, 226, 222),
    )
    canvas.poly(
        [(x0, y0), (x1, y0), (x1 - 36, y1), (x0 + 36, y1)],
        Shade((x0, 0), (x1, 0), ((226, 224, 214), (240, 238, 230), (196, 193, 183))),
        0.1,
    )
    canvas.poly([(x0 + 30, y0 - 54), (x1 - 30, y0 - 54), (x1, y0), (x0, y0)], (188, 185, 175), 0.1)
    canvas.poly(
        [(x0 + 52, y0 - 44), (x1 - 52, y0 - 44), (x1 - 24, y0 - 6), (x0 + 24, y0 - 6)], (132, 126, 112), 0.3
    )
    canvas.rect(x0 - 6, y0 - 4, x1 + 6, y0 + 22, (246, 244, 236), 0.05)
    tap = (middle, y0 - 200)
    canvas.rounded(middle - 70, tap[1] - 70, middle + 70, y0 - 46, 10, (214, 211, 200))  # tiles behind it
    canvas.tube([tap, (tap[0], tap[1] + 20), (tap[0] - 4, tap[1] + 110)], 26, (120, 96, 60), (226, 198, 140))
    canvas.rounded(
        middle - 46,
        tap[1] - 24,
        middle + 46,
        tap[1] + 14,
        12,
        Shade((0, tap[1] - 24), (0, tap[1] + 14), ((230, 204, 150), (140, 108, 60))),
    )
    canvas.ellipse(middle, tap[1] - 34, 40, 12, (146, 42, 32))
    canvas.stroke([(x0 + 80, y0 + 30), (x0 + 100, y1 - 30)], (164, 120, 74, 90), 20)
