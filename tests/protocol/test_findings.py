"""What stands in the chapters: answers in short form, reasons at their subject, numbers of the drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspection.domain.assess import assess
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.protocol.document import SubjectView
from inspection.domain.protocol_document import Document, Utility, Wording
from tests.protocol.conftest import NAMES

Build = Callable[..., Document]
Read = Callable[[str], dict[str, Any]]


def subject(document: Document, anchor: str) -> SubjectView:
    chapters = document.chapters
    views = [view for c in chapters for view in (*([c.head] if c.head else []), *c.subjects)]
    return next(view for view in views if view.anchor == anchor)


def facts(view: SubjectView) -> dict[str, str]:
    return {fact.label: fact.value for fact in view.facts}


def test_a_drain_says_what_was_found_and_why_it_matters(document_of: Build, worked_case: Read) -> None:
    view = subject(document_of(worked_case("case_1_terraced_no_valve")), "drain-d1")
    assert (view.title, view.number, view.level and view.level.word) == ("Bodenablauf Waschküche", 1, "hoch")
    assert facts(view) == {
        "Art": "Bodenablauf",
        "Oberkante": "−210 cm, gemessen / aus Plan",
        "Gebraucht": "Selten",
        "Abwasser": "Fäkalienfrei (Grauwasser)",
        "Läuft zu": "Öffentlicher Kanal",
        "Rückstausicherung": "Nein",
        "Zur Rückstauebene": "210 cm darunter",
    }
    (reason,) = view.reasons
    assert reason.text.startswith("Die Ablaufstelle liegt deutlich (mindestens 1 m) unter der Rückstauebene")
    assert reason.pointers.endswith("Regel\u00a0bf_01")
    assert "DIN EN 12056-4" in reason.pointers


def test_an_opening_says_how_it_stands_to_the_water(document_of: Build, worked_case: Read) -> None:
    document = document_of(worked_case("case_1_terraced_no_valve"))
    assert facts(subject(document, "opening-o1"))["Freibord"] == "3 cm unter dem Wasser"
    assert facts(subject(document, "opening-o2"))["Freibord"] == "17 cm über dem Wasser"
    assert facts(subject(document, "opening-o1"))["Überlaufkante"] == "5 cm über Gelände, gemessen"


def test_a_device_names_what_it_protects_and_all_its_reasons(document_of: Build, worked_case: Read) -> None:
    view = subject(document_of(worked_case("case_2_lifting_station_neglected"), "en"), "device-v1")
    assert facts(view)["Protects"] == "WC, Dusche"
    assert facts(view)["Last maintenance"] == "30 months ago"
    assert [reason.level.word for reason in view.reasons] == ["medium", "high", "medium"]
    assert view.level
    assert view.level.id == "high"


def test_findings_about_the_building_stand_beside_their_answers(
    document_of: Build, worked_case: Read
) -> None:
    document = document_of(worked_case("case_1_terraced_no_valve"))
    told = {
        v.title: [r.pointers.split("Regel\u00a0")[1] for r in v.reasons]
        for v in document.chapters[0].subjects
    }
    assert told["Grundwasser"] == ["gw_03", "gw_04"]
    assert told["Vorsorge"] == ["or_01", "or_04"]
    assert sum(map(len, told.values())) == 4


@pytest.mark.parametrize("name", NAMES)
def test_no_finding_and_no_entity_is_lost(
    name: str, document_of: Build, worked_case: Read, checklist: Checklist
) -> None:
    data = worked_case(name)
    case = parse_case(data, checklist)
    document = document_of(data)
    views = [view for c in document.chapters for view in (*([c.head] if c.head else []), *c.subjects)]
    assert sum(len(view.reasons) for view in views) == len(assess(checklist, case).findings)
    assert {v.anchor for v in views if not v.compact} == {f"{e.kind}-{e.id}" for e in case.entities()}


def test_a_path_with_too_few_answers_is_told_at_the_end(document_of: Build) -> None:
    document = document_of({"case": "x", "title": "", "templates": ["backflow"], "building": {}})
    last = document.chapters[0].subjects[-1]
    assert last.title == "Übergreifend"
    assert last.reasons
    assert all(
        fact.open for v in document.chapters[0].subjects for fact in v.facts if fact.label != "Standbilder"
    )


def test_a_drain_without_a_room_has_its_chapter(document_of: Build, worked_case: Read) -> None:
    data = worked_case("case_1_terraced_no_valve")
    del data["drains"][0]["room"]
    titles = [chapter.title for chapter in document_of(data).chapters]
    assert titles == ["Gebäude und Grundstück", "Waschküche", "Heizungsraum", "Ohne zugeordneten Raum"]


def test_measures_stand_by_urgency_with_place_and_source(document_of: Build, worked_case: Read) -> None:
    document = document_of(worked_case("case_1_terraced_no_valve"))
    assert [(group.title, len(group.rows)) for group in document.measures] == [
        ("kurzfristig", 3),
        ("mittelfristig", 6),
    ]
    first = document.measures[0].rows[0]
    assert (first.places, first.cost, first.due_short) == (
        "Bodenablauf Waschküche, Waschmaschine",
        "C",
        "11.06.2026",
    )
    assert first.responsible == "Fachbetrieb (Sanitär, Entwässerung)"
    assert first.source.startswith("DIN EN 13564-1")


def test_open_points_say_who_clears_them_up(document_of: Build, worked_case: Read) -> None:
    data = worked_case("case_2_lifting_station_neglected")
    data["building"]["sewer_system"] = "unknown"
    data["devices"][0]["dev_alarm"] = "unknown"
    who = {point.question: point.who for point in document_of(data).open_points}
    assert who["An welches Kanalsystem ist das Grundstück angeschlossen?"] == "Netzbetreiber"
    assert who["Gibt es einen funktionierenden Störungsalarm?"].startswith("Fachbetrieb")
    assert who["Wird die Ablaufstelle noch gebraucht?"] == "Eigentümer/in"


def test_the_annex_has_every_visible_answer(document_of: Build, worked_case: Read) -> None:
    document = document_of(worked_case("case_1_terraced_no_valve"))
    building = {fact.label: fact.value for fact in document.answers[0].facts}
    assert building["Wie liegt das Haus im Gelände?"] == "Eben"
    assert building["Bemerkungen und Vereinbarungen"] == "keine"
    assert "Wurde die Ursache danach behoben?" not in building, "not visible"
    assert [group.title for group in document.answers][:3] == ["Gebäude", "Waschküche", "Heizungsraum"]


def test_liability_is_printed_only_where_the_utility_wrote_a_clause(
    document_of: Build, worked_case: Read
) -> None:
    data = worked_case("case_0_no_basement")
    assert "Haftung" not in [note.title for note in document_of(data).legal]
    told = document_of(data, utility=Utility(liability="Wir haften wie folgt.")).legal
    assert [note.text for note in told if note.title == "Haftung"] == ["Wir haften wie folgt."]


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_item_has_a_short_name(
    language: str, checklist: Checklist, wording: Callable[[str], Wording]
) -> None:
    known = wording(language)
    assert set(known.labels) == set(checklist.items)
    assert all(label.method in checklist.items for label in known.labels.values() if label.method)
    assert set(known.sections) <= {section.id for section in checklist.sections}


def test_english_has_no_general_word_left_in_german(wording: Callable[[str], Wording]) -> None:
    assert wording("de").pointer(["DIN 4095; local statute (duty)", "-"]) == "DIN 4095, örtliche Satzung"
    assert wording("en").pointer(["DIN 4095; local statute (duty)", "-"]) == "DIN 4095, local statute"
