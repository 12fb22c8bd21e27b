"""docs/errors.md names every code, where it comes from, how it is answered, and where bad input is tried."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import signaling.errors
from inspection.adapters.catalogues import Catalogues
from inspection.bundled import locale_dir
from inspection.web.errors import DEFAULT_STATUS, STATUS

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = Catalogues.load(locale_dir())


def _tables() -> Iterator[list[list[str]]]:
    table: list[list[str]] = []
    for line in (ROOT / "docs" / "errors.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            table.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif table:
            yield table[2:]  # without head and rule
            table = []
    yield table[2:]


CODES, CALL, TRIED = _tables()


def test_the_page_and_the_catalogues_know_the_same_codes() -> None:
    for language in ("de", "en"):
        known = {key.removeprefix("errors.") for key in CATALOGUES.page(language, "errors")} - {"page.home"}
        assert {row[0] for row in CODES} == known
    assert len({row[0] for row in CODES}) == len(CODES)


@pytest.mark.parametrize("row", CODES, ids=lambda row: row[0])
def test_each_code_comes_from_where_the_page_says(row: list[str]) -> None:
    code, answer, source, means = row
    assert f'"{code}"' in (ROOT / "inspection" / source).read_text(encoding="utf-8")
    assert means.endswith(".")
    if answer.isdigit():
        assert STATUS.get(code, DEFAULT_STATUS) == int(answer)
    else:
        assert answer == {"operation": "refused", "start": "exit 1", "user": "exit 1"}.get(
            code.partition("_")[0], "state"
        )


def test_the_calls_codes_are_all_there() -> None:
    classes = (found for _, found in inspect.getmembers(signaling.errors, inspect.isclass))
    errors = {
        found.code: ("closes" if found.close_code else "stays", found.text)
        for found in classes
        if issubclass(found, signaling.errors.SignalingError) and "code" in vars(found)
    }
    assert {code: (socket, means) for code, socket, means in CALL} == errors


@pytest.mark.parametrize("row", TRIED, ids=lambda row: row[0])
def test_what_is_said_to_be_tried_is_tried(row: list[str]) -> None:
    _, code, test = row
    path, _, name = test.partition("::")
    assert re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    if code:
        assert code in {entry[0] for entry in (*CODES, *CALL)}
