"""Both languages are whole, and every text of the interface is in the catalogue and used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspection.adapters.catalogues import Catalogues
from inspection.bundled import locale_dir
from inspection.domain.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = Catalogues.load(locale_dir())
FILES = {".css", ".html", ".jinja", ".js", ".pdf", ".po", ".svg", ".yaml"}
DOMAINS = sorted(CATALOGUES.texts["de"])


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_ids(domain: str) -> None:
    german, english = (set(CATALOGUES.texts[language][domain]) for language in LANGUAGES)
    assert german == english


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_each_id_names_its_domain(language: str, domain: str) -> None:
    for key, text in CATALOGUES.texts[language][domain].items():
        assert text.strip(), f"{language}/{domain}.po: {key} has no text"
        assert key.startswith(f"{domain}."), f"{language}/{domain}.po: {key} belongs elsewhere"


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_fill_in_the_same_values(domain: str) -> None:
    for key, german in CATALOGUES.texts["de"][domain].items():
        english = CATALOGUES.texts["en"][domain][key]
        assert _placeholders(german) == _placeholders(english), key


def _placeholders(text: str) -> set[str]:
    """What a text fills in; which parts of a date it shows is each language's own choice."""
    return set(re.findall(r"\{(\w+)\}", text)) - {"day", "month", "year"}


def _sources() -> str:
    folders = ("static", "inspection", "signaling", "protocol_templates")
    suffixes = {".js", ".py", ".html", ".svg", ".jinja"}
    return "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in suffixes and "vendor" not in path.parts
    )


def test_each_id_is_used_and_each_used_id_exists() -> None:
    sources = _sources()
    known = {key for domain in DOMAINS for key in CATALOGUES.texts["de"][domain]}
    # Ids put together at run time, such as `customer.hint.${hint}`, name their stem in the code.
    domains = "|".join(DOMAINS)
    stems = set(re.findall(rf"[\"'`]((?:{domains})\.[\w.-]*?)\.?(?:\$?\{{|[\"'`] ?[+~])", sources))
    used = {
        key
        for key in re.findall(rf"[\"'`]((?:{domains})(?:\.[\w-]+)+)[\"'`]", sources)
        if f".{key.rsplit('.', 1)[1]}" not in FILES  # "office.html" is a page, not an id
    }
    plural = {f"{key}.{form}" for key in used for form in ("one", "other")}
    unused = sorted(
        key
        for key in known
        if key not in used and key not in plural and not any(stem and key.startswith(stem) for stem in stems)
    )
    assert not unused, f"texts nobody shows: {unused}"
    missing = sorted(
        key
        for key in used
        if key not in known
        and f"{key}.one" not in known
        and not any(other.startswith(f"{key}.") for other in known)
    )
    assert not missing, f"ids without a text: {missing}"
