"""Which sessions have ended while a call of theirs is still open: it outlasts the request that began it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from inspection.services.ports import Clock, Storage, Transaction


class OpenSessions:
    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def ended(self, session_ids: Iterable[str]) -> frozenset[str]:
        """Those that expired, were revoked, or whose user was shut out; all sorts alike."""
        now = self._clock.now()
        async with self._storage.read() as tx:
            return frozenset([one for one in session_ids if not await _goes_on(tx, one, now)])


async def _goes_on(tx: Transaction, session_id: str, now: datetime) -> bool:
    if (found := await tx.sessions.get(session_id)) is not None:
        session, user = found
        return session.is_valid_at(now) and user.active
    seat = await tx.invitations.session(session_id) or await tx.guests.session(session_id)
    return seat is not None and seat.is_valid_at(now)
