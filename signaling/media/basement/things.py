"""Flat drawings that rooms share: floor drain, folding rule, type plate, stickers. Units: millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from signaling.media.basement.space import Space
from signaling.media.canvas import Canvas, scaled
from signaling.media.sheet import Painter, Point, Sheet, chance

INK = (34, 32, 30)
STEEL = (168, 164, 156)
LIMB_MM = 200
"A folding rule has limbs of 20 cm."


def floor_drain(sheet: Sheet) -> None:
    """Grate of 300 by 300 mm in its frame, seen from above."""
    sheet.rect(0, 0, 300, 300, (92, 87, 79), 6)
    sheet.rect(6, 6, 294, 294, (128, 124, 116), 4)
    sheet.rect(14, 14, 286, 286, (66, 62, 56), 4)
    sheet.rect(18, 18, 282, 282, STEEL, 4)
    sheet.rect(34, 34, 266, 266, (14, 14, 14), 3)
    for bar in range(9):
        top = 34 + bar * 26.2
        tone = scaled((158, 152, 141), 1.0 - 0.1 * (bar % 3 == 1))
        sheet.rect(34, top, 266, top + 13, tone)
        sheet.rect(34, top, 266, top + 2.6, (206, 201, 190))
        sheet.rect(34, top + 11, 266, top + 13, (104, 99, 90))
    sheet.rect(142, 34, 158, 266, (162, 157, 147))
    sheet.rect(142, 34, 145, 266, (203, 198, 188))
    for x, y in ((26.0, 26.0), (274.0, 26.0), (26.0, 274.0), (274.0, 274.0)):
        sheet.ellipse(x, y, 6, 6, (74, 71, 65))
        sheet.line([(x - 4, y - 3), (x + 4, y + 3)], (190, 186, 178), 1.6)
    rng = chance(5)
    for _ in range(46):  # rust and lint
        x, y, r = rng.uniform(20, 280), rng.uniform(20, 280), rng.uniform(1, 5)
        sheet.ellipse(x, y, r * rng.uniform(0.6, 2.2), r, (112, 76, 46, rng.randint(30, 95)))
    for _ in range(9):
        x, y = rng.uniform(50, 230), rng.uniform(50, 250)
        hair = [(x, y), (x + rng.uniform(8, 24), y + rng.uniform(-10, 10)), (x + rng.uniform(24, 46), y)]
        sheet.line(hair, (58, 52, 46, 170), 1.0)


def rule_limb(first_cm: int) -> Painter:
    """One limb of 200 by 16 mm, numbered from `first_cm`."""

    def paint(sheet: Sheet) -> None:
        sheet.rect(0, 0, LIMB_MM, 16, (226, 186, 62))
        sheet.rect(0, 0, LIMB_MM, 1.2, (246, 216, 112))
        sheet.rect(0, 14.6, LIMB_MM, 16, (170, 132, 32))
        for mm in range(1, LIMB_MM):
            long = 6.2 if mm % 10 == 0 else 4.6 if mm % 5 == 0 else 3.0
            sheet.line([(mm, 0), (mm, long)], INK, 0.55 if mm % 10 else 0.8)
        for cm in range(1, 21):
            number = first_cm + cm
            tens = number % 10 == 0
            colour = (172, 34, 22) if tens else INK
            size = 8.6 if tens else 7.4
            sheet.text(cm * 10 - 0.7, 11.0, str(number), size, colour, bold=True, anchor="rm")
        sheet.ellipse(3.4, 8, 3.2, 3.2, (142, 141, 136))
        sheet.ellipse(2.8, 7.4, 1.8, 1.8, (205, 204, 198))

    return paint


def lay_rule(
    canvas: Canvas, space: Space, floor: float, joints: Sequence[tuple[float, float]], width: float = 0.03
) -> None:
    """A folding rule on the floor through `joints` (x, z in metres); wider than a real one, to be read."""
    for index, ((xa, za), (xb, zb)) in enumerate(pairwise(joints)):
        length = ((xb - xa) ** 2 + (zb - za) ** 2) ** 0.5
        nx, nz = -(zb - za) / length * width / 2, (xb - xa) / length * width / 2
        shadow = [
            space.at(xa + nx, floor, za + nz),
            space.at(xb + nx, floor, zb + nz),
            space.at(xb - nx + 0.012, floor, zb - nz - 0.012),
            space.at(xa - nx + 0.012, floor, za - nz - 0.012),
        ]
        canvas.soft(shadow, (20, 18, 16, 150), 6)
        corners = [
            space.at(xa + nx, floor, za + nz),
            space.at(xb + nx, floor, zb + nz),
            space.at(xb - nx, floor, zb - nz),
            space.at(xa - nx, floor, za - nz),
        ]
        canvas.sheet(corners, LIMB_MM, 16, rule_limb(index * 20))


def stand_rule(
    canvas: Canvas, space: Space, foot: tuple[float, float, float], height_cm: int, width: float
) -> None:
    """A folding rule upright at `foot` (x, y, z in metres), zero at the ground."""
    x, y, z = foot
    canvas.soft(
        [
            space.at(x - width / 2, y, z),
            space.at(x + width * 1.6, y, z),
            space.at(x + width * 1.6, y - height_cm / 100, z),
        ],
        (20, 18, 16, 90),
        16,
    )
    for start in range(0, height_cm, 20):
        low, high = y - start / 100, y - (start + 20) / 100
        left, right = x - width / 2, x + width / 2
        corners = [
            space.at(left, low, z),
            space.at(left, high, z),
            space.at(right, high, z),
            space.at(right, low, z),
        ]
        canvas.sheet(corners, LIMB_MM, 16, rule_limb(start))


def type_plate(sheet: Sheet) -> None:
    """Plate of the backflow valve, 160 by 90 mm."""
    sheet.rect(0, 0, 160, 90, (96, 98, 98), 5)
    sheet.rect(1.2, 1.2, 158.8, 88.8, (222, 224, 222), 4)
    sheet.rect(3, 3, 157, 20, (28, 60, 84), 3)
    sheet.text(8, 11.6, "MUSTERWERK", 10.5, (240, 243, 245), bold=True)
    sheet.text(152, 11.6, "CE", 11, (240, 243, 245), bold=True, anchor="rm")
    sheet.text(8, 31, "Rückstauverschluss", 10.5, INK, bold=True)
    sheet.text(8, 47, "Typ 3 F · DIN EN 13564-1", 12.6, INK, bold=True)
    sheet.line([(8, 57), (152, 57)], (130, 132, 132), 0.6)
    sheet.text(8, 65, "DN 100   Baujahr 2014", 8.6, INK)
    sheet.text(8, 77, "für fäkalienhaltiges Abwasser", 8.6, INK)
    for x, y in ((5.5, 24), (154.5, 24), (5.5, 84.5), (154.5, 84.5)):
        sheet.ellipse(x, y, 2.2, 2.2, (112, 114, 114))
        sheet.ellipse(x - 0.5, y - 0.5, 1.1, 1.1, (196, 198, 197))


def maintenance_sticker(sheet: Sheet) -> None:
    """Round-edged sticker of 90 by 60 mm with the last maintenance."""
    sheet.rect(0, 0, 90, 60, (246, 240, 216), 5)
    sheet.rect(0, 0, 90, 16, (186, 120, 30), 5)
    sheet.text(45, 8, "WARTUNG", 9.5, (255, 252, 244), bold=True, anchor="mm")
    sheet.text(6, 26, "zuletzt", 8, INK)
    sheet.text(84, 26, "03 / 2024", 9.5, (30, 52, 120), bold=True, anchor="rm")
    sheet.text(6, 40, "nächste", 8, INK)
    sheet.text(84, 40, "09 / 2024", 9.5, (30, 52, 120), bold=True, anchor="rm")
    sheet.line([(8, 53), (22, 48), (30, 55), (44, 49), (52, 53)], (30, 52, 120), 1.1)


def sign(words: str) -> Painter:
    """A small enamel sign of 200 by 60 mm."""

    def paint(sheet: Sheet) -> None:
        sheet.rect(0, 0, 200, 60, (236, 232, 220), 6)
        sheet.rect(3, 3, 197, 57, (38, 56, 74), 5)
        sheet.rect(5, 5, 195, 55, (236, 232, 220), 4)
        sheet.text(100, 30, words, 25, (38, 56, 74), bold=True, anchor="mm")

    return paint


def flange(canvas: Canvas, point: Point, width: float, height: float, tone: tuple[int, ...]) -> None:
    """A socket or clamp around an upright pipe, centred on `point`."""
    x, y = point
    for step in range(6):
        share = step / 5
        half = width / 2 * (1 - 0.8 * share)
        middle = x - width * 0.12 * share
        canvas.rect(
            middle - half,
            y - height / 2,
            middle + half,
            y + height / 2,
            scaled(tone, 0.62 + 0.58 * share),
            0.1,
        )
    canvas.rect(
        x - width / 2, y + height / 2 - height * 0.12, x + width / 2, y + height / 2, (40, 42, 44, 110)
    )
