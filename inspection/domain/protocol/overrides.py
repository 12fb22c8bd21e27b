"""Levels that a person set by hand, as the metadata tell it; the computed level is printed beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspection.domain.checklist import NOT_ASSESSED, Checklist
from inspection.domain.protocol.findings import Context

_SHORT_CHARACTERS = 160


@dataclass(frozen=True)
class Override:
    level: str
    reason: str
    by: str
    at: str
    "As the metadata give it; empty where they do not."


def overrides(checklist: Checklist, meta: Mapping[str, Any]) -> dict[str, Override]:
    """Path → what was set. What does not fit the checklist, or says no reason, counts as not there."""
    entries = meta.get("overrides")
    known = {path.id for path in checklist.paths}
    found: dict[str, Override] = {}
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, Mapping):
            continue
        path, level, reason = (entry.get(key) for key in ("path", "level", "reason"))
        fits = isinstance(level, str) and level in checklist.levels and level != NOT_ASSESSED
        if isinstance(path, str) and path in known and fits and isinstance(reason, str) and reason.strip():
            by, at = (str(entry.get(key) or "").strip() for key in ("by", "at"))
            found[path] = Override(str(level), " ".join(reason.split()), by, at)
    return found


def sentence(context: Context, override: Override, computed: str, *, whole: bool) -> str:
    """`Gesetzt: gering (berechnet: hoch). Begründung: … (Mareike Ahlers)`; cut where there is little room."""
    wording, levels = context.wording, context.checklist.levels
    reason = override.reason
    if not whole and len(reason) > _SHORT_CHARACTERS:
        reason = reason[: _SHORT_CHARACTERS - 1].rstrip() + "…"
    key = "protocol.override.by" if override.by else "protocol.override"
    return wording.t(
        key,
        level=wording.of(levels[override.level].name),
        computed=wording.of(levels[computed].name),
        reason=reason.rstrip("."),
        by=override.by,
    )
