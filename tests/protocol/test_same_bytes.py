"""Same case, same pictures: the same bytes, in any process, and a sound file."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.protocol.conftest import CASES, NAMES, Printed, output_of

RICHEST = "case_1_terraced_no_valve"


def making(name: str, photos: Path, out: Path, **environment: str) -> subprocess.Popen[bytes]:
    """The command at work, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "inspection.cli",
        "protocol",
        str(CASES / f"{name}.yaml"),
        "-o",
        str(out),
    ]
    return subprocess.Popen(
        [*command, "--photos", str(photos), "--no-seal"], env={**os.environ, **environment}
    )


@pytest.mark.parametrize(
    "name", [name if name == RICHEST else pytest.param(name, marks=pytest.mark.long) for name in NAMES]
)
def test_twice_the_same(name: str, photos: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "1.pdf", tmp_path / "2.pdf"
    here = making(name, photos, first, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LANG="C")
    there = making(name, photos, again, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8")
    assert (here.wait(), there.wait()) == (0, 0)
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_qpdf_finds_nothing(name: str, language: str, printed: Callable[[str, str], Printed]) -> None:
    assert "No syntax or stream encoding errors" in output_of(
        "qpdf", "--check", str(printed(name, language).path)
    )


def test_its_dates_are_those_of_the_talk(printed: Callable[[str, str], Printed]) -> None:
    with pikepdf.open(printed("case_1_terraced_no_valve", "de").path) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260311090200+01'00"
    with pikepdf.open(printed("case_0_no_basement", "de").path) as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_a_reader_is_told_language_title_and_structure(printed: Callable[[str, str], Printed]) -> None:
    with pikepdf.open(printed("case_1_terraced_no_valve", "en").path) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert "RB-2026-000117" in str(pdf.docinfo["/Title"])
        assert pdf.Root.MarkInfo.Marked
        levels, silent = structure(pdf.Root.StructTreeRoot)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    assert silent == 0, "every figure has a text"


def structure(node: pikepdf.Object) -> tuple[list[int], int]:
    """Levels of the headings in order, and how many figures say nothing."""
    levels: list[int] = []
    silent = 0
    nodes = [node]
    while nodes:
        at = nodes.pop()
        if isinstance(at, pikepdf.Array):
            nodes += reversed(list(at))
        elif isinstance(at, pikepdf.Dictionary):
            kind = str(at.get("/S", ""))
            levels += [int(kind[2:])] if kind[:2] == "/H" and kind[2:].isdigit() else []
            silent += kind == "/Figure" and not str(at.get("/Alt", ""))
            nodes += [at["/K"]] if "/K" in at else []
    return levels, silent
