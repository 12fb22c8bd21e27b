"""Cover, basics, confirmation and the list of all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from inspection.domain.checklist import Item, Note
from inspection.domain.protocol.case_data import FILE_NAME
from inspection.domain.protocol.document import AnswerGroup, Fact, Paragraph, Utility
from inspection.domain.protocol.durations import durations
from inspection.domain.protocol.findings import Context, fact
from inspection.domain.protocol.onsite import answer as onsite_answer
from inspection.domain.protocol.onsite import reasons
from inspection.domain.visibility import Subject

_CHANNELS = ("video", "on_site", "mixed")


def talk_times(context: Context, utility: Utility) -> tuple[datetime | None, datetime | None]:
    """When the talk began and ended, on the utility's clock."""
    meta, wording = context.facts.case.meta, context.wording
    began, ended = (wording.moment(meta.get(key), utility.timezone) for key in ("started_at", "ended_at"))
    return began, ended


def address_lines(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """Street and number; postcode, town and district. Empty where nothing is stated."""
    address = meta.get("address")
    if not isinstance(address, Mapping):
        return ()
    parts = {key: str(value).strip() for key, value in address.items() if value is not None}
    street = f"{parts.get('street', '')} {parts.get('number', '')}".strip()
    town = f"{parts.get('postcode', '')} {parts.get('city', '')}".strip()
    return tuple(filter(None, (street, ", ".join(filter(None, (town, parts.get("district")))))))


def protocol_number(context: Context) -> str:
    return str(context.facts.case.meta.get("protocol_no") or "")


def running_line(context: Context) -> str:
    """Number and version, as every page carries them."""
    wording, version = context.wording, context.facts.case.meta.get("protocol_version")
    number = protocol_number(context) or wording.t("protocol.no_number", absent=wording.absent)
    return wording.t("protocol.running", number=number, version=version) if version else number


def cover(
    context: Context, utility: Utility, times: tuple[datetime | None, datetime | None]
) -> tuple[Fact, ...]:
    """What, when, who. Nothing about the release: that stands in the seal and in the record."""
    wording, meta, case = context.wording, context.facts.case.meta, context.facts.case
    absent = wording.absent
    number, version = protocol_number(context) or absent, meta.get("protocol_version")
    channel = meta.get("channel")
    topics = [wording.of(context.checklist.templates[template]) for template in case.templates]
    rows = (
        (
            "number",
            wording.t("protocol.cover.number_version", number=number, version=version) if version else number,
        ),
        ("talk", _talk(context, times)),
        ("form", wording.t(f"protocol.channel.{channel}") if channel in _CHANNELS else absent),
        ("topics", wording.t("protocol.and").join(topics)),
        ("owner", str(meta.get("owner_name") or absent)),
        ("attendee", _role(context)),
        ("consultant", str(meta.get("consultant_id") or absent)),
        ("contact", utility.contact or absent),
    )
    return tuple(Fact(wording.t(f"protocol.cover.{key}"), value) for key, value in rows)


def _talk(context: Context, times: tuple[datetime | None, datetime | None]) -> str:
    wording, (start, end) = context.wording, times
    if start is None:
        return wording.absent
    if end is None or end.date() != start.date():
        return wording.t("protocol.cover.from", day=wording.day(start), start=f"{start:%H:%M}")
    return wording.t(
        "protocol.cover.from_to", day=wording.day(start), start=f"{start:%H:%M}", end=f"{end:%H:%M}"
    )


def _role(context: Context) -> str:
    """Who took part: as the metadata say, else as answered."""
    item = context.checklist.items.get("consult_attendee_role")
    value = context.facts.case.meta.get("attendee_role") or context.facts.building.answer(
        "consult_attendee_role"
    )
    return (
        context.wording.answer(item, value, {}) if item and isinstance(value, str) else context.wording.absent
    )


def basics(context: Context, utility: Utility) -> Iterator[Fact]:
    """What all heights and judgements rest on."""
    wording, building, case, meta = (
        context.wording,
        context.facts.building,
        context.facts.case,
        context.facts.case.meta,
    )
    nhn = meta.get("reference_level_nhn_m")
    level = (
        wording.t("protocol.basics.nhn", value=f"{nhn:.2f}".replace(".", wording.t("protocol.decimal")))
        if nhn
        else ""
    )
    yield Fact(
        wording.t("protocol.basics.reference"),
        "; ".join(filter(None, (wording.phrase("reference_point").rstrip("."), level))),
    )
    if "backflow" in case.templates:
        cm: Any = building.lookup("BL")
        stated = building.answer("backflow_level_cm") is not None
        height = wording.t("protocol.basics.level_value", height=wording.height(cm))
        level = height if stated else f"{height} ({wording.phrase('default_backflow_level')})"
        yield _sourced(context, "backflow_level_cm", Fact(wording.t("protocol.basics.level"), level))
        yield from _answered(context, "backflow_level_source", "sewer_system")
    if "heavy_rain" in case.templates:
        yield from _answered(context, "map_scenario")
        yield Fact(wording.t("protocol.basics.map_version"), str(meta.get("map_version") or wording.absent))
        depth: Any = building.lookup("water_depth")
        assumed = bool(building.lookup("depth_assumed"))
        key = "protocol.fact.depth_assumed" if assumed else "protocol.fact.depth_map"
        water = Fact(wording.t("protocol.fact.water"), wording.t(key, cm=wording.number(depth)), open=assumed)
        yield _sourced(context, "map_depth_cm", water)
        yield from _with_source(context, "gw_depth_cm")
    yield from _with_source(context, "building_type", "building_units", "building_basement")
    year = meta.get("building_year")
    yield Fact(wording.t("protocol.basics.year"), str(year) if year else wording.absent)
    yield Fact(wording.t("protocol.basics.parcel"), str(meta.get("parcel_id") or wording.absent))
    yield Fact(wording.t("protocol.basics.documents"), _documents(context))
    yield from durations(context)
    yield Fact(wording.t("protocol.basics.consent"), _consent(context))
    yield from _position(context, utility)


def _answered(context: Context, *items: str) -> Iterator[Fact]:
    for item_id in items:
        item = context.checklist.items.get(item_id)
        if item and context.facts.building.is_visible(item_id):
            found = fact(context, context.facts.building, item, context.wording.label(item))
            yield _sourced(context, item_id, found)


def _with_source(context: Context, *items: str) -> Iterator[Fact]:
    """Of what stands elsewhere in the protocol, too: where the office has it from, as far as it says so."""
    for item_id in items:
        if _source(context, item_id):
            yield from _answered(context, item_id)


def _source(context: Context, item: str) -> str:
    sources = context.facts.case.meta.get("sources")
    return str(sources.get(item) or "").strip() if isinstance(sources, Mapping) else ""


def _sourced(context: Context, item: str, found: Fact) -> Fact:
    """With its source beside the value."""
    source = _source(context, item)
    if not source or found.open:
        return found
    sourced = context.wording.t("protocol.basics.sourced", value=found.value, source=source)
    return replace(found, value=sourced)


def _documents(context: Context) -> str:
    """What was looked at, as far as answers say so."""
    facts, t = context.facts, context.wording.t
    seen = []
    if facts.building.answer("backflow_level_source") == "utility_data":
        seen.append(t("protocol.documents.utility"))
    if facts.building.answer("map_depth_cm") is not None:
        seen.append(t("protocol.documents.map"))
    if any(device.answer("dev_maintenance_state") == "date_known" for device in facts.of_kind["device"]):
        seen.append(t("protocol.documents.maintenance"))
    return ", ".join(seen) or context.wording.absent


def _position(context: Context, utility: Utility) -> Iterator[Fact]:
    """The proof of place, as long as she has not taken it back."""
    wording, meta = context.wording, context.facts.case.meta
    position, consents = meta.get("position"), meta.get("consents")
    record = consents.get("position") if isinstance(consents, Mapping) else None
    if not isinstance(position, Mapping) or not isinstance(record, Mapping) or record.get("withdrawn_at"):
        return
    accuracy, distance = position.get("accuracy_m"), position.get("distance_m")
    if not isinstance(accuracy, (int, float)):
        return
    near = isinstance(distance, (int, float))
    at = wording.moment(position.get("taken_at"), utility.timezone)
    yield Fact(
        wording.t("protocol.basics.position"),
        wording.t(
            "protocol.position.distance" if near else "protocol.position.noted",
            distance=wording.number(distance) if isinstance(distance, (int, float)) else "",
            accuracy=wording.number(accuracy),
            time=f"{at:%H:%M}" if at else wording.absent,
        ),
    )


def _consent(context: Context) -> str:
    wording, meta = context.wording, context.facts.case.meta
    consents = meta.get("consents")
    record = consents.get("stills") if isinstance(consents, Mapping) else None
    if isinstance(record, Mapping) and record.get("withdrawn_at"):
        return wording.t("protocol.consent.kept" if context.album.allowed else "protocol.consent.withdrawn")
    if not context.album.allowed:
        return wording.phrase("photos_none")
    how = record.get("how") if isinstance(record, Mapping) else None
    given = wording.t("protocol.consent.oral" if how == "oral" else "protocol.consent.given")
    version = record.get("text_version") if isinstance(record, Mapping) else None
    return wording.t("protocol.consent.version", given=given, version=version) if version else given


def scope_note(context: Context) -> str:
    """What the consultation is, and what it is not: it stands on the cover."""
    wording = context.wording
    kind = [wording.of(n.text) for n in context.checklist.protocol.legal_notes if n.id == "kind_of_service"]
    return " ".join([*kind, wording.phrase("scope_limits")])


def confirmation(context: Context, utility: Utility) -> tuple[Paragraph, ...]:
    """Consultant's release, then the owner's receipt; both are electronic: no time, no name stands here."""
    wording, texts = context.wording, context.checklist.protocol.confirmation
    record = wording.t(
        "protocol.confirm.record", utility=utility.name or wording.t("protocol.confirm.the_utility")
    )
    return (
        Paragraph(wording.t("protocol.confirm.consultant"), f"{wording.of(texts['released'])} {record}"),
        Paragraph(wording.t("protocol.confirm.owner"), wording.of(texts["receipt"])),
        Paragraph("", wording.of(texts["no_agreement"])),
    )


def notes(context: Context, given: Sequence[Note]) -> tuple[Paragraph, ...]:
    """The texts that are printed and belong to a template of this case."""
    wording, templates = context.wording, context.facts.case.templates
    return tuple(
        Paragraph(wording.of(note.title), wording.of(note.text))
        for note in given
        if note.printed and (note.template is None or note.template in templates)
    )


def legal(context: Context, utility: Utility) -> tuple[Paragraph, ...]:
    """The model texts, and a liability clause only where the utility has written one."""
    wording = context.wording
    printed = list(notes(context, context.checklist.protocol.legal_notes))
    if utility.liability:
        printed.insert(1, Paragraph(wording.t("protocol.legal.liability"), utility.liability))
    contact = utility.privacy_contact or wording.absent
    return (*printed, Paragraph(wording.t("protocol.legal.privacy_contact"), contact))


def answers(context: Context) -> tuple[AnswerGroup, ...]:
    """Every visible question with its answer, as asked."""
    return tuple(
        AnswerGroup(context.names[subject.id], tuple(_answers(context, subject)))
        for subject in context.facts.subjects()
    )


def _answers(context: Context, subject: Subject) -> Iterator[Fact]:
    wording = context.wording
    on_site = reasons(context.facts.case.meta)
    for item in subject.visible_items():
        question = wording.of(item.text)
        reason = on_site.get((subject.id, item.id))
        if reason is not None and _is_open(context, subject, item):
            yield Fact(question, onsite_answer(wording, reason), open=True)
        elif item.type == "photo":
            yield _photo_answer(context, subject, item.id, question)
        elif item.type == "text" and subject.answer(item.id) is None:
            yield Fact(question, wording.t("protocol.answer.nothing"))
        else:
            value = subject.answer(item.id)
            text = wording.answer(item, value, context.names) or wording.t("protocol.answer.open")
            yield Fact(question, text, open=wording.is_open(value))


def _is_open(context: Context, subject: Subject, item: Item) -> bool:
    if item.type == "photo":
        own = context.album.of(subject.id)
        return not any(context.album.items.get(picture.id) == item.id for picture in own)
    return context.wording.is_open(subject.answer(item.id))


def _photo_answer(context: Context, subject: Subject, item: str, question: str) -> Fact:
    wording, album = context.wording, context.album
    own = [picture.title for picture in album.of(subject.id) if album.items.get(picture.id) == item]
    if own:
        return Fact(question, ", ".join(own))
    if not album.allowed:
        return Fact(question, wording.t("protocol.answer.no_consent"))
    return Fact(question, wording.t("protocol.answer.open"), open=True)


def versions(context: Context) -> tuple[Fact, ...]:
    """What the protocol was made from."""
    wording, checklist, case = context.wording, context.checklist, context.facts.case
    return (
        Fact(wording.t("protocol.versions.checklist"), checklist.version),
        Fact(wording.t("protocol.versions.rules"), checklist.ruleset_version),
        Fact(wording.t("protocol.versions.case"), case.case or wording.absent),
        Fact(wording.t("protocol.versions.map"), wording.t("protocol.versions.no_extract")),
        Fact(wording.t("protocol.case_data"), wording.t("protocol.case_data.extent", file=FILE_NAME)),
    )
