"""From YAML fields to the checklist's types: items, rules, measures, selectors, views."""

from __future__ import annotations

from collections.abc import Mapping

from inspection.adapters.template_entry import ALWAYS, Entry
from inspection.domain.checklist import (
    CHOICE_TYPES,
    ENTITY_SCOPES,
    ITEM_TYPES,
    PHOTO_NEEDS,
    SCOPES,
    UNKNOWN,
    Addition,
    Choice,
    EntityKind,
    Item,
    Measure,
    Note,
    Range,
    Rule,
    RuleMeasure,
    Selector,
    Text,
)

FIXED_OPTIONS = {"yes_no": ("yes", "no"), "yes_no_unknown": ("yes", "no", UNKNOWN)}
RESPONSIBLE = ("owner", "plumber", "contractor", "utility")
COST_CLASSES = ("A", "B", "C", "D", "E")
PATH_SCOPE = "path"


def item(entry: Entry, section: str, templates: tuple[str, ...]) -> Item:
    kind = entry.choice("type", ITEM_TYPES)
    options = entry.texts("options") if entry.has("options") else {}
    _check_kind(entry, kind, options)
    result = Item(
        id=entry.string("id"),
        section=section,
        scope=entry.choice("scope", SCOPES),
        templates=_known(entry, "templates", templates),
        type=kind,
        text=entry.text("text"),
        help=entry.text("help"),
        options=options,
        visible_when=entry.expression("visible_when", default=ALWAYS),
        photo=entry.choice("photo", PHOTO_NEEDS),
        norm_text=entry.norm(),
        unit=entry.optional_string("unit"),
        range=_range(entry) if entry.has("range") else None,
        prefill=entry.optional_choice("prefill", ("office",)),
        source=entry.optional_choice("source", ("consent",)),
        ref=entry.optional_choice("ref", ENTITY_SCOPES),
    )
    entry.done()
    return result


def _known(entry: Entry, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in entry.strings(name) if entry.is_known(value, allowed, name))


def _check_kind(entry: Entry, kind: str, options: Mapping[str, Text]) -> None:
    """Fields that a type needs, and no other has."""
    needed = {"number": ("unit", "range"), "reference": ("ref",)}
    for field in ("unit", "range", "ref", "options"):
        choice = field == "options" and (kind in CHOICE_TYPES or kind == "multi")
        if (field in needed.get(kind, ()) or choice) and not entry.has(field):
            entry.wrong(entry.line, f"a {kind} item lacks '{field}'", f"add `{field}:`")
        elif entry.has(field) and not (field in needed.get(kind, ()) or choice):
            entry.wrong(
                entry.line_of(field), f"a {kind} item has no '{field}'", "take it out or change the type"
            )
    fixed = FIXED_OPTIONS.get(kind)
    if fixed and options and tuple(options) != fixed:
        entry.wrong(
            entry.line_of("options"), f"a {kind} item has other options", f"write exactly {', '.join(fixed)}"
        )


def _range(entry: Entry) -> Range:
    inner = entry.entry("range")
    result = Range(inner.number("min"), inner.number("max"), inner.number("step"))
    if result.min >= result.max or result.step <= 0:
        inner.wrong(inner.line, "the range is empty", "min < max and step > 0 are needed")
    inner.done()
    return result


def entity_kind(entry: Entry, kind: str) -> EntityKind:
    refs = _known(entry, "required_refs", ("room",))
    result = EntityKind(kind, entry.text("name"), entry.text("plural"), refs, entry.text_list("suggestions"))
    entry.done()
    return result


def rule(entry: Entry, file_path: str | None, paths: tuple[str, ...], levels: tuple[str, ...]) -> Rule:
    """`file_path`: the path whose rules the file holds; None for rules over paths."""
    for_each = entry.choice("for_each", (PATH_SCOPE,) if file_path is None else SCOPES)
    path = None if file_path is None else entry.choice("path", paths)
    if path is not None and path in paths and path != file_path:
        entry.wrong(
            entry.line_of("path"), f"a rule of '{path}' stands in this file", f"move it to rules/{path}.yaml"
        )
    likelihood = entry.integer("likelihood") if entry.has("likelihood") else None
    level = entry.optional_choice("level", levels)
    if (likelihood is None) == (level is None):
        entry.wrong(entry.line, "a rule gives either likelihood or level", "keep exactly one of them")
    if likelihood is not None and likelihood not in (1, 2, 3, 4):
        entry.wrong(entry.line_of("likelihood"), f"likelihood {likelihood}", "1, 2, 3 or 4 is possible")
    result = Rule(
        id=entry.string("id"),
        for_each=for_each,
        path=path,
        likelihood=likelihood,
        level=level,
        when=entry.expression("when"),
        unclear_if=entry.expression("unclear_if", required=False),
        reason=entry.text("reason"),
        measures=tuple(_rule_measure(entry, words, line) for words, line in entry.lined_strings("measures")),
    )
    entry.done()
    return result


def _rule_measure(entry: Entry, words: str, line: int) -> RuleMeasure:
    measure, found, condition = words.partition(" if ")
    return RuleMeasure(measure.strip(), entry.parsed(condition, line) if found else None)


def measure(entry: Entry) -> Measure:
    priority = entry.integer("priority")
    if priority not in (1, 2, 3, 4):
        entry.wrong(entry.line_of("priority"), f"priority {priority}", "1, 2, 3 or 4 is possible")
    result = Measure(
        id=entry.string("id"),
        text=entry.text("text"),
        detail=entry.text("detail"),
        responsible=entry.choice("responsible", RESPONSIBLE),
        priority=priority,
        cost=entry.choice("cost", COST_CLASSES),
        norm_text=entry.norm(),
    )
    entry.done()
    return result


def selector(entry: Entry) -> Selector:
    choices = []
    for line in entry.entries("choices", "a choice"):
        choices.append(Choice(line.expression("when", default=ALWAYS), line.string("measure")))
        line.done()
    additions = []
    for line in entry.entries("additions", "an addition", required=False):
        additions.append(Addition(line.strings("chosen"), line.expression("when"), line.string("measure")))
        line.done()
    result = Selector(entry.string("id"), entry.choice("for_each", SCOPES), tuple(choices), tuple(additions))
    entry.done()
    return result


def note(entry: Entry, templates: tuple[str, ...]) -> Note:
    result = Note(
        id=entry.string("id"),
        title=entry.text("title"),
        text=entry.text("text"),
        template=entry.optional_choice("template", templates),
        printed=entry.boolean("printed", default=True),
    )
    entry.done()
    return result
