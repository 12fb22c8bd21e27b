"""Flat drawings with words, to be laid into a room in perspective: plates, signs, grates, rules."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
Colour = tuple[int, ...]
"RGB, or RGBA to let what lies below shine through."


class Sheet:
    """A flat drawing, laid into the picture in perspective; its own units, transparent where nothing is."""

    def __init__(self, width: float, height: float, scale: float) -> None:
        self.width, self.height, self.scale = width, height, scale
        size = (max(2, round(width * scale)), max(2, round(height * scale)))
        self.image = Image.new("RGB", size)
        self.mask = Image.new("L", size, 0)
        self._draw = ImageDraw.Draw(self.image, "RGBA")
        self._mask_draw = ImageDraw.Draw(self.mask)

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled polygon; a colour with alpha tints only what is drawn already."""
        spots = [(x * self.scale, y * self.scale) for x, y in points]
        self._draw.polygon(spots, fill=fill)
        if len(fill) == 3:
            self._mask_draw.polygon(spots, fill=255)

    def rect(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0
    ) -> None:
        """An upright rectangle, with round corners if `radius`."""
        box = (left * self.scale, top * self.scale, right * self.scale, bottom * self.scale)
        self._draw.rounded_rectangle(box, radius * self.scale, fill=fill)
        if len(fill) == 3:
            self._mask_draw.rounded_rectangle(box, radius * self.scale, fill=255)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """A filled ellipse around (x, y)."""
        self.poly(ellipse_points(x, y, rx, ry, max(16, min(90, int(max(rx, ry) * self.scale)))), fill)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line, `width` in the sheet's units."""
        spots = [(x * self.scale, y * self.scale) for x, y in points]
        thick = max(1, round(width * self.scale))
        self._draw.line(spots, fill=colour, width=thick, joint="curve")
        if len(colour) == 3:
            self._mask_draw.line(spots, fill=255, width=thick, joint="curve")

    def text(
        self,
        x: float,
        y: float,
        words: str,
        height: float,
        colour: Colour,
        bold: bool = False,
        anchor: str = "lm",
    ) -> None:
        """Words `height` units high, in Pillow's own font: no font file has to travel along."""
        pixels = height * self.scale
        if pixels < 2:
            return
        font = ImageFont.load_default(pixels)
        plain = words.translate(_WITHOUT_DOTS)
        spot = (x * self.scale, y * self.scale)
        bold_px = pixels * 0.035 if bold else 0
        self._draw.text(
            spot, plain, fill=colour, font=font, anchor=anchor, stroke_width=bold_px, stroke_fill=colour
        )
        self._mask_draw.text(spot, plain, fill=255, font=font, anchor=anchor, stroke_width=bold_px)
        left, _, _, _ = self._draw.textbbox(spot, plain, font=font, anchor=anchor)
        middle = y * self.scale if anchor[1] == "m" else y * self.scale - pixels * 0.36
        for place, letter in enumerate(words):
            if letter not in "äöüÄÖÜ":
                continue
            start = left + font.getlength(plain[:place])
            centre = start + font.getlength(plain[place]) / 2
            above = middle - pixels * (0.42 if letter.isupper() else 0.3)
            dot = pixels * 0.055
            for side in (-1, 1):
                across = centre + side * pixels * 0.12
                self._draw.ellipse((across - dot, above - dot, across + dot, above + dot), fill=colour)


_WITHOUT_DOTS = str.maketrans("äöüÄÖÜ", "aouAOU")  # the font lacks them: their dots are drawn by hand


Painter = Callable[[Sheet], None]
"Draws one flat thing."


def ellipse_points(x: float, y: float, rx: float, ry: float, steps: int = 48) -> list[Point]:
    """The outline of an ellipse around (x, y)."""
    turns = [2 * math.pi * step / steps for step in range(steps)]
    return [(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]


def chance(seed: int) -> random.Random:
    """The same accidents every time: where rust, leaves and moss lie."""
    return random.Random(seed)  # noqa: S311 – a picture, no secret
