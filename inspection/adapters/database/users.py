"""Users and their passwords' hashes."""

from __future__ import annotations

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import users
from inspection.domain.access import Role, User


class UserTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, user_id: str) -> User | None:
        row = (
            (await self._connection.execute(select(users).where(users.c.id == user_id)))
            .mappings()
            .one_or_none()
        )
        return None if row is None else user_of(row)

    async def by_login(self, login: str) -> tuple[User, str] | None:
        row = (
            (await self._connection.execute(select(users).where(users.c.login == login)))
            .mappings()
            .one_or_none()
        )
        return None if row is None else (user_of(row), row["password_hash"])

    async def add(self, user: User, password_hash: str) -> None:
        await self._connection.execute(
            insert(users).values(
                id=user.id,
                utility_id=user.utility_id,
                login=user.login,
                name=user.name,
                salutation=user.salutation,
                role=user.role.value,
                language=user.language,
                password_hash=password_hash,
                active=user.active,
                created_at=user.created_at,
            )
        )


def user_of(row: RowMapping, prefix: str = "") -> User:
    """A user from a row whose columns begin with `prefix`."""
    return User(
        id=row[f"{prefix}id"],
        utility_id=row[f"{prefix}utility_id"],
        login=row[f"{prefix}login"],
        name=row[f"{prefix}name"],
        salutation=row[f"{prefix}salutation"],
        role=Role(row[f"{prefix}role"]),
        language=row[f"{prefix}language"],
        active=row[f"{prefix}active"],
        created_at=row[f"{prefix}created_at"],
    )
