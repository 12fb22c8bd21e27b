"""A case file as what was answered and photographed in a consultation."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from inspection.domain.operations import iso

PHOTO = "photo:"
KINDS = {"rooms": "room", "devices": "device", "drains": "drain", "openings": "opening"}
"Lists of a case file in an order in which each names only what is there already."


def operations_of(case: Mapping[str, Any], consultation_id: str, at: datetime) -> Iterator[dict[str, Any]]:
    """A case file's answers as operations; their ids follow from the case, so that twice is once."""
    for target, field, value in _answers(case):
        yield {
            "op_id": str(uuid.uuid5(uuid.UUID(consultation_id), f"{target}/{field}")),
            "based_on": 0,
            "target": target,
            "field": field,
            "value": value,
            "at": iso(at),
        }


def _answers(case: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for item, value in case["building"].items():
        if not _is_photo(value):
            yield "building", item, value
    for kind, entity in _entities(case):
        target = f"{kind}:{entity['id']}"
        yield target, "exists", True
        for field, value in entity.items():
            if field != "id" and not _is_photo(value):
                yield target, field, value


def photos_of(case: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Item, entity and subject of each picture."""
    for item, value in case["building"].items():
        if _is_photo(value):
            yield item, "building", value.removeprefix(PHOTO)
    for _, entity in _entities(case):
        for item, value in entity.items():
            if _is_photo(value):
                yield item, entity["id"], value.removeprefix(PHOTO)


def _entities(case: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, kind in KINDS.items():
        entities: Sequence[Mapping[str, Any]] = case.get(name) or ()
        for entity in entities:
            yield kind, entity


def _is_photo(value: object) -> bool:
    return isinstance(value, str) and value.startswith(PHOTO)
