"""What the log keeps beside answers: where the customer was, the plan, drawings, reasons; one table of it.

    visit:<id>      place ("outside", "closing" or a room's id), channel; its `at` is the arrival
    room:<id>       floor, box
    drain, device, opening, photo:<id>   pin
    door:<id>       place
    photo:<id>      caption, note, item, entity, room, heading_deg, tilt_deg, channel, drawing, kept;
                    redacted (by the server alone): how many parts of it were made unrecognizable
    path:<path>     override
    consultation    north_deg, street_side
    consultation    coordinates, reference_nhn_m, building_year, parcel_id, map_version, earlier_contacts
    building        source_<item>, written after the answer it belongs to
    building, room, drain, device, opening   onsite_<item>: why it cannot be judged from afar

Lengths on the plan are whole cm, x to the right and y down; directions on it (`deg` of pins and doors, and
`north_deg`: where north is) whole degrees from 0 (up) clockwise; `heading_deg` is the compass's. Places in a
picture are parts of its width and height, 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inspection.domain.checklist import BUILDING, ENTITY_SCOPES, NOT_ASSESSED, SCOPES, Checklist
from inspection.domain.operations import Operation, OperationError, State, is_there

FLOORS = ("outside", "lower_basement", "basement", "ground", "upper")
"Of the plan, lowest last but one: `outside` is the ground around the house."
OUTSIDE, CLOSING = "outside", "closing"
PLACES = (OUTSIDE, CLOSING)
"Where a customer can be beside rooms; `closing` is the closing talk."
CHANNELS = ("video", "on_site", "offline")
"How something was seen: live picture, a visit, pictures of the customer taken without a network."
STREET_SIDES = ("top", "right", "bottom", "left")
DOORS = ("door", "stairs")
SHAPES = ("arrow", "circle", "line", "freehand", "text", "number")
COLOURS = ("blue", "orange", "white")

ONSITE = "onsite_"
SOURCE = "source_"

PLAN_CM = 10_000  # 100 m each way
BOX_CM = (50, 5000)
REASON_CHARACTERS = (10, 1000)
ONSITE_CHARACTERS = 400
SOURCE_CHARACTERS = 200
REFERENCE_NHN_M = (-20, 3000)
"Of the reference point, in m NHN."
BUILDING_YEARS = (1000, 2200)
PARCEL_CHARACTERS = 120
MAP_VERSION_CHARACTERS = 80
EARLIER_CHARACTERS = 400
SHAPES_MAX = 200
POINTS_MAX = 2000
"Points of all shapes of one drawing together; the page thins out a line before it sends it."
SHAPE_TEXT_CHARACTERS = 80

Check = Callable[[Operation, State, Checklist], None]


def check_record(checklist: Checklist, state: State, operation: Operation) -> bool:
    """Whether the field is one of these. Raises OperationError when it is and its value does not fit."""
    check = _find(checklist, operation)
    if check is None:
        return False
    if operation.value is not None:
        check(operation, state, checklist)
    return True


def _find(checklist: Checklist, operation: Operation) -> Check | None:
    kind, field = operation.kind, operation.field
    if kind == "path" and operation.entity_id not in {path.id for path in checklist.paths}:
        raise OperationError("operation_unknown_entity", target=operation.target)
    if kind in SCOPES and field.startswith(ONSITE):
        item = checklist.items.get(field.removeprefix(ONSITE))
        return _text(ONSITE_CHARACTERS) if item and item.scope == kind and not item.source else None
    if kind == BUILDING and field.startswith(SOURCE):
        return _text(SOURCE_CHARACTERS) if field.removeprefix(SOURCE) in checklist.items else None
    return RECORDS.get((kind, field))


def _refuse(operation: Operation, wanted: str) -> OperationError:
    return OperationError("operation_wrong_type", field=operation.field, wanted=wanted)


def _text(most: int, least: int = 0) -> Check:
    def check(operation: Operation, state: State, checklist: Checklist) -> None:
        if not isinstance(operation.value, str):
            raise _refuse(operation, "text")
        if len(operation.value) > most:
            raise OperationError("operation_too_long", field=operation.field, limit=most)
        if len(operation.value.strip()) < least:
            raise _refuse(operation, "text")

    return check


def _one_of(*options: str) -> Check:
    def check(operation: Operation, state: State, checklist: Checklist) -> None:
        _option(operation, operation.value, options)

    return check


def _between(least: float, most: float) -> Check:
    def check(operation: Operation, state: State, checklist: Checklist) -> None:
        if not _is_number(operation.value):
            raise _refuse(operation, "number")
        if not least <= operation.value <= most:
            raise OperationError(
                "operation_out_of_range", field=operation.field, min=f"{least:g}", max=f"{most:g}"
            )

    return check


def _whole(least: int, most: int) -> Check:
    within = _between(least, most)

    def check(operation: Operation, state: State, checklist: Checklist) -> None:
        within(operation, state, checklist)
        if not isinstance(operation.value, int):
            raise _refuse(operation, "number")

    return check


def _coordinates(operation: Operation, state: State, checklist: Checklist) -> None:
    """`{lat, lon}` of the house in degrees (WGS 84)."""
    value = _mapping(operation, ("lat", "lon"))
    _within(operation, value["lat"], -90, 90)
    _within(operation, value["lon"], -180, 180)


def _true_false(operation: Operation, state: State, checklist: Checklist) -> None:
    if not isinstance(operation.value, bool):
        raise _refuse(operation, "true_false")


def _place(operation: Operation, state: State, checklist: Checklist) -> None:
    """Outside, the closing talk, or a room that exists."""
    if operation.value in PLACES:
        return
    _room(operation, state, checklist)


def _photo_place(operation: Operation, state: State, checklist: Checklist) -> None:
    if operation.value != OUTSIDE:
        _room(operation, state, checklist)


def _room(operation: Operation, state: State, checklist: Checklist) -> None:
    if not isinstance(operation.value, str):
        raise _refuse(operation, "text")
    if not is_there(state, f"room:{operation.value}"):
        raise OperationError("operation_unknown_reference", value=operation.value[:60])


def _override(operation: Operation, state: State, checklist: Checklist) -> None:
    """`{level, reason}`; the computed level stays beside it."""
    value = _mapping(operation, ("level", "reason"))
    _option(operation, value["level"], [level for level in checklist.levels if level != NOT_ASSESSED])
    least, most = REASON_CHARACTERS
    reason = value["reason"]
    if not isinstance(reason, str) or len(reason.strip()) < least:
        raise _refuse(operation, "text")
    if len(reason) > most:
        raise OperationError("operation_too_long", field=operation.field, limit=most)


def _box(operation: Operation, state: State, checklist: Checklist) -> None:
    """`{x, y, w, h}` of a room on its floor's plan, its upper left corner and its size."""
    value = _mapping(operation, ("x", "y", "w", "h"))
    for name in ("x", "y"):
        _within(operation, value[name], -PLAN_CM, PLAN_CM)
    for name in ("w", "h"):
        _within(operation, value[name], *BOX_CM)


def _pin(operation: Operation, state: State, checklist: Checklist) -> None:
    """`{floor, x, y, deg}`: where on which floor's plan, and which way it looks; `deg` may be null."""
    value = _mapping(operation, ("floor", "x", "y", "deg"))
    _plan_point(operation, value)
    if value["deg"] is not None:
        _within(operation, value["deg"], 0, 359)


def _door(operation: Operation, state: State, checklist: Checklist) -> None:
    """`{kind, floor, x, y, w, deg}`: its middle, its width in cm, the way it opens or the stairs go up."""
    value = _mapping(operation, ("kind", "floor", "x", "y", "w", "deg"))
    _option(operation, value["kind"], DOORS)
    _plan_point(operation, value)
    _within(operation, value["w"], *BOX_CM)
    _within(operation, value["deg"], 0, 359)


def _plan_point(operation: Operation, value: Mapping[str, Any]) -> None:
    _option(operation, value["floor"], FLOORS)
    for name in ("x", "y"):
        _within(operation, value[name], -PLAN_CM, PLAN_CM)


def _drawing(operation: Operation, state: State, checklist: Checklist) -> None:
    """A list of `{type, colour, points, text?}`; points are x, y, x, y … and a number's text its digits."""
    shapes = operation.value
    if not isinstance(shapes, list):
        raise _refuse(operation, "list")
    if len(shapes) > SHAPES_MAX:
        raise OperationError("operation_too_long", field=operation.field, limit=SHAPES_MAX)
    points = 0
    for shape in shapes:
        if not isinstance(shape, Mapping) or not {"type", "colour", "points"} <= set(shape) <= {
            "type",
            "colour",
            "points",
            "text",
        }:
            raise _refuse(operation, "list")
        _option(operation, shape["type"], SHAPES)
        _option(operation, shape["colour"], COLOURS)
        found = shape["points"]
        if not isinstance(found, list) or len(found) < 2 or len(found) % 2:
            raise _refuse(operation, "list")
        for part in found:
            _within(operation, part, -1, 2)  # an end may lie outside of the picture
        points += len(found) // 2
        text = shape.get("text", "")
        if not isinstance(text, str):
            raise _refuse(operation, "text")
        if len(text) > SHAPE_TEXT_CHARACTERS:
            raise OperationError("operation_too_long", field=operation.field, limit=SHAPE_TEXT_CHARACTERS)
    if points > POINTS_MAX:
        raise OperationError("operation_too_long", field=operation.field, limit=POINTS_MAX)


def _option(operation: Operation, value: object, options: Sequence[str]) -> None:
    if value not in options:
        raise OperationError("operation_unknown_option", option=str(value)[:60])


def _mapping(operation: Operation, names: tuple[str, ...]) -> Mapping[str, Any]:
    value = operation.value
    if not isinstance(value, Mapping) or set(value) != set(names):
        raise _refuse(operation, "mapping")
    return value


def _within(operation: Operation, value: object, least: float, most: float) -> None:
    if not _is_number(value):
        raise _refuse(operation, "number")
    if not least <= value <= most:  # type: ignore[operator]
        raise OperationError(
            "operation_out_of_range", field=operation.field, min=f"{least:g}", max=f"{most:g}"
        )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


RECORDS: Mapping[tuple[str, str], Check] = {
    ("visit", "place"): _place,
    ("visit", "channel"): _one_of(*CHANNELS),
    ("room", "floor"): _one_of(*FLOORS),
    ("room", "box"): _box,
    **{(kind, "pin"): _pin for kind in (*ENTITY_SCOPES[1:], "photo")},
    ("door", "place"): _door,
    ("photo", "room"): _photo_place,
    ("photo", "heading_deg"): _between(0, 360),
    ("photo", "tilt_deg"): _between(-90, 90),
    ("photo", "channel"): _one_of(*CHANNELS),
    ("photo", "drawing"): _drawing,
    ("photo", "kept"): _true_false,
    ("path", "override"): _override,
    ("consultation", "north_deg"): _between(0, 359),
    ("consultation", "street_side"): _one_of(*STREET_SIDES),
    ("consultation", "coordinates"): _coordinates,
    ("consultation", "reference_nhn_m"): _between(*REFERENCE_NHN_M),
    ("consultation", "building_year"): _whole(*BUILDING_YEARS),
    ("consultation", "parcel_id"): _text(PARCEL_CHARACTERS),
    ("consultation", "map_version"): _text(MAP_VERSION_CHARACTERS),
    ("consultation", "earlier_contacts"): _text(EARLIER_CHARACTERS),
}
"(kind, field) → what its value must be; null removes it."
