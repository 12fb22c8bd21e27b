"""Utilities: who runs the service; everything else belongs to one of them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import RowMapping, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import utilities
from inspection.adapters.database.turns import hold_name
from inspection.services.ports import Utility

GET = select(utilities).where(utilities.c.id == bindparam("utility_id"))  # made once: asked with every answer


class UtilityTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, utility_id: str) -> Utility | None:
        found = await self._connection.execute(GET, {"utility_id": utility_id})
        row = found.mappings().one_or_none()
        return None if row is None else _utility(row)

    async def first(self) -> Utility | None:
        """The oldest one: the only one of an ordinary installation."""
        await hold_name(self._connection, "first utility")  # two servers at their first start make one
        query = select(utilities).order_by(utilities.c.created_at, utilities.c.id).limit(1)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return None if row is None else _utility(row)

    async def add(self, utility: Utility) -> None:
        await self._connection.execute(
            insert(utilities).values(
                id=utility.id,
                name=utility.name,
                phone=utility.phone,
                settings=dict(utility.settings),
                created_at=utility.created_at,
            )
        )

    async def keep_settings(self, utility_id: str, settings: Mapping[str, object]) -> None:
        await self._connection.execute(
            update(utilities).where(utilities.c.id == utility_id).values(settings=dict(settings))
        )


def _utility(row: RowMapping) -> Utility:
    return Utility(row["id"], row["name"], row["phone"], row["settings"], row["created_at"])
