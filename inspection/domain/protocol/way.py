"""The plan of the house and the way through it, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspection.domain.checklist import BUILDING, ENTITY_SCOPES
from inspection.domain.plan import PhotoFacts, PinFacts, Plan, RoomFacts, plan
from inspection.domain.protocol.document import PlanRow, PlanView, Stay, Utility
from inspection.domain.protocol.findings import Context
from inspection.domain.records import CHANNELS, CLOSING, OUTSIDE

_HEIGHTS = {"drain": "drain_height_cm", "opening": "op_edge_height_cm"}


def plan_view(context: Context) -> PlanView | None:
    """The drawings with a row for each number; None where nothing was drawn."""
    facts, wording = context.facts, context.wording
    level: Any = facts.building.lookup("BL")
    rooms = [
        RoomFacts(room.id, context.names[room.id], _cm(room.answer("room_floor_height_cm")))
        for room in facts.rooms
    ]
    pins = tuple(_pins(context))
    photos = tuple(_photos(context))
    drawn = plan(facts.case.meta.get("plan"), rooms, pins, photos, float(level or 0))
    if drawn is None:
        return None
    titles = {floor.floor: wording.t(f"protocol.plan.floor.{floor.floor}") for floor in drawn.floors}
    return PlanView(
        drawn.floors,
        titles,
        {
            floor.floor: wording.t(
                "protocol.plan.alt",
                floor=titles[floor.floor],
                rooms=wording.join([_with_height(context, shape.name, shape.cm) for shape in floor.rooms], 20)
                or "–",
                pins=len(floor.pins),
                photos=len(floor.photos),
            )
            for floor in drawn.floors
        },
        tuple(_rows(context, drawn, pins, titles)),
    )


def _cm(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _with_height(context: Context, name: str, cm: float | None) -> str:
    height = context.wording.t("protocol.plan.unknown") if cm is None else context.wording.height(cm)
    return f"{name} {height}"


def _pins(context: Context) -> Iterator[PinFacts]:
    facts = context.facts
    for kind in ("drain", "device", "opening"):
        for subject in facts.of_kind[kind]:
            served = facts.drains_of(subject) if kind == "device" else ()
            room = next((drain.room for drain in served if drain.room), subject.room)
            yield PinFacts(
                subject.id, kind, room, context.numbers.of[subject.id], context.numbers.worst.get(subject.id)
            )


def _photos(context: Context) -> Iterator[PhotoFacts]:
    """The pictures that the protocol shows, with what was recorded about them."""
    given = context.facts.case.meta.get("photos")
    records = {
        str(entry.get("id")).removeprefix("photo:"): entry
        for entry in (given if isinstance(given, list) else ())
        if isinstance(entry, Mapping)
    }
    kinds = {subject.id: kind for kind in ENTITY_SCOPES for subject in context.facts.of_kind.get(kind, ())}
    kinds |= {room.id: "room" for room in context.facts.rooms}
    owner = {picture.id: entity for entity, own in context.album.by_entity.items() for picture in own}
    for picture in context.album.pictures:
        record, entity = records.get(picture.id, {}), owner.get(picture.id, BUILDING)
        heading = _cm(record.get("heading_deg"))
        room = record.get("room")
        yield PhotoFacts(
            picture.id,
            picture.number,
            f"{kinds[entity]}:{entity}" if entity in kinds else None,
            room if isinstance(room, str) else None,
            heading if heading is not None and 0 <= heading <= 360 else None,
        )


def _rows(
    context: Context, drawn: Plan, pins: tuple[PinFacts, ...], titles: Mapping[str, str]
) -> Iterator[PlanRow]:
    wording = context.wording
    subjects = {subject.id: subject for kind in _HEIGHTS for subject in context.facts.of_kind[kind]}
    for pin in pins:
        place = drawn.places.get(f"{pin.kind}:{pin.id}")
        cm = _cm(subjects[pin.id].answer(_HEIGHTS[pin.kind])) if pin.id in subjects else None
        where = [context.names.get(pin.room or "", ""), titles.get(place.floor, "") if place else ""]
        photos = [str(picture.number) for picture in context.album.of(pin.id)]
        missing = wording.t("protocol.plan.missing") if place is None else ""
        loose = wording.t("protocol.plan.loose") if place and not place.placed else ""
        yield PlanRow(
            pin.kind,
            pin.number,
            pin.level,
            wording.t(f"protocol.plan.{pin.kind}"),
            context.names[pin.id],
            ", ".join(filter(None, (*where, missing, loose))),
            "" if cm is None else wording.height(cm),
            ", ".join(photos),
        )


def way(context: Context, utility: Utility) -> tuple[Stay, ...]:
    """Where the customer was, when, how long, and how it was seen; what is malformed is passed over."""
    given, wording = context.facts.case.meta.get("visits"), context.wording
    return tuple(
        stay
        for entry in (given if isinstance(given, list) else ())
        if isinstance(entry, Mapping) and (stay := _stay(context, entry, wording.t, utility.timezone))
    )


def _stay(context: Context, entry: Mapping[str, Any], t: Any, timezone: str) -> Stay | None:
    place, wording = entry.get("place"), context.wording
    arrived = wording.moment(entry.get("arrived_at"), timezone)
    if arrived is None or not isinstance(place, str):
        return None
    if place in (OUTSIDE, CLOSING):
        name = t(f"protocol.way.{place}")
    elif place in {room.id for room in context.facts.rooms}:
        name = context.names[place]
    else:
        return None
    minutes, channel = _cm(entry.get("minutes")), entry.get("channel")
    return Stay(
        name,
        wording.clock(arrived),
        "" if minutes is None else t("protocol.way.minutes", minutes=wording.number(max(1, round(minutes)))),
        t(f"protocol.way.{channel}") if channel in CHANNELS else "",
    )
