"""What the drawing of a house depends on. All heights in cm above the reference point at the street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Symbol = Literal["floor", "basin", "machine", "wc", "tray", "cover", "outlet"]
Protection = Literal["none", "valve", "lift", "unknown"]
Form = Literal["light_well", "stairs", "ramp", "window", "door"]


@dataclass(frozen=True)
class RoomHeights:
    """A room to draw."""

    id: str
    label: str
    floor_cm: float | None
    floods: bool = False
    "Backflow can come out of one of its drains."


@dataclass(frozen=True)
class DrainHeights:
    """A drain to draw; `rim_cm` is None when nobody knows it."""

    id: str
    room: str | None
    symbol: Symbol
    rim_cm: float | None
    tolerance_cm: float
    outdoor: bool
    connected: bool
    protection: Protection
    device: str | None
    number: int
    level: str | None


@dataclass(frozen=True)
class DeviceHeights:
    """A protection device; it is drawn at the drains it serves."""

    id: str
    lifting: bool
    loop: bool
    "The pressure pipe is known to rise above the backflow level."
    number: int
    level: str | None


@dataclass(frozen=True)
class OpeningHeights:
    """An opening to draw; `edge_cm` is above ground, None when nobody knows it."""

    id: str
    room: str | None
    form: Form
    edge_cm: float | None
    number: int
    level: str | None


@dataclass(frozen=True)
class HouseHeights:
    """All that the drawing depends on."""

    rooms: Sequence[RoomHeights]
    drains: Sequence[DrainHeights]
    devices: Sequence[DeviceHeights]
    openings: Sequence[OpeningHeights]
    backflow_cm: float | None
    "None: the consultation is not about backflow; no sewer is drawn."
    water_cm: float | None
    groundwater_cm: float | None
    "Below ground, positive."
