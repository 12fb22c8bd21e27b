"""The documentation names every command and setting, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from inspection.cli import command_names, load_command
from inspection.settings import PARSERS, PREFIX, SECRETS

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_every_command_is_described() -> None:
    described = set(re.findall(r"^\| `kellerblick ([a-z-]+)", OPERATIONS, re.MULTILINE))
    assert described == set(command_names())


def test_every_command_says_what_it_does() -> None:
    for name in command_names():
        assert load_command(name).HELP.endswith("."), name


def test_every_setting_is_described() -> None:
    described = {
        name
        for row in OPERATIONS.splitlines()
        if row.startswith(f"| `{PREFIX}")
        for name in re.findall(rf"{PREFIX}([A-Z_]+)", row.split("|")[1])
    }
    assert described == set(PARSERS)


def test_every_secret_is_marked() -> None:
    for secret in SECRETS:
        assert f"`{PREFIX}{secret}` (secret)" in OPERATIONS


def test_links_between_documents_lead_somewhere() -> None:
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"
