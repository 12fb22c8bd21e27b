"""The shelf with boxes and preserving jars: what a flood would spoil."""

from __future__ import annotations

from signaling.media.basement.space import Space
from signaling.media.canvas import Canvas, Shade


def draw_shelf(canvas: Canvas, space: Space, floor: float) -> None:
    """Three boards on the left wall."""
    at, box = space.at, space.box
    for y in (1.25, 0.62, 0.02):
        canvas.poly(
            [at(-2, y, 2.35), at(-1.55, y, 2.35), at(-1.55, y, 3.7), at(-2, y, 3.7)], (104, 84, 58), 0.5
        )
        canvas.poly(
            [at(-1.55, y, 2.35), at(-1.55, y + 0.045, 2.35), at(-1.55, y + 0.045, 3.7), at(-1.55, y, 3.7)],
            (142, 116, 82),
            0.5,
        )
    box(
        canvas, ((-1.98, -1.62), (0.9, 1.25), (3.2, 3.6)), (150, 118, 78), (124, 96, 62), (176, 144, 100), 0.4
    )
    canvas.stroke([at(-1.62, 1.0, 3.2), at(-1.62, 1.0, 3.6)], (96, 74, 48), 6)
    box(
        canvas,
        ((-1.98, -1.6), (0.86, 1.25), (2.62, 3.05)),
        (98, 118, 130),
        (80, 96, 106),
        (124, 144, 156),
        0.2,
    )
    box(canvas, ((-1.95, -1.62), (0.3, 0.62), (3.25, 3.6)), (136, 58, 48), (114, 48, 40), (158, 78, 64), 0.2)
    for z in (3.06, 2.89, 2.72, 2.55):  # preserving jars
        (x, top), (_, foot) = at(-1.68, 0.41, z), at(-1.68, 0.62, z)
        half = space.size(0.066, z)
        glass = Shade((x - half, 0), (x + half, 0), ((86, 54, 32), (168, 104, 54), (104, 62, 34)))
        canvas.rounded(x - half, top, x + half, foot, 18, glass)
        canvas.rounded(x - half, top - 16, x + half, top + 16, 8, (196, 190, 174))
        canvas.rect(x - half * 0.6, top + 54, x + half * 0.6, foot - 36, (226, 220, 200))
        canvas.stroke([(x - half * 0.7, top + 26), (x - half * 0.7, foot - 22)], (236, 206, 160, 130), 7)
    box(
        canvas,
        ((-1.98, -1.6), (-0.26, 0.02), (2.7, 3.3)),
        (176, 148, 104),
        (150, 124, 86),
        (196, 170, 126),
        0.4,
    )
    for z in (2.35, 3.7):
        (x, top), (_, foot) = at(-1.55, -0.36, z), at(-1.55, floor, z)
        canvas.stroke([(x, top), (x, foot)], (70, 64, 56), space.size(0.026, z))
        canvas.stroke([(x - 4, top), (x - 4, foot)], (122, 114, 102), space.size(0.007, z))
