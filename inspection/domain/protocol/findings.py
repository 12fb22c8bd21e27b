"""The chapters of findings: the building, each room with what is in it, the protection devices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from inspection.domain import derived_drain
from inspection.domain.assessment import Assessment, Finding
from inspection.domain.checklist import BUILDING, Checklist, Item
from inspection.domain.protocol.document import Chapter, Fact, Level, Picture, Reason, SubjectView
from inspection.domain.protocol.house import Numbers
from inspection.domain.protocol.pictures import Album
from inspection.domain.protocol.wording import Wording
from inspection.domain.visibility import Facts, Subject

_PICTURES_BESIDE = 2
"More pictures of one subject are shown in the photo documentation only."


@dataclass(frozen=True)
class Context:
    """What every part of the document is built from."""

    facts: Facts
    assessment: Assessment
    wording: Wording
    album: Album
    numbers: Numbers
    names: dict[str, str]
    "Subject or path id → name in the reader's language."

    @property
    def checklist(self) -> Checklist:
        return self.facts.checklist

    def level(self, level: str, unclear: bool = False) -> Level:
        return Level(level, self.wording.of(self.checklist.levels[level].name), unclear)


def subject_names(facts: Facts, wording: Wording) -> dict[str, str]:
    """Names of the building, of every entity (its label, else its kind and id) and of every path."""
    names = {path.id: wording.of(path.name) for path in facts.checklist.paths}
    for entity in facts.case.entities():
        kind = wording.of(facts.checklist.scopes[entity.kind].name)
        names[entity.id] = entity.label.strip() or f"{kind} {entity.id}"
    names[BUILDING] = wording.t("protocol.building")
    return names


def chapters(context: Context) -> tuple[Chapter, ...]:
    """In the order a walk through the house takes."""
    facts, t = context.facts, context.wording.t
    parts = (*facts.of_kind["drain"], *facts.of_kind["opening"])
    rooms = {room.id for room in facts.rooms}
    found = [Chapter(t("protocol.chapter.building"), tuple(_building(context)))]
    for room in facts.rooms:
        inside = tuple(_entity(context, part) for part in parts if part.room == room.id)
        found.append(Chapter(context.names[room.id], inside, head=_entity(context, room)))
    loose = tuple(_entity(context, part) for part in parts if part.room not in rooms)
    if loose:
        found.append(Chapter(t("protocol.chapter.no_room"), loose))
    devices = tuple(_entity(context, device) for device in facts.of_kind["device"])
    if devices:
        found.append(Chapter(t("protocol.chapter.devices"), devices))
    return tuple(found)


def _building(context: Context) -> Iterator[SubjectView]:
    """One block per section of the checklist, each with the findings its answers carry."""
    building = context.facts.building
    loose = [
        f
        for f in context.assessment.findings
        if f.subject == BUILDING or f.subject in context.assessment.paths
    ]
    visible = building.visible_items()
    for section in context.checklist.sections:
        items = [item for item in visible if item.section == section.id]
        if not items:
            continue
        own = [finding for finding in loose if _section_of(context.checklist, finding) == section.id]
        loose = [finding for finding in loose if finding not in own]
        ids = {item.id for item in items}
        pictures = [p for p in context.album.of(BUILDING) if context.album.items.get(p.id) in ids]
        yield _view(context, f"building-{section.id}", "", context.wording.section(section), own,
                    _facts(context, building, items), pictures, compact=True)  # fmt: skip
    rest = [
        p for p in context.album.of(BUILDING) if context.album.items.get(p.id) not in {i.id for i in visible}
    ]
    if loose or rest:
        yield _view(
            context,
            "building-overall",
            "",
            context.wording.t("protocol.chapter.overall"),
            loose,
            (),
            rest,
            compact=True,
        )


def _section_of(checklist: Checklist, finding: Finding) -> str | None:
    """Where a finding about the building is told: beside most of the answers that carry it."""
    if finding.subject != BUILDING:
        return None
    sections = [checklist.items[read.item].section for read in finding.because if read.target == BUILDING]
    return max(reversed(sections), key=sections.count, default=None)


def _entity(context: Context, subject: Subject) -> SubjectView:
    wording, checklist = context.wording, context.checklist
    own = [finding for finding in context.assessment.findings if finding.subject == subject.id]
    facts = (*_facts(context, subject, subject.visible_items()), *_derived(context, subject))
    kind = wording.of(checklist.scopes[subject.scope].name)
    return _view(context, f"{subject.scope}-{subject.id}", kind, context.names[subject.id], own, facts,
                 context.album.of(subject.id), context.numbers.of.get(subject.id))  # fmt: skip


def _view(
    context: Context,
    anchor: str,
    kind: str,
    title: str,
    findings: list[Finding],
    facts: Iterable[Fact],
    pictures: Iterable[Picture],
    number: int | None = None,
    compact: bool = False,
) -> SubjectView:
    reasons = tuple(_reason(context, finding) for finding in findings)
    rank = context.checklist.level_rank
    worst = max(reasons, key=lambda reason: rank(reason.level.id), default=None)
    beside = tuple(pictures)
    return SubjectView(
        anchor=anchor,
        kind=kind,
        title=title,
        number=number,
        level=context.level(worst.level.id, any(r.level.unclear for r in reasons)) if worst else None,
        facts=tuple(facts),
        pictures=beside[:_PICTURES_BESIDE],
        more_pictures=", ".join(str(picture.number) for picture in beside[_PICTURES_BESIDE:]),
        reasons=reasons,
        compact=compact,
    )


def _reason(context: Context, finding: Finding) -> Reason:
    checklist, wording = context.checklist, context.wording
    rule = checklist.rule(finding.rule)
    norms = [
        checklist.items[read.item].norm for read in finding.because if _is_own(read.target, finding.subject)
    ]
    pointer = wording.pointer(norms) or wording.pointer(
        [checklist.measures[m].norm for m in finding.measures]
    )
    return Reason(
        text=wording.of(rule.reason),
        level=context.level(finding.level, finding.unclear),
        path=context.names[finding.path],
        pointers=" · ".join(
            filter(None, (pointer, wording.t("protocol.rule", rule=short_rule(finding.rule))))
        ),
    )


def _is_own(target: str, subject: str) -> bool:
    return target.split(":")[-1] == subject


def short_rule(rule: str) -> str:
    """`bf_01` of `bf_01_unprotected_deep`: enough to find it again."""
    return "_".join(rule.split("_")[:2])


# -- facts ---------------------------------------------------------------------------------------------------


def _facts(context: Context, subject: Subject, items: Iterable[Item]) -> Iterator[Fact]:
    """The answers in short form; a height stands together with how it was found."""
    wording = context.wording
    shown = list(items)
    paired = {
        label.method
        for item in shown
        if (label := wording.labels.get(item.id)) and label.method and subject.answer(item.id) is not None
    }
    for item in shown:
        if item.type == "photo" or item.id in paired:
            continue
        value = subject.answer(item.id)
        if item.type == "text" and value is None:
            continue
        yield fact(context, subject, item, wording.label(item))


def fact(context: Context, subject: Subject, item: Item, label: str) -> Fact:
    """One answer under some label."""
    wording = context.wording
    value = subject.answer(item.id)
    if value is None:
        return Fact(label, wording.t("protocol.answer.open"), open=True)
    text = wording.answer(item, value, context.names)
    short = wording.labels.get(item.id)
    if short and short.method and (method := subject.answer(short.method)) is not None:
        how = wording.answer(context.checklist.items[short.method], method, context.names)
        text = f"{text}, {how[:1].lower()}{how[1:]}"
    return Fact(label, text, open=wording.is_open(value))


def _derived(context: Context, subject: Subject) -> Iterator[Fact]:
    """What follows from the answers and helps to understand the findings."""
    wording, checklist = context.wording, context.checklist
    if subject.scope == "room":
        degree = context.assessment.consequence.get(subject.id)
        if degree is not None:
            text = wording.of(checklist.protocol.consequences[degree])
            yield Fact(wording.t("protocol.fact.consequence"), text)
    elif subject.scope == "drain" and "backflow" in context.facts.case.templates:
        at = derived_drain.height(subject)
        level: Any = subject.lookup("BL")
        if at is not None:
            below = level - at.cm
            key = "protocol.fact.below" if below > 0 else "protocol.fact.above"
            text = wording.t(key, cm=wording.number(abs(below)))
            yield Fact(wording.t("protocol.fact.backflow_level"), text)
    elif subject.scope == "device":
        served = [context.names[drain.id] for drain in context.facts.drains_of(subject)]
        yield Fact(wording.t("protocol.fact.serves"), wording.join(served) or wording.t("protocol.fact.none"))
    elif subject.scope == "opening":
        depth: Any = subject.lookup("water_depth")
        assumed = subject.lookup("depth_assumed")
        key = "protocol.fact.depth_assumed" if assumed else "protocol.fact.depth_map"
        yield Fact(
            wording.t("protocol.fact.water"), wording.t(key, cm=wording.number(depth)), open=bool(assumed)
        )
        board: Any = subject.lookup("freeboard")
        if board is not None:
            key = "protocol.fact.over_edge" if board < 0 else "protocol.fact.under_edge"
            text = wording.t(key, cm=wording.number(abs(board)))
            yield Fact(wording.t("protocol.fact.freeboard"), text)
