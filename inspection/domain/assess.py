"""Answers → findings, paths, measures, open points. Pure, deterministic, and every finding says why.

Levels are never averaged; unknown is never "no risk": what is unclear stays marked until it is answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspection.domain.assessment import (
    Assessment,
    Finding,
    MeasureResult,
    OpenPoint,
    PathResult,
    assessment_to_dict,
    assessment_to_json,
)
from inspection.domain.case import Case
from inspection.domain.checklist import BUILDING, NOT_ASSESSED, UNKNOWN, Checklist, Item, Path, Rule
from inspection.domain.consequence import ConsequenceScale
from inspection.domain.coverage import PathScope, is_active
from inspection.domain.expressions import carriers, holds
from inspection.domain.priority import effective_priority
from inspection.domain.selectors import recommended
from inspection.domain.visibility import Facts, Read, Subject

__all__ = [
    "Assessment",
    "Finding",
    "MeasureResult",
    "OpenPoint",
    "PathResult",
    "Read",
    "assess",
    "assessment_to_dict",
    "assessment_to_json",
]


def assess(checklist: Checklist, case: Case) -> Assessment:
    """Judge a case by the checklist's rules. Same input, same result; reads no clock and no file."""
    facts = Facts(checklist, case)
    scale = ConsequenceScale(facts)
    active = [path for path in checklist.paths if is_active(facts, path)]
    findings = tuple(finding for rule in checklist.rules for finding in _apply(rule, facts, scale, active))
    paths = {path.id: _path_result(facts, path, findings) for path in checklist.paths}
    return Assessment(
        consequence=scale.rooms,
        consequence_because=scale.reasons,
        findings=findings,
        paths=paths,
        overall=_worst(checklist, [result for result in paths.values() if result.level != NOT_ASSESSED]),
        measures=_measures(checklist, findings),
        open_points=tuple(_open_points(facts)),
    )


def findings_of_path(
    checklist: Checklist, case: Case, path_id: str
) -> tuple[PathResult, dict[tuple[str, str], PathResult]]:
    """One path's level as `assess` gives it, and (rule, subject) → level of what it rests on; no reasons."""
    facts = Facts(checklist, case)
    path = checklist.path(path_id)
    if not is_active(facts, path):
        return PathResult(NOT_ASSESSED, unclear=False), {}
    scale = ConsequenceScale(facts)
    found: dict[tuple[str, str], PathResult] = {}
    for rule in checklist.rules:
        if rule.path in (None, path_id):
            for scope, subject, _, consequence in _applies(rule, facts, scale, (path,)):
                result = PathResult(_level(rule, consequence, checklist), holds(rule.unclear_if, scope))
                found[rule.id, subject] = result
    return _worst(checklist, list(found.values())), found


def _apply(rule: Rule, facts: Facts, scale: ConsequenceScale, active: Sequence[Path]) -> Iterator[Finding]:
    for scope, subject, path, consequence in _applies(rule, facts, scale, active):
        yield Finding(
            rule=rule.id,
            subject=subject,
            path=path,
            likelihood=rule.likelihood,
            consequence=consequence,
            level=_level(rule, consequence, facts.checklist),
            unclear=holds(rule.unclear_if, scope),
            measures=recommended(facts.checklist, rule, scope),
            because=_because(rule, scope, facts),
        )


def _applies(
    rule: Rule, facts: Facts, scale: ConsequenceScale, active: Sequence[Path]
) -> Iterator[tuple[Subject | PathScope, str, str, int | None]]:
    """Where the rule holds: scope, subject, path, consequence."""
    if rule.path is None:
        for path in active:
            scope = PathScope(facts, path)
            if holds(rule.when, scope):
                yield scope, path.id, path.id, None
    elif any(path.id == rule.path for path in active):
        subjects = (facts.building,) if rule.for_each == BUILDING else facts.of_kind[rule.for_each]
        for subject in subjects:
            if holds(rule.when, subject):
                consequence = None if rule.likelihood is None else scale.of(subject)
                yield subject, subject.id, rule.path, consequence


def _level(rule: Rule, consequence: int | None, checklist: Checklist) -> str:
    if rule.likelihood is not None and consequence is not None:
        return checklist.matrix[rule.likelihood][consequence - 1]
    return rule.level or NOT_ASSESSED


def _because(rule: Rule, scope: Subject | PathScope, facts: Facts) -> tuple[Read, ...]:
    decisive = list(carriers(rule.when.node, scope))
    reads: dict[Read, None] = {}
    facts.reads = reads
    for leaf in decisive:
        leaf.value(scope)
    facts.reads = None
    return tuple(reads)


def _path_result(facts: Facts, path: Path, findings: Sequence[Finding]) -> PathResult:
    if not is_active(facts, path):
        return PathResult(NOT_ASSESSED, unclear=False)
    own = [PathResult(finding.level, finding.unclear) for finding in findings if finding.path == path.id]
    return _worst(facts.checklist, own)


def _worst(checklist: Checklist, results: Sequence[PathResult]) -> PathResult:
    """Never an average; the lowest level where there is nothing."""
    level = max(
        (result.level for result in results), key=checklist.level_rank, default=checklist.lowest_level
    )
    return PathResult(level, any(result.unclear for result in results))


def _measures(checklist: Checklist, findings: Sequence[Finding]) -> tuple[MeasureResult, ...]:
    reasons: dict[str, list[Finding]] = {}
    for finding in findings:
        for measure in finding.measures:
            reasons.setdefault(measure, []).append(finding)
    results = [
        MeasureResult(measure, effective_priority(checklist, measure, why), tuple(why))
        for measure, why in reasons.items()
    ]
    return tuple(sorted(results, key=lambda result: (result.priority, result.id)))


def _open_points(facts: Facts) -> Iterator[OpenPoint]:
    pictures = facts.building.lookup("consult_media_consent") == "yes"
    for subject in facts.subjects():
        for item in subject.visible_items():
            if _is_open(subject, item, pictures):
                yield OpenPoint(subject.id, item.id)


def _is_open(subject: Subject, item: Item, pictures: bool) -> bool:
    """Free text may stay empty; without consent a picture is not possible, so it is not open either."""
    if not item.is_asked or item.type == "text" or (item.type == "photo" and not pictures):
        return False
    answer = subject.answer(item.id)
    return answer is None or answer == UNKNOWN or (item.type == "multi" and answer in ((UNKNOWN,), [UNKNOWN]))
