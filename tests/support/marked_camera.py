"""A camera for tests that measure: a still picture with two marks at known places, as a file for Chromium."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

SIZE = (1280, 720)
RADIUS = 34
MAGENTA, GREEN = (255, 0, 255), (0, 200, 0)
ASIDE = {False: 0.07, True: 0.13}
"By whether it is upright: how far the marks lie from the middle, to the right and to the left, of the width."
DOWN = {False: 0.6, True: 0.56}
"""Of the height; there every phone's shape shows them, and no words about the pointer lie over either. Of an
upright picture Chromium hands over the square in its middle, the nearest there is to what was asked for."""


def write(target: Path, *, upright: bool = False) -> None:
    width, height = SIZE[::-1] if upright else SIZE
    picture = Image.new("RGB", (width, height), (96, 92, 88))
    draw = ImageDraw.Draw(picture)
    for colour, aside in ((MAGENTA, ASIDE[upright]), (GREEN, -ASIDE[upright])):
        at = (0.5 + aside) * width, DOWN[upright] * height
        draw.ellipse((at[0] - RADIUS, at[1] - RADIUS, at[0] + RADIUS, at[1] + RADIUS), fill=colour)
    frame = io.BytesIO()
    picture.save(frame, "JPEG", quality=95, subsampling=0)
    target.write_bytes(frame.getvalue() * 4)


def pixels(png: bytes) -> NDArray[np.int16]:
    """A screenshot as (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=np.int16)


def middle(
    picture: NDArray[np.int16], colour: tuple[int, int, int], within: int
) -> tuple[float, float] | None:
    """Middle of all that has this colour, give or take `within` of each channel, px; None: nothing has."""
    rows, columns = np.nonzero((abs(picture - np.array(colour, dtype=np.int16)) <= within).all(axis=2))
    if not len(rows):
        return None
    # the middle of its extent: a ring, a disc with something on it, and one with a hole have the same
    return float(columns.min() + columns.max()) / 2, float(rows.min() + rows.max()) / 2
