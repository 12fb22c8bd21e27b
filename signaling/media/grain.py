"""Grain and stains of old walls: value noise that stays in its place at every zoom."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

TABLE = 512
COARSER = 4  # what changes slowly is computed for so many times fewer pixels
OCTAVES = (
    (900.0, 0.035),
    (260.0, 0.03),
    (90.0, 0.022),
    (24.0, 0.02),
    (7.0, 0.025),
    (2.4, 0.025),
    (0.8, 0.02),
)
"Length of a spot in world units, and how strongly it changes the brightness (share)."


def grain(region: tuple[float, float, float, float], size: tuple[int, int], seed: int) -> NDArray[np.float32]:
    """Relative change of brightness, about -0.3..0.3, float32 (height, width).

    `region` is left, top, width, height in world units: the same place has the same grain however
    closely one looks.
    """
    table = np.random.default_rng(seed).integers(0, 256, (TABLE, TABLE), dtype=np.uint8)
    pixels_per_unit = size[0] / region[2]
    coarse = [octave for octave in OCTAVES if octave[0] * pixels_per_unit > 8 * COARSER]
    fine = [octave for octave in OCTAVES if 1.5 <= octave[0] * pixels_per_unit <= 8 * COARSER]
    small = (math.ceil(size[0] / COARSER), math.ceil(size[1] / COARSER))
    total = np.asarray(
        Image.fromarray(_sum(table, region, small, coarse)).resize(size, Image.Resampling.BILINEAR)
    )
    return total + _sum(table, region, size, fine) if fine else total


def _sum(
    table: NDArray[np.uint8],
    region: tuple[float, float, float, float],
    size: tuple[int, int],
    octaves: Sequence[tuple[float, float]],
) -> NDArray[np.float32]:
    left, top, width, height = region
    total = np.zeros((size[1], size[0]), dtype=np.float32)
    for length, strength in octaves:
        x0, y0 = math.floor(left / length), math.floor(top / length)
        columns = math.ceil((left + width) / length) - x0 + 2
        rows = math.ceil((top + height) / length) - y0 + 2
        spots = table[np.ix_(np.arange(y0, y0 + rows) % TABLE, np.arange(x0, x0 + columns) % TABLE)]
        view = (left / length - x0, top / length - y0)
        box = (view[0], view[1], view[0] + width / length, view[1] + height / length)
        layer = Image.fromarray(spots).resize(size, Image.Resampling.BICUBIC, box=box)
        total += (np.asarray(layer, dtype=np.float32) - np.float32(127.5)) * np.float32(strength / 64.0)
    return total
