"""Work that is done later: asked for in the same transaction as its reason, and never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

ERASE_FILES = "erase_files"
SCALE_PHOTO = "scale_photo"
DRAW_PAPER = "draw_paper"
REDACT_PHOTO = "redact_photo"
RENDER_PROTOCOL = "render_protocol"
PRERENDER_PROTOCOL = "prerender_protocol"
"The same ahead of time, so that finishing waits for little."

LEASE = timedelta(seconds=60)
"Who claimed a job holds it that long, and renews while working. A dead holder's job is free afterwards."

MAX_ATTEMPTS = 4
_BACKOFF_S = (1, 5, 20)

JobState = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True)
class Job:
    id: str
    utility_id: str
    consultation_id: str | None
    kind: str
    payload: Mapping[str, Any]
    created_at: datetime
    run_after: datetime
    state: JobState = "queued"
    attempts: int = 0
    "How often it was begun."
    lease_owner: str | None = None
    lease_until: datetime | None = None
    progress: float = 0.0
    error_code: str | None = None
    dedupe_key: str | None = None
    "While a job with this key waits, a second one is not added but the first one moved."
    finished_at: datetime | None = None

    @property
    def is_last_attempt(self) -> bool:
        return self.attempts >= MAX_ATTEMPTS


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after `attempts` failed ones (from 1)."""
    return timedelta(seconds=_BACKOFF_S[min(attempts, len(_BACKOFF_S)) - 1])
