"""A live consultation as a case file: what `parse_case`, `assess` and the protocol read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from inspection.domain.checklist import BUILDING, ENTITY_SCOPES, Checklist
from inspection.domain.consent import POSITION, Consent, consents_as_meta, current, is_given
from inspection.domain.consultation import Consultation
from inspection.domain.operations import WITH_ROOM, State, is_there, iso, present, value_of
from inspection.domain.position import Position, position_as_meta
from inspection.domain.record_export import records_as_meta

PHOTO_FIELDS = ("caption", "room", "heading_deg", "tilt_deg", "channel", "drawing", "redacted")
"What the log says of a picture and the protocol prints."


@dataclass(frozen=True)
class ExportedPhoto:
    """What the record of a photo adds to what the log says about it."""

    id: str
    sha256: str
    taken_at: datetime | None


def export_case(
    checklist: Checklist,
    consultation: Consultation,
    state: State,
    *,
    consents: Iterable[Consent] = (),
    photos: Iterable[ExportedPhoto] = (),
    settings: Mapping[str, object] | None = None,
    position: Position | None = None,
    protocol_version: int = 1,
) -> dict[str, Any]:
    """The dict of a case file. What was removed, and references to it, are left out: it always parses.

    When and by whom it was released is not in it: releasing must not change what is rendered.
    """
    consents = tuple(consents)
    known = {photo.id: photo for photo in photos}
    shown = [target.removeprefix("photo:") for target in present(state, "photo")]
    bound = _bound_photos(state, shown)
    case: dict[str, Any] = {
        "case": consultation.number,
        "title": " ".join(
            part for part in (consultation.address.street, consultation.address.number) if part
        ),
        "templates": list(consultation.templates),
        "settings": _settings(settings or {}),
        "meta": _meta(consultation, consents, protocol_version),
        BUILDING: _answers(checklist, state, BUILDING, bound),
    }
    pictures = [_photo(state, photo_id, known.get(photo_id)) for photo_id in shown]
    records = records_as_meta(checklist, state, pictures, consultation.ended_at)
    case["meta"] |= {name: value for name, value in records.items() if value}
    case["meta"]["photos"] = pictures
    if position is not None and is_given(consents, POSITION):
        case["meta"]["position"] = position_as_meta(position, value_of(state, "consultation", "coordinates"))
    for item in checklist.items_of(BUILDING):
        latest = current(consents, "stills") if item.source == "consent" else None
        if latest is not None:
            case[BUILDING][item.id] = "yes" if latest.given else "no"
    for kind in ENTITY_SCOPES:
        case[f"{kind}s"] = [_entity(checklist, state, target, bound) for target in present(state, kind)]
    return case


def _entity(
    checklist: Checklist, state: State, target: str, bound: Mapping[tuple[str, str], list[str]]
) -> dict[str, Any]:
    kind, _, entity_id = target.partition(":")
    entity: dict[str, Any] = {"id": entity_id, "label": value_of(state, target, "label") or ""}
    if kind in WITH_ROOM:
        room = value_of(state, target, "room")
        if room is not None and is_there(state, f"room:{room}"):
            entity["room"] = room
    return {**entity, **_answers(checklist, state, target, bound)}


def _answers(
    checklist: Checklist, state: State, target: str, bound: Mapping[tuple[str, str], list[str]]
) -> dict[str, Any]:
    scope, _, entity_id = target.partition(":")
    answers: dict[str, Any] = {}
    for item in checklist.items_of(scope):
        value = (
            _photo_value(bound.get((entity_id or BUILDING, item.id), []))
            if item.type == "photo"
            else value_of(state, target, item.id)
        )
        gone = item.type == "reference" and value is not None and not is_there(state, f"{item.ref}:{value}")
        if value is not None and value != [] and not gone:
            answers[item.id] = value
    return answers


def _bound_photos(state: State, photo_ids: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """(entity or building, item) → photos bound there, oldest first."""
    bound: dict[tuple[str, str], list[str]] = {}
    for photo_id in photo_ids:
        item = value_of(state, f"photo:{photo_id}", "item")
        entity = value_of(state, f"photo:{photo_id}", "entity")
        if item is not None and entity is not None:
            bound.setdefault((entity, item), []).append(photo_id)
    return bound


def _photo_value(photo_ids: list[str]) -> str | list[str] | None:
    values = [f"photo:{photo_id}" for photo_id in photo_ids]
    return None if not values else values[0] if len(values) == 1 else values


def _photo(state: State, photo_id: str, record: ExportedPhoto | None) -> dict[str, Any]:
    target = f"photo:{photo_id}"
    photo = {
        "id": photo_id,
        "item": value_of(state, target, "item"),
        "entity": value_of(state, target, "entity"),
        "taken_at": iso(record.taken_at) if record and record.taken_at else None,
        **{field: value_of(state, target, field) for field in PHOTO_FIELDS},
        "sha256": record.sha256 if record else None,
    }
    return {key: value for key, value in photo.items() if value is not None}


def _settings(settings: Mapping[str, object]) -> dict[str, object]:
    level = settings.get("default_backflow_level_cm")
    return {} if level is None else {"default_backflow_level_cm": level}


def _meta(consultation: Consultation, consents: Iterable[Consent], protocol_version: int) -> dict[str, Any]:
    customer = consultation.customer
    contact = {key: value for key, value in (("email", customer.email), ("phone", customer.phone)) if value}
    meta: dict[str, Any] = {
        "protocol_no": consultation.number,
        "protocol_version": protocol_version,
        "templates": list(consultation.templates),
        "checklist_version": consultation.checklist_version,
        "ruleset_version": consultation.ruleset_version,
        "address": {key: value for key, value in asdict(consultation.address).items() if value},
        "owner_name": " ".join(part for part in (customer.salutation, customer.name) if part),
        "owner_contact": contact,
        "consultant_id": consultation.consultant_id,
        "started_at": iso(consultation.started_at) if consultation.started_at else None,
        "ended_at": iso(consultation.ended_at) if consultation.ended_at else None,
        "consents": consents_as_meta(consents),
    }
    return {key: value for key, value in meta.items() if value not in (None, "", {})}
