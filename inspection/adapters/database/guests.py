"""Links for a third person, and the sessions made from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import guest_invitations, guest_sessions
from inspection.adapters.database.turns import hold_consultation, takes_turns
from inspection.domain.guest import GuestInvitation, GuestKind, GuestSession


class GuestTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, invitation: GuestInvitation) -> None:
        values = {**vars(invitation), "kind": invitation.kind.value}
        await self._connection.execute(insert(guest_invitations).values(**values))

    async def get(self, invitation_id: str) -> GuestInvitation | None:
        return await self._one(select(guest_invitations).where(guest_invitations.c.id == invitation_id))

    async def by_hash(self, secret_hash: str) -> GuestInvitation | None:
        query = select(guest_invitations).where(guest_invitations.c.secret_hash == secret_hash)
        found = await self._one(query)
        if found is not None and takes_turns(self._connection):  # as it is when nobody can revoke it any more
            await hold_consultation(self._connection, found.consultation_id)
            found = await self._one(query)
        return found

    async def joined(self, invitation_id: str, now: datetime) -> None:
        await self._connection.execute(
            update(guest_invitations).where(guest_invitations.c.id == invitation_id).values(joined_at=now)
        )

    async def revoke_all(self, consultation_id: str, now: datetime) -> Sequence[str]:
        of_it = (
            guest_invitations.c.consultation_id == consultation_id,
            guest_invitations.c.revoked_at.is_(None),
        )
        ids = (await self._connection.execute(select(guest_invitations.c.id).where(*of_it))).scalars().all()
        for table in (guest_invitations, guest_sessions):
            await self._connection.execute(
                update(table)
                .where(table.c.consultation_id == consultation_id, table.c.revoked_at.is_(None))
                .values(revoked_at=now)
            )
        return ids

    async def add_session(self, session: GuestSession) -> None:
        await self._connection.execute(insert(guest_sessions).values(**vars(session)))

    async def session(self, session_id: str) -> GuestSession | None:
        query = select(guest_sessions).where(guest_sessions.c.id == session_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return None if row is None else GuestSession(**row)

    async def forget(self, now: datetime, before: datetime) -> None:
        await self._connection.execute(delete(guest_sessions).where(guest_sessions.c.expires_at <= now))
        await self._connection.execute(
            delete(guest_invitations).where(guest_invitations.c.expires_at <= before)
        )

    async def _one(self, query: Select[Any]) -> GuestInvitation | None:
        row: RowMapping | None = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        return GuestInvitation(**{**row, "kind": GuestKind(row["kind"])})
