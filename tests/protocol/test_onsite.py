"""What could not be judged from afar stands in the protocol with its reason, until it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspection.domain.protocol_document import Document
from tests.protocol.conftest import Printed

RUSTED = "Rost verrostet, geht nicht auf"
WORDS = {
    "de": f"aus der Ferne nicht zu beurteilen: {RUSTED} – Termin vor Ort",
    "en": f"cannot be judged from afar: {RUSTED} – visit on site",
}
Case = Callable[[str], dict[str, Any]]
Build = Callable[..., Document]


def with_tasks(worked_case: Case, *entries: Any) -> dict[str, Any]:
    data = worked_case("case_1_terraced_no_valve")
    drain = data["drains"][0]
    del drain["drain_in_use"], drain["drain_photo"]
    data["meta"]["onsite"] = list(entries)
    return data


def task(item: str, **more: Any) -> dict[str, Any]:
    return {"entity": "d1", "item": item, "reason": RUSTED, "done": False, **more}


def answers_of(document: Document) -> dict[str, str]:
    return {fact.label: fact.value for group in document.answers for fact in group.facts if fact.open}


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_stands_among_the_open_points_and_the_answers(
    worked_case: Case, document_of: Build, checklist: Any, language: str
) -> None:
    document = document_of(with_tasks(worked_case, task("drain_in_use")), language)
    question = checklist.items["drain_in_use"].text[language]
    [point] = [point for point in document.open_points if point.question == question]
    assert point.on_site == WORDS[language]
    assert point.who == checklist.protocol.responsible["utility"][language], "it is we who come"
    assert answers_of(document)[question] == WORDS[language]


def test_a_picture_can_wait_for_a_visit(worked_case: Case, document_of: Build, checklist: Any) -> None:
    document = document_of(with_tasks(worked_case, task("drain_photo", reason=" ")), "de")
    question = checklist.items["drain_photo"].text["de"]
    assert answers_of(document)[question] == "aus der Ferne nicht zu beurteilen – Termin vor Ort"


def test_what_was_answered_later_is_an_answer(worked_case: Case, document_of: Build) -> None:
    data = with_tasks(worked_case, task("drain_in_use"))
    data["drains"][0]["drain_in_use"] = "rarely"
    document = document_of(data, "de")
    assert not any(point.on_site for point in document.open_points)
    assert WORDS["de"] not in answers_of(document).values()


@pytest.mark.parametrize(
    "entry", [None, "d1", {}, {"item": 3, "reason": RUSTED}, task("drain_in_use", done=True)]
)
def test_entries_without_shape_and_done_ones_say_nothing(
    worked_case: Case, document_of: Build, entry: Any
) -> None:
    document = document_of(with_tasks(worked_case, entry), "de")
    assert not any(point.on_site for point in document.open_points)


def test_it_is_printed(worked_case: Case, print_case: Callable[..., Printed]) -> None:
    text = print_case(with_tasks(worked_case, task("drain_in_use")), "de").flat()
    assert text.count("Termin vor Ort") == 2
    assert RUSTED in text
