"""The worked cases: key for key, in the order of the keys; and from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from inspection.cli import main
from inspection.domain.assess import assess
from inspection.domain.assessment import assessment_to_dict, assessment_to_json
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist

from .conftest import CASES

NAMES = sorted(path.stem for path in CASES.glob("case_*.yaml"))

ReadCase = Callable[[str], dict[str, Any]]


def test_all_four_are_here() -> None:
    assert len(NAMES) == 4


@pytest.mark.parametrize("name", NAMES)
def test_a_worked_case_comes_out_as_computed(
    name: str, checklist: Checklist, read_worked_case: ReadCase
) -> None:
    data = read_worked_case(name)
    result = assessment_to_dict(assess(checklist, parse_case(data, checklist)))
    assert json.dumps(result, indent=1) == json.dumps(data["expected"], indent=1)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_it(
    name: str, read_worked_case: ReadCase, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(CASES / f"{name}.yaml")]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert json.dumps(printed) == json.dumps(read_worked_case(name)["expected"])


@pytest.mark.parametrize("name", NAMES)
def test_the_same_input_gives_the_same_result(
    name: str, checklist: Checklist, read_worked_case: ReadCase
) -> None:
    first, second = (
        assessment_to_json(assess(checklist, parse_case(read_worked_case(name), checklist))) for _ in range(2)
    )
    assert json.dumps(first) == json.dumps(second)


def test_the_order_of_answers_does_not_matter(checklist: Checklist, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_1_terraced_no_valve")
    data["building"] = dict(reversed(data["building"].items()))
    data["drains"] = [dict(reversed(drain.items())) for drain in data["drains"]]
    result = assessment_to_dict(assess(checklist, parse_case(data, checklist)))
    assert result == data["expected"]
