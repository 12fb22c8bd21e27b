"""Loads `protocol_templates/` and checks all of it, before anything starts.

Raises TemplateError with every problem at once, sorted by file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from inspection.adapters import template_parts as parts
from inspection.adapters import template_tables as tables
from inspection.adapters.template_checks import ConditionCheck, visibility_cycles
from inspection.adapters.template_consistency import check_tables
from inspection.adapters.template_entry import Entry
from inspection.adapters.template_nodes import Problem, Problems, compose
from inspection.adapters.templates_json import checklist_to_json
from inspection.domain.checklist import (
    BUILDING,
    ENTITY_SCOPES,
    Checklist,
    Item,
    Note,
    Rule,
    Section,
    Selector,
    View,
)
from inspection.domain.errors import TemplateError
from inspection.domain.expressions import Expression, nearest

__all__ = ["Problem", "check_templates", "checklist_to_json", "load_checklist"]

COVERAGE_RULES = "coverage"
"Rules that hold for every path lie in rules/coverage.yaml."


class Identified(Protocol):
    @property
    def id(self) -> str: ...


Made = TypeVar("Made", bound=Identified)


def load_checklist(folder: Path) -> Checklist:
    """The checklist of a folder. Raises TemplateError."""
    loader = _Loader(folder)
    checklist = loader.load()
    if checklist is None or loader.problems.found:
        raise TemplateError(tuple(sorted(loader.problems.found)))
    return checklist


def check_templates(folder: Path) -> tuple[Problem, ...]:
    """All problems of a folder, sorted by file and line; empty where it is in order."""
    loader = _Loader(folder)
    loader.load()
    return tuple(sorted(loader.problems.found))


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems = Problems()
        self.files: dict[str, Entry] = {}
        "What was read, by name."
        self.places: dict[str, Entry] = {}
        "`item:drain_type` → where it is written."
        self.conditions: list[tuple[Entry, str, str, Expression]] = []
        "Entry, field, scope and condition, to be checked once everything is known."

    def file(self, name: str) -> Entry:
        self.files[name] = Entry(compose(self.folder / name, name, self.problems), name, self.problems)
        return self.files[name]

    def load(self) -> Checklist | None:
        """None where the folder is so broken that nothing can be put together."""
        main = self.file("checklist.yaml")
        templates = main.texts("templates")
        names = tuple(templates)
        sections, items = self.sections(main, names)
        kinds = main.entry("scopes")
        scopes = {kind: parts.entity_kind(kinds.entry(kind), kind) for kind in ENTITY_SCOPES}
        kinds.done()
        risk_file = self.file("risk.yaml")
        risk = tables.risk(risk_file, names)
        rules = self.rules(tuple(path.id for path in risk.paths), tuple(risk.levels))
        archive = self.file("archive.yaml")
        private_items = archive.strings("private_items")
        checklist = Checklist(
            version=main.string("version"),
            ruleset_version=main.string("ruleset_version"),
            templates=templates,
            sections=sections,
            scopes=scopes,
            items=self.with_views(items),
            paths=risk.paths,
            levels=risk.levels,
            matrix=risk.matrix,
            consequences=risk.consequences,
            conventions=tables.conventions(self.file("conventions.yaml")),
            rules=rules,
            selectors=self.by_id("selector", self.file("selectors.yaml"), "selectors", parts.selector),
            measures=self.by_id("measure", self.file("measures.yaml"), "measures", parts.measure),
            safety=self.safety(names),
            consent=tables.consent(self.file("texts/consent.yaml")),
            meta_fields=tables.meta_fields(archive),
            protocol=tables.protocol_texts(self.file("texts/protocol.yaml"), risk, private_items, names),
        )
        main.done()
        archive.done()
        self.check(checklist)
        return checklist

    def by_id(self, what: str, entry: Entry, name: str, make: Callable[[Entry], Made]) -> Mapping[str, Made]:
        """The entries of a list by their id; each id once."""
        found: dict[str, Made] = {}
        for line in entry.entries(name, f"a {what}"):
            made = make(line)
            self.remember(what, made.id, line)
            found[made.id] = made
        entry.done()
        return found

    def remember(self, what: str, made_id: str, line: Entry) -> None:
        known = self.places.setdefault(f"{what}:{made_id}", line)
        if known is not line and made_id:
            first = f"it is already in {known.file}:{known.line_of('id')}"
            line.wrong(line.line_of("id"), f"duplicate id '{made_id}'", first)

    def sections(
        self, main: Entry, templates: tuple[str, ...]
    ) -> tuple[tuple[Section, ...], dict[str, Item]]:
        sections: list[Section] = []
        items: dict[str, Item] = {}
        for line in main.entries("sections", "a section"):
            section_id = line.string("id")
            self.remember("section", section_id, line)
            title, scope = line.text("title"), line.optional_choice("scope", ENTITY_SCOPES)
            line.done()
            own = self.by_id(
                "item",
                self.file(f"items/{section_id}.yaml"),
                "items",
                partial(parts.item, section=section_id, templates=templates),
            )
            for item in own.values():
                self.check_scope(item, (BUILDING, scope) if scope else (BUILDING,))
            items.update(own)
            sections.append(Section(section_id, title, scope, tuple(own)))
        for item in items.values():
            self.conditions.append(
                (self.places[f"item:{item.id}"], "visible_when", item.scope, item.visible_when)
            )
        return tuple(sections), items

    def check_scope(self, item: Item, allowed: tuple[str, ...]) -> None:
        if item.scope not in allowed:
            place = self.places[f"item:{item.id}"]
            right = f"use {' or '.join(allowed)}, or another section"
            place.wrong(place.line_of("scope"), f"scope '{item.scope}' does not fit the section", right)

    def rules(self, paths: tuple[str, ...], levels: tuple[str, ...]) -> tuple[Rule, ...]:
        rules: dict[str, Rule] = {}
        for path in (*paths, COVERAGE_RULES):
            own_path = None if path == COVERAGE_RULES else path
            made = self.by_id(
                "rule",
                self.file(f"rules/{path}.yaml"),
                "rules",
                partial(parts.rule, file_path=own_path, paths=paths, levels=levels),
            )
            rules.update(made)
        for rule in rules.values():
            place = self.places[f"rule:{rule.id}"]
            self.conditions.append((place, "when", rule.for_each, rule.when))
            self.conditions.append((place, "unclear_if", rule.for_each, rule.unclear_if))
            for measure in rule.measures:
                if measure.condition is not None:
                    self.conditions.append((place, "measures", rule.for_each, measure.condition))
        return tuple(rules.values())

    def with_views(self, items: Mapping[str, Item]) -> dict[str, Item]:
        """The items with the views that name them, in the views' order."""
        bound: dict[str, list[View]] = {}
        file = self.file("views.yaml")
        for line in file.entries("views", "a view"):
            view_id = line.string("id")
            self.remember("view", view_id, line)
            say, aim, light = line.text("say"), line.text("aim"), line.text("light")
            for target in line.bindings("for"):
                item = items.get(target.name)
                if item is None:
                    line.wrong(target.line, f"unknown id '{target.name}'", nearest(target.name, items))
                    continue
                bound.setdefault(item.id, []).append(View(view_id, target.when, say, aim, light))
                self.conditions.append((target.entry, "when", item.scope, target.when))
            line.done()
        file.done()
        return {item.id: replace(item, views=tuple(bound.get(item.id, ()))) for item in items.values()}

    def safety(self, templates: tuple[str, ...]) -> tuple[Note, ...]:
        file = self.file("texts/safety.yaml")
        notes = tables.notes(file, "notes", templates)
        file.done()
        return notes

    def check(self, checklist: Checklist) -> None:
        """What needs everything to be read."""
        for entry, field, scope, condition in self.conditions:
            browser = field == "visible_when" or entry.what == "a binding"
            check = ConditionCheck(checklist, self.problems, entry.file, entry.line_of(field), scope, browser)
            check.run(condition.tree)
        for circle in visibility_cycles(checklist.items):
            place = self.places[f"item:{circle[0]}"]
            shown = " → ".join(circle)
            right = "an item may depend only on items that do not depend on it"
            place.wrong(place.line_of("visible_when"), f"visibility turns in a circle: {shown}", right)
        for selector in checklist.selectors.values():
            self.check_selector(checklist, selector)
        for rule in checklist.rules:
            self.check_measures(checklist, rule)
        check_tables(checklist, self.files)
        self.check_files()

    def check_selector(self, checklist: Checklist, selector: Selector) -> None:
        place = self.places[f"selector:{selector.id}"]
        if not selector.choices or selector.choices[-1].when.tree != {"literal": True}:
            right = "let the last choice be `when: always`"
            place.wrong(place.line_of("choices"), f"'{selector.id}' may pick nothing", right)
        measures = [choice.measure for choice in selector.choices]
        for addition in selector.additions:
            measures += [addition.measure, *addition.chosen]
        for measure in measures:
            if measure not in checklist.measures:
                place.wrong(
                    place.line_naming(measure),
                    f"unknown measure '{measure}'",
                    nearest(measure, checklist.measures),
                )
        conditions = [choice.when for choice in selector.choices] + [
            addition.when for addition in selector.additions
        ]
        for condition in conditions:
            line = place.line_naming(condition.source)
            ConditionCheck(checklist, self.problems, place.file, line, selector.for_each).run(condition.tree)

    def check_measures(self, checklist: Checklist, rule: Rule) -> None:
        place = self.places[f"rule:{rule.id}"]
        known = [*checklist.measures, *checklist.selectors]
        for measure in rule.measures:
            selector = checklist.selectors.get(measure.id)
            if measure.id not in known:
                place.wrong(
                    place.line_naming(measure.id),
                    f"unknown measure '{measure.id}'",
                    nearest(measure.id, known),
                )
            elif selector is not None and selector.for_each != rule.for_each:
                right = f"it is for a {selector.for_each}, the rule is for a {rule.for_each}"
                place.wrong(place.line_naming(measure.id), f"selector '{selector.id}' does not fit", right)

    def check_files(self) -> None:
        for path in sorted(self.folder.rglob("*.y*ml")):
            name = path.relative_to(self.folder).as_posix()
            if name not in self.files and not name.startswith("pdf/"):
                self.problems.add(name, 1, "nothing reads this file", nearest(name, sorted(self.files)))
