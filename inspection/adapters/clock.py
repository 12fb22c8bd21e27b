"""The time."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class SettableClock:
    """Real time, unless set: for writing what happened in the past of a demo."""

    def __init__(self) -> None:
        self._set: datetime | None = None

    def set(self, to: datetime | None) -> None:
        """Stand still at `to`, aware; None goes with the real time again."""
        self._set = to

    def now(self) -> datetime:
        return self._set or datetime.now(UTC)
