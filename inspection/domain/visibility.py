"""The case as the rules see it: which items are visible, and what an answer counts for.

A visible item without answer counts as unknown, null or an empty list; an invisible one likewise, whatever
was answered before. Values are computed when asked for and kept; each remembers the answers it was read from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from inspection.domain.case import Case, Entity
from inspection.domain.checklist import (
    BUILDING,
    CHOICE_TYPES,
    ENTITY_SCOPES,
    SCOPES,
    UNKNOWN,
    Checklist,
    Item,
)
from inspection.domain.derived import DERIVED
from inspection.domain.expressions import Value, holds


class Read(NamedTuple):
    """An answer that was looked at."""

    target: str
    "`building` or `room:r1`, as in the operation log."
    item: str
    value: Value


class Facts:
    """A case and its checklist, with one Subject for the building and each entity."""

    def __init__(self, checklist: Checklist, case: Case) -> None:
        self.checklist = checklist
        self.case = case
        self.reads: dict[Read, None] | None = None
        "Answers read by what is being computed; whoever wants to know puts an empty one here."
        self.in_use = frozenset(
            item.id for item in checklist.items.values() if not set(item.templates).isdisjoint(case.templates)
        )
        "Items of the consultation's templates."
        self.always_visible = {
            scope: {item.id: True for item in checklist.items_of(scope) if self._is_unconditional(item)}
            for scope in SCOPES
        }
        self.building = Subject(self, BUILDING, BUILDING, case.building, None)
        self.of_kind: dict[str, tuple[Subject, ...]] = {
            kind: tuple(self._subject(entity) for entity in case.of_kind(kind)) for kind in ENTITY_SCOPES
        }
        self._rooms = {room.id: room for room in self.of_kind["room"]}
        self._devices = {device.id: device for device in self.of_kind["device"]}
        self._linked: dict[Value, list[Subject]] | None = None
        "Device → its drains, once asked for."

    def _is_unconditional(self, item: Item) -> bool:
        return item.id in self.in_use and item.visible_when.tree.get("literal") is True

    def _subject(self, entity: Entity) -> Subject:
        return Subject(self, entity.kind, entity.id, entity.answers, entity.room)

    @property
    def rooms(self) -> tuple[Subject, ...]:
        return self.of_kind["room"]

    def room_of(self, subject: Subject) -> Subject | None:
        """The room that a drain or opening would flood."""
        return self._rooms.get(subject.room) if subject.room else None

    def device_of(self, drain: Subject) -> Subject | None:
        """The protection device a drain says it runs through."""
        device = drain.lookup("drain_device")
        return self._devices.get(device) if isinstance(device, str) else None

    def drains_of(self, device: Subject) -> tuple[Subject, ...]:
        """The drains that run through a device; only their links count as read, not those of all others."""
        if self._linked is None:
            outer, self.reads = self.reads, None
            self._linked = {}
            for drain in self.of_kind["drain"]:
                self._linked.setdefault(drain.lookup("drain_device"), []).append(drain)
            self.reads = outer
        linked = self._linked.get(device.id, ())
        for drain in linked:
            drain.lookup("drain_device")
        return tuple(linked)

    def rooms_below_street(self) -> tuple[Subject, ...]:
        return tuple(room for room in self.rooms if room.lookup("room_below_street") is True)

    def subjects(self) -> tuple[Subject, ...]:
        """The building, then rooms, drains, devices and openings."""
        return (self.building, *(subject for kind in ENTITY_SCOPES for subject in self.of_kind[kind]))


class Subject:
    """The building or one entity; the Scope in which conditions about it are evaluated."""

    __slots__ = ("_cache", "_visible", "answers", "facts", "id", "room", "scope", "target")

    def __init__(
        self, facts: Facts, scope: str, id_: str, answers: Mapping[str, Value], room: str | None
    ) -> None:
        self.facts = facts
        self.scope = scope
        self.id = id_
        self.target = BUILDING if scope == BUILDING else f"{scope}:{id_}"
        self.answers = answers
        self.room = room
        self._cache: dict[str, tuple[Value, dict[Read, None]]] = {}
        self._visible: dict[str, bool] = facts.always_visible[scope].copy()

    def lookup(self, name: str) -> Value:
        """An item's counted answer or a derived value, of this subject or else of the building."""
        cached = self._cache.get(name)
        if cached is None:
            cached = self._cache[name] = self._compute(name)
        reads = self.facts.reads
        if reads is not None:
            reads.update(cached[1])
        return cached[0]

    def _compute(self, name: str) -> tuple[Value, dict[Read, None]]:
        facts = self.facts
        item = facts.checklist.items.get(name)
        if item is not None and item.scope == self.scope:
            value = self._counted(item)
            return value, {Read(self.target, name, value): None}
        outer = facts.reads
        reads: dict[Read, None] = {}
        facts.reads = reads
        derive = DERIVED[self.scope].get(name)
        if derive is not None:
            value = derive(self)
        elif self.scope != BUILDING:
            value = facts.building.lookup(name)
        else:
            raise KeyError(name)
        facts.reads = outer
        return value, reads

    def _counted(self, item: Item) -> Value:
        if self.is_visible(item.id):
            answer = self.answer(item.id)
            if answer is not None:
                return answer
        if item.type in CHOICE_TYPES:
            return UNKNOWN
        return () if item.type == "multi" else None

    def answer(self, item_id: str) -> Value:
        """The answer as given, visible or not; None where there is none. An empty list or text is none."""
        value = self.answers.get(item_id)
        return None if value is None or value == () or value == [] or value == "" else value

    def is_visible(self, item_id: str) -> bool:
        """Whether one of the item's templates is active and its condition holds. Item of this scope."""
        known = self._visible.get(item_id)
        if known is None:
            known = self._visible[item_id] = self._is_visible(self.facts.checklist.items[item_id])
        return known

    def _is_visible(self, item: Item) -> bool:
        facts = self.facts
        if item.id not in facts.in_use:
            return False
        outer, facts.reads = facts.reads, None
        visible = holds(item.visible_when, self)
        facts.reads = outer
        return visible

    def unanswered(self, item: str) -> bool:
        """Visible for this subject (or the building) and without answer."""
        if self.facts.checklist.items[item].scope != self.scope:
            return self.facts.building.unanswered(item)
        missing = self.is_visible(item) and self.answer(item) is None
        self.lookup(item)
        return missing

    def is_answered(self, item: str) -> bool:
        """Visible and answered; "unknown" is an answer, too."""
        self.lookup(item)
        return self.is_visible(item) and self.answer(item) is not None

    def any_room_has(self, installation: str) -> bool:
        """Whether any room names this installation."""
        return self._any_room("room_installations", (installation,))

    def any_room_moisture(self, states: Sequence[str]) -> bool:
        """Whether any room shows one of these states of moisture."""
        return self._any_room("room_moisture", states)

    def _any_room(self, item: str, options: Sequence[str]) -> bool:
        facts = self.facts
        outer = facts.reads
        found: dict[Read, None] = {}
        for room in facts.rooms:
            reads: dict[Read, None] = {}
            facts.reads = reads
            value = room.lookup(item)
            chosen = (value,) if isinstance(value, str) else value
            if isinstance(chosen, (list, tuple)) and any(option in chosen for option in options):
                found.update(reads)
        facts.reads = outer
        if outer is not None:
            outer.update(found)
        return bool(found)

    def template_active(self, name: str) -> bool:
        """Whether the consultation uses this template."""
        return name in self.facts.case.templates

    def visible_items(self) -> tuple[Item, ...]:
        """What is asked about this subject now, in the order of the checklist."""
        return tuple(item for item in self.facts.checklist.items_of(self.scope) if self.is_visible(item.id))
