"""Only bundled Noto fonts, whatever people type; no font of the machine, nothing from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspection.adapters.protocol_fonts import fonts_for
from inspection.bundled import static_dir
from tests.protocol.conftest import NAMES, Printed, output_of

FONTS = static_dir() / "vendor" / "fonts"


def fonts_in(path: Path) -> list[list[str]]:
    return [line.split() for line in output_of("pdffonts", str(path)).splitlines()[2:]]


def assert_all_are_ours(path: Path) -> None:
    for name, *rest in fonts_in(path):
        assert "+Noto-Sans-Protocol" in name, name
        assert rest[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with a map to Unicode"


@pytest.mark.parametrize("name", NAMES)
def test_worked_cases_use_bundled_fonts(name: str, printed: Callable[[str, str], Printed]) -> None:
    assert_all_are_ours(printed(name, "de").path)


def test_names_of_all_europe_and_signs_are_covered(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    data = worked_case("case_0_no_basement")
    remarks = "Łukasz Ćwikła, Σωκράτης, Иван, Nguyễn, Șerban; ≥ 5 cm → Höhe ≈ 3 m², ✓ ⚠ \u0001 ↑"
    data["building"]["closing_remarks"] = remarks
    protocol = print_case(data)
    assert_all_are_ours(protocol.path)
    for word in ("Łukasz", "Σωκράτης", "Иван", "Nguyễn", "Șerban", "≥ 5 cm → Höhe ≈ 3 m², ✓ ⚠"):
        assert word in protocol.flat(), word


def test_only_subsets_that_are_needed_are_loaded() -> None:
    assert {face.family for face in fonts_for("Rückstau − 5 €", FONTS).faces} == {"Noto Sans Protocol Latin"}
    assert "Noto Sans Protocol Greek" in fonts_for("Σ", FONTS).families


def test_what_is_typed_stays_text(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    """Neither tags nor addresses in a label reach the renderer as such."""
    data = worked_case("case_1_terraced_no_valve")
    data["rooms"][0]["label"] = '<img src="file:///etc/passwd"> & <b>fett</b>'
    data["meta"]["protocol_no"] = 'A"\\a } body { display: none'
    text = print_case(data).flat()
    assert '<img src="file:///etc/passwd"> & <b>fett</b>' in text
    assert 'A"\\a } body { display: none · Version 1' in text
