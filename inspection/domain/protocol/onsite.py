"""What could not be judged from afar, as the metadata of the case tell it: why; a visit clears it up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspection.domain.checklist import BUILDING
from inspection.domain.protocol.wording import Wording


def reasons(meta: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """(entity or building, item) → reason, of what still waits for a visit."""
    entries = meta.get("onsite")
    found: dict[tuple[str, str], str] = {}
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, Mapping) or entry.get("done") is True:
            continue
        item, reason = entry.get("item"), entry.get("reason")
        if isinstance(item, str) and isinstance(reason, str):
            found[str(entry.get("entity") or BUILDING), item] = reason.strip()
    return found


def answer(wording: Wording, reason: str) -> str:
    """In place of an answer: `aus der Ferne nicht zu beurteilen: … – Termin vor Ort`."""
    if not reason:
        return wording.t("protocol.onsite.answer")
    return wording.t("protocol.onsite.answer_why", reason=reason)
