"""The operation log folds to the state that the shared vectors name; so must the browser's twin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspection.domain.operations import (
    Author,
    LoggedOperation,
    fold,
    is_there,
    parse_operation,
    present,
)

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "operations.json").read_text(encoding="utf-8")
)["fold"]


def logged(data: dict[str, Any]) -> LoggedOperation:
    return LoggedOperation(parse_operation(data), data["seq"], Author(**data["by"]))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_log_folds_to_the_state(vector: dict[str, Any]) -> None:
    assert fold(map(logged, vector["operations"])) == vector["state"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_folding_in_two_steps_is_the_same(vector: dict[str, Any]) -> None:
    for cut in range(len(vector["operations"]) + 1):
        state = fold(map(logged, vector["operations"][:cut]))
        assert fold(map(logged, vector["operations"][cut:]), state) == vector["state"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_an_operation_goes_over_the_wire_unchanged(vector: dict[str, Any]) -> None:
    assert [logged(data).to_json() for data in vector["operations"]] == vector["operations"]


def _state(name: str) -> dict[str, Any]:
    return next(vector["state"] for vector in VECTORS if vector["name"] == name)


def test_who_is_there_follows_exists() -> None:
    assert is_there(_state("entity_added_renamed_removed"), "room:r1")
    assert not is_there(_state("conflict_over_removal"), "room:r1")
    assert present(_state("drain_in_a_room"), "drain") == ["drain:d1"]
    assert is_there(_state("nothing"), "building")
