"""The stills of a consultation: which there are, in which order, and what they show."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspection.domain.case import Case
from inspection.domain.checklist import BUILDING
from inspection.domain.protocol.document import Picture
from inspection.domain.protocol.wording import Wording
from inspection.domain.records import OUTSIDE
from inspection.domain.visibility import Facts, Subject

_PREFIX = "photo:"
LEVEL_BELOW = 3  # degrees that nobody holds a phone more exactly than


def pictures_allowed(case: Case) -> bool:
    """Whether stills may be shown: with a consent that stands, or where those taken before may be kept."""
    consents = case.meta.get("consents")
    stills = consents.get("stills") if isinstance(consents, Mapping) else None
    record = stills if isinstance(stills, Mapping) else {}
    if record.get("withdrawn_at"):
        return pictures_kept(case)
    answer = case.building.get("consult_media_consent")
    return answer == "yes" or (answer is None and bool(record.get("given_at")))


def pictures_kept(case: Case) -> bool:
    """Whether she withdrew her consent and lets us keep what was taken before."""
    consents = case.meta.get("consents")
    taken = consents.get("stills_taken") if isinstance(consents, Mapping) else None
    return isinstance(taken, Mapping) and bool(taken.get("given_at")) and not taken.get("withdrawn_at")


@dataclass(frozen=True)
class _Bound:
    """A picture and where it belongs."""

    id: str
    entity: str
    item: str | None
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Album:
    """All pictures, numbered through in the order of the findings."""

    pictures: tuple[Picture, ...]
    by_entity: Mapping[str, tuple[Picture, ...]]
    items: Mapping[str, str | None]
    "Picture id → item it belongs to."
    allowed: bool

    def of(self, entity: str) -> tuple[Picture, ...]:
        return self.by_entity.get(entity, ())


def album(
    facts: Facts, available: Collection[str], wording: Wording, names: Mapping[str, str], timezone: str
) -> Album:
    """Collect what the answers and the metadata name. Without consent there are none."""
    case = facts.case
    if not pictures_allowed(case):
        return Album((), {}, {}, allowed=False)
    by_entity: dict[str, list[Picture]] = {}
    pictures: list[Picture] = []
    items: dict[str, str | None] = {}
    for number, bound in enumerate(_bound(facts), 1):
        picture = _picture(facts, bound, number, available, wording, names, timezone)
        pictures.append(picture)
        items[picture.id] = bound.item
        by_entity.setdefault(bound.entity, []).append(picture)
    return Album(
        pictures=tuple(pictures),
        by_entity={entity: tuple(own) for entity, own in by_entity.items()},
        items=items,
        allowed=True,
    )


def photo_ids(value: object) -> tuple[str, ...]:
    """`photo:p01`, or several of them, as ids."""
    several = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(entry.removeprefix(_PREFIX) for entry in several if isinstance(entry, str))


def _bound(facts: Facts) -> Iterator[_Bound]:
    """In the order of the findings: building, then each room with its drains and openings, then devices."""
    records = _records(facts.case)
    seen: set[str] = set()
    for subject in _in_order(facts):
        for item in facts.checklist.items_of(subject.scope):
            if item.type != "photo":
                continue
            for photo in photo_ids(subject.answer(item.id)):
                if photo not in seen:
                    seen.add(photo)
                    yield _Bound(photo, subject.id, item.id, records.get(photo, {}))
        for photo, record in records.items():
            if photo not in seen and _owner(facts, record) == subject.id:
                seen.add(photo)
                yield _Bound(photo, subject.id, record.get("item"), record)


def _in_order(facts: Facts) -> Iterator[Subject]:
    yield facts.building
    rooms = {room.id for room in facts.rooms}
    parts = (*facts.of_kind["drain"], *facts.of_kind["opening"])
    for room in facts.rooms:
        yield room
        yield from (part for part in parts if part.room == room.id)
    yield from (part for part in parts if part.room not in rooms)
    yield from facts.of_kind["device"]


def _records(case: Case) -> dict[str, Mapping[str, Any]]:
    records = case.meta.get("photos")
    entries = records if isinstance(records, list) else []
    return {
        str(entry["id"]).removeprefix(_PREFIX): entry
        for entry in entries
        if isinstance(entry, Mapping) and entry.get("id")
    }


def _owner(facts: Facts, record: Mapping[str, Any]) -> str:
    """The entity a picture is bound to; what is bound to nothing belongs to the building."""
    entity = str(record.get("entity") or BUILDING).split(":")[-1]
    known = {subject.id for subject in facts.subjects()}
    return entity if entity in known else BUILDING


def _picture(
    facts: Facts,
    bound: _Bound,
    number: int,
    available: Collection[str],
    wording: Wording,
    names: Mapping[str, str],
    timezone: str,
) -> Picture:
    item = facts.checklist.items.get(bound.item or "")
    subject = names.get(bound.entity, bound.entity)
    own = bound.record.get("caption")
    shows = wording.label(item) if item else wording.t("protocol.picture.additional")
    caption = own if isinstance(own, str) and own.strip() else f"{subject}, {shows}"
    at = wording.moment(bound.record.get("taken_at"), timezone)
    return Picture(
        id=bound.id,
        number=number,
        title=wording.t("protocol.picture.title", number=number),
        caption=caption,
        taken=wording.clock(at) if at else "",
        subject=subject,
        available=bound.id in available,
        facts=_facts(facts, bound.record, wording),
        drawn=bound.record.get("drawing"),
    )


def _facts(facts: Facts, record: Mapping[str, Any], wording: Wording) -> str:
    """`Waschküche · SW 214° · 82° nach unten · vor Ort aufgenommen`; case files may hold anything."""
    room = record.get("room")
    names = {one.id: one.label for one in facts.case.of_kind("room")}
    words = [names.get(room, "") if isinstance(room, str) else ""]
    if room == OUTSIDE:
        words = [wording.t("protocol.picture.outside")]
    heading, tilt = _degrees(record.get("heading_deg")), _degrees(record.get("tilt_deg"))
    if heading is not None:
        winds = wording.t("protocol.picture.winds").split()
        words.append(f"{winds[round(heading / 45) % 8]} {heading % 360}°")
    if tilt is not None and abs(tilt) <= 90:
        key = "level" if abs(tilt) < LEVEL_BELOW else "down" if tilt < 0 else "up"
        words.append(
            wording.t(f"protocol.picture.{key}", n=abs(tilt))
            if key != "level"
            else wording.t(f"protocol.picture.{key}")
        )
    if record.get("channel") in ("on_site", "offline"):
        words.append(wording.t(f"protocol.picture.{record['channel']}"))
    redacted = _degrees(record.get("redacted"))
    if redacted:
        words.append(wording.t("protocol.picture.redacted"))
    return " · ".join(word for word in words if word)


def _degrees(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return round(value)
