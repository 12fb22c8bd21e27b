"""Only bundled Noto fonts, whatever people type; no font of the machine, nothing from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from inspection.adapters.protocol_fonts import fonts_for, replacements
from inspection.bundled import static_dir
from inspection.domain.protocol.case_data import FILE_NAME
from tests.protocol.conftest import NAMES, Printed, output_of
from tests.support.pdf_check import problems

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


@pytest.mark.long
def test_customers_of_many_names_are_printed_in_our_fonts(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    """In bold and plain, in headings and in the drawing."""
    names = (
        "Żółć Gęślą",
        "Ґалаґан Їжак",
        "Çağla Işık Şükrü İnci",
        "Ţuţea Ăla",
        "Đặng Ửu",
        "Ḫattuša",
        "Øśő ẞ",
    )
    data = worked_case("case_1_terraced_no_valve")
    data["meta"]["owner_name"] = " ".join(names)
    data["meta"]["protocol_no"] = "RB-Ż-1"
    for room, name in zip(data["rooms"], names, strict=False):
        room["label"] = name
    protocol = print_case(data)
    assert_all_are_ours(protocol.path)
    for name in names:
        assert name in protocol.flat(), name
    assert problems(protocol.path) == []


@pytest.mark.long
def test_what_no_bundled_font_has_is_replaced_by_its_letters_or_a_box(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    """Never by a font of the machine. The data inside the file keep what was typed."""
    data = worked_case("case_1_terraced_no_valve")
    data["meta"]["address"]["street"] = "\u200fشارع 山 \U0001f600 ﬀ ＜b＞ ㎡ \u0327x"
    protocol = print_case(data)
    assert_all_are_ours(protocol.path)
    assert problems(protocol.path) == []
    assert "□□□□ □ □ ff <b> m2 " in protocol.flat(1)
    with pikepdf.open(protocol.path) as pdf:
        assert "شارع 山 \U0001f600 ﬀ" in pdf.attachments[FILE_NAME].get_file().read_bytes().decode()


def test_a_replacement_never_becomes_markup() -> None:
    assert replacements("＜＆＞＂", FONTS) == {
        0xFF1C: "&lt;",
        0xFF06: "&amp;",
        0xFF1E: "&gt;",
        0xFF02: "&quot;",
    }
    assert replacements("Maß 5 m², ≥ 3 → ✓ „gut“ – so\u2009…\n", FONTS) == {}


@pytest.mark.parametrize("script", ["latin", "latin-ext", "greek", "cyrillic", "vietnamese", "devanagari"])
def test_bold_has_what_plain_has(script: str) -> None:
    """One weight is looked at for all."""
    plain, *others = (
        FONTS / "noto-sans" / f"noto-sans-{script}-{weight}-normal.woff2" for weight in (400, 600, 700)
    )
    with TTFont(plain) as font:
        characters = set(font.getBestCmap())
    for path in others:
        with TTFont(path) as font:
            assert characters <= set(font.getBestCmap())


def test_only_subsets_that_are_needed_are_loaded() -> None:
    assert {face.family for face in fonts_for("Rückstau − 5 €", FONTS).faces} == {"Noto Sans Protocol Latin"}
    assert "Noto Sans Protocol Greek" in fonts_for("Σ", FONTS).families


@pytest.mark.long
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
