"""The checklist as data: items, rules, measures and everything else `protocol_templates/` holds.

Loaded and checked once by `inspection/adapters/templates_yaml.py`; nothing here reads files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from inspection.domain.expressions import Expression

Text = Mapping[str, str]
"One text in every language: language → words."

BUILDING = "building"
ENTITY_SCOPES = ("room", "drain", "device", "opening")
SCOPES = (BUILDING, *ENTITY_SCOPES)
ITEM_TYPES = ("single", "multi", "yes_no", "yes_no_unknown", "number", "text", "photo", "reference")
CHOICE_TYPES = ("single", "yes_no", "yes_no_unknown")
PHOTO_NEEDS = ("required", "recommended", "none")
EXCLUSIVE_OPTIONS = ("none", "unknown")
"In `multi` each of these excludes all others."
UNKNOWN = "unknown"
NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers that make sense, and the step of the keypad; in the item's unit."""

    min: float
    max: float
    step: float


@dataclass(frozen=True, slots=True)
class View:
    """How to get a subject into the picture: what to say to the customer, where to aim, which light."""

    id: str
    when: Expression
    "About the item's own subject; the first view whose condition holds counts."
    say: Text
    aim: Text
    light: Text


@dataclass(frozen=True)
class Item:
    """One question of the checklist."""

    id: str
    section: str
    scope: str
    "One of SCOPES."
    templates: tuple[str, ...]
    type: str
    "One of ITEM_TYPES."
    text: Text
    help: Text
    options: Mapping[str, Text]
    "Option id → label, in the order shown; empty where nothing is chosen."
    visible_when: Expression
    photo: str
    "One of PHOTO_NEEDS: an additional picture attached to the answer."
    norm_text: Text
    unit: str | None = None
    range: Range | None = None
    prefill: str | None = None
    "`office`: comes from the office's data and is only confirmed."
    source: str | None = None
    "`consent`: read-only view of the consent record, never asked."
    ref: str | None = None
    "Scope that a `reference` points to."
    views: tuple[View, ...] = ()

    @property
    def norm(self) -> str:
        """Where to read on, in English words; "-" where there is nothing."""
        return self.norm_text["en"]

    @property
    def hint(self) -> Text | None:
        """The sentence to say so that the customer shows the right thing, where nothing more is known."""
        always = (view for view in self.views if view.when.tree.get("literal") is True)
        default = next(always, self.views[0] if self.views else None)
        return default.say if default else None

    @property
    def is_asked(self) -> bool:
        """False for a read-only view of something the system knows."""
        return self.source is None


@dataclass(frozen=True)
class Section:
    """A part of the cockpit's list. Items of the building are asked once, before the entities."""

    id: str
    title: Text
    scope: str | None
    "Kind of entity that repeats in this section, or None."
    items: tuple[str, ...]


@dataclass(frozen=True)
class EntityKind:
    """What can be added several times: rooms, drains, devices, openings."""

    id: str
    name: Text
    plural: Text
    required_refs: tuple[str, ...]
    "`room`: the room that would be flooded."
    suggestions: tuple[Text, ...]
    "Names offered when one is added."


@dataclass(frozen=True)
class RuleMeasure:
    """A measure a rule recommends, or the selector that picks it; only where the condition holds."""

    id: str
    condition: Expression | None = None


@dataclass(frozen=True)
class Rule:
    """Gives a finding wherever `when` holds: level by matrix from `likelihood`, or the fixed `level`."""

    id: str
    for_each: str
    "One of SCOPES, or `path`."
    path: str | None
    "None for rules over paths: then the path itself."
    likelihood: int | None
    level: str | None
    when: Expression
    unclear_if: Expression
    reason: Text
    measures: tuple[RuleMeasure, ...]


@dataclass(frozen=True)
class Choice:
    """One line of a selector: the first whose condition holds gives the measure."""

    when: Expression
    measure: str


@dataclass(frozen=True)
class Addition:
    """A measure that joins the chosen one where the condition holds."""

    chosen: tuple[str, ...]
    when: Expression
    measure: str


@dataclass(frozen=True)
class Selector:
    """Picks a measure for a subject."""

    id: str
    for_each: str
    choices: tuple[Choice, ...]
    additions: tuple[Addition, ...]


@dataclass(frozen=True)
class Measure:
    """Something to do against a risk."""

    id: str
    text: Text
    "Its name, one line."
    detail: Text
    responsible: str
    priority: int
    cost: str
    norm_text: Text

    @property
    def norm(self) -> str:
        """Where to read on, in English words; "-" where there is nothing."""
        return self.norm_text["en"]


@dataclass(frozen=True)
class Path:
    """A way water takes into the house."""

    id: str
    name: Text
    short: Text
    template: str | None
    "The template that assesses it; None is always active."


@dataclass(frozen=True)
class Level:
    """A class of risk."""

    id: str
    name: Text
    priority: int | None
    "Urgency a finding of this level gives its measures; None for `not_assessed`."


@dataclass(frozen=True)
class Consequences:
    """How bad water in a room would be: 1 to 4 for each answer. Room's consequence = maximum."""

    use: Mapping[str, int]
    value: Mapping[str, int]
    installations: Mapping[str, int]
    oil_tank_secured: int
    people: tuple[str, ...]
    "Uses of a room where people stay or may stay."
    trapped: int
    "Where people stay and cannot leave upwards."
    no_room: int
    "Where no room is linked."


@dataclass(frozen=True)
class Conventions:
    """Numbers that no norm fixes: tolerances, offsets, limits. Heights in cm, intervals in months."""

    tolerance_cm: Mapping[str, int]
    trap_offset_cm: Mapping[str, int]
    "Rim to trap water level by drain type."
    trap_offset_other_cm: int
    outdoor_drains: tuple[str, ...]
    deep_cm: int
    small_user_circle_units: int
    edge_tolerance_cm: Mapping[str, int]
    assumed_depth_cm: Mapping[str, int]
    "Water depth by terrain, where no map gives one."
    groundwater_margin_cm: int
    low_opening_cm: int
    freeboard_cm: int
    valve_interval_months: int
    station_interval_months: Mapping[str, int]
    "`small`, `several`, `trade`."
    small_house_types: tuple[str, ...]
    trade_house_types: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """A text of the protocol or of the talk with its heading."""

    id: str
    title: Text
    text: Text
    template: str | None = None
    "Printed only where this template is used."
    printed: bool = True
    "False for a suggestion or a reminder that only the utility reads."


@dataclass(frozen=True)
class ConsentText:
    """What the customer is asked before the camera opens."""

    version: str
    purpose: str
    title: Text
    text: Text
    "Paragraphs parted by an empty line."
    oral: Text
    "To be read out where consent is given by word."
    taken: Text
    "What is asked after a withdrawal: what becomes of the pictures taken before it."
    position_version: str
    position: Text
    "What is said where the phone is asked once for its position."


@dataclass(frozen=True)
class MetaField:
    """One field of the archive's metadata, allowed under `meta:` of a case."""

    id: str
    type: str
    required: bool
    values: tuple[str, ...]
    source_item: str | None
    "Item whose options are the values."
    personal: bool
    label: Text


@dataclass(frozen=True)
class ProtocolTexts:
    """The words of the protocol that belong to the trade, not to the layout."""

    title: Text
    sections: Mapping[str, Text]
    "Section id → heading, in the order printed."
    legal_notes: tuple[Note, ...]
    maintenance: tuple[Note, ...]
    behaviour: tuple[Note, ...]
    confirmation: Mapping[str, Text]
    phrases: Mapping[str, Text]
    responsible: Mapping[str, Text]
    cost_classes: Mapping[str, Text]
    priorities: Mapping[int, Note]
    likelihoods: Mapping[int, Text]
    consequences: Mapping[int, Text]
    retention: tuple[Note, ...]
    private_items: tuple[str, ...]
    "Items whose answers never travel inside the PDF."


@dataclass(frozen=True)
class Checklist:
    """Everything `protocol_templates/` says, checked."""

    version: str
    ruleset_version: str
    templates: Mapping[str, Text]
    sections: tuple[Section, ...]
    scopes: Mapping[str, EntityKind]
    items: Mapping[str, Item]
    paths: tuple[Path, ...]
    levels: Mapping[str, Level]
    matrix: Mapping[int, tuple[str, ...]]
    "Likelihood → levels for consequence 1 to 4."
    consequences: Consequences
    conventions: Conventions
    rules: tuple[Rule, ...]
    selectors: Mapping[str, Selector]
    measures: Mapping[str, Measure]
    safety: tuple[Note, ...]
    consent: ConsentText
    meta_fields: Mapping[str, MetaField]
    protocol: ProtocolTexts

    def item(self, item_id: str) -> Item:
        """Raises KeyError for an id that is not in the checklist."""
        return self.items[item_id]

    def path(self, path_id: str) -> Path:
        """Raises KeyError for an unknown path."""
        for path in self.paths:
            if path.id == path_id:
                return path
        raise KeyError(path_id)

    def rule(self, rule_id: str) -> Rule:
        """Raises KeyError for an unknown rule."""
        return self._rules[rule_id]

    def items_of(self, scope: str) -> tuple[Item, ...]:
        """All items of a scope, in the order of the sections."""
        return self._by_scope[scope]

    def level_rank(self, level_id: str) -> int:
        """0 for the lowest level, rising; `not_assessed` has none (KeyError)."""
        return self._ranks[level_id]

    @cached_property
    def lowest_level(self) -> str:
        """The level of a path without findings."""
        return next(iter(self._ranks))

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def _by_scope(self) -> Mapping[str, tuple[Item, ...]]:
        return {scope: tuple(i for i in self.items.values() if i.scope == scope) for scope in SCOPES}

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {level: rank for rank, level in enumerate(self.levels) if level != NOT_ASSESSED}
