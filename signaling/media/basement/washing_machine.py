"""The washing machine: its outlet hangs in a standpipe below street level."""

from __future__ import annotations

import math

from signaling.media.basement.space import Space
from signaling.media.canvas import Canvas, Shade
from signaling.media.sheet import Sheet


def draw_machine(canvas: Canvas, space: Space, floor: float, back: float) -> None:
    """The machine, its hose in the standpipe, and what stands on it."""
    (x0, y0), (x1, y1) = space.at(0.78, 0.65, 3.15), space.at(1.4, floor, 3.15)
    canvas.soft(
        [(x0 - 150, y1 - 60), (x1, y1 - 60), (x1 + 40, y1 + 30), (x0 - 60, y1 + 44)],
        (16, 14, 12, 215),
        34,
    )
    front = Shade((x0, 0), (x1, 0), ((234, 235, 233), (226, 227, 225), (204, 206, 203)))
    space.box(
        canvas,
        ((0.78, 1.4), (0.65, floor - 0.02), (3.15, 3.75)),
        front,
        (166, 167, 163),
        (246, 245, 241),
        0.06,
    )
    for foot in (x0 + 34, x1 - 34):
        canvas.rect(foot - 22, y1 - 18, foot + 22, y1 + 6, (44, 44, 43))

    def face(sheet: Sheet) -> None:
        sheet.rect(0, 0, 600, 4, (255, 255, 253))
        sheet.rect(0, 128, 600, 132, (168, 169, 166))
        sheet.rect(28, 26, 216, 108, (212, 213, 210), 10)
        sheet.rect(33, 31, 211, 103, (224, 225, 222), 8)
        sheet.rect(92, 84, 152, 94, (184, 185, 182), 5)
        sheet.ellipse(300, 66, 40, 40, (150, 151, 148))
        sheet.ellipse(300, 64, 36, 36, (206, 207, 204))
        sheet.line([(300, 64), (318, 34)], (72, 74, 74), 6)
        for tick in range(12):
            turn = math.radians(tick * 30)
            sheet.ellipse(300 + 50 * math.cos(turn), 65 + 50 * math.sin(turn), 2.4, 2.4, (96, 98, 97))
        sheet.rect(392, 40, 500, 92, (30, 42, 47), 6)
        sheet.text(446, 66, "1:24", 38, (130, 214, 226), anchor="mm")
        for button in range(3):
            sheet.ellipse(528 + button * 24, 66, 8, 8, (176, 177, 174))
        cx, cy = 300, 440
        for r, tone in (
            (196, (176, 177, 174)),
            (190, (214, 215, 212)),
            (168, (186, 188, 185)),
            (150, (112, 114, 113)),
            (140, (36, 43, 47)),
            (128, (22, 29, 34)),
        ):
            sheet.ellipse(cx, cy, r, r, tone)
        for row in range(-4, 5):  # holes of the drum behind the glass
            for column in range(-4, 5):
                if row * row + column * column < 17:
                    sheet.ellipse(cx + column * 25, cy + row * 25, 4.4, 4.4, (62, 72, 78))
        sheet.ellipse(cx + 14, cy + 62, 88, 46, (88, 104, 128))  # laundry
        sheet.ellipse(cx - 36, cy + 74, 58, 32, (166, 120, 112))
        sheet.poly(
            [
                (cx - 104, cy - 10),
                (cx - 84, cy - 64),
                (cx - 40, cy - 102),
                (cx - 18, cy - 92),
                (cx - 64, cy - 50),
                (cx - 84, cy),
            ],
            (176, 202, 214, 70),
        )
        sheet.rect(470, 420, 492, 466, (132, 134, 132), 8)
        sheet.rect(34, 730, 170, 790, (206, 207, 204), 6)
        sheet.rect(38, 734, 166, 786, (218, 219, 216), 5)
        sheet.line([(60, 760), (144, 760)], (168, 169, 166), 5)

    canvas.sheet([(x0, y0), (x1, y0), (x1, y1 - 16), (x0, y1 - 16)], 600, 820, face)
    # its grey hose hangs in the standpipe
    pipe = space.at(0.55, 0, back - 0.08)[0] + 142
    start = space.at(0.84, 0.65, 3.7)
    hose = _curve([start, (start[0] - 20, 1010), (pipe + 10, 980), (pipe, 1215)])
    canvas.tube(hose, 34, (32, 35, 38), (116, 122, 127))
    # detergent and basket on top
    space.box(
        canvas, ((0.9, 1.06), (0.45, 0.65), (3.34, 3.48)), (48, 118, 160), (34, 88, 120), (70, 140, 180), 0.05
    )
    (bx0, by0), (bx1, by1) = space.at(0.9, 0.45, 3.34), space.at(1.06, 0.65, 3.34)
    canvas.ellipse((bx0 + bx1) / 2, (by0 + by1) / 2 - 6, 40, 40, (240, 240, 232))
    canvas.ellipse((bx0 + bx1) / 2, (by0 + by1) / 2 - 6, 26, 26, (48, 118, 160))
    canvas.rect(bx0 + 10, by1 - 24, bx1 - 10, by1 - 12, (238, 200, 74))
    (bx0, by0), (bx1, by1) = space.at(1.14, 0.46, 3.4), space.at(1.36, 0.65, 3.4)
    canvas.poly([(bx0 - 8, by0), (bx1 + 8, by0), (bx1 - 6, by1), (bx0 + 6, by1)], (214, 186, 138), 0.1)
    for step in range(5):
        y = by0 + 18 + step * 24
        canvas.stroke([(bx0, y), (bx1, y)], (160, 130, 86), 5)
    canvas.soft(
        [(bx0, by0), (bx0 + 30, by0 - 34), (bx0 + 90, by0 - 22), (bx1 - 20, by0 - 40), (bx1, by0)],
        (236, 238, 240, 255),
        4,
    )


def _curve(control: list[tuple[float, float]], steps: int = 24) -> list[tuple[float, float]]:
    """A cubic Bezier curve as a polyline."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = control
    points = []
    for step in range(steps + 1):
        t = step / steps
        u = 1 - t
        a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
        points.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return points
