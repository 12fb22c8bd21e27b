"""Keeping what both pages measured of a call, for whoever is asked afterwards what it was like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from inspection.domain.access import AccessError, Actor
from inspection.domain.call_log import ENTRIES_KEPT, TAKEN_AFTER_END, Batch, CallLogError, Side
from inspection.domain.consultation import Consultation
from inspection.services.consultations import find
from inspection.services.ports import Clock, Storage


class CallLogs:
    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def now(self) -> datetime:
        """What "ago" is counted from."""
        return self._clock.now()

    async def add(self, actor: Actor, consultation_id: str, batch: Batch) -> Batch | None:
        """Keep a batch of the customer or of the consultant who leads. None: it is kept already.

        Whose it is follows from who sends it. Raises AccessError or CallLogError.
        """
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if not actor.is_customer and not actor.may_lead(consultation):
                raise AccessError("not_allowed")
            self._check_open(consultation)
            side = Side.CUSTOMER if actor.is_customer else Side.CONSULTANT
            kept = replace(batch, side=side)
            await tx.consultations.lock(consultation_id)
            if await tx.call_log.entries(consultation_id, side) + kept.entries > ENTRIES_KEPT:
                raise CallLogError(limit=ENTRIES_KEPT)
            is_new = await tx.call_log.add(consultation.utility_id, consultation_id, kept)
        return kept if is_new else None

    async def all(self, actor: Actor, consultation_id: str) -> Sequence[Batch]:
        """For the utility's own people. Raises AccessError."""
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            return await tx.call_log.all(consultation_id)

    def _check_open(self, consultation: Consultation) -> None:
        ended = consultation.ended_at
        if ended is not None and self._clock.now() - ended > TAKEN_AFTER_END:
            raise CallLogError("consultation_closed")
