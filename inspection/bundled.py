"""Where the data that travels with the code lies: in a checkout beside it, in the wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    in_wheel = _PACKAGE / "_bundled" / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / name


def static_dir() -> Path:
    """Browser code, with the vendored packages in `vendor/`."""
    return _folder("static")


def protocol_templates_dir() -> Path:
    """Checklist, rules, measures and texts, and the PDF's HTML and CSS in `pdf/`."""
    return _folder("protocol_templates")


def pages_dir() -> Path:
    """Jinja2 pages."""
    return _PACKAGE / "pages"


def locale_dir() -> Path:
    """Babel catalogues, one folder per language."""
    return _PACKAGE / "locale"


def demo_cases_dir() -> Path:
    """Case files of the demo's past consultations."""
    return _PACKAGE / "demo_cases"
