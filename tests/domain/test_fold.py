"""The operation log folds to the state that the shared vectors name; so must the browser's twin."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.domain.operations import (
    Author,
    LoggedOperation,
    Operation,
    fold,
    is_there,
    parse_operation,
    present,
)

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
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


AUTHORS = [Author(name, name, "user") for name in ("ahlers", "brandt", "cordes")]


@st.composite
def logs(draw: st.DrawFn) -> list[LoggedOperation]:
    """Some people writing to one field, each having seen some of the log."""
    log: list[LoggedOperation] = []
    for seq in range(1, draw(st.integers(1, 8)) + 1):
        based_on, value = draw(st.integers(0, seq - 1)), draw(st.sampled_from(["a", "b", None]))
        operation = Operation(f"op{seq}", based_on, "building", "building_type", value, AT)
        log.append(LoggedOperation(operation, seq, draw(st.sampled_from(AUTHORS))))
    return log


@given(logs())
def test_no_unseen_word_of_another_is_lost(log: list[LoggedOperation]) -> None:
    """What the last writer had not seen, and its own author has not replaced, is still shown."""
    last = log[-1]
    entry = fold(log)["entities"]["building"]["fields"]["building_type"]
    shown = [entry, *entry.get("other", [])]
    assert entry["value"] == last.operation.value
    assert len({old["by"]["id"] for old in shown}) == len(shown)
    for old in entry.get("other", []):
        assert old["by"]["id"] != last.by.id
        assert old["seq"] > last.operation.based_on
        assert old["value"] != last.operation.value
    before = log[-2] if len(log) > 1 else last
    if before.by != last.by and before.seq > last.operation.based_on:
        assert before.operation.value in [old["value"] for old in shown]
