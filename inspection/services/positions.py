"""Where the customer's phone is: once for each yes, kept while she has not taken it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspection.domain.access import AccessError, Actor
from inspection.domain.consent import POSITION, Consent, current
from inspection.domain.position import Position, PositionError, check_position
from inspection.services.consultations import find
from inspection.services.ports import Clock, ProtocolDesk, Publisher, Storage


@dataclass(frozen=True)
class Asked:
    """What a customer said about her position, and what is kept of it."""

    consent: Consent | None
    position: Position | None


class Positions:
    def __init__(self, storage: Storage, clock: Clock, publisher: Publisher, desk: ProtocolDesk) -> None:
        self._storage = storage
        self._clock = clock
        self._publisher = publisher
        self._desk = desk

    async def asked(self, actor: Actor) -> Asked:
        """Of the customer's own consultation."""
        consultation_id = actor.consultation_id or ""
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            consents = await tx.consents.all(consultation_id)
            position = await tx.positions.get(consultation_id)
        return Asked(current(consents, POSITION), position)

    async def record(
        self, actor: Actor, lat: float, lon: float, accuracy_m: float, taken_at: datetime
    ) -> Position:
        """One position for one yes; the same sent twice is kept once.

        Raises PositionError: `position_consent_missing`, `position_given`, `consultation_closed`, and those
        of `check_position`.
        """
        consultation_id, now = actor.consultation_id or "", self._clock.now()
        async with self._storage.write() as tx:
            await find(tx, actor, consultation_id)
            await tx.consultations.lock(consultation_id)
            consultation = await find(tx, actor, consultation_id)
            if not consultation.is_editable:
                raise PositionError("consultation_closed")
            consent = current(await tx.consents.all(consultation_id), POSITION)
            if consent is None or not consent.given:
                raise PositionError("position_consent_missing")
            position = Position(consultation_id, lat, lon, accuracy_m, taken_at, now)
            before = await tx.positions.get(consultation_id)
            if before is not None and before.received_at >= consent.at:
                if (before.lat, before.lon, before.taken_at) == (lat, lon, taken_at):
                    return before
                raise PositionError("position_given")
            check_position(accuracy_m, taken_at, now)
            await tx.positions.put(consultation.utility_id, position)
            await self._desk.changed(tx, consultation)
        self._desk.wake()
        await self._publisher.publish(consultation_id, "position", {"state": "given"})
        return position

    async def of(self, actor: Actor, consultation_id: str) -> Position | None:
        """For who sees the consultation. Raises AccessError."""
        if actor.is_customer:
            raise AccessError("not_allowed")
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            return await tx.positions.get(consultation_id)
