"""One consultation's answers, checked against the checklist."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspection.domain.case_meta import check_meta
from inspection.domain.checklist import (
    BUILDING,
    CHOICE_TYPES,
    ENTITY_SCOPES,
    EXCLUSIVE_OPTIONS,
    Checklist,
    Item,
)
from inspection.domain.errors import CaseError
from inspection.domain.expressions import Value, nearest

__all__ = ["Case", "CaseError", "Entity", "Settings", "parse_case"]

ENTITY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
PHOTO = re.compile(r"photo:[A-Za-z0-9_-]{1,40}")
LABEL_MAX_CHARACTERS = 80
TEXT_MAX_CHARACTERS = 4000
LISTS = ("rooms", "drains", "devices", "openings")
TOP_LEVEL = ("case", "title", "templates", "settings", "meta", BUILDING, *LISTS, "expected")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the utility has set and the rules read."""

    default_backflow_level_cm: float = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A room, drain, device or opening with its answers; an item without answer is absent."""

    id: str
    label: str
    kind: str
    room: str | None
    "Room that would be flooded; only drains and openings have one."
    answers: Mapping[str, Value]


@dataclass(frozen=True)
class Case:
    """Everything `assess` needs, and `meta` for the protocol."""

    case: str
    title: str
    templates: tuple[str, ...]
    building: Mapping[str, Value]
    rooms: tuple[Entity, ...] = ()
    drains: tuple[Entity, ...] = ()
    devices: tuple[Entity, ...] = ()
    openings: tuple[Entity, ...] = ()
    settings: Settings = Settings()
    meta: Mapping[str, Any] = field(default_factory=dict)

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """The entities of a scope: `room`, `drain`, `device` or `opening`."""
        entities: tuple[Entity, ...] = getattr(self, f"{kind}s")
        return entities

    def entities(self) -> tuple[Entity, ...]:
        """All of them: rooms, drains, devices, openings."""
        return (*self.rooms, *self.drains, *self.devices, *self.openings)


def parse_case(data: object, checklist: Checklist) -> Case:
    """Check what a case file or an export says. Anything may be missing; nothing may be unknown.

    Raises CaseError, which names entity, item and what would be right.
    """
    if not isinstance(data, Mapping):
        raise CaseError("case", "file", "a mapping with case, title, templates and building belongs here")
    _known(data, TOP_LEVEL, "case")
    seen: dict[str, str] = {BUILDING: BUILDING}
    raw = {kind: _entity_list(data, kind) for kind in ENTITY_SCOPES}
    ids = {kind: [_entity_id(entry, kind, seen) for entry in raw[kind]] for kind in ENTITY_SCOPES}
    building = data.get(BUILDING)
    building = {} if building is None else building
    if not isinstance(building, Mapping):
        raise CaseError(BUILDING, BUILDING, "a mapping of items and answers belongs here")
    entities = {
        kind: tuple(_entity(entry, kind, checklist, ids) for entry in raw[kind]) for kind in ENTITY_SCOPES
    }
    return Case(
        case=_text(data, "case"),
        title=_text(data, "title"),
        templates=_templates(data, checklist),
        building=_answers(building, BUILDING, BUILDING, checklist, ids),
        rooms=entities["room"],
        drains=entities["drain"],
        devices=entities["device"],
        openings=entities["opening"],
        settings=_settings(data.get("settings")),
        meta=check_meta(data.get("meta"), checklist),
    )


def _known(data: Mapping[Any, Any], known: Sequence[str], entity: str) -> None:
    for key in data:
        if key not in known:
            raise CaseError(entity, str(key), f"unknown; {nearest(str(key), known)}")


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CaseError("case", key, f"{_shown(value)} is not a text; write it in quotes")
    return value


def _templates(data: Mapping[str, Any], checklist: Checklist) -> tuple[str, ...]:
    known = list(checklist.templates)
    value = data.get("templates")
    if not isinstance(value, list) or not value:
        raise CaseError("case", "templates", f"a list is needed, like [{', '.join(known)}]")
    for template in value:
        if template not in known:
            raise CaseError(
                "case", "templates", f"unknown template {_shown(template)}; {nearest(str(template), known)}"
            )
    if len(set(value)) != len(value):
        raise CaseError("case", "templates", "each template once")
    return tuple(template for template in known if template in value)


def _settings(value: object) -> Settings:
    if value is None:
        return Settings()
    if not isinstance(value, Mapping):
        raise CaseError("settings", "settings", "a mapping like {default_backflow_level_cm: 10} belongs here")
    _known(value, ("default_backflow_level_cm",), "settings")
    level = value.get("default_backflow_level_cm")
    if level is None:
        return Settings()
    if not _is_number(level):
        raise CaseError("settings", "default_backflow_level_cm", f"{_shown(level)} is not a number in cm")
    return Settings(default_backflow_level_cm=level)


def _entity_list(data: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    value = data.get(f"{kind}s")
    if value is None:
        return []
    if not isinstance(value, list):
        raise CaseError("case", f"{kind}s", "a list belongs here")
    for number, entry in enumerate(value, 1):
        if not isinstance(entry, Mapping):
            raise CaseError(
                f"{kind}s", f"entry {number}", "a mapping with id, label and answers belongs here"
            )
    return value


def _entity_id(entry: Mapping[str, Any], kind: str, seen: dict[str, str]) -> str:
    value = entry.get("id")
    if not isinstance(value, str) or not ENTITY_ID.fullmatch(value):
        raise CaseError(f"{kind}s", "id", f"{_shown(value)} is not an id; 1 to 40 letters, digits, _ or -")
    if value in seen:
        raise CaseError(value, "id", f"already taken by a {seen[value]}; each id once over all kinds")
    seen[value] = kind
    return value


def _entity(
    entry: Mapping[str, Any], kind: str, checklist: Checklist, ids: Mapping[str, list[str]]
) -> Entity:
    entity_id: str = entry["id"]
    own = ["id", "label"]
    if "room" in checklist.scopes[kind].required_refs:
        own.append("room")
    label = entry.get("label", "")
    if not isinstance(label, str) or len(label) > LABEL_MAX_CHARACTERS:
        raise CaseError(
            entity_id, "label", f"a text of at most {LABEL_MAX_CHARACTERS} characters belongs here"
        )
    room = entry.get("room") if "room" in own else None
    if room is not None:
        _reference(entity_id, "room", room, "room", ids)
    answers = {key: value for key, value in entry.items() if key not in own}
    return Entity(entity_id, label, kind, room, _answers(answers, entity_id, kind, checklist, ids))


def _answers(
    raw: Mapping[str, Any], entity: str, scope: str, checklist: Checklist, ids: Mapping[str, list[str]]
) -> dict[str, Value]:
    answers: dict[str, Value] = {}
    for item_id, value in raw.items():
        item = checklist.items.get(item_id)
        if item is None or item.scope != scope:
            known = [item.id for item in checklist.items_of(scope)]
            wrong = "unknown item" if item is None else f"belongs to scope '{item.scope}', not '{scope}'"
            raise CaseError(entity, str(item_id), f"{wrong}; {nearest(str(item_id), known)}")
        if value is not None:
            answers[item_id] = check_answer(item, value, entity, ids)
    return answers


def check_answer(item: Item, value: Any, entity: str, ids: Mapping[str, Sequence[str]]) -> Value:
    """The value of one answer, or CaseError with what would be right. `ids`: kind → ids of its entities."""
    if item.type in CHOICE_TYPES:
        return _option(item, value, entity)
    if item.type == "multi":
        return _options(item, value, entity)
    if item.type == "number":
        return _number(item, value, entity)
    if item.type == "reference":
        return _reference(entity, item.id, value, item.ref or "", ids)
    if item.type == "photo":
        return _photos(item, value, entity)
    if not isinstance(value, str) or len(value) > TEXT_MAX_CHARACTERS:
        raise CaseError(entity, item.id, f"a text of at most {TEXT_MAX_CHARACTERS} characters belongs here")
    return value


def _option(item: Item, value: Any, entity: str) -> str:
    if isinstance(value, str) and value in item.options:
        return value
    raise CaseError(entity, item.id, f"{_shown(value)} is not an option; {nearest(str(value), item.options)}")


def _options(item: Item, value: Any, entity: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise CaseError(entity, item.id, f"a list like [{next(iter(item.options))}] belongs here")
    chosen = tuple(_option(item, option, entity) for option in value)
    if len(set(chosen)) != len(chosen):
        raise CaseError(entity, item.id, "each option once")
    exclusive = [option for option in chosen if option in EXCLUSIVE_OPTIONS]
    if exclusive and len(chosen) > 1:
        raise CaseError(entity, item.id, f"'{exclusive[0]}' excludes all other options")
    return chosen


def _number(item: Item, value: Any, entity: str) -> float:
    if not _is_number(value):
        raise CaseError(entity, item.id, f"{_shown(value)} is not a number in {item.unit}")
    if item.range and not item.range.min <= value <= item.range.max:
        limits = f"{item.range.min:g} to {item.range.max:g} {item.unit}"
        raise CaseError(entity, item.id, f"{value:g} is out of range; {limits} is possible")
    number: float = value
    return number


def _reference(entity: str, item: str, value: Any, kind: str, ids: Mapping[str, Sequence[str]]) -> str:
    if isinstance(value, str) and value in ids[kind]:
        return value
    there = nearest(str(value), list(ids[kind])) if ids[kind] else f"the case has no {kind}"
    raise CaseError(entity, item, f"{_shown(value)} is not the id of a {kind}; {there}")


def _photos(item: Item, value: Any, entity: str) -> str | tuple[str, ...]:
    several = isinstance(value, (list, tuple))
    for photo in value if several else (value,):
        if not isinstance(photo, str) or not PHOTO.fullmatch(photo):
            raise CaseError(entity, item.id, f"{_shown(photo)} is not a photo; write it like 'photo:p01'")
    return tuple(value) if several else value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
