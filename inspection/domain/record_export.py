"""What the log keeps beside answers, as the metadata of a case: where she was, the plan, reasons, tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from inspection.domain.checklist import BUILDING, ENTITY_SCOPES, SCOPES, Checklist
from inspection.domain.operations import State, iso, present, value_of
from inspection.domain.records import ONSITE, PLACES, SOURCE

PINNED = (*ENTITY_SCOPES[1:], "photo")
VIDEO = "video"
"How something was seen where nothing else is said."


def visits(state: State, ended_at: datetime | None) -> list[dict[str, Any]]:
    """Where the customer was, in order: `{place, arrived_at, left_at, minutes, channel}`.

    A stay ends with the next one, the last with the call (null while it goes on); a visit after the call does
    not lengthen a stay of it. Stays in a row at one place are one. A room that was removed is passed over.
    In the order of arrival: a tablet that was away sends late.
    """
    told: list[dict[str, Any]] = []
    for target in present(state, "visit"):
        place = value_of(state, target, "place")
        if place is None or not (place in PLACES or value_of(state, f"room:{place}", "exists") is True):
            continue
        channel = value_of(state, target, "channel") or VIDEO
        told.append({"place": place, "arrived_at": _arrival(state, target), "channel": channel})
    told.sort(key=lambda visit: datetime.fromisoformat(visit["arrived_at"]))
    found: list[dict[str, Any]] = []
    for visit in told:
        if not found or any(found[-1][part] != visit[part] for part in ("place", "channel")):
            found.append(visit)
    end = iso(ended_at) if ended_at else None
    for visit, later in zip_longest(found, found[1:]):
        visit["left_at"] = left = _leaving(visit, later, end)
        visit["minutes"] = None if left is None else _minutes(visit["arrived_at"], left)
    return found


def _arrival(state: State, target: str) -> str:
    return str(state["entities"][target]["fields"]["exists"]["at"])


def _leaving(visit: Mapping[str, Any], later: Mapping[str, Any] | None, end: str | None) -> str | None:
    arrived = str(visit["arrived_at"])
    if end is not None and _minutes(arrived, end) == 0 and later is None and visit["channel"] != VIDEO:
        return None  # a visit after the call: nobody said when it ended
    if later is None or (end is not None and later["channel"] != visit["channel"]):
        times = [time for time in (end, later and str(later["arrived_at"])) if time]
        return (
            max(arrived, min(times, key=datetime.fromisoformat), key=datetime.fromisoformat)
            if times
            else None
        )
    return str(later["arrived_at"])


def _minutes(start: str, end: str) -> float:
    seconds = (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    return round(max(0.0, seconds) / 60, 1)


def plan(state: State) -> dict[str, Any]:
    """The sketch: north_deg, street_side, rooms, pins and doors; {} without one."""
    rooms = [
        {
            "room": target.partition(":")[2],
            "floor": value_of(state, target, "floor") or "basement",
            "box": box,
        }
        for target in present(state, "room")
        if (box := value_of(state, target, "box")) is not None
    ]
    pins = [
        {"kind": kind, "id": target.partition(":")[2], **pin}
        for kind in PINNED
        for target in present(state, kind)
        if (pin := value_of(state, target, "pin")) is not None
    ]
    doors = [door for target in present(state, "door") if (door := value_of(state, target, "place"))]
    if not (rooms or pins or doors):
        return {}
    return {
        "north_deg": value_of(state, "consultation", "north_deg"),
        "street_side": value_of(state, "consultation", "street_side") or "bottom",
        "rooms": rooms,
        "pins": pins,
        "doors": doors,
    }


def overrides(checklist: Checklist, state: State) -> list[dict[str, Any]]:
    """Levels that a person set against the rules: `{path, level, reason, by, at}`."""
    found = []
    for path in checklist.paths:
        entry = state["entities"].get(f"path:{path.id}", {"fields": {}})["fields"].get("override")
        if entry and entry["value"]:
            found.append({"path": path.id, **entry["value"], "by": entry["by"]["name"], "at": entry["at"]})
    return found


def onsite(checklist: Checklist, state: State) -> list[dict[str, Any]]:
    """What cannot be judged from afar: `{entity, item, reason, done}`; done: answered all the same, later."""
    found = []
    for scope in SCOPES:
        for target in [BUILDING] if scope == BUILDING else present(state, scope):
            for item in checklist.items_of(scope):
                reason = value_of(state, target, f"{ONSITE}{item.id}")
                if reason is None:
                    continue
                entity = target.partition(":")[2] or BUILDING
                done = is_answered(state, target, item.id)
                found.append({"entity": entity, "item": item.id, "reason": reason, "done": done})
    return found


def is_answered(state: State, target: str, item: str) -> bool:
    """Whether there is an answer that says something, or for a photo item a picture."""
    entity = target.partition(":")[2] or BUILDING
    if any(
        value_of(state, photo, "item") == item and value_of(state, photo, "entity") == entity
        for photo in present(state, "photo")
    ):
        return True
    return value_of(state, target, item) not in (None, "", "unknown", [], ["unknown"])


def sources(checklist: Checklist, state: State) -> dict[str, str]:
    """Where the office has its data from: item → words.

    A source belongs to the answer before it. An answer given later, to another value, has none until
    somebody says so; who only confirms an answer writes its source again.
    """
    fields = state["entities"].get(BUILDING, {"fields": {}})["fields"]
    found = {}
    for item in checklist.items_of(BUILDING):
        answer, source = fields.get(item.id), fields.get(f"{SOURCE}{item.id}")
        if not (answer and source and source["value"]) or answer["value"] is None:
            continue
        if source["seq"] > answer["seq"]:
            found[item.id] = source["value"]
    return found


OFFICE_DATA = {
    "reference_nhn_m": "reference_level_nhn_m",
    "building_year": "building_year",
    "parcel_id": "parcel_id",
    "map_version": "map_version",
}
"Field of the log → id of the archive's metadata."


def office_data(state: State) -> dict[str, Any]:
    """What the office knows of the house beside answers, as far as the archive has a place for it."""
    return {name: value_of(state, "consultation", field) for field, name in OFFICE_DATA.items()}


def channel(stays: Sequence[Mapping[str, Any]], photos: Sequence[Mapping[str, Any]]) -> str:
    """`video`, `on_site`, or `mixed` where some of it was seen on a visit."""
    ways = {entry.get("channel") or VIDEO for entry in (*stays, *photos)}
    if "on_site" not in ways:
        return VIDEO
    return "on_site" if ways == {"on_site"} else "mixed"


def records_as_meta(
    checklist: Checklist, state: State, photos: Sequence[Mapping[str, Any]], ended_at: datetime | None
) -> dict[str, Any]:
    """The fields of `meta:` that come from these; empty ones are left out by the caller."""
    stays = visits(state, ended_at)
    return {
        "visits": stays,
        "plan": plan(state),
        "overrides": overrides(checklist, state),
        "onsite": onsite(checklist, state),
        "sources": sources(checklist, state),
        "channel": channel(stays, photos),
        **office_data(state),
    }
