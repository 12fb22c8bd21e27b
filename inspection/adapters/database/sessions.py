"""Sign-ins: sessions that can be revoked, and attempts, so that guessing is slowed down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import sessions, sign_in_attempts, users
from inspection.adapters.database.turns import hold_name
from inspection.adapters.database.users import user_of
from inspection.domain.access import Session, User

GET = (
    select(sessions, *(column.label(f"user__{column.name}") for column in users.c))
    .join(users, users.c.id == sessions.c.user_id)
    .where(sessions.c.id == bindparam("session_id"))
)  # made once: asked with every request


class SessionTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, session: Session) -> None:
        await self._connection.execute(
            insert(sessions).values(
                id=session.id,
                utility_id=session.utility_id,
                user_id=session.user_id,
                created_at=session.created_at,
                last_seen_at=session.last_seen_at,
                expires_at=session.expires_at,
                revoked_at=session.revoked_at,
            )
        )

    async def get(self, session_id: str) -> tuple[Session, User] | None:
        row = (await self._connection.execute(GET, {"session_id": session_id})).mappings().one_or_none()
        if row is None:
            return None
        session = Session(
            id=row["id"],
            utility_id=row["utility_id"],
            user_id=row["user_id"],
            created_at=row["created_at"],
            last_seen_at=row["last_seen_at"],
            expires_at=row["expires_at"],
            revoked_at=row["revoked_at"],
        )
        return session, user_of(row, "user__")

    async def touch(self, session_id: str, now: datetime) -> None:
        await self._connection.execute(
            update(sessions).where(sessions.c.id == session_id).values(last_seen_at=now)
        )

    async def revoke(self, session_id: str, now: datetime) -> None:
        await self._connection.execute(
            update(sessions)
            .where(sessions.c.id == session_id, sessions.c.revoked_at.is_(None))
            .values(revoked_at=now)
        )

    async def add_attempt(
        self,
        attempt_id: str,
        utility_id: str | None,
        login: str,
        address: str,
        at: datetime,
        successful: bool,
    ) -> None:
        await self._connection.execute(
            insert(sign_in_attempts).values(
                id=attempt_id,
                utility_id=utility_id,
                login=login,
                address=address,
                at=at,
                successful=successful,
            )
        )

    async def failures(self, login: str, address: str, since: datetime) -> Sequence[datetime]:
        await self._take_turns(address)
        attempt = sign_in_attempts.c
        mine = (attempt.login == login) & (attempt.address == address) & (attempt.at > since)
        last_success = select(func.max(attempt.at)).where(mine, attempt.successful).scalar_subquery()
        query = (
            select(attempt.at)
            .where(mine, ~attempt.successful, attempt.at > func.coalesce(last_success, since))
            .order_by(attempt.at)
        )
        return list((await self._connection.execute(query)).scalars())

    async def failures_of_address(self, address: str, since: datetime) -> Sequence[datetime]:
        await self._take_turns(address)
        attempt = sign_in_attempts.c
        query = (
            select(attempt.at)
            .where(attempt.address == address, attempt.at > since, ~attempt.successful)
            .order_by(attempt.at)
        )
        return list((await self._connection.execute(query)).scalars())

    async def _take_turns(self, address: str) -> None:
        """Attempts at once are counted one after the other."""
        await hold_name(self._connection, f"sign-in from {address}")

    async def attempt_succeeded(self, attempt_id: str) -> None:
        await self._connection.execute(
            update(sign_in_attempts).where(sign_in_attempts.c.id == attempt_id).values(successful=True)
        )

    async def forget_ended(self, now: datetime) -> None:
        await self._connection.execute(delete(sessions).where(sessions.c.expires_at <= now))

    async def forget_attempts(self, before: datetime) -> None:
        await self._connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.at < before))
