"""Invitations and the customers' sessions made from them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import customer_sessions, invitations
from inspection.adapters.database.turns import hold_consultation, takes_turns
from inspection.domain.access import CustomerSession
from inspection.domain.invitation import Invitation


class InvitationTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, utility_id: str, invitation: Invitation) -> None:
        await self._connection.execute(
            insert(invitations).values(
                id=invitation.id,
                utility_id=utility_id,
                consultation_id=invitation.consultation_id,
                secret_hash=invitation.secret_hash,
                created_at=invitation.created_at,
                created_by=invitation.created_by,
                expires_at=invitation.expires_at,
                revoked_at=invitation.revoked_at,
                last_used_at=invitation.last_used_at,
            )
        )

    async def by_hash(self, secret_hash: str) -> tuple[str, Invitation] | None:
        query = select(invitations).where(invitations.c.secret_hash == secret_hash)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is not None and takes_turns(self._connection):  # as it is when nobody can revoke it any more
            await hold_consultation(self._connection, row["consultation_id"])
            row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        return row["utility_id"], Invitation(
            id=row["id"],
            consultation_id=row["consultation_id"],
            secret_hash=row["secret_hash"],
            created_at=row["created_at"],
            created_by=row["created_by"],
            expires_at=row["expires_at"],
            revoked_at=row["revoked_at"],
            last_used_at=row["last_used_at"],
        )

    async def used(self, invitation_id: str, now: datetime) -> None:
        await self._connection.execute(
            update(invitations).where(invitations.c.id == invitation_id).values(last_used_at=now)
        )

    async def revoke_all(self, consultation_id: str, now: datetime) -> None:
        for table in (invitations, customer_sessions):
            await self._connection.execute(
                update(table)
                .where(table.c.consultation_id == consultation_id, table.c.revoked_at.is_(None))
                .values(revoked_at=now)
            )

    async def add_session(self, session: CustomerSession) -> None:
        await self._connection.execute(
            insert(customer_sessions).values(
                id=session.id,
                utility_id=session.utility_id,
                consultation_id=session.consultation_id,
                invitation_id=session.invitation_id,
                created_at=session.created_at,
                expires_at=session.expires_at,
                revoked_at=session.revoked_at,
            )
        )

    async def session(self, session_id: str) -> CustomerSession | None:
        query = select(customer_sessions).where(customer_sessions.c.id == session_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        return CustomerSession(
            id=row["id"],
            utility_id=row["utility_id"],
            consultation_id=row["consultation_id"],
            invitation_id=row["invitation_id"],
            created_at=row["created_at"],
            expires_at=row["expires_at"],
            revoked_at=row["revoked_at"],
        )

    async def forget_sessions(self, now: datetime) -> None:
        await self._connection.execute(delete(customer_sessions).where(customer_sessions.c.expires_at <= now))

    async def forget_expired(self, before: datetime) -> None:
        await self._connection.execute(delete(invitations).where(invitations.c.expires_at <= before))
