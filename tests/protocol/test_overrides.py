"""A level set by hand stands in the protocol with reason and author, the computed level beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspection.domain.protocol_document import Document
from tests.protocol.conftest import Printed

REASON = "Alle drei Abläufe sind dauerhaft verschlossen, Foto 5 zeigt es."
SENTENCE = {
    "de": "Gesetzt: gering (berechnet: hoch). Begründung: Alle drei Abläufe sind dauerhaft verschlossen, "
    "Foto 5 zeigt es. Gesetzt von Mareike Ahlers.",
    "en": "Set: low (computed: high). Reason: Alle drei Abläufe sind dauerhaft verschlossen, "
    "Foto 5 zeigt es. Set by Mareike Ahlers.",
}
Case = Callable[[str], dict[str, Any]]
Build = Callable[..., Document]


def override(**more: Any) -> dict[str, Any]:
    entry = {"path": "sewer_backflow", "level": "low", "reason": REASON, "by": "Mareike Ahlers"}
    return entry | {"at": "2026-03-11T09:50:00Z"} | more


def with_overrides(worked_case: Case, entries: Any) -> dict[str, Any]:
    data = worked_case("case_1_terraced_no_valve")
    data["meta"]["overrides"] = entries
    return data


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_row_of_the_path_says_both_levels_and_why(
    worked_case: Case, document_of: Build, language: str
) -> None:
    document = document_of(with_overrides(worked_case, [override()]), language)
    row = document.glance.paths[0]
    assert (row.level.id, row.by_hand) == ("low", True)
    assert row.summary == SENTENCE[language]
    assert row.reasons[0] == SENTENCE[language]
    assert len(row.reasons) > 1, "why it was computed so stays"
    assert document.glance.overall.id == "high", "the overall level is the computed one, and says so"
    assert document.t("protocol.override.overall") in document.glance.note


def test_it_is_printed(worked_case: Case, print_case: Callable[..., Printed]) -> None:
    printed = print_case(with_overrides(worked_case, [override(level="moderate")]))
    text = " ".join(printed.text().split())
    assert "Gesetzt: mittel (berechnet: hoch)." in text
    assert text.count("Gesetzt von Mareike Ahlers.") == 2, "at a glance and in the table of paths"
    assert "von Hand" in text


def test_a_long_reason_is_whole_in_the_table_and_short_at_a_glance(
    worked_case: Case, document_of: Build
) -> None:
    long = "Ein Satz mit vielen Worten. " * 30
    row = document_of(with_overrides(worked_case, [override(reason=long)]), "de").glance.paths[0]
    assert len(row.summary) < 260
    assert "…" in row.summary
    assert row.reasons[0].count("Ein Satz") == 30


@pytest.mark.parametrize(
    "entries",
    [
        [None, 7, "x", []],
        [{}],
        [{"path": "sewer_backflow"}],
        [override(path="nowhere"), override(path=["sewer_backflow"])],
        [override(level="not_assessed"), override(level="extreme"), override(level=None)],
        [override(reason=""), override(reason="  "), override(reason=5)],
    ],
)
def test_what_does_not_fit_counts_as_not_there(worked_case: Case, document_of: Build, entries: Any) -> None:
    rows = document_of(with_overrides(worked_case, entries), "de").glance.paths
    assert not any(row.by_hand for row in rows)


def test_the_basics_say_how_long_each_phase_took(worked_case: Case, document_of: Build) -> None:
    data = worked_case("case_1_terraced_no_valve")
    times = [("outside", "09:06", "09:18"), ("r1", "09:18", "09:35"), ("r2", "09:35", "09:46")]
    data["meta"]["visits"] = [
        {
            "place": place,
            "arrived_at": f"2026-03-11T{came}:00+01:00",
            "left_at": f"2026-03-11T{went}:00+01:00",
        }
        for place, came, went in [*times, ("closing", "09:46", "09:58")]
    ]
    facts = {fact.label: fact.value for fact in document_of(data, "de").basics}
    assert facts["Dauer"] == (
        "Eröffnung 4 min · Außen 12 min · Innen 28 min (Waschküche 17, Heizungsraum 11) · Abschluss 12 min"
    )


@pytest.mark.parametrize("visits", [[], [None, 3], [{"place": "r1", "arrived_at": "noon"}]])
def test_without_visits_nothing_is_said_of_phases(worked_case: Case, document_of: Build, visits: Any) -> None:
    data = worked_case("case_1_terraced_no_valve")
    data["meta"]["visits"] = visits
    assert "Dauer" not in {fact.label for fact in document_of(data, "de").basics}
