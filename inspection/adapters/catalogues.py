"""Texts of the interface, read from Babel catalogues with symbolic ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from inspection.domain.languages import DEFAULT_LANGUAGE, LANGUAGES


@dataclass(frozen=True)
class Catalogues:
    """All texts: language → domain (file name without `.po`) → id → text."""

    texts: Mapping[str, Mapping[str, Mapping[str, str]]]

    @classmethod
    def load(cls, folder: Path) -> Catalogues:
        """Read `<folder>/<language>/<domain>.po` for each of LANGUAGES.

        Raises FileNotFoundError when a language has no folder.
        """
        return cls({language: _domains(folder / language) for language in LANGUAGES})

    def text(self, language: str, key: str, **params: object) -> str:
        """The text of `key`, with `{name}` filled in; the first part of `key` names its domain.

        Raises KeyError for an unknown key: a missing text is a mistake of ours, not of the user.
        """
        return self._domain(language, key.split(".", 1)[0])[key].format_map(params)

    def page(self, language: str, *domains: str) -> dict[str, str]:
        """All texts of some domains, for embedding in a page."""
        return {key: text for domain in domains for key, text in self._domain(language, domain).items()}

    def _domain(self, language: str, domain: str) -> Mapping[str, str]:
        known = self.texts.get(language, self.texts[DEFAULT_LANGUAGE])
        return known[domain]


def _domains(folder: Path) -> dict[str, dict[str, str]]:
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return {path.stem: _read(path) for path in sorted(folder.glob("*.po"))}


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {str(message.id): str(message.string) for message in catalogue if message.id}
