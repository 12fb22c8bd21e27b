"""From metres in a room to world units of its picture: a plain central projection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from signaling.media.canvas import Canvas, Fill, scaled
from signaling.media.sheet import Colour, Point, chance

WIDTH, HEIGHT = 4032, 3024
"Size of a room's picture in world units: the 12 megapixels of a usual phone."

Place = Callable[[float, float], Point]
"From metres on a surface (along, down) to the picture."


@dataclass(frozen=True)
class Space:
    """Where the eye is: metres right, down and away from it become world units."""

    eye_x: float = WIDTH / 2
    eye_y: float = 756.0
    focal: float = 2520.0

    def at(self, x: float, y: float, z: float) -> Point:
        """A point `x` metres to the right, `y` below and `z` in front of the eye."""
        return (self.eye_x + self.focal * x / z, self.eye_y + self.focal * y / z)

    def size(self, metres: float, z: float) -> float:
        """How long `metres` across the view are at the distance `z`."""
        return self.focal * metres / z

    def back(self, z: float) -> Place:
        """The wall that faces the eye, in (x, y)."""
        return lambda x, y: self.at(x, y, z)

    def side(self, x: float) -> Place:
        """A wall along the view, in (z, y)."""
        return lambda z, y: self.at(x, y, z)

    def level(self, y: float) -> Place:
        """A floor or ceiling, in (x, z)."""
        return lambda x, z: self.at(x, y, z)

    def floor_corners(self, x: float, z: float, width: float, depth: float, floor: float) -> list[Point]:
        """Corners for a sheet lying on the floor around (x, z), its upper edge away from the eye."""
        left, right, far, near = x - width / 2, x + width / 2, z + depth / 2, z - depth / 2
        return [
            self.at(left, floor, far),
            self.at(right, floor, far),
            self.at(right, floor, near),
            self.at(left, floor, near),
        ]

    def box(
        self,
        canvas: Canvas,
        spans: tuple[tuple[float, float], tuple[float, float], tuple[float, float]],
        front: Fill,
        side: Fill,
        top: Fill,
        rough: float = 0.1,
    ) -> None:
        """A cuboid: (from, to) in x, y and z; only the faces that the eye sees."""
        (x0, x1), (y0, y1), (z0, z1) = spans
        if y0 > 0:
            canvas.poly(
                [self.at(x0, y0, z0), self.at(x1, y0, z0), self.at(x1, y0, z1), self.at(x0, y0, z1)],
                top,
                rough,
            )
        if x0 > 0 or x1 < 0:
            x = x0 if x0 > 0 else x1
            canvas.poly(
                [self.at(x, y0, z0), self.at(x, y0, z1), self.at(x, y1, z1), self.at(x, y1, z0)], side, rough
            )
        canvas.poly(
            [self.at(x0, y0, z0), self.at(x1, y0, z0), self.at(x1, y1, z0), self.at(x0, y1, z0)], front, rough
        )


@dataclass(frozen=True)
class Bricks:
    """How a wall is laid: sizes in metres, colours of the stones and of the joints."""

    stone: tuple[Colour, ...]
    joint: Colour
    length: float = 0.25
    course: float = 0.083
    gap: float = 0.011
    rough: float = 0.9


def brick_wall(
    canvas: Canvas,
    place: Place,
    across: tuple[float, float],
    down: tuple[float, float],
    bricks: Bricks,
    seed: int,
) -> None:
    """A wall of single stones, none like its neighbour, between two (from, to) spans in metres."""
    (left, right), (top, bottom) = across, down
    rng = chance(seed)
    corners = [place(left, top), place(right, top), place(right, bottom), place(left, bottom)]
    canvas.poly(corners, bricks.joint, bricks.rough)
    row, y = 0, top
    while y < bottom:
        x = left - (bricks.length / 2 if row % 2 else 0.0)
        while x < right:
            tone = scaled(rng.choice(bricks.stone), rng.uniform(0.93, 1.06))
            x0, x1 = max(left, x + bricks.gap / 2), min(right, x + bricks.length - bricks.gap / 2)
            y0, y1 = y + bricks.gap / 2, min(bottom, y + bricks.course - bricks.gap / 2)
            if x1 - x0 > 0.01 and y1 > y0:
                edge = min(0.012, bricks.course * 0.12)
                canvas.poly([place(x0, y0), place(x1, y0), place(x1, y1), place(x0, y1)], scaled(tone, 0.84))
                canvas.poly(
                    [place(x0, y0), place(x1, y0), place(x1, y1 - edge), place(x0, y1 - edge)],
                    tone,
                    bricks.rough,
                )
                light = scaled(tone, 1.08)
                canvas.poly(
                    [place(x0, y0), place(x1, y0), place(x1, y0 + edge / 2), place(x0, y0 + edge / 2)], light
                )
            x += bricks.length
        row += 1
        y += bricks.course
