"""Data about the consultation under `meta:` of a case: checked, never read by the rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from inspection.domain.checklist import Checklist, MetaField
from inspection.domain.errors import CaseError
from inspection.domain.expressions import nearest


def check_meta(value: object, checklist: Checklist) -> dict[str, Any]:
    """The metadata as given, without what is null. Raises CaseError for an unknown id or a wrong type."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise CaseError("meta", "meta", "a mapping with the ids of the archive's metadata belongs here")
    meta: dict[str, Any] = {}
    for key, given in value.items():
        field = checklist.meta_fields.get(key)
        if field is None:
            raise CaseError("meta", str(key), f"unknown; {nearest(str(key), checklist.meta_fields)}")
        if given is None:
            continue
        if not _fits(field, given, checklist):
            raise CaseError("meta", key, f"{given!r} does not fit; {_right(field, checklist)}"[:200])
        meta[key] = given
    return meta


def _is_day(value: object) -> bool:
    return isinstance(value, str) and _parses(date.fromisoformat, value)


def _is_instant(value: object) -> bool:
    return isinstance(value, str) and len(value) > 10 and _parses(datetime.fromisoformat, value)


def _parses(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _is_decimal(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


META_TYPES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "string": (lambda value: isinstance(value, str), "a text, in quotes"),
    "integer": (lambda value: isinstance(value, int) and not isinstance(value, bool), "a whole number"),
    "decimal": (_is_decimal, "a number"),
    "boolean": (lambda value: isinstance(value, bool), "true or false"),
    "list": (lambda value: isinstance(value, list), "a list"),
    "object": (lambda value: isinstance(value, Mapping), "a mapping"),
    "date": (_is_day, 'a day like "2026-03-11"'),
    "datetime": (_is_instant, 'a time like "2026-03-11T09:02:00+01:00"'),
}
"Type → test and what would be right."


def _options(field: MetaField, checklist: Checklist) -> tuple[str, ...]:
    return tuple(checklist.items[field.source_item].options) if field.source_item else field.values


def _fits(field: MetaField, value: object, checklist: Checklist) -> bool:
    if field.type == "enum":
        return isinstance(value, str) and value in _options(field, checklist)
    return META_TYPES[field.type][0](value)


def _right(field: MetaField, checklist: Checklist) -> str:
    if field.type == "enum":
        return "one of " + ", ".join(_options(field, checklist))
    return META_TYPES[field.type][1]
