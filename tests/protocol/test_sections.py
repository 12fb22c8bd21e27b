"""Every section is there, in order, in both languages; every page says which protocol it belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspection.domain.checklist import Checklist
from inspection.domain.languages import LANGUAGES
from tests.protocol.conftest import NAMES, Printed

PRINTED_AS_PAGE = "cover"  # it shows the protocol's title instead of a heading
WHERE_DRAWN = "plan"  # left out where nobody drew one, see test_plan.py


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_all_sections_follow_each_other(
    name: str, language: str, printed: Callable[[str, str], Printed], checklist: Checklist
) -> None:
    text = printed(name, language).flat()
    place = 0
    for section, heading in checklist.protocol.sections.items():
        if section == WHERE_DRAWN:
            continue
        wanted = checklist.protocol.title if section == PRINTED_AS_PAGE else heading
        found = text.find(wanted[language], place)
        assert found >= 0, f"{wanted[language]} does not follow"
        place = found + 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_each_page_names_protocol_and_page(
    name: str,
    language: str,
    printed: Callable[[str, str], Printed],
    worked_case: Callable[[str], dict[str, object]],
) -> None:
    protocol = printed(name, language)
    meta = worked_case(name).get("meta")
    absent = {"de": "Protokoll: nicht angegeben", "en": "Protocol: not given"}[language]
    number = str(meta["protocol_no"]) if isinstance(meta, dict) else absent
    word, of = {"de": ("Seite", "von"), "en": ("Page", "of")}[language]
    for page in range(1, protocol.pages + 1):
        text = protocol.flat(page)
        assert number in text, page
        assert f"{word} {page} {of} {protocol.pages}" in text, page


def test_the_first_page_says_what_when_and_who(printed: Callable[[str, str], Printed]) -> None:
    text = printed("case_1_terraced_no_valve", "de").flat(1)
    for part in (
        "Stadtentwässerung Weserau", "Musterstieg 14", "28203 Bremen, Steintor", "RB-2026-000117, Version 1",
        "11. März 2026, 09:02–09:58 Uhr", "Beratung per Video", "Rückstau und Starkregen", "Jutta Beispiel",
        "kb-07", "unverbindliche Ersteinschätzung", "Verdeckte Leitungen und Bauteile",
    ):  # fmt: skip
        assert part in text, part
    assert "example.org" not in printed("case_1_terraced_no_valve", "de").flat(), (
        "the owner's contact is not printed"
    )


def test_the_release_is_not_in_the_pages(printed: Callable[[str, str], Printed]) -> None:
    """It lives in the seal and in the record: releasing must not render again."""
    assert "10:09" not in printed("case_1_terraced_no_valve", "de").flat()


def test_the_result_fits_one_page(printed: Callable[[str, str], Printed]) -> None:
    text = printed("case_1_terraced_no_valve", "de").flat(2)
    for part in (
        "Gesamtrisiko: hoch", "vorläufig, 3 Punkte sind noch offen", "Ihr Haus im Schnitt",
        "Bodenablauf Waschküche −210", "Ausgussbecken (unbenutzt) −90", "Lichtschacht Straße +5",
        "Die ersten drei Schritte", "Rückstauverschluss für fäkalienfreies Abwasser einbauen",
        "Nicht benötigte Ablaufstelle zurückbauen", "bis 11. Juni 2026", "Rückstau aus dem Kanal",
    ):  # fmt: skip
        assert part in text, part


def test_paths_that_were_not_assessed_are_never_called_low(printed: Callable[[str, str], Printed]) -> None:
    text = printed("case_2_lifting_station_neglected", "de").flat()
    assert text.count("nicht betrachtet") == 6  # three paths, at a glance and in the table
    assert "Das bedeutet nicht, dass kein Risiko besteht." in text
    assert "gering" not in printed("case_2_lifting_station_neglected", "de").flat(2)


def test_nothing_of_german_is_left_in_english(printed: Callable[[str, str], Printed]) -> None:
    text = printed("case_0_no_basement", "en").flat()
    for word in ("Seite", "Rückstau", "Keller", "Gebäude", "nicht", "angegeben", "Bild", "Regel"):
        assert word not in text, word
