"""A rendered protocol as the record knows it. What stands in it is built elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

ProtocolState = Literal["draft", "queued", "rendering", "ready", "failed"]
"`draft`: rendered ahead, shown to nobody before the call is finished."


@dataclass(frozen=True)
class ProtocolVersion:
    """One version in one language. Until it is released a newer rendering takes its place; then never."""

    consultation_id: str
    utility_id: str
    version: int
    language: str
    state: ProtocolState
    created_at: datetime
    progress: float = 0.0
    pdf_sha256: str | None = None
    bytes: int | None = None
    pages: int | None = None
    rendered_from: Mapping[str, Any] | None = None
    "{seq, checklist_version, ruleset_version, document_sha256, photos: {id: sha256}}"
    failure: str | None = None
    reason: str | None = None
    "Of a correction."
    finished_at: datetime | None = None
    released_at: datetime | None = None
    released_by: str | None = None

    @property
    def is_released(self) -> bool:
        return self.released_at is not None
