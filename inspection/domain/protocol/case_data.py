"""The case as data inside the PDF: a case file that the rules read again, without what is nobody else's.

The PDF goes on to plumber and insurer, and its data with it. So no contact data, no answer about insurance
and no remarks are in them; an assessment made from them says of the path `organisation` that it was not
covered, or not wholly, and is the printed one otherwise. Nothing about the release is in them either:
releasing must not change what was rendered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from inspection.domain.case import Case, Entity
from inspection.domain.checklist import BUILDING, ENTITY_SCOPES, Checklist
from inspection.domain.expressions import Value
from inspection.domain.protocol.pictures import pictures_allowed

FILE_NAME = "kellerblick-case.json"
META = (
    "protocol_no",
    "protocol_version",
    "templates",
    "checklist_version",
    "ruleset_version",
    "address",
    "parcel_id",
    "coordinates",
    "building_year",
    "attendee_role",
    "consultant_id",
    "started_at",
    "ended_at",
    "channel",
    "reference_level_nhn_m",
    "backflow_level_source",
    "map_version",
    "follow_up_due",
    "photos",
)
"What travels along. Named one by one: a new field of the archive stays at home until someone decides."

_BREAKS_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"JSON lets these stand as they are, a reader of YAML refuses or changes them."


def case_data(checklist: Checklist, case: Case) -> str:
    """The data as JSON, which is YAML too: `kellerblick assess` and `kellerblick protocol` read it."""
    text = json.dumps(_public(checklist, case), ensure_ascii=False, indent=1, default=str)
    return _BREAKS_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def _public(checklist: Checklist, case: Case) -> dict[str, Any]:
    private = frozenset(checklist.protocol.private_items)
    level = case.settings.default_backflow_level_cm
    return {
        "case": case.case,
        "title": case.title,
        "templates": list(case.templates),
        "settings": {"default_backflow_level_cm": level} if level else {},
        "meta": _meta(checklist, case),
        BUILDING: _answers(case.building, private),
        **{f"{kind}s": [_entity(entity, private) for entity in case.of_kind(kind)] for kind in ENTITY_SCOPES},
    }


def _meta(checklist: Checklist, case: Case) -> dict[str, Any]:
    shown = [field for field in META if field != "photos" or pictures_allowed(case)]
    return {
        field: case.meta[field]
        for field in shown
        if field in case.meta and not checklist.meta_fields[field].personal
    }


def _entity(entity: Entity, private: frozenset[str]) -> dict[str, Any]:
    room = {"room": entity.room} if entity.room else {}
    return {"id": entity.id, "label": entity.label, **room, **_answers(entity.answers, private)}


def _answers(answers: Mapping[str, Value], private: frozenset[str]) -> dict[str, Any]:
    return {
        item: list(value) if isinstance(value, tuple) else value
        for item, value in answers.items()
        if item not in private
    }
