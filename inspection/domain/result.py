"""The result of a consultation as the closing view tells it: drawing, paths, first steps. Pure.

Names come in every language, all else as codes and numbers that a page puts into words. Nothing in it is for
the consultant alone: the customer's phone shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from inspection.domain.assessment import Assessment, Finding
from inspection.domain.case import Case
from inspection.domain.checklist import NOT_ASSESSED, UNKNOWN, Checklist, Text
from inspection.domain.cross_section import NARROW, WIDE, CrossSection, HouseHeights, cross_section
from inspection.domain.protocol.house import house_heights, numbers
from inspection.domain.visibility import Facts

FIRST_STEPS = 3
_OPEN_NAMED = 2
"Open answers named beside a provisional level."
BELOW, INFLOW, OPEN, GOOD, OTHER = "below", "inflow", "open", "good", "other"
HEADINGS = (BELOW, INFLOW, OPEN, GOOD, OTHER)

Labels = Mapping[str, Text]
"Item → short name, where its question is too long."


def result(checklist: Checklist, case: Case, assessment: Assessment, labels: Labels) -> dict[str, Any]:
    """`{heading, section, paths, steps}`; the same for the same case."""
    facts = Facts(checklist, case)
    house = house_heights(facts, assessment, numbers(facts, assessment))
    return {
        "heading": _heading(checklist, facts, assessment),
        "section": _section(checklist, facts, house),
        "paths": [
            _path(checklist, case, assessment, labels, path.id, path.name)
            for path in checklist.paths
            if assessment.paths[path.id].level != NOT_ASSESSED
        ],
        "steps": [
            {
                "text": dict(checklist.measures[measure.id].text),
                "responsible": checklist.measures[measure.id].responsible,
                "priority": measure.priority,
            }
            for measure in assessment.measures[:FIRST_STEPS]
        ],
    }


def _heading(checklist: Checklist, facts: Facts, assessment: Assessment) -> str:
    """What the customer should take home first."""
    in_danger = {f.subject for f in assessment.findings if f.path == "sewer_backflow"}
    if any(drain.id in in_danger and drain.lookup("below_bl") == "yes" for drain in facts.of_kind["drain"]):
        return BELOW
    surface = assessment.paths["surface_water"].level
    if surface != NOT_ASSESSED and checklist.level_rank(surface) > 1:
        return INFLOW
    if assessment.overall.unclear:
        return OPEN
    return GOOD if assessment.overall.level == checklist.lowest_level else OTHER


def _path(
    checklist: Checklist, case: Case, assessment: Assessment, labels: Labels, path: str, name: Text
) -> dict[str, Any]:
    computed = assessment.paths[path]
    by_hand = _by_hand(checklist, case, path)
    findings = [finding for finding in assessment.findings if finding.path == path and finding.unclear]
    return {
        "id": path,
        "name": dict(name),
        "level": by_hand or computed.level,
        "computed": computed.level if by_hand else None,
        "unclear": computed.unclear and not by_hand,
        "open": [] if by_hand else _open(checklist, labels, findings),
    }


def _by_hand(checklist: Checklist, case: Case, path: str) -> str | None:
    for entry in case.meta.get("overrides") or []:
        if (
            isinstance(entry, Mapping)
            and entry.get("path") == path
            and entry.get("level") in checklist.levels
        ):
            return str(entry["level"])
    return None


def _open(checklist: Checklist, labels: Labels, findings: list[Finding]) -> list[dict[str, str]]:
    items = dict.fromkeys(
        read.item
        for finding in findings
        for read in finding.because
        if read.value in (None, UNKNOWN, (), (UNKNOWN,)) and checklist.items[read.item].is_asked
    )
    return [dict(labels.get(item, checklist.items[item].text)) for item in list(items)[:_OPEN_NAMED]]


def _section(checklist: Checklist, facts: Facts, house: HouseHeights) -> dict[str, Any]:
    return {
        "wide": _drawing(cross_section(house, WIDE)),
        "narrow": _drawing(cross_section(house, NARROW)),
        "backflow_cm": house.backflow_cm,
        "water_cm": house.water_cm or None,
        "groundwater_cm": house.groundwater_cm,
        "rooms": [{"name": room.label, "floor_cm": room.floor_cm} for room in house.rooms],
        "legend": _legend(checklist, facts, house),
    }


def _drawing(section: CrossSection) -> dict[str, Any]:
    return asdict(section) | {"hatched": section.hatched}


def _legend(checklist: Checklist, facts: Facts, house: HouseHeights) -> list[dict[str, Any]]:
    """Every number of the drawing: what it is, and its height where it has one."""
    entities = {entity.id: entity for entity in facts.case.entities()}

    def name(entity: str) -> dict[str, str]:
        label = entities[entity].label.strip()
        kind = checklist.scopes[entities[entity].kind].name
        return {language: label or f"{kind[language]} {entity[:8]}" for language in kind}

    return [
        *(
            _entry(drain.number, name(drain.id), "drain", drain.level, drain.rim_cm, drain.tolerance_cm)
            for drain in house.drains
        ),
        *(_entry(device.number, name(device.id), "device", device.level) for device in house.devices),
        *(
            _entry(opening.number, name(opening.id), "opening", opening.level, opening.edge_cm)
            for opening in house.openings
        ),
    ]


def _entry(
    number: int,
    name: dict[str, str],
    kind: str,
    level: str | None,
    cm: float | None = None,
    tolerance: float = 0,
) -> dict[str, Any]:
    return {
        "number": number,
        "name": name,
        "kind": kind,
        "level": level,
        "cm": cm,
        "tolerance_cm": tolerance if cm is not None else 0,
    }
