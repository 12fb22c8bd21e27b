"""Openings: one per outer wall is cut open with the shaft before it, all others are seen from the front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspection.domain.cross_section.frame import Frame
from inspection.domain.cross_section.heights import Form, OpeningHeights
from inspection.domain.cross_section.pins import PinBoard
from inspection.domain.cross_section.rooms import Spans
from inspection.domain.cross_section.shapes import Lens, OpeningShape, Side

_PIT_WIDTH: Mapping[Form, float] = {
    "light_well": 38.0,
    "stairs": 62.0,
    "ramp": 74.0,
    "window": 24.0,
    "door": 24.0,
}
_FRONT_WIDTH = 24.0
_CROWDED_FROM = 9  # indoor drains: they need the width more than the shafts do
_CROWDED = 0.6
_LENS_FREEBOARD_CM = 15.0
_LENS_WATER_CM = 40.0


@dataclass(frozen=True)
class Place:
    """Where an opening is drawn."""

    opening: OpeningHeights
    side: Side
    slot: int
    "Which one of the front openings of its room this is, from 0."


@dataclass(frozen=True)
class Places:
    all: tuple[Place, ...]
    widths: Mapping[str, float]
    "Side → room needed before the wall."


def place_openings(frame: Frame) -> Places:
    """What has a finding goes first, then the widest shafts."""
    house = frame.house
    order = [room.id for room in frame.below] or [room.id for room in house.rooms]
    widths = {"left": _FRONT_WIDTH, "right": _FRONT_WIDTH}
    cut: dict[str, Side] = {}
    for opening in sorted(house.openings, key=lambda o: (o.level is None, -_PIT_WIDTH[o.form], o.number)):
        position = order.index(opening.room) if opening.room in order else 0
        wished: Side = "left" if position < max(1, len(order) / 2) else "right"
        outer = position in (0, len(order) - 1)
        alone = len(order) <= 1
        free: list[Side] = [side for side in (wished, _across(wished)) if side not in cut.values()]
        if free and outer and (free[0] == wished or alone):
            cut[opening.id] = free[0]
            widths[free[0]] = _pit_width(frame, opening)
    places: list[Place] = []
    for opening in house.openings:
        slot = sum(place.side == "front" and place.opening.room == opening.room for place in places)
        places.append(Place(opening, cut.get(opening.id, "front"), slot))
    return Places(tuple(places), widths)


def _pit_width(frame: Frame, opening: OpeningHeights) -> float:
    crowded = sum(not drain.outdoor for drain in frame.house.drains) >= _CROWDED_FROM
    width = _PIT_WIDTH[opening.form]
    return max(_FRONT_WIDTH, round(width * _CROWDED, 1)) if crowded else width


def _across(side: Side) -> Side:
    return "right" if side == "left" else "left"


def opening_shape(frame: Frame, place: Place, spans: Spans) -> OpeningShape:
    """Its edge above ground, and how far down the shaft in front of it goes."""
    opening, house = place.opening, frame.house
    floor = frame.floor_of(opening.room)
    edge = 0.0 if opening.edge_cm is None else opening.edge_cm
    bottom = edge
    if place.side == "front":
        start, end = spans.get(opening.room or "", frame.walls)
        wall = min(start + 22 + 36 * place.slot, end - 30)
        outer = wall + _FRONT_WIDTH
    else:
        wall = frame.walls[0] if place.side == "left" else frame.walls[1]
        outer = wall + (-1 if place.side == "left" else 1) * _pit_width(frame, opening)
        depths = {"light_well": max(floor + 40, -90.0), "stairs": floor, "ramp": floor}
        bottom = depths.get(opening.form, edge)
    return OpeningShape(
        form=opening.form,
        side=place.side,
        wall=round(wall, 1),
        outer=round(outer, 1),
        edge=frame.y(edge),
        bottom=frame.y(min(bottom, edge)),
        known=opening.edge_cm is not None,
        inflow=None not in (house.water_cm, opening.edge_cm) and edge < (house.water_cm or 0.0),
    )


def pin_opening(board: PinBoard, place: Place, shape: OpeningShape) -> None:
    board.place(place.opening.number, (shape.wall + shape.outer) / 2, shape.edge - 17, place.opening.level)


def lens(frame: Frame) -> Lens | None:
    """The opening with the least freeboard, if edge and water lie too close together for the scale."""
    water = frame.house.water_cm
    if not water or water > _LENS_WATER_CM:
        return None
    found = [o for o in frame.house.openings if o.edge_cm is not None and o.edge_cm >= 0 and o.level]
    opening = min(found, key=lambda o: (o.edge_cm or 0.0, o.number), default=None)
    if opening is None or opening.edge_cm is None or abs(opening.edge_cm - water) > _LENS_FREEBOARD_CM:
        return None
    return Lens(opening.number, opening.edge_cm, water)
