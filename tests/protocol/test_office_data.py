"""The basics say where the office has its data from, and where the phone was, with her consent alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from inspection.adapters.case_file import read_case_file
from inspection.domain.assess import assess
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.protocol.case_data import case_data
from inspection.domain.protocol_document import Wording, build_document
from tests.protocol.conftest import CASES, UTILITY

CASE = CASES / "case_1_terraced_no_valve.yaml"
POSITION = {
    "lat": 53.2013,
    "lon": 8.5876,
    "accuracy_m": 20,
    "taken_at": "2026-03-11T09:02:00Z",
    "distance_m": 11,
}
YES = {"text_version": "2026-11-28", "given_at": "2026-03-11T09:01:00Z", "how": "click"}


def basics(checklist: Checklist, wording: Wording, **meta: Any) -> tuple[dict[str, str], str]:
    """Label → value, and the data that are embedded."""
    data = read_case_file(CASE)
    assert isinstance(data, Mapping)
    case = parse_case({**data, "meta": {**(data.get("meta") or {}), **meta}}, checklist)
    document = build_document(checklist, case, assess(checklist, case), (), wording, UTILITY)
    return {fact.label: fact.value for fact in document.basics}, case_data(checklist, case)


def test_a_source_stands_beside_its_value(checklist: Checklist, wording: Callable[[str], Wording]) -> None:
    facts, _ = basics(checklist, wording("de"), sources={"sewer_system": "Kanalkataster, DN 300"})
    assert "Mischsystem (Quelle: Kanalkataster, DN 300)" in facts.values()


def test_the_position_stands_there_with_her_consent_and_travels_with_nobody(
    checklist: Checklist, wording: Callable[[str], Wording]
) -> None:
    facts, embedded = basics(checklist, wording("de"), position=POSITION, consents={"position": YES})
    assert facts["Standort des Telefons"].startswith("etwa 11 m vom Haus (± 20 m)")
    assert "53.2013" not in embedded
    withdrawn = {**YES, "withdrawn_at": "2026-03-11T10:00:00Z"}
    for consents in ({"position": withdrawn}, {}):
        facts, _ = basics(checklist, wording("de"), position=POSITION, consents=consents)
        assert "Standort des Telefons" not in facts


def test_without_coordinates_it_is_only_noted(
    checklist: Checklist, wording: Callable[[str], Wording]
) -> None:
    noted = {name: value for name, value in POSITION.items() if name != "distance_m"}
    facts, _ = basics(checklist, wording("de"), position=noted, consents={"position": YES})
    assert facts["Standort des Telefons"].startswith("einmal übermittelt (± 20 m)")
