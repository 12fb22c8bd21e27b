"""The languages everything is written in: interface, checklist and protocol."""

from __future__ import annotations

DEFAULT_LANGUAGE = "de"
LANGUAGES = ("de", "en")
"German is written first."
