"""Each change that is claimed really comes about: the changed case is assessed as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from inspection.domain.assess import assess, findings_of_path
from inspection.domain.assessment import PathResult
from inspection.domain.case import Case, parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.visibility import Facts
from inspection.domain.what_if import CERTAIN, HIGHER, LOWER, Outcome, WhatIf, what_if
from inspection.domain.what_if_changes import Change, with_changes
from tests.trade.random_cases import full_case, random_case

Read = Callable[[str], dict[str, Any]]
CASE_1, CASE_2 = "case_1_terraced_no_valve", "case_2_lifting_station_neglected"
SEEDS = range(40)


def _claims(outcome: Outcome) -> Iterator[tuple[Change, ...]]:
    """What it says would do it: as it stands, and every other answer; both ends of a span."""
    yield outcome.changes
    for change in outcome.others:
        yield (change,)
    if len(outcome.changes) == 1 and (change := outcome.changes[0]).high is not None:
        yield (replace(change, value=change.high - 1),)


def _check(checklist: Checklist, case: Case, found: WhatIf) -> None:
    now = assess(checklist, case).paths[found.path]
    assert PathResult(found.level, found.unclear) == now
    facts = Facts(checklist, case)
    for outcome in found.outcomes:
        for changes in _claims(outcome):
            then = assess(checklist, with_changes(case, changes, facts)).paths[found.path]
            assert then == PathResult(outcome.level, outcome.unclear), (found.path, changes)
        before, after = checklist.level_rank(now.level), checklist.level_rank(outcome.level)
        if outcome.effect == CERTAIN:
            assert (before, now.unclear, outcome.unclear) == (after, True, False)
        else:
            assert after < before if outcome.effect == LOWER else after > before


@pytest.mark.parametrize("name", [CASE_1, CASE_2, "case_0_small_base", "case_0_no_basement"])
def test_what_is_claimed_of_a_worked_case_comes_about(
    checklist: Checklist, read_worked_case: Read, name: str
) -> None:
    case = parse_case(read_worked_case(name), checklist)
    for path in checklist.paths:
        _check(checklist, case, what_if(checklist, case, path.id))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_claimed_of_any_case_comes_about(checklist: Checklist, seed: int) -> None:
    case = parse_case(random_case(checklist, seed), checklist)
    for path in checklist.paths:
        _check(checklist, case, what_if(checklist, case, path.id))


def test_protection_for_all_three_drains_lowers_the_backflow_of_case_1(
    checklist: Checklist, read_worked_case: Read
) -> None:
    found = what_if(checklist, parse_case(read_worked_case(CASE_1), checklist), "sewer_backflow")
    best = found.outcomes[0]
    assert (best.effect, best.level) == (LOWER, "low")
    assert [(one.target, one.item) for one in best.changes] == [
        (f"drain:d{number}", "drain_protection") for number in (1, 2, 3)
    ]
    higher = found.outcomes[-1]
    assert (higher.effect, higher.level) == (HIGHER, "very_high")
    assert (higher.changes[0].item, higher.changes[0].high) == ("drain_height_cm", -99)


def test_a_height_that_nobody_knows_is_what_to_measure(checklist: Checklist, read_worked_case: Read) -> None:
    data = read_worked_case("case_0_small_base")
    data["drains"][0] |= {
        "drain_height_method": "unknown",
        "drain_height_cm": None,
        "drain_protection": "none",
        "drain_device": None,
    }
    data["rooms"][0] |= {"room_height_method": "unknown", "room_floor_height_cm": None}
    data["devices"] = data["devices"][1:]
    found = what_if(checklist, parse_case(data, checklist), "sewer_backflow")
    measured = [one for one in found.outcomes if one.changes[0].item == "drain_height_cm"]
    assert found.unclear
    assert next((one.effect, one.level, one.changes[0].low) for one in measured) == (LOWER, "low", 25)
    assert all(change.method == "drain_height_method" for one in measured for change in one.changes)


def test_the_insurance_makes_provision_of_case_1_certain(
    checklist: Checklist, read_worked_case: Read
) -> None:
    found = what_if(checklist, parse_case(read_worked_case(CASE_1), checklist), "organisation")
    assert [(one.effect, one.changes[0].item) for one in found.outcomes] == [(CERTAIN, "org_insurance")]


def test_a_path_that_is_not_assessed_has_nothing_to_change(
    checklist: Checklist, read_worked_case: Read
) -> None:
    case = parse_case(read_worked_case(CASE_2), checklist)
    assert what_if(checklist, case, "groundwater").outcomes == ()


def test_the_same_case_gives_the_same_answer(checklist: Checklist, read_worked_case: Read) -> None:
    case = parse_case(read_worked_case(CASE_1), checklist)
    assert what_if(checklist, case, "sewer_backflow") == what_if(checklist, case, "sewer_backflow")


def test_a_path_that_nobody_knows_is_refused(checklist: Checklist, read_worked_case: Read) -> None:
    with pytest.raises(KeyError):
        what_if(checklist, parse_case(read_worked_case(CASE_1), checklist), "rain_of_frogs")


@pytest.mark.parametrize("seed", SEEDS)
def test_one_path_alone_is_judged_as_among_all(checklist: Checklist, seed: int) -> None:
    case = parse_case(random_case(checklist, seed), checklist)
    together = assess(checklist, case)
    for path in checklist.paths:
        result, levels = findings_of_path(checklist, case, path.id)
        assert result == together.paths[path.id]
        assert set(levels) == {(one.rule, one.subject) for one in together.findings if one.path == path.id}


def test_the_work_is_bounded_in_a_large_house(checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed."""
    counts = {"room": 15, "drain": 40, "device": 6, "opening": 12}
    case = parse_case(full_case(checklist, 1, counts), checklist)
    tried = 0

    def counting(*args: Any) -> Any:
        nonlocal tried
        tried += 1
        return findings_of_path(*args)

    monkeypatch.setattr("inspection.domain.what_if.findings_of_path", counting)
    found = what_if(checklist, case, "sewer_backflow")
    assert tried <= 12
    assert found.cut
