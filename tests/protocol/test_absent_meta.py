"""What nobody stated prints "nicht angegeben"; no clock fills it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inspection.domain.protocol_document import Document
from tests.protocol.conftest import Printed


def test_a_case_without_metadata_says_so(
    document_of: Callable[..., Document], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    document = document_of(worked_case("case_0_no_basement"), utility=None)
    assert document.address == ("nicht angegeben",)
    assert document.utility_line == "Netzbetreiber: nicht angegeben"
    cover = {fact.label: fact.value for fact in document.cover}
    absent = {label for label, value in cover.items() if value == "nicht angegeben"}
    assert absent == {"Protokoll", "Gespräch", "Form", "Eigentümer/in", "Berater/in", "Fragen an"}
    assert cover["Gespräch geführt mit"] == "Mieter/in", "answered, though not in the metadata"
    assert document.created == ""


def test_it_is_printed(print_case: Callable[..., Printed]) -> None:
    text = print_case(
        {"case": "empty", "title": "", "templates": ["backflow"], "building": {}}, utility=None
    ).flat()
    assert text.count("nicht angegeben") >= 8
    assert "noch offen" in text


def test_windows_stand_in_for_days_that_cannot_be_counted(
    document_of: Callable[..., Document], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    data = worked_case("case_1_terraced_no_valve")
    dated = document_of(data)
    assert [(row.due, row.dated) for row in dated.glance.steps] == [("11. Juni 2026", True)] * 3
    assert {point.due for point in dated.open_points} == {"15.04.2026"}, "the follow-up that was agreed"
    del data["meta"]["started_at"], data["meta"]["follow_up_due"]
    undated = document_of(data)
    assert [(row.due, row.dated) for row in undated.glance.steps] == [("kurzfristig", False)] * 3
    assert {point.due for point in undated.open_points} == {"mittelfristig"}


def test_times_are_those_of_the_clock_on_the_wall(
    document_of: Callable[..., Document], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    data = worked_case("case_1_terraced_no_valve")
    data["meta"] |= {"started_at": "2026-07-01T22:30:00Z", "ended_at": "2026-07-01T23:10:00Z"}
    cover = {fact.label: fact.value for fact in document_of(data).cover}
    assert cover["Gespräch"] == "2. Juli 2026, 00:30–01:10 Uhr"
    english = {fact.label: fact.value for fact in document_of(data, "en").cover}
    assert english["Consultation"] == "2 July 2026, 00:30–01:10"
