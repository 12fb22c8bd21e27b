"""What the answers mean: findings, paths, measures, open points; and how they look as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from inspection.domain.visibility import Read


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that holds for one subject."""

    rule: str
    subject: str
    "`building`, the id of an entity, or of a path."
    path: str
    likelihood: int | None
    consequence: int | None
    "Both None where the rule gives a fixed level."
    level: str
    unclear: bool
    measures: tuple[str, ...]
    because: tuple[Read, ...]
    "The answers that carry it: (target, item, value); target as in the operation log."


@dataclass(frozen=True, slots=True)
class PathResult:
    """Level of a path, or of everything."""

    level: str
    unclear: bool


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A recommended measure, with all its reasons."""

    id: str
    priority: int
    findings: tuple[Finding, ...]


class OpenPoint(NamedTuple):
    """A visible item that is unknown or has no answer."""

    subject: str
    "`building` or the id of an entity."
    item: str


@dataclass(frozen=True)
class Assessment:
    """What the answers mean."""

    consequence: Mapping[str, int]
    "Room → 1 to 4."
    consequence_because: Mapping[str, tuple[Read, ...]]
    "Room → the answers that reach it."
    findings: tuple[Finding, ...]
    "In the order of the rules, then of the entities."
    paths: Mapping[str, PathResult]
    overall: PathResult
    measures: tuple[MeasureResult, ...]
    "By priority, then id."
    open_points: tuple[OpenPoint, ...]


def assessment_to_dict(assessment: Assessment) -> dict[str, Any]:
    """The fixed form other tools read: consequence, findings, paths, overall, measures."""
    return {
        "consequence": dict(assessment.consequence),
        "findings": [_finding(finding) for finding in assessment.findings],
        "paths": {path: _result(result) for path, result in assessment.paths.items()},
        "overall": _result(assessment.overall),
        "measures": [{"id": measure.id, "priority": measure.priority} for measure in assessment.measures],
    }


def assessment_to_json(assessment: Assessment) -> dict[str, Any]:
    """The same with its reasons, for the pages: `because`, reasons of measures, open points."""
    numbers = {id(finding): number for number, finding in enumerate(assessment.findings)}
    return {
        **assessment_to_dict(assessment),
        "consequence_because": {
            room: _reads(reads) for room, reads in assessment.consequence_because.items()
        },
        "findings": [
            {**_finding(finding), "because": _reads(finding.because)} for finding in assessment.findings
        ],
        "measures": [
            {
                "id": measure.id,
                "priority": measure.priority,
                "findings": [numbers[id(finding)] for finding in measure.findings],
            }
            for measure in assessment.measures
        ],
        "open_points": [{"subject": point.subject, "item": point.item} for point in assessment.open_points],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    by_matrix: dict[str, Any] = {}
    if finding.likelihood is not None:
        by_matrix = {"likelihood": finding.likelihood, "consequence": finding.consequence}
    return {
        "rule": finding.rule,
        "subject": finding.subject,
        "path": finding.path,
        **by_matrix,
        "level": finding.level,
        "unclear": finding.unclear,
        "measures": list(finding.measures),
    }


def _result(result: PathResult) -> dict[str, Any]:
    return {"level": result.level, "unclear": result.unclear}


def _reads(reads: Sequence[Read]) -> list[dict[str, Any]]:
    return [
        {"target": target, "item": item, "value": list(value) if isinstance(value, tuple) else value}
        for target, item, value in reads
    ]
