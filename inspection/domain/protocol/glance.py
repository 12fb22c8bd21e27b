"""The result at a glance, and the table of paths behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inspection.domain.assessment import Finding
from inspection.domain.checklist import NOT_ASSESSED
from inspection.domain.cross_section import HouseHeights, cross_section, signed
from inspection.domain.protocol.document import Glance, LegendEntry, MeasureRow, PathRow
from inspection.domain.protocol.findings import Context
from inspection.domain.protocol.house import house_heights
from inspection.domain.protocol.overrides import Override, overrides, sentence
from inspection.domain.protocol.wording import first_sentence

_NAMES_AT_A_GLANCE = 2
_FIRST_STEPS = 3
_WHISKER_FROM_CM = 10


def glance(context: Context, steps: Sequence[MeasureRow], street: str) -> Glance:
    """One page that a hurried reader can stop after."""
    wording, assessment = context.wording, context.assessment
    house = house_heights(context.facts, assessment, context.numbers)
    count = len(assessment.open_points)
    open_points = wording.t(f"protocol.glance.open.{_plural(count) if count else 'none'}", count=count)
    unclear = assessment.overall.unclear
    return Glance(
        subtitle=" · ".join(filter(None, (street, ", ".join(_building_words(context))))),
        overall=context.level(assessment.overall.level, unclear),
        note=_note(context, open_points),
        paths=path_rows(context),
        section=cross_section(house),
        section_alt=_alt(context, house),
        legend=_legend(context, house),
        steps=tuple(steps[:_FIRST_STEPS]),
        open_points=count,
    )


def _note(context: Context, open_points: str) -> str:
    """What to think of the overall level: it is the computed one, also where a path was set by hand."""
    wording = context.wording
    unclear = context.assessment.overall.unclear
    note = wording.t("protocol.glance.provisional", open=open_points) if unclear else open_points
    if not overrides(context.checklist, context.facts.case.meta):
        return note
    return f"{note}. {wording.t('protocol.override.overall')}"


def path_rows(context: Context) -> tuple[PathRow, ...]:
    """Every path, the assessed and the others, with its reasons by gravity."""
    by_hand = overrides(context.checklist, context.facts.case.meta)
    return tuple(
        _set_by_hand(context, row, path.id, by_hand[path.id]) if path.id in by_hand else row
        for path in context.checklist.paths
        for row in (_path_row(context, path.id),)
    )


def _set_by_hand(context: Context, row: PathRow, path: str, override: Override) -> PathRow:
    computed = context.assessment.paths[path].level
    return replace(
        row,
        level=context.level(override.level),
        summary=sentence(context, override, computed, whole=False),
        reasons=(sentence(context, override, computed, whole=True), *row.reasons),
        by_hand=True,
    )


def _path_row(context: Context, path: str) -> PathRow:
    wording, result = context.wording, context.assessment.paths[path]
    groups = _by_rule(context, [f for f in context.assessment.findings if f.path == path])
    if result.level == NOT_ASSESSED:
        return _not_assessed(context, path)
    elif not groups:
        summary = wording.phrase("no_finding")
    else:
        rule, subjects = groups[0]
        summary = first_sentence(_reason(context, rule, subjects, _NAMES_AT_A_GLANCE))
    return PathRow(
        name=context.names[path],
        level=context.level(result.level, result.unclear),
        summary=summary,
        reasons=tuple(_reason(context, rule, subjects) for rule, subjects in groups) or (summary,),
    )


def _not_assessed(context: Context, path: str) -> PathRow:
    """Said as what it is: no judgement, never "low"."""
    text = context.wording.phrase("path_not_assessed")
    return PathRow(context.names[path], context.level(NOT_ASSESSED), first_sentence(text), (text,))


def _by_rule(context: Context, findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    rank = context.checklist.level_rank
    for finding in sorted(findings, key=lambda finding: -rank(finding.level)):
        groups.setdefault(finding.rule, []).append(finding)
    return list(groups.items())


def _reason(context: Context, rule: str, findings: Sequence[Finding], most: int = 4) -> str:
    wording = context.wording
    text = wording.of(context.checklist.rule(rule).reason)
    known = {entity.id for entity in context.facts.case.entities()}
    names = [context.names[finding.subject] for finding in findings if finding.subject in known]
    return (
        wording.t("protocol.path.reason", subjects=wording.join(names, most), reason=text) if names else text
    )


def _plural(count: int) -> str:
    return "one" if count == 1 else "other"


def _building_words(context: Context) -> list[str]:
    wording, building = context.wording, context.facts.building
    words: list[str] = []
    for item_id in ("building_type", "building_units", "building_basement", "sewer_system"):
        item = context.checklist.items.get(item_id)
        value = building.answer(item_id)
        if item is None or wording.is_open(value) or not building.is_visible(item_id):
            continue
        if item_id == "building_units":
            key = "one" if value == 1 else "other"
            words.append(wording.t(f"protocol.glance.units.{key}", count=wording.answer(item, value, {})))
        else:
            words.append(wording.answer(item, value, {}))
    return words


def _legend(context: Context, house: HouseHeights) -> tuple[LegendEntry, ...]:
    entries: list[LegendEntry] = []
    for drain in house.drains:
        height = (
            context.wording.t("protocol.section.height_unknown")
            if drain.rim_cm is None
            else signed(drain.rim_cm)
        )
        if drain.rim_cm is not None and drain.tolerance_cm >= _WHISKER_FROM_CM:
            height += f"\u00a0±\u00a0{drain.tolerance_cm:g}"
        entries.append(LegendEntry(drain.number, f"{context.names[drain.id]} {height}", drain.level))
    entries += [
        LegendEntry(device.number, context.names[device.id], device.level) for device in house.devices
    ]
    for opening in house.openings:
        edge = (
            context.wording.t("protocol.section.height_unknown")
            if opening.edge_cm is None
            else signed(opening.edge_cm)
        )
        entries.append(LegendEntry(opening.number, f"{context.names[opening.id]} {edge}", opening.level))
    return tuple(entries)


def _alt(context: Context, house: HouseHeights) -> str:
    wording = context.wording
    told = [wording.t("protocol.section.alt")]
    if house.backflow_cm is not None:
        told.append(wording.t("protocol.section.alt.backflow", height=wording.height(house.backflow_cm)))
    told += [
        wording.t("protocol.section.alt.room", room=room.label, height=wording.height(room.floor_cm))
        for room in house.rooms
        if room.floor_cm is not None
    ]
    if house.water_cm:
        told.append(wording.t("protocol.section.alt.water", height=f"{house.water_cm:g} cm"))
    return " ".join(told)
