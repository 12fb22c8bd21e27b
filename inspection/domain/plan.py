"""The sketch plan of a case, to scale on paper: a drawing per floor. Pure; what is malformed is passed over.

Drawing units are 1/4 mm: a drawing is 680 wide and at most 560 high.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspection.domain.plan_places import Box, DrawnRoom, Place, Shot, Thing, grouped, numbers_word, places
from inspection.domain.records import FLOORS, PLAN_CM, STREET_SIDES

WIDTH, MOST_HIGH = 680, 560
_EDGE = 34
"Around the rooms; the street's band lies in it."
_MOST_PER_CM = 0.9
_STAIRS_CM = 250
_WEDGE, _WEDGE_DEG = 34, 42
_SHALLOW_CM = -100
_BARS_CM = (1000, 500, 200, 100)
_LETTER = 6.4
"Of a room's name, on the average."


@dataclass(frozen=True)
class RoomFacts:
    """What is written into a room."""

    id: str
    name: str
    floor_cm: float | None


@dataclass(frozen=True)
class PinFacts:
    """A drain, device or opening with its number in the protocol."""

    id: str
    kind: str
    room: str | None
    number: int
    level: str | None


@dataclass(frozen=True)
class PhotoFacts:
    """A picture with its number in the protocol; `entity` is a target such as `drain:d1`."""

    id: str
    number: int
    entity: str | None
    room: str | None
    heading_deg: float | None


@dataclass(frozen=True)
class RoomShape:
    x: float
    y: float
    w: float
    h: float
    name: str
    cm: float | None
    depth: str
    "above, shallow, deep or unknown."


@dataclass(frozen=True)
class DoorShape:
    kind: str
    x: float
    y: float
    deg: int
    half: float
    long: float
    "Half the length of stairs."


@dataclass(frozen=True)
class PinShape:
    x: float
    y: float
    id: str
    kind: str
    number: int
    level: str | None
    placed: bool


@dataclass(frozen=True)
class PhotoShape:
    x: float
    y: float
    deg: int | None
    word: str
    wedge: str
    "A path; empty where the direction is not known."
    half: float


@dataclass(frozen=True)
class FloorDrawing:
    """One floor."""

    floor: str
    height: float
    rooms: tuple[RoomShape, ...]
    doors: tuple[DoorShape, ...]
    pins: tuple[PinShape, ...]
    photos: tuple[PhotoShape, ...]
    outline: tuple[RoomShape, ...]
    "The house, on the plan of what is around it."
    street: str
    north: int | None
    bar: float
    bar_cm: int


@dataclass(frozen=True)
class Plan:
    floors: tuple[FloorDrawing, ...]
    places: Mapping[str, Place]
    "Target → where."


def plan(
    data: object,
    rooms: Sequence[RoomFacts],
    pins: Sequence[PinFacts],
    photos: Sequence[PhotoFacts],
    backflow_cm: float,
) -> Plan | None:
    """Lay out `meta.plan`; None without a room or pin of this case on it."""
    sketch = data if isinstance(data, Mapping) else {}
    known = {room.id: room for room in rooms}
    drawn = [room for entry in _entries(sketch, "rooms") if (room := _room(entry, known))]
    drawn = list({room.id: room for room in drawn}.values())
    own = _pins(sketch)
    north = _number(sketch.get("north_deg"), -360, 360)
    found = places(
        drawn,
        [Thing(f"{p.kind}:{p.id}", p.kind, p.room, own.get(f"{p.kind}:{p.id}")) for p in pins],
        [Shot(f"photo:{p.id}", p.entity, p.room, p.heading_deg, own.get(f"photo:{p.id}")) for p in photos],
        north,
    )
    doors = [door for entry in _entries(sketch, "doors") if (door := _door(entry))]
    used = {room.floor for room in drawn} | {place.floor for place in found.values()}
    if not used:
        return None
    street = sketch.get("street_side")
    layout = _Layout(
        drawn, known, doors, pins, photos, found, backflow_cm,
        street if street in STREET_SIDES else "bottom", None if north is None else round(north) % 360,
    )  # fmt: skip
    return Plan(tuple(layout.floor(floor) for floor in FLOORS if floor in used), found)


@dataclass(frozen=True)
class _Layout:
    drawn: Sequence[DrawnRoom]
    known: Mapping[str, RoomFacts]
    doors: Sequence[tuple[str, Place, float]]
    pins: Sequence[PinFacts]
    photos: Sequence[PhotoFacts]
    places: Mapping[str, Place]
    backflow_cm: float
    street: str
    north: int | None

    def floor(self, floor: str) -> FloorDrawing:
        rooms = [room for room in self.drawn if room.floor == floor]
        outline = (
            [room for room in self.drawn if room.floor == _house_seen(self.drawn)]
            if floor == "outside"
            else []
        )
        doors = [door for door in self.doors if door[1].floor == floor]
        here = {target: place for target, place in self.places.items() if place.floor == floor}
        points = [(place.x, place.y) for place in (*here.values(), *(door[1] for door in doors))]
        for room in (*rooms, *outline):
            points += [(room.box.x, room.box.y), (room.box.x + room.box.w, room.box.y + room.box.h)]
        left, top = (min(point[axis] for point in points) for axis in (0, 1))
        wide, high = (
            max(1.0, max(point[axis] for point in points) - least) for axis, least in ((0, left), (1, top))
        )
        scale = min((WIDTH - 2 * _EDGE - 60) / wide, (MOST_HIGH - 2 * _EDGE) / high, _MOST_PER_CM)
        from_left = (WIDTH - wide * scale) / 2

        def at(x: float, y: float) -> tuple[float, float]:
            return round(from_left + (x - left) * scale, 1), round(_EDGE + (y - top) * scale, 1)

        def shape(room: DrawnRoom) -> RoomShape:
            facts, box = self.known[room.id], room.box
            name = _fitted(facts.name, box.w * scale - 10)
            w, h = round(box.w * scale, 1), round(box.h * scale, 1)
            return RoomShape(*at(box.x, box.y), w, h, name, facts.floor_cm, self._depth(facts.floor_cm))

        bar = next((cm for cm in _BARS_CM if cm * scale <= 170), _BARS_CM[-1])
        return FloorDrawing(
            floor=floor,
            height=round(high * scale + 2 * _EDGE, 1),
            rooms=tuple(shape(room) for room in rooms),
            doors=tuple(
                DoorShape(kind, *at(place.x, place.y), place.deg or 0, round(w * scale / 2, 1),
                          round(_STAIRS_CM * scale / 2, 1))
                for kind, place, w in doors
            ),
            pins=tuple(
                PinShape(*at(place.x, place.y), pin.id, pin.kind, pin.number, pin.level, place.placed)
                for pin in self.pins
                if (place := here.get(f"{pin.kind}:{pin.id}"))
            ),
            photos=tuple(self._marks(here, at)),
            outline=tuple(shape(room) for room in outline),
            street=self.street,
            north=self.north,
            bar=round(bar * scale, 1),
            bar_cm=bar,
        )  # fmt: skip

    def _marks(self, here: Mapping[str, Place], at: Any) -> Iterator[PhotoShape]:
        number = {f"photo:{photo.id}": photo.number for photo in self.photos}
        for place, targets in grouped([target for target in number if target in here], here):
            x, y = at(place.x, place.y)
            word = numbers_word([number[target] for target in targets])
            wedge = "" if place.deg is None else _wedge(x, y, place.deg)
            yield PhotoShape(x, y, place.deg, word, wedge, round(max(9.0, 4 + 3.2 * len(word)), 1))

    def _depth(self, cm: float | None) -> str:
        if cm is None:
            return "unknown"
        if cm >= self.backflow_cm:
            return "above"
        return "shallow" if cm - self.backflow_cm >= _SHALLOW_CM else "deep"


def _house_seen(drawn: Sequence[DrawnRoom]) -> str:
    """The floor whose outline stands for the house."""
    return next(
        (floor for floor in ("ground", "basement") if any(r.floor == floor for r in drawn)), "basement"
    )


def _fitted(name: str, width: float) -> str:
    most = int(width / _LETTER)
    return name if len(name) <= most else name[: max(0, most - 1)].rstrip() + "…" if most > 1 else ""


def _wedge(x: float, y: float, deg: int) -> str:
    def corner(angle: float) -> str:
        radians = math.radians(angle)
        return f"{x + _WEDGE * math.sin(radians):.1f} {y - _WEDGE * math.cos(radians):.1f}"

    first, last = corner(deg - _WEDGE_DEG / 2), corner(deg + _WEDGE_DEG / 2)
    return f"M{x} {y}L{first}A{_WEDGE} {_WEDGE} 0 0 1 {last}Z"


# -- what the log wrote, or a file that somebody typed


def _entries(sketch: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    given = sketch.get(name)
    return [entry for entry in given if isinstance(entry, Mapping)] if isinstance(given, list) else []


def _number(value: object, least: float, most: float) -> float | None:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
        return None
    return float(value) if least <= value <= most else None


def _room(entry: Mapping[str, Any], known: Mapping[str, RoomFacts]) -> DrawnRoom | None:
    box = entry.get("box")
    if (
        str(entry.get("room")) not in known
        or entry.get("floor") not in FLOORS
        or not isinstance(box, Mapping)
    ):
        return None
    x, y = (_number(box.get(name), -PLAN_CM, PLAN_CM) for name in ("x", "y"))
    w, h = (_number(box.get(name), 1, PLAN_CM) for name in ("w", "h"))
    if x is None or y is None or w is None or h is None:
        return None
    return DrawnRoom(str(entry["room"]), str(entry["floor"]), Box(x, y, w, h))


def _place(entry: Mapping[str, Any]) -> Place | None:
    x, y = (_number(entry.get(name), -PLAN_CM, PLAN_CM) for name in ("x", "y"))
    if x is None or y is None or entry.get("floor") not in FLOORS:
        return None
    deg = _number(entry.get("deg"), -360, 720)
    return Place(str(entry["floor"]), x, y, None if deg is None else round(deg) % 360)


def _pins(sketch: Mapping[str, Any]) -> dict[str, Place]:
    return {
        f"{entry.get('kind')}:{entry.get('id')}": place
        for entry in _entries(sketch, "pins")
        if (place := _place(entry))
    }


def _door(entry: Mapping[str, Any]) -> tuple[str, Place, float] | None:
    place, w = _place(entry), _number(entry.get("w"), 1, PLAN_CM)
    if place is None or w is None:
        return None
    return ("stairs" if entry.get("kind") == "stairs" else "door"), place, w
