"""Each refusal that the code can make has its words, and no words wait for a refusal that nobody makes."""

from __future__ import annotations

import re
from pathlib import Path

import inspection.app  # so that every error class is known
from inspection.adapters.catalogues import Catalogues
from inspection.bundled import locale_dir
from inspection.domain.errors import RefusalError
from inspection.web.errors import OF_STATUS, STATUS

SOURCES = Path(inspection.app.__file__).parent
CALL = re.compile(r"\b(\w+)\(\s*\"([a-z][a-z0-9_]+)\"")
WORDS = {key.removeprefix("errors.") for key in Catalogues.load(locale_dir()).page("de", "errors")} - {
    "page.home"
}


def _classes(base: type[RefusalError]) -> set[type[RefusalError]]:
    return {base}.union(*(_classes(child) for child in base.__subclasses__()))


def _codes() -> set[str]:
    classes = _classes(RefusalError)
    names = {class_.__name__ for class_ in classes}
    codes = {class_.code for class_ in classes} | set(OF_STATUS.values()) | {"internal"}
    for path in SOURCES.rglob("*.py"):
        codes |= {code for name, code in CALL.findall(path.read_text(encoding="utf-8")) if name in names}
    return codes


def test_each_refusal_has_its_words() -> None:
    assert _codes() - WORDS == set()


def test_statuses_are_of_refusals_that_exist() -> None:
    assert set(STATUS) - WORDS == set()
