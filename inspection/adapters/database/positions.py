"""Where a customer's phone was: one row of a consultation, gone with her consent."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import positions
from inspection.domain.position import Position


class PositionTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, utility_id: str, position: Position) -> None:
        await self.remove(position.consultation_id)
        await self._connection.execute(insert(positions).values(utility_id=utility_id, **vars(position)))

    async def get(self, consultation_id: str) -> Position | None:
        query = select(positions).where(positions.c.consultation_id == consultation_id)
        row = (await self._connection.execute(query)).mappings().first()
        if row is None:
            return None
        return Position(**{name: value for name, value in row.items() if name != "utility_id"})

    async def remove(self, consultation_id: str) -> None:
        await self._connection.execute(
            delete(positions).where(positions.c.consultation_id == consultation_id)
        )
