"""What a consultation took, phase by phase and in writing up, beside what the utility says a visit takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspection.domain.access import AccessError, Actor
from inspection.domain.effort import Phases, WritingUp, phases, writing_up
from inspection.domain.operations import LoggedOperation, fold
from inspection.domain.record_export import visits
from inspection.services.consultations import find
from inspection.services.ports import Clock, Storage

VISIT, TRAVEL = "visit_minutes", "travel_minutes"  # in the utility's settings
MOST_MINUTES = 24 * 60


class EffortSettingError(ValueError):
    """A number of minutes that no visit takes."""


@dataclass(frozen=True)
class Effort:
    """Minutes throughout. None: nobody recorded or said it."""

    whole: float | None
    "The talk, from its beginning to its end, or to now."
    phases: Phases | None
    writing_up: WritingUp | None
    visit: int | None
    "What the utility says a visit takes at the house …"
    travel: int | None
    "… and the way there and back."


class Efforts:
    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def of(self, actor: Actor, consultation_id: str) -> Effort:
        """Raises AccessError."""
        if actor.is_customer:
            raise AccessError("not_allowed")
        async with self._storage.read() as tx:
            consultation = await find(tx, actor, consultation_id)
            log = await tx.operations.after(consultation_id, 0)
            utility = await tx.utilities.get(consultation.utility_id)
        started = consultation.started_at
        ended = consultation.ended_at or self._clock.now()
        settings: Any = utility.settings if utility else {}
        return Effort(
            whole=round((ended - started).total_seconds() / 60, 1) if started else None,
            phases=phases(visits(fold(log), ended), started, ended),
            writing_up=writing_up(consultation.ended_at, consultation.released_at, _written(log)),
            visit=settings.get(VISIT),
            travel=settings.get(TRAVEL),
        )

    async def choose(self, utility_id: str, **minutes: int | None) -> None:
        """`visit_minutes`, `travel_minutes`: None leaves one as it is. Raises EffortSettingError."""
        chosen = {name: value for name, value in minutes.items() if value is not None}
        if not all(0 <= value <= MOST_MINUTES for value in chosen.values()):
            raise EffortSettingError
        async with self._storage.write() as tx:
            utility = await tx.utilities.get(utility_id)
            if utility is not None and chosen:
                await tx.utilities.keep_settings(utility_id, {**utility.settings, **chosen})

    async def visit_of(self, utility_id: str) -> tuple[int | None, int | None]:
        """What a visit takes at the house, and its way there and back."""
        async with self._storage.read() as tx:
            utility = await tx.utilities.get(utility_id)
        settings: Any = utility.settings if utility else {}
        return settings.get(VISIT), settings.get(TRAVEL)


def _written(log: Sequence[LoggedOperation]) -> list[datetime]:
    return [logged.operation.at for logged in log]
