"""Answers that could still come out otherwise, and a case with such answers put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inspection.domain.case import Case, Entity
from inspection.domain.checklist import BUILDING, CHOICE_TYPES, UNKNOWN, Checklist, Item
from inspection.domain.derived import known_floor_cm
from inspection.domain.derived_device import maintenance_interval_months
from inspection.domain.expressions import Value, names_used
from inspection.domain.visibility import Facts, Subject

MEASURED, ESTIMATED = "measured", "estimated"
PROTECTION = "drain_protection"
DEVICES = ("backflow_valve", "lifting_station")
_FLAWLESS: Mapping[str, Value] = {
    "dev_condition": "ok",
    "dev_accessible": "yes",
    "dev_maintenance_state": "date_known",
    "dev_last_maintenance_months": 0,
    "dev_upstream_upper_floors": "no",
    "dev_upstream_rain": "no",
    "dev_loop_above_bl": "yes",
    "dev_alarm": "yes",
}
"A device with nothing to object to; what does not belong to its kind is not visible and does not count."
_FREEBOARDS_CM = (-9, 0, 10)
"From here on the rules see less danger (rules/surface_water.yaml)."
_CATCHMENT_M2 = 5
_OPENINGS_LOOKED_AT = 3


@dataclass(frozen=True)
class Change:
    """One answer that comes out otherwise."""

    target: str
    item: str
    value: Value
    "For a number the lowest of the span for which it stands, or the highest where `below` alone is given."
    method: str | None = None
    "Item that says how the number was found; it then says `measured`."
    low: float | None = None
    high: float | None = None
    "From `low` to below `high` the number makes the same difference; None: no limit."


Pairs = Mapping[str, str]
"Number → the item that asks whether it was measured or estimated."


def method_pairs(checklist: Checklist) -> dict[str, str]:
    """As the page pairs them (static/consultant/method.js): neighbours in a section."""
    found: dict[str, str] = {}
    for section in checklist.sections:
        items = [checklist.items[item] for item in section.items]
        for index, item in enumerate(items):
            if item.type == "number":
                near = [*items[index + 1 : index + 2], *items[max(0, index - 1) : index]]
                method = next(
                    (one for one in near if one.scope == item.scope and _asks_how(one)),
                    None,
                )
                if method is not None:
                    found[item.id] = method.id
    return found


def _asks_how(item: Item) -> bool:
    return MEASURED in item.options and ESTIMATED in item.options


def question_of(subject: Subject, item_id: str, pairs: Pairs) -> str | None:
    """The item to ask about when this one carries a finding: of a height and its method the height.

    None where nothing can come out otherwise: it is answered for certain, or not asked.
    """
    checklist = subject.facts.checklist
    numbers = {method: number for number, method in pairs.items()}
    item = checklist.items[numbers.get(item_id, item_id)]
    if not item.is_asked or item.scope != subject.scope:
        return None
    if item.id in pairs:
        method = subject.answer(pairs[item.id])
        certain = method == MEASURED and subject.answer(item.id) is not None
        return None if certain else item.id
    if not subject.is_visible(item.id):
        return None
    if item.id == PROTECTION:
        return item.id if subject.lookup(item.id) in ("none", UNKNOWN) else None
    stands_in = any(name in numbers for name in names_used(item.visible_when.tree))
    if stands_in and item.type != "number":
        return None  # asked only as long as the height is not known: the height is the better question
    answer = subject.answer(item.id)
    is_open = answer is None or answer == UNKNOWN or (item.type == "multi" and UNKNOWN in _several(answer))
    return item.id if is_open and item.type in (*CHOICE_TYPES, "multi", "number") else None


def _several(answer: Value) -> Sequence[Any]:
    return answer if isinstance(answer, (list, tuple)) else ()


def alternatives(subject: Subject, item_id: str, pairs: Pairs) -> tuple[Change, ...]:
    """The other answers, in the order of the checklist; numbers from the highest span to the lowest."""
    item = subject.facts.checklist.items[item_id]
    target = subject.target
    if item.type == "number":
        return _spans(subject, item, pairs.get(item.id))
    said = subject.lookup(item_id)
    if item_id == PROTECTION:
        known = () if said == "none" else (Change(target, item_id, "none"),)
        return (*(Change(target, item_id, device) for device in DEVICES), *known)
    options = [option for option in item.options if option not in (UNKNOWN, said)]
    if item.type == "multi":
        return tuple(Change(target, item_id, (option,)) for option in options)
    return tuple(Change(target, item_id, option) for option in options)


def _spans(subject: Subject, item: Item, method: str | None) -> tuple[Change, ...]:
    """One for every span between two limits at which a rule changes its mind."""
    least, most = (item.range.min, item.range.max) if item.range else (float("-inf"), float("inf"))
    known: Any = subject.answer(item.id) if method is None or subject.answer(method) == ESTIMATED else None
    if known is not None:  # measured, it lies where the estimate says, give or take
        tolerance = subject.facts.checklist.conventions.tolerance_cm[ESTIMATED]
        least, most = max(least, known - tolerance), min(most, known + tolerance)
    limits = sorted({limit for limit in limits_of(subject, item.id) if least < limit <= most})
    if not limits:
        value = max(0.0, least) if known is None else known
        return (Change(subject.target, item.id, value, method),)
    step = item.range.step if item.range else 1
    spans = [
        Change(subject.target, item.id, low, method, low, high)
        for low, high in zip(limits, [*limits[1:], None], strict=True)
    ]
    lowest = Change(subject.target, item.id, max(least, limits[0] - step), method, None, limits[0])
    return (*reversed(spans), lowest)


def limits_of(subject: Subject, item_id: str) -> Iterable[float]:
    """Numbers from which on a rule, or what it reads, comes out otherwise, if this one were measured."""
    find = _LIMITS.get(item_id)
    return find(subject) if find else ()


def _rim(drain: Subject) -> Iterable[float]:
    conventions = drain.facts.checklist.conventions
    level: Any = drain.lookup("BL")
    offset = conventions.trap_offset_cm.get(str(drain.lookup("drain_type")), conventions.trap_offset_other_cm)
    close = level + conventions.tolerance_cm[MEASURED]
    return (level - conventions.deep_cm + 1, close, close + offset)


def _floor(room: Subject) -> Iterable[float]:
    conventions = room.facts.checklist.conventions
    tolerance = conventions.tolerance_cm[MEASURED]
    level: Any = room.facts.building.lookup("BL")
    depth: Any = room.facts.building.lookup("gw_depth_cm")
    yield tolerance
    if any(drain.room == room.id for drain in room.facts.of_kind["drain"]):
        yield level - conventions.deep_cm + 1
        yield level + tolerance
        yield level + tolerance + conventions.trap_offset_other_cm
    if depth is not None:
        yield -(depth - conventions.groundwater_margin_cm) + 1


def _edge(opening: Subject) -> Iterable[float]:
    conventions = opening.facts.checklist.conventions
    depth: Any = opening.lookup("water_depth")
    above = depth + conventions.edge_tolerance_cm[MEASURED]
    return (*(above + board for board in _FREEBOARDS_CM), conventions.low_opening_cm)


def _water(building: Subject) -> Iterable[float]:
    tolerances = building.facts.checklist.conventions.edge_tolerance_cm
    found: list[float] = []
    for opening in building.facts.of_kind["opening"][:_OPENINGS_LOOKED_AT]:
        edge: Any = opening.lookup("op_edge_height_cm")
        if edge is not None:
            above = edge - tolerances[str(opening.lookup("op_edge_method"))]
            found += [above - board + 1 for board in _FREEBOARDS_CM]
    conventions = building.facts.checklist.conventions
    return (*found, conventions.low_opening_cm - conventions.freeboard_cm + 1)


def _groundwater(building: Subject) -> Iterable[float]:
    rooms = building.facts.rooms_below_street()
    floors = [floor for room in rooms if (floor := known_floor_cm(room)) is not None]
    margin = building.facts.checklist.conventions.groundwater_margin_cm
    return (-min(floors) + margin + 1,) if floors else ()


def _level(building: Subject) -> Iterable[float]:
    """No limit but what is taken for granted now: confirming it is what the office can do."""
    return ()


def _units(building: Subject) -> Iterable[float]:
    return (2, building.facts.checklist.conventions.small_user_circle_units + 1)


def _months(device: Subject) -> Iterable[float]:
    interval = maintenance_interval_months(device)
    return (interval + 1, 2 * interval + 1)


def _catchment(drain: Subject) -> Iterable[float]:
    return (_CATCHMENT_M2 + 0.5,)


_LIMITS = {
    "drain_height_cm": _rim,
    "room_floor_height_cm": _floor,
    "op_edge_height_cm": _edge,
    "map_depth_cm": _water,
    "gw_depth_cm": _groundwater,
    "backflow_level_cm": _level,
    "building_units": _units,
    "dev_last_maintenance_months": _months,
    "drain_catchment_m2": _catchment,
}


def with_changes(case: Case, changes: Iterable[Change], facts: Facts) -> Case:
    """The case as it would be. A protection brings a device that is new, right and in order."""
    for number, change in enumerate(changes, 1):
        answers: dict[str, Value] = {change.item: change.value}
        if change.method is not None:
            answers[change.method] = MEASURED
        if change.item == PROTECTION and change.value in DEVICES:
            device = _device(f"assumed-{number}", str(change.value), _wastewater(facts, change.target))
            answers["drain_device"] = device.id
            case = replace(case, devices=(*case.devices, device))
        case = _answered(case, change.target, answers)
    return case


def _wastewater(facts: Facts, target: str) -> str:
    drain = next(drain for drain in facts.of_kind["drain"] if drain.target == target)
    return str(drain.lookup("drain_wastewater"))


def _device(id_: str, kind: str, wastewater: str) -> Entity:
    valve = "type_3f" if wastewater in ("faecal", UNKNOWN) else "type_2"
    answers = {"dev_kind": kind, "dev_wastewater": wastewater, "dev_valve_type": valve, **_FLAWLESS}
    return Entity(id_, "", "device", None, answers)


def _answered(case: Case, target: str, answers: Mapping[str, Value]) -> Case:
    if target == BUILDING:
        return replace(case, building={**case.building, **answers})
    kind, _, entity_id = target.partition(":")
    entities = tuple(
        replace(entity, answers={**entity.answers, **answers}) if entity.id == entity_id else entity
        for entity in case.of_kind(kind)
    )
    return _with_kind(case, kind, entities)


def _with_kind(case: Case, kind: str, entities: tuple[Entity, ...]) -> Case:
    match kind:
        case "room":
            return replace(case, rooms=entities)
        case "drain":
            return replace(case, drains=entities)
        case "device":
            return replace(case, devices=entities)
        case _:
            return replace(case, openings=entities)
