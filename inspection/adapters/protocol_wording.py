"""Reads what the protocol says beside the checklist: the catalogue's labels and the short names of items."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from inspection.adapters.catalogues import Catalogues
from inspection.domain.languages import LANGUAGES
from inspection.domain.protocol.wording import ItemLabel, Wording

LABELS_FILE = Path("pdf") / "labels.yaml"


def load_wording(language: str, catalogues: Catalogues, templates: Path) -> Wording:
    """Everything in words for one language. `templates`: the folder of the protocol templates."""
    data = yaml.safe_load((templates / LABELS_FILE).read_text(encoding="utf-8"))
    return Wording(
        language=language,
        texts=catalogues.page(language, "protocol"),
        labels={item: _label(entry, language) for item, entry in data["items"].items()},
        sections={section: texts[language] for section, texts in data["sections"].items()},
        pointers={word: texts[language] for word, texts in data["pointers"].items()},
    )


def load_labels(templates: Path) -> dict[str, dict[str, str]]:
    """Item → its short name in every language."""
    data = yaml.safe_load((templates / LABELS_FILE).read_text(encoding="utf-8"))
    return {item: {key: entry[key] for key in LANGUAGES} for item, entry in data["items"].items()}


def _label(entry: Mapping[str, Any], language: str) -> ItemLabel:
    value = entry.get("value")
    return ItemLabel(
        label=entry[language],
        value=value[language] if value else "{value}",
        signed=bool(entry.get("signed", False)),
        method=entry.get("method"),
    )
