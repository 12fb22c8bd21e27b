"""Where everything of the house lies on the plan: as placed, else at a sensible point of its room.

The twin of `static/consultant/plan-places.js`, held to the same vectors (`tests/vectors/plan.json`).
Whole cm, x to the right, y down; directions in degrees, 0 up on the plan, clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["top", "right", "bottom", "left"]
Point = tuple[int, int]

_ROW = {"drain": 0.6, "device": 0.8, "room": 0.45}
_KINDS = ("drain", "device", "opening")
_SIDE_DEG: Mapping[Side, int] = {"bottom": 180, "top": 0, "left": 270, "right": 90}
"In the order in which a wall to the outside is looked for."
_BEHIND_CM = 120
_BESIDE_CM = 40
_MARGIN_CM = 25
_TOUCH_CM = 5


@dataclass(frozen=True)
class Box:
    """A room's outline: its upper left corner and its size."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class DrawnRoom:
    """A room with its outline on a floor."""

    id: str
    floor: str
    box: Box


@dataclass(frozen=True)
class Place:
    """A point on a floor's plan; `deg` the way it looks."""

    floor: str
    x: float
    y: float
    deg: int | None = None
    placed: bool = True
    "By a person; else by `places`."
    near: str | None = None
    "Target beside which it stands by itself."


@dataclass(frozen=True)
class Thing:
    """A drain, device or opening. `room`: of a device, that of what it serves."""

    target: str
    kind: str
    room: str | None
    pin: Place | None = None


@dataclass(frozen=True)
class Shot:
    """A picture; `entity` is the target it is bound to, `heading` the compass's direction."""

    target: str
    entity: str | None
    room: str | None
    heading: float | None
    pin: Place | None = None


def places(
    rooms: Sequence[DrawnRoom], things: Sequence[Thing], photos: Sequence[Shot], north: float | None
) -> dict[str, Place]:
    """Target → where; without what lies in no drawn room."""
    found: dict[str, Place] = {}
    drawn = {room.id: room for room in rooms}
    for kind in _KINDS:
        loose: dict[str, list[str]] = {}
        for thing in things:
            if thing.kind != kind:
                continue
            if thing.pin:
                found[thing.target] = thing.pin
            elif thing.room in drawn:
                loose.setdefault(str(thing.room), []).append(thing.target)
        for id_, waiting in loose.items():
            room = drawn[id_]
            others = [one.box for one in rooms if one.id != id_ and one.floor == room.floor]
            where: Side | float = outer_wall(room.box, others) if kind == "opening" else _ROW[kind]
            for index, target in enumerate(waiting):
                x, y = spread(room.box, where, index, len(waiting))
                found[target] = Place(room.floor, x, y, None, False, f"room:{id_}")
    rooming = {thing.target: thing.room for thing in things}
    for photo in photos:
        place = _standpoint(photo, found, drawn, rooming, north)
        if place:
            found[photo.target] = place
    return found


def _standpoint(
    photo: Shot,
    found: Mapping[str, Place],
    drawn: Mapping[str, DrawnRoom],
    rooming: Mapping[str, str | None],
    north: float | None,
) -> Place | None:
    """From where a picture was taken."""
    deg = None if photo.heading is None else on_plan(photo.heading, north)
    if photo.pin:
        own = photo.pin
        return Place(own.floor, own.x, own.y, deg if own.deg is None else own.deg)
    thing = found.get(photo.entity or "")
    if photo.entity and thing:
        room = drawn.get(rooming.get(photo.entity) or "")
        point: tuple[float, float] = (
            (thing.x + _BESIDE_CM, thing.y - _BESIDE_CM)
            if deg is None
            else away((thing.x, thing.y), turn(deg + 180), _BEHIND_CM)
        )
        if room and room.floor == thing.floor:
            point = inside(point, room.box, _MARGIN_CM)
        return Place(thing.floor, point[0], point[1], deg, False, photo.entity)
    kind, _, entity = (photo.entity or "").partition(":")
    id_ = entity if kind == "room" else photo.room
    room = drawn.get(id_ or "")
    if not room:
        return None
    point = spread(room.box, _ROW["room"], 0, 1)
    if deg is not None:
        point = away(point, turn(deg + 180), min(room.box.w, room.box.h) / 4)
    x, y = inside(point, room.box, _MARGIN_CM)
    return Place(room.floor, x, y, deg, False, f"room:{id_}")


def grouped(targets: Sequence[str], found: Mapping[str, Place]) -> list[tuple[Place, list[str]]]:
    """Pictures that look the same way from the same place share a mark."""
    groups: dict[str, tuple[Place, list[str]]] = {}
    for target in targets:
        place = found.get(target)
        if place is None:
            continue
        sector = "-" if place.deg is None else str(turn(place.deg + 22) // 45)
        key = target if place.placed else f"{place.near}/{sector}"
        groups.setdefault(key, (place, []))[1].append(target)
    return list(groups.values())


def numbers_word(numbers: Sequence[int]) -> str:
    """`3`, `3, 5`, `3–7`, `3 +6`: what a mark can carry."""
    known = sorted(numbers)
    if len(known) < 2:
        return "".join(map(str, known))
    if known[-1] - known[0] == len(known) - 1:
        return f"{known[0]}–{known[-1]}"
    return f"{known[0]}, {known[1]}" if len(known) == 2 else f"{known[0]} +{len(known) - 1}"


def whole(value: float) -> int:
    """Half up, as the browser's twin rounds."""
    return math.floor(value + 0.5)


def turn(deg: float) -> int:
    """0 to 359, whole."""
    return whole(deg) % 360


def on_plan(heading: float, north: float | None) -> int:
    """The compass's direction on the plan."""
    return turn(heading + (north or 0))


def away(point: tuple[float, float], deg: float, far: float) -> tuple[int, int]:
    """The point so far away in a direction."""
    radians = math.radians(deg)
    return whole(point[0] + far * math.sin(radians)), whole(point[1] - far * math.cos(radians))


def inside(point: tuple[float, float], box: Box, margin: float) -> tuple[int, int]:
    """The nearest point that is so far from the walls."""
    sides, ends = min(margin, box.w / 2), min(margin, box.h / 2)
    x = min(box.x + box.w - sides, max(box.x + sides, point[0]))
    y = min(box.y + box.h - ends, max(box.y + ends, point[1]))
    return whole(x), whole(y)


def spread(box: Box, where: Side | float, index: int, count: int) -> tuple[float, float]:
    """The place of the n-th of some things along a wall, or in a row across the room."""
    part = (index + 1) / (count + 1)
    across, down = whole(box.x + box.w * part), whole(box.y + box.h * part)
    if where == "top":
        return across, box.y
    if where == "bottom":
        return across, box.y + box.h
    if where == "left":
        return box.x, down
    if where == "right":
        return box.x + box.w, down
    return across, whole(box.y + box.h * float(where))


def outer_wall(box: Box, others: Sequence[Box]) -> Side:
    """A wall that no other room has in common."""
    shared = {side for other in others if (side := shared_side(box, other))}
    return next((side for side in _SIDE_DEG if side not in shared), "bottom")


def shared_side(a: Box, b: Box) -> Side | None:
    """On which side of `a` the wall lies that both have in common."""
    height = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    width = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    if height > 0 and _touches(a.x + a.w, b.x):
        return "right"
    if height > 0 and _touches(b.x + b.w, a.x):
        return "left"
    if width > 0 and _touches(a.y + a.h, b.y):
        return "bottom"
    if width > 0 and _touches(b.y + b.h, a.y):
        return "top"
    return None


def _touches(a: float, b: float) -> bool:
    return abs(a - b) < _TOUCH_CM
