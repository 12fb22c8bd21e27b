"""Numbers on a drawing that do not cover each other."""

from __future__ import annotations

from dataclasses import dataclass

_FOR_RADIUS = 9.5  # units that the tries are made for
_TRIES = (
    (0, 0), (-22, 8), (22, 8), (-25, 20), (25, 20), (0, -21),
    (-22, -14), (22, -14), (0, -42), (-44, 8), (44, 8), (0, -63),
)  # fmt: skip


@dataclass(frozen=True)
class Pin:
    """A number beside what it names; `level` colours it, None is no finding."""

    number: int
    x: float
    y: float
    level: str | None


class PinBoard:
    """Places pins one after the other, each as near to its wish as the earlier ones allow."""

    def __init__(self, left: float, right: float, radius: float) -> None:
        self._left, self._right, self._radius = left, right, radius
        self._pins: list[Pin] = []
        self._blocked: list[tuple[float, float, float, float]] = []

    @property
    def pins(self) -> tuple[Pin, ...]:
        return tuple(self._pins)

    def block(self, x: float, y: float, half_width: float, half_height: float) -> None:
        """Keep pins off a text."""
        self._blocked.append((x, y, half_width + self._radius, half_height + self._radius))

    def place(self, number: int, x: float, y: float, level: str | None) -> None:
        grown = self._radius / _FOR_RADIUS
        spots = [(self._inside(x + dx * grown), y + dy * grown) for dx, dy in _TRIES]
        spot = next((spot for spot in spots if self._free(*spot)), spots[0])
        self._pins.append(Pin(number, round(spot[0], 1), round(spot[1], 1), level))

    def _inside(self, x: float) -> float:
        return min(max(x, self._left + self._radius + 2), self._right - self._radius - 2)

    def _free(self, x: float, y: float) -> bool:
        apart = all((pin.x - x) ** 2 + (pin.y - y) ** 2 >= (2 * self._radius + 1) ** 2 for pin in self._pins)
        return apart and not any(abs(x - bx) < w and abs(y - by) < h for bx, by, w, h in self._blocked)
