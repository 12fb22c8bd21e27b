"""The README of the templates names every field, option kind and derived value that the loader knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspection.adapters import template_parts, template_tables, templates_yaml
from inspection.bundled import protocol_templates_dir
from inspection.domain.checklist import ITEM_TYPES, PHOTO_NEEDS, SCOPES
from inspection.domain.derived import DERIVED_VALUES
from inspection.domain.expressions import FUNCTIONS

README = (protocol_templates_dir() / "README.md").read_text(encoding="utf-8")
MODULES = (template_parts, template_tables, templates_yaml)
READERS = (
    "string|optional_string|integer|number|boolean|choice|optional_choice|strings|numbers|texts?|text_list"
)
MORE_READERS = "entry|entries|nodes|expression|lined_strings|bindings"
FIELD = re.compile(rf"\.(?:{READERS}|{MORE_READERS})\(\s*\"(\w+)\"")
FIELDS = sorted({name for module in MODULES for name in FIELD.findall(Path(module.__file__).read_text())})


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_explained(field: str) -> None:
    assert re.search(rf"`[^`\n]*\b{field}\b[^`\n]*`", README), f"README.md does not explain `{field}`"


def test_there_are_fields() -> None:
    assert {"visible_when", "likelihood", "trap_offset_cm", "oral"} <= set(FIELDS)


@pytest.mark.parametrize("word", [*ITEM_TYPES, *PHOTO_NEEDS, *SCOPES, *FUNCTIONS, *DERIVED_VALUES])
def test_a_word_of_the_format_is_explained(word: str) -> None:
    assert re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`", README), f"README.md does not explain `{word}`"


def test_every_file_has_its_place() -> None:
    folder = protocol_templates_dir()
    for path in folder.rglob("*.yaml"):
        name = path.relative_to(folder).as_posix()
        place = re.sub(r"^(items|rules)/.*", r"\1/", name)
        assert place.startswith("pdf/") or place in README
