"""Rendered protocols: one row per version and language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import protocols
from inspection.adapters.database.turns import hold_consultation, insert_or_update
from inspection.domain.protocol_version import ProtocolVersion


class ProtocolTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, consultation_id: str, version: int, language: str) -> ProtocolVersion | None:
        query = select(protocols).where(
            protocols.c.consultation_id == consultation_id,
            protocols.c.version == version,
            protocols.c.language == language,
        )
        row = (await self._connection.execute(query)).first()
        return None if row is None else _version(row)

    async def latest(self, consultation_id: str, language: str) -> ProtocolVersion | None:
        await hold_consultation(self._connection, consultation_id)
        query = (
            select(protocols)
            .where(protocols.c.consultation_id == consultation_id, protocols.c.language == language)
            .order_by(protocols.c.version.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return None if row is None else _version(row)

    async def put(self, version: ProtocolVersion) -> None:
        values = asdict(version)
        await self._connection.execute(insert_or_update(self._connection, protocols, values, values))


def _version(row: Row[Any]) -> ProtocolVersion:
    return ProtocolVersion(**row._mapping)
