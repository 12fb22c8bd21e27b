"""From YAML fields to the checklist's tables and texts: risk, conventions, archive, consent, protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from inspection.adapters.template_entry import Entry
from inspection.adapters.template_parts import COST_CLASSES, RESPONSIBLE, note
from inspection.domain.case_meta import META_TYPES
from inspection.domain.checklist import (
    NOT_ASSESSED,
    ConsentText,
    Consequences,
    Conventions,
    Level,
    MetaField,
    Note,
    Path,
    ProtocolTexts,
    Text,
)

DEGREES = ("1", "2", "3", "4")


class Risk(NamedTuple):
    """What risk.yaml holds."""

    paths: tuple[Path, ...]
    levels: Mapping[str, Level]
    matrix: Mapping[int, tuple[str, ...]]
    consequences: Consequences
    likelihood_words: Mapping[int, Text]
    consequence_words: Mapping[int, Text]
    priorities: Mapping[int, Note]


def risk(entry: Entry, templates: tuple[str, ...]) -> Risk:
    levels = {level.id: level for level in map(_level, entry.entries("levels", "a level"))}
    if NOT_ASSESSED not in levels:
        entry.wrong(
            entry.line_of("levels"), f"the level '{NOT_ASSESSED}' is missing", "add it as the last one"
        )
    graded = tuple(level for level in levels if level != NOT_ASSESSED)
    result = Risk(
        paths=tuple(_path(path, templates) for path in entry.entries("paths", "a path")),
        levels=levels,
        matrix=_matrix(entry.entry("matrix"), graded),
        consequences=_consequences(entry.entry("consequences")),
        likelihood_words=_degrees(entry.entry("likelihoods")),
        consequence_words=_degrees(entry.entry("consequence_words")),
        priorities=_priorities(entry.entry("priorities")),
    )
    entry.done()
    return result


def _path(entry: Entry, templates: tuple[str, ...]) -> Path:
    template = entry.optional_choice("template", templates)
    result = Path(entry.string("id"), entry.text("name"), entry.text("short"), template)
    entry.done()
    return result


def _level(entry: Entry) -> Level:
    priority = entry.integer("priority") if entry.has("priority") else None
    result = Level(entry.string("id"), entry.text("name"), priority)
    if (priority is None) != (result.id == NOT_ASSESSED):
        entry.wrong(
            entry.line, f"priority of level '{result.id}'", "each level has one, not_assessed has none"
        )
    entry.done()
    return result


def _matrix(entry: Entry, levels: tuple[str, ...]) -> Mapping[int, tuple[str, ...]]:
    matrix = {}
    for degree in DEGREES:
        row = entry.strings(degree)
        if entry.has(degree) and len(row) != len(DEGREES):
            entry.wrong(entry.line_of(degree), f"{len(row)} levels for likelihood {degree}", "4 are needed")
        matrix[int(degree)] = tuple(level for level in row if entry.is_known(level, levels, degree, "level"))
    entry.done()
    return matrix


def _degrees(entry: Entry) -> Mapping[int, Text]:
    words = {int(degree): entry.text(degree) for degree in DEGREES}
    entry.done()
    return words


def _priorities(entry: Entry) -> Mapping[int, Note]:
    notes = {}
    for degree in DEGREES:
        inner = entry.entry(degree, f"priority {degree}")
        notes[int(degree)] = Note(degree, inner.text("name"), inner.text("text"))
        inner.done()
    entry.done()
    return notes


def _consequences(entry: Entry) -> Consequences:
    result = Consequences(
        use=entry.numbers("use"),
        value=entry.numbers("value"),
        installations=entry.numbers("installations"),
        oil_tank_secured=entry.integer("oil_tank_secured"),
        people=entry.strings("people"),
        trapped=entry.integer("trapped"),
        no_room=entry.integer("no_room"),
    )
    entry.done()
    return result


def conventions(entry: Entry) -> Conventions:
    heights, drains, openings = entry.entry("heights"), entry.entry("drains"), entry.entry("openings")
    water, maintenance = entry.entry("water"), entry.entry("maintenance")
    result = Conventions(
        tolerance_cm=heights.numbers("tolerance_cm"),
        trap_offset_cm=heights.numbers("trap_offset_cm"),
        trap_offset_other_cm=heights.integer("trap_offset_other_cm"),
        outdoor_drains=drains.strings("outdoor"),
        deep_cm=heights.integer("deep_cm"),
        small_user_circle_units=drains.integer("small_user_circle_units"),
        edge_tolerance_cm=openings.numbers("edge_tolerance_cm"),
        assumed_depth_cm=water.numbers("assumed_depth_cm"),
        groundwater_margin_cm=water.integer("groundwater_margin_cm"),
        low_opening_cm=openings.integer("low_opening_cm"),
        freeboard_cm=openings.integer("freeboard_cm"),
        valve_interval_months=maintenance.integer("valve_interval_months"),
        station_interval_months=maintenance.numbers("station_interval_months"),
        small_house_types=maintenance.strings("small_house_types"),
        trade_house_types=maintenance.strings("trade_house_types"),
    )
    for part in (heights, drains, openings, water, maintenance, entry):
        part.done()
    return result


def meta_fields(entry: Entry) -> Mapping[str, MetaField]:
    fields: dict[str, MetaField] = {}
    types = ("enum", *META_TYPES)
    for line in entry.entries("fields", "a metadata field"):
        field = MetaField(
            id=line.string("id"),
            type=line.choice("type", types),
            required=line.boolean("required"),
            values=line.strings("values", required=False),
            source_item=line.optional_string("source_item"),
            personal=line.boolean("personal", default=False),
            label=line.text("label"),
        )
        if field.id in fields:
            line.wrong(line.line_of("id"), f"duplicate id '{field.id}'", "each id once")
        if (field.type == "enum") != bool(field.values or field.source_item):
            line.wrong(
                line.line, f"values of '{field.id}'", "an enum has `values` or `source_item`, others none"
            )
        fields[field.id] = field
        line.done()
    return fields


def consent(entry: Entry) -> ConsentText:
    result = ConsentText(
        version=entry.string("version"),
        purpose=entry.choice("purpose", ("stills",)),
        title=entry.text("title"),
        text=entry.text("text"),
        oral=entry.text("oral"),
        taken=entry.text("taken"),
        position_version=entry.string("position_version"),
        position=entry.text("position"),
    )
    entry.done()
    return result


def protocol_texts(
    entry: Entry, texts: Risk, private_items: tuple[str, ...], templates: tuple[str, ...]
) -> ProtocolTexts:
    result = ProtocolTexts(
        title=entry.text("title"),
        sections=entry.texts("sections"),
        legal_notes=notes(entry, "legal_notes", templates),
        maintenance=notes(entry, "maintenance", templates),
        behaviour=notes(entry, "behaviour", templates),
        confirmation=entry.texts("confirmation"),
        phrases=entry.texts("phrases"),
        responsible=_complete(entry, "responsible", RESPONSIBLE),
        cost_classes=_complete(entry, "cost_classes", COST_CLASSES),
        priorities=texts.priorities,
        likelihoods=texts.likelihood_words,
        consequences=texts.consequence_words,
        retention=notes(entry, "retention", templates),
        private_items=private_items,
    )
    entry.done()
    return result


def _complete(entry: Entry, name: str, ids: tuple[str, ...]) -> Mapping[str, Text]:
    """Texts for exactly these ids."""
    inner = entry.entry(name)
    words = {key: inner.text(key) for key in ids}
    inner.done()
    return words


def notes(entry: Entry, name: str, templates: tuple[str, ...]) -> tuple[Note, ...]:
    """A list of notes, each id once."""
    found: dict[str, Note] = {}
    for line in entry.entries(name, "a note"):
        one = note(line, templates)
        if one.id in found:
            line.wrong(line.line_of("id"), f"duplicate id '{one.id}'", "each id once")
        found[one.id] = one
    return tuple(found.values())
