"""Minutes of a consultation by phase, and of what was written afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inspection.domain.records import CLOSING, OUTSIDE

ACTIVE, ELAPSED = "active", "elapsed"
_PAUSE = timedelta(minutes=5)
"A longer gap between two entries is a pause, not work."


@dataclass(frozen=True)
class Phases:
    """Minutes, to a tenth. What nobody recorded is 0; `whole` is the call from beginning to end."""

    opening: float
    outside: float
    rooms: tuple[tuple[str, float], ...]
    "(room's id, minutes), in the order of the first visit."
    closing: float
    whole: float | None

    @property
    def inside(self) -> float:
        return round(sum(minutes for _, minutes in self.rooms), 1)


@dataclass(frozen=True)
class WritingUp:
    minutes: float
    how: str
    "`active`: between entries made after the call; `elapsed`: from its end to the release, pauses and all."


def phases(stays: Sequence[Any], started_at: datetime | None, ended_at: datetime | None) -> Phases | None:
    """From where she was when (`record_export.visits`); None where nothing was recorded.

    Before the first stay is the opening. What does not read as a stay is passed over.
    """
    found = [stay for stay in (_stay(stay, ended_at) for stay in stays) if stay is not None]
    if not found:
        return None
    first = min(arrived for _, arrived, _ in found)
    sums: dict[str, float] = {}
    for place, arrived, left in found:
        sums[place] = sums.get(place, 0.0) + _minutes(arrived, left)
    rooms = tuple((place, round(sums[place], 1)) for place in sums if place not in (OUTSIDE, CLOSING))
    return Phases(
        opening=round(_minutes(started_at, first), 1) if started_at else 0.0,
        outside=round(sums.get(OUTSIDE, 0.0), 1),
        rooms=rooms,
        closing=round(sums.get(CLOSING, 0.0), 1),
        whole=round(_minutes(started_at, ended_at), 1) if started_at and ended_at else None,
    )


def _stay(stay: Any, ended_at: datetime | None) -> tuple[str, datetime, datetime] | None:
    if not isinstance(stay, Mapping) or not isinstance(stay.get("place"), str):
        return None
    arrived = _moment(stay.get("arrived_at"))
    left = _moment(stay.get("left_at")) or ended_at or arrived
    return None if arrived is None or left is None else (stay["place"], arrived, left)


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _minutes(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds() / 60)


def writing_up(
    ended_at: datetime | None, released_at: datetime | None, entries: Iterable[datetime]
) -> WritingUp | None:
    """What the protocol took after the call; `entries`: when something was entered. None: not known."""
    if ended_at is None:
        return None
    after = sorted(at for at in entries if at > ended_at and (released_at is None or at <= released_at))
    if after:
        steps = zip([ended_at, *after], [*after, *([released_at] if released_at else [])], strict=False)
        spent = sum((end - start for start, end in steps if end - start <= _PAUSE), timedelta())
        return WritingUp(round(spent.total_seconds() / 60, 1), ACTIVE)
    return WritingUp(round(_minutes(ended_at, released_at), 1), ELAPSED) if released_at else None
