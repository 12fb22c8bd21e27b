"""A drawing surface for any size: the same strokes make a small frame and a sharp still.

Coordinates are "world" units (one unit is one pixel of the room's own picture). A canvas shows a
`Region` of the world, drawn twice as fine as asked and then reduced, so edges are smooth. A second
layer remembers how rough each surface is; `finish` lays grain and stains over rough ones alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from signaling.media.grain import grain
from signaling.media.sheet import Colour, Painter, Point, Sheet, ellipse_points

FINE = 2  # drawn this many times finer than asked


@dataclass(frozen=True)
class Region:
    """A part of the world: left, top, width, height in world units."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Shade:
    """A linear change of colour from one point to another, through `stops` at equal distances."""

    start: Point
    end: Point
    stops: tuple[Colour, ...]


Fill = Colour | Shade


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` 0 gives the first colour, 1 the second."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def scaled(colour: Colour, factor: float) -> Colour:
    """The same colour, darker or lighter."""
    return tuple(max(0, min(255, round(part * factor))) for part in colour[:3]) + tuple(colour[3:])


class Canvas:
    """One region of the world, `size` pixels large (width, height)."""

    def __init__(self, region: Region, size: tuple[int, int], background: Colour = (60, 57, 52)) -> None:
        self.region = region
        self.size = size
        self.scale = FINE * size[0] / region.width
        "Pixels of the fine picture per world unit."
        fine = (size[0] * FINE, size[1] * FINE)
        self._image = Image.new("RGB", fine, background)
        self._draw = ImageDraw.Draw(self._image, "RGBA")
        self._rough = Image.new("L", fine, 0)
        self._rough_draw = ImageDraw.Draw(self._rough)

    # --- shapes ---------------------------------------------------------------------------------

    def poly(self, points: Sequence[Point], fill: Fill, rough: float | None = None) -> None:
        """A filled polygon. `rough` 0..1 is how much grain the surface shows; None leaves what was there."""
        spots = [self._at(point) for point in points]
        if not self._seen(spots):
            return
        if isinstance(fill, Shade):
            self._shaded(spots, fill)
        else:
            self._draw.polygon(spots, fill=fill)
        if rough is not None:
            self._rough_draw.polygon(spots, fill=round(rough * 255))

    def rect(
        self, left: float, top: float, right: float, bottom: float, fill: Fill, rough: float | None = None
    ) -> None:
        """An upright rectangle."""
        self.poly([(left, top), (right, top), (right, bottom), (left, bottom)], fill, rough)

    def rounded(
        self, left: float, top: float, right: float, bottom: float, radius: float, fill: Fill
    ) -> None:
        """An upright rectangle with round corners."""
        corners = (
            (right - radius, top + radius, -90),
            (right - radius, bottom - radius, 0),
            (left + radius, bottom - radius, 90),
            (left + radius, top + radius, 180),
        )
        outline = [
            (
                x + radius * math.cos(math.radians(start + turn)),
                y + radius * math.sin(math.radians(start + turn)),
            )
            for x, y, start in corners
            for turn in range(0, 91, 10)
        ]
        self.poly(outline, fill, 0.0)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, fill: Fill, rough: float | None = 0.0
    ) -> None:
        """A filled ellipse around (x, y)."""
        steps = max(24, min(120, int(max(rx, ry) * self.scale / 3)))
        self.poly(ellipse_points(x, y, rx, ry, steps), fill, rough)

    def stroke(
        self, points: Sequence[Point], colour: Colour, width: float, rough: float | None = None
    ) -> None:
        """A line with round joints and flat ends, `width` in world units."""
        spots = [self._at(point) for point in points]
        thick = max(1, round(width * self.scale))
        if not self._seen(spots, thick):
            return
        self._draw.line(spots, fill=colour, width=thick, joint="curve")
        if rough is not None:
            self._rough_draw.line(spots, fill=round(rough * 255), width=thick, joint="curve")

    def tube(self, points: Sequence[Point], width: float, dark: Colour, light: Colour) -> None:
        """A round pipe along `points`, lit from the upper left."""
        steps = max(6, min(26, int(width * self.scale / 9)))
        for step in range(steps):
            share = step / (steps - 1)
            inner = width * (1 - 0.86 * share)
            shift = width * 0.16 * share
            self.stroke(
                [(x - shift, y - shift) for x, y in points], mix(dark, light, share**0.8), inner, 0.12
            )

    def soft(self, points: Sequence[Point], colour: Colour, blur: float) -> None:
        """A polygon with soft edges (shadow, damp stain, light); `colour` RGBA, `blur` in world units."""
        left = min(x for x, _ in points) - 2 * blur
        top = min(y for _, y in points) - 2 * blur
        right = max(x for x, _ in points) + 2 * blur
        bottom = max(y for _, y in points) + 2 * blur
        small = min(1.0, 160 / max(right - left, bottom - top))  # what is soft needs few pixels
        mask = Image.new("L", (max(2, int((right - left) * small)), max(2, int((bottom - top) * small))), 0)
        spots = [((x - left) * small, (y - top) * small) for x, y in points]
        ImageDraw.Draw(mask).polygon(spots, fill=colour[3])
        mask = mask.filter(ImageFilter.GaussianBlur(blur * small))
        place = self._visible(left, top, right, bottom)
        if place is None:
            return
        x0, y0, x1, y1 = place
        view = (
            (x0 / self.scale + self.region.x - left) * mask.width / (right - left),
            (y0 / self.scale + self.region.y - top) * mask.height / (bottom - top),
            (x1 / self.scale + self.region.x - left) * mask.width / (right - left),
            (y1 / self.scale + self.region.y - top) * mask.height / (bottom - top),
        )
        view = (max(0.0, view[0]), max(0.0, view[1]), min(mask.width, view[2]), min(mask.height, view[3]))
        spread = mask.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR, box=view)
        self._image.paste(colour[:3], (x0, y0), spread)

    # --- flat pictures in perspective -----------------------------------------------------------

    def sheet(self, corners: Sequence[Point], width: float, height: float, paint: Painter) -> None:
        """Lay a flat drawing of `width` by `height` units onto the quadrangle `corners`.

        `corners` in the order upper left, upper right, lower right, lower left. The drawing may
        leave parts transparent.
        """
        spots = [self._at(point) for point in corners]
        left, top = min(x for x, _ in spots), min(y for _, y in spots)
        right, bottom = max(x for x, _ in spots), max(y for _, y in spots)
        x0, y0 = max(0, math.floor(left)), max(0, math.floor(top))
        x1, y1 = min(self._image.width, math.ceil(right)), min(self._image.height, math.ceil(bottom))
        if x0 >= x1 or y0 >= y1:
            return
        longest = max(math.dist(spots[0], spots[1]), math.dist(spots[3], spots[2])) / width
        longest = max(longest, math.dist(spots[0], spots[3]) / height, math.dist(spots[1], spots[2]) / height)
        sheet = Sheet(width, height, min(longest, 7000 / max(width, height)))
        paint(sheet)
        across, down = sheet.image.size
        source = [(0.0, 0.0), (across, 0.0), (across, down), (0.0, down)]
        coefficients = _perspective([(x - x0, y - y0) for x, y in spots], source)

        def warped(flat: Image.Image) -> Image.Image:
            return flat.transform(
                (x1 - x0, y1 - y0), Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR
            )

        mask = warped(sheet.mask)
        self._image.paste(warped(sheet.image), (x0, y0), mask)
        self._rough.paste(20, (x0, y0), mask)

    # --- the end --------------------------------------------------------------------------------

    def finish(self, seed: int) -> Image.Image:
        """The picture at its size, with grain and stains on what is rough."""
        picture = np.asarray(self._image.reduce(FINE), dtype=np.float32)
        rough = np.asarray(self._rough.reduce(FINE), dtype=np.float32) / 255.0
        region = self.region
        texture = grain((region.x, region.y, region.width, region.height), self.size, seed)
        picture *= (1.0 + texture * rough)[..., np.newaxis]
        np.clip(picture, 0, 255, out=picture)
        return Image.fromarray(picture.astype(np.uint8))

    # --- help -----------------------------------------------------------------------------------

    def _at(self, point: Point) -> Point:
        return ((point[0] - self.region.x) * self.scale, (point[1] - self.region.y) * self.scale)

    def _seen(self, spots: Sequence[Point], margin: float = 0.0) -> bool:
        return (
            max(x for x, _ in spots) >= -margin
            and max(y for _, y in spots) >= -margin
            and min(x for x, _ in spots) <= self._image.width + margin
            and min(y for _, y in spots) <= self._image.height + margin
        )

    def _visible(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[int, int, int, int] | None:
        """World box to whole pixels, cut to the picture; None when nothing of it is seen."""
        (x0, y0), (x1, y1) = self._at((left, top)), self._at((right, bottom))
        box = (
            max(0, math.floor(x0)),
            max(0, math.floor(y0)),
            min(self._image.width, math.ceil(x1)),
            min(self._image.height, math.ceil(y1)),
        )
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _shaded(self, spots: Sequence[Point], shade: Shade) -> None:
        x0 = max(0, math.floor(min(x for x, _ in spots)))
        y0 = max(0, math.floor(min(y for _, y in spots)))
        x1 = min(self._image.width, math.ceil(max(x for x, _ in spots)) + 1)
        y1 = min(self._image.height, math.ceil(max(y for _, y in spots)) + 1)
        if x0 >= x1 or y0 >= y1:
            return
        mask = Image.new("L", (x1 - x0, y1 - y0), 0)
        ImageDraw.Draw(mask).polygon([(x - x0, y - y0) for x, y in spots], fill=255)
        coarse = (max(2, min(96, x1 - x0)), max(2, min(96, y1 - y0)))
        xs = np.linspace(x0, x1, coarse[0]) / self.scale + self.region.x
        ys = np.linspace(y0, y1, coarse[1]) / self.scale + self.region.y
        dx, dy = shade.end[0] - shade.start[0], shade.end[1] - shade.start[1]
        length = dx * dx + dy * dy or 1.0
        along = (
            (xs - shade.start[0])[np.newaxis, :] * dx + (ys - shade.start[1])[:, np.newaxis] * dy
        ) / length
        places = np.linspace(0.0, 1.0, len(shade.stops))
        channels = [np.interp(along, places, [stop[part] for stop in shade.stops]) for part in range(3)]
        flat = Image.fromarray(np.stack(channels, axis=-1).astype(np.uint8))
        self._image.paste(flat.resize(mask.size, Image.Resampling.BILINEAR), (x0, y0), mask)


def _perspective(target: Sequence[Point], source: Sequence[Point]) -> list[float]:
    """The eight coefficients that Pillow wants: from a pixel of the target to one of the source."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    values = [part for point in source for part in point]
    return [float(part) for part in np.linalg.solve(np.array(rows), np.array(values))]
