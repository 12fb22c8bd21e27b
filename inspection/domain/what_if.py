"""What would change a path's level: answers that are open, estimated or "none" so far, tried out one by one.

Nothing is guessed: each claim is a case that was assessed. Where several findings hold a level up, no single
answer lowers it; then the best answer to each is tried together. The work is bounded by the house's size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspection.domain.assess import assess, findings_of_path
from inspection.domain.assessment import Assessment, Finding, PathResult
from inspection.domain.case import Case
from inspection.domain.checklist import BUILDING, NOT_ASSESSED, Checklist
from inspection.domain.visibility import Facts, Subject
from inspection.domain.what_if_changes import (
    Change,
    Pairs,
    alternatives,
    method_pairs,
    question_of,
    with_changes,
)

LOWER, HIGHER, CERTAIN = "lower", "higher", "certain"
EFFECTS = (LOWER, CERTAIN, HIGHER)
"In the order shown."

_BUDGET_MS = 45.0
_EVALUATION_MS = (0.3, 0.07)
"A path once: fixed, and for every room, drain, device and opening (measured)."
_TRIALS = (8, 80)
_TOGETHER_MOST = 12


@dataclass(frozen=True)
class Outcome:
    """Answers and the level the path would then have. Several changes come true together."""

    effect: str
    "One of EFFECTS."
    level: str
    unclear: bool
    changes: tuple[Change, ...]
    others: tuple[Change, ...] = ()
    "Other answers to the same question with the same outcome."


@dataclass(frozen=True)
class WhatIf:
    """What would change the level of one path."""

    path: str
    level: str
    unclear: bool
    outcomes: tuple[Outcome, ...] = ()
    cut: bool = False
    "There was more to try than the bound allows."


Levels = Mapping[tuple[str, str], PathResult]
"(rule, subject) → its level."


@dataclass
class _Trial:
    changes: tuple[Change, ...]
    result: PathResult
    levels: Levels


@dataclass
class _Bench:
    """Tries cases out until the bound is reached."""

    checklist: Checklist
    case: Case
    path: str
    facts: Facts
    left: int
    cut: bool = field(default=False)

    def run(self, changes: Sequence[Change]) -> _Trial | None:
        if self.left <= 0:
            self.cut = True
            return None
        self.left -= 1
        case = with_changes(self.case, changes, self.facts)
        result, levels = findings_of_path(self.checklist, case, self.path)
        return _Trial(tuple(changes), result, levels)


def what_if(checklist: Checklist, case: Case, path: str, assessment: Assessment | None = None) -> WhatIf:
    """What would change the level of `path`, the best first. Pure; the same for the same case.

    Raises KeyError for a path that the checklist does not know.
    """
    checklist.path(path)
    assessment = assessment or assess(checklist, case)
    now = assessment.paths[path]
    if now.level == NOT_ASSESSED:
        return WhatIf(path, now.level, now.unclear)
    facts = Facts(checklist, case)
    bench = _Bench(checklist, case, path, facts, _trials(case))
    pairs = method_pairs(checklist)
    findings = [finding for finding in assessment.findings if finding.path == path]
    asked = _questions(facts, assessment, findings, pairs)
    trials: dict[tuple[str, str], list[_Trial]] = {}
    for subject, item in _ordered(asked, findings, now):
        for change in alternatives(subject, item, pairs):
            trial = bench.run([change])
            if trial is not None:
                trials.setdefault((subject.target, item), []).append(trial)
    outcomes = [*_single(checklist, now, trials), *_together(bench, now, findings, asked, trials)]
    return WhatIf(path, now.level, now.unclear, tuple(_sorted(checklist, outcomes)), bench.cut)


def _trials(case: Case) -> int:
    fixed, each = _EVALUATION_MS
    least, most = _TRIALS
    return min(most, max(least, int(_BUDGET_MS / (fixed + each * len(case.entities())))))


Asked = dict[tuple[str, str], tuple[Subject, list[Finding]]]
"(target, item) → its subject, the findings it carries."


def _questions(facts: Facts, assessment: Assessment, findings: Sequence[Finding], pairs: Pairs) -> Asked:
    subjects = {subject.target: subject for subject in facts.subjects()}
    asked: Asked = {}
    for finding in findings:
        for target, read in _reads(facts, assessment, finding):
            subject = subjects.get(target)
            item = question_of(subject, read, pairs) if subject and read in facts.checklist.items else None
            if subject is None or item is None:
                continue
            carried = asked.setdefault((target, item), (subject, []))[1]
            if finding not in carried:
                carried.append(finding)
    return asked


def _reads(facts: Facts, assessment: Assessment, finding: Finding) -> Iterator[tuple[str, str]]:
    """The answers that carry it: what the rule read, a path's coverage, and what makes the room grave."""
    for read in finding.because:
        yield read.target, read.item
    if finding.likelihood is None:
        return
    for room in _rooms(facts, assessment, finding):
        for read in assessment.consequence_because.get(room, ()):
            yield read.target, read.item


def _rooms(facts: Facts, assessment: Assessment, finding: Finding) -> Iterator[str]:
    if finding.subject == BUILDING:
        yield from (room for room, grave in assessment.consequence.items() if grave == finding.consequence)
        return
    for subject in facts.subjects():
        if subject.id != finding.subject:
            continue
        if subject.scope == "room":
            yield subject.id
        elif subject.scope == "device":
            yield from (drain.room for drain in facts.drains_of(subject) if drain.room)
        elif subject.room:
            yield subject.room


def _ordered(asked: Asked, findings: Sequence[Finding], now: PathResult) -> list[tuple[Subject, str]]:
    """First what carries all that holds the level up, then what carries all that is unclear, then others."""
    top = [finding for finding in findings if finding.level == now.level]
    unclear = [finding for finding in findings if finding.unclear]

    def urgency(entry: tuple[Subject, list[Finding]]) -> tuple[bool, bool, bool]:
        carried = entry[1]
        return (
            not (top and all(finding in carried for finding in top)),
            not (unclear and all(finding in carried for finding in unclear)),
            not any(finding in carried for finding in top),
        )

    ranked = sorted(asked.items(), key=lambda pair: urgency(pair[1]))  # stable: the rules' order within
    return [(subject, item) for (_, item), (subject, _) in ranked]


def _effect(checklist: Checklist, now: PathResult, then: PathResult) -> str | None:
    before, after = checklist.level_rank(now.level), checklist.level_rank(then.level)
    if after != before:
        return LOWER if after < before else HIGHER
    return CERTAIN if now.unclear and not then.unclear else None


def _single(
    checklist: Checklist, now: PathResult, trials: Mapping[tuple[str, str], Sequence[_Trial]]
) -> Iterator[Outcome]:
    for tried in trials.values():
        alike: dict[PathResult, list[Change]] = {}
        for trial in tried:
            alike.setdefault(trial.result, []).extend(trial.changes)
        for result, changes in alike.items():
            effect = _effect(checklist, now, result)
            if effect:
                first, *others = _joined(changes)
                yield Outcome(effect, result.level, result.unclear, (first,), tuple(others))


def _joined(changes: Sequence[Change]) -> list[Change]:
    """Spans of a number that meet are one."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        if last and last.low is not None and change.high == last.low:
            joined[-1] = Change(
                change.target, change.item, change.value, change.method, change.low, last.high
            )
        else:
            joined.append(change)
    return joined


def _together(
    bench: _Bench,
    now: PathResult,
    findings: Sequence[Finding],
    asked: Asked,
    trials: Mapping[tuple[str, str], Sequence[_Trial]],
) -> Iterator[Outcome]:
    """The best answer to all that holds the level, or the doubt; where none alone does it."""
    checklist = bench.checklist
    top = [finding for finding in findings if finding.level == now.level]
    doubtful = [finding for finding in findings if finding.unclear]
    for effect, held in ((LOWER, top), (CERTAIN, doubtful)):
        reached = {_effect(checklist, now, trial.result) for tried in trials.values() for trial in tried}
        if effect in reached or len(held) < 2:
            continue
        best = [_best(checklist, now, effect, finding, asked, trials) for finding in held]
        changes = {(change.target, change.item): change for change in best if change is not None}
        if None in best or not 2 <= len(changes) <= _TOGETHER_MOST:
            continue
        bench.left = max(bench.left, 1)
        trial = bench.run(list(changes.values()))
        if trial and _effect(checklist, now, trial.result) == effect:
            yield Outcome(effect, trial.result.level, trial.result.unclear, trial.changes)


def _best(
    checklist: Checklist,
    now: PathResult,
    effect: str,
    finding: Finding,
    asked: Asked,
    trials: Mapping[tuple[str, str], Sequence[_Trial]],
) -> Change | None:
    """The answer that leaves least at the finding's subject; None where none leaves little enough."""
    rank = checklist.level_rank

    def rest(trial: _Trial) -> tuple[bool, int]:
        left = [result for (_, subject), result in trial.levels.items() if subject == finding.subject]
        worst = max((rank(result.level) for result in left), default=-1)
        unclear = any(result.unclear for result in left)
        enough = worst < rank(now.level) if effect == LOWER else not unclear and worst <= rank(now.level)
        return not enough, worst

    tried = [
        trial for key, (_, carried) in asked.items() if finding in carried for trial in trials.get(key, ())
    ]
    best = min(tried, key=rest, default=None)
    return None if best is None or rest(best)[0] else best.changes[0]


def _sorted(checklist: Checklist, outcomes: Sequence[Outcome]) -> list[Outcome]:
    def order(outcome: Outcome) -> tuple[int, int, bool, int]:
        rank = checklist.level_rank(outcome.level)
        return (
            EFFECTS.index(outcome.effect),
            -rank if outcome.effect == HIGHER else rank,
            outcome.unclear,
            len(outcome.changes),
        )

    return sorted(outcomes, key=order)


def what_if_to_json(found: WhatIf) -> dict[str, Any]:
    """For the pages; `changes` come true together, `others` are answers that would do the same."""
    return {
        "path": found.path,
        "level": found.level,
        "unclear": found.unclear,
        "cut": found.cut,
        "outcomes": [
            {
                "effect": outcome.effect,
                "level": outcome.level,
                "unclear": outcome.unclear,
                "changes": [_change(change) for change in outcome.changes],
                "others": [_change(change) for change in outcome.others],
            }
            for outcome in found.outcomes
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    value = list(change.value) if isinstance(change.value, tuple) else change.value
    return {
        "target": change.target,
        "item": change.item,
        "value": value,
        "measured": change.method is not None,
        "from": change.low,
        "below": change.high,
    }
