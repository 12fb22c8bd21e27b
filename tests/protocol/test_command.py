"""`kellerblick protocol`: what it writes, what it says, how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from inspection.cli import main
from inspection.commands.protocol import find_photos
from tests.protocol.conftest import CASES

CASE = CASES / "case_0_no_basement.yaml"


def run(*arguments: object) -> int:
    line: Sequence[str] = ["protocol", *map(str, arguments)]
    return main(line)


def test_it_says_that_nothing_seals_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.pdf"
    assert run(CASE, "-o", out) == 0
    assert out.read_bytes().startswith(b"%PDF-1.7")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Das PDF ist nicht versiegelt: Es ist kein Schlüssel dafür eingestellt.\n"


def test_without_a_seal_on_purpose_it_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CASE, "-o", tmp_path / "out.pdf", "--no-seal", "--language", "en") == 0
    assert capsys.readouterr().err == ""


def test_a_malformed_case_is_named_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "wrong.yaml"
    case.write_text(
        CASE.read_text(encoding="utf-8").replace("sewer_system: separate", "sewer_system: seperate")
    )
    assert run(case, "-o", tmp_path / "out.pdf") == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    for part in ("wrong.yaml", "building", "sewer_system", "separate"):
        assert part in error
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("missing", ["--photos", "-o"])
def test_a_wrong_folder_is_named(missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = tmp_path / "nowhere"
    arguments = {
        "--photos": ["-o", tmp_path / "out.pdf", "--photos", nowhere],
        "-o": ["-o", nowhere / "out.pdf"],
    }
    assert run(CASE, *arguments[missing], "--no-seal") == 2
    error = capsys.readouterr().err
    assert str(nowhere) in error
    assert error.count("\n") == 1


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        run(CASE, "-o", tmp_path / "out.pdf", "--language", "fr")


def test_pictures_are_found_by_their_id(tmp_path: Path) -> None:
    for name in ("p01.jpg", "p01.png", "p02.PNG", "notes.txt", "p03.webp"):
        (tmp_path / name).touch()
    (tmp_path / "p04.jpg").mkdir()
    found = find_photos(tmp_path)
    assert {photo: path.name for photo, path in found.items()} == {
        "p01": "p01.jpg",
        "p02": "p02.PNG",
        "p03": "p03.webp",
    }
    assert find_photos(None) == {}
