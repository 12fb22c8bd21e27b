"""The finished drawing in its own units, y downwards. The SVG template only strokes and fills it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspection.domain.cross_section.heights import Form, Protection, Symbol
from inspection.domain.cross_section.pins import Pin

Side = Literal["left", "right", "front"]
"Which outer wall is cut open, or seen from the front."


@dataclass(frozen=True)
class RoomShape:
    lines: tuple[str, ...]
    x0: float
    x1: float
    ceiling: float
    floor: float
    floor_known: bool
    hatch_top: float | None
    label_x: float
    label_y: float


@dataclass(frozen=True)
class DrainShape:
    symbol: Symbol
    x: float
    y: float
    floor: float
    known: bool
    connected: bool
    protection: Protection
    outdoor: bool
    whisker: tuple[float, float] | None


@dataclass(frozen=True)
class LiftShape:
    """A lifting station: its tank, and the pressure pipe that rises to `top` and falls at `back`."""

    x: float
    floor: float
    top: float
    back: float
    feeds: tuple[float, ...]


@dataclass(frozen=True)
class OpeningShape:
    form: Form
    side: Side
    wall: float
    outer: float
    edge: float
    bottom: float
    known: bool
    inflow: bool


@dataclass(frozen=True)
class Tick:
    y: float
    label: str
    zero: bool


@dataclass(frozen=True)
class Lens:
    """What is too small to see in the drawing: an edge beside the water in front of it, both in cm."""

    number: int
    edge_cm: float
    water_cm: float


@dataclass(frozen=True)
class CrossSection:
    """The finished geometry; the SVG template only draws it."""

    width: float
    height: float
    left: float
    right: float
    kerb: float
    zero: float
    bottom: float
    house: tuple[float, float]
    slab: float
    ceiling: float
    eaves: float
    ridge: float
    ground_floor_label: tuple[float, float] | None
    rooms: tuple[RoomShape, ...]
    drains: tuple[DrainShape, ...]
    lifts: tuple[LiftShape, ...]
    openings: tuple[OpeningShape, ...]
    pins: tuple[Pin, ...]
    ticks: tuple[Tick, ...]
    backflow: float | None
    water: float | None
    groundwater: float | None
    sewer: tuple[float, float] | None
    collector: float
    lens: Lens | None
    lens_height: float

    @property
    def hatched(self) -> bool:
        """Whether backflow can press into any room."""
        return any(room.hatch_top is not None for room in self.rooms)
