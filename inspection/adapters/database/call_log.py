"""The log of calls: one row for each batch that a page sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import call_log
from inspection.adapters.database.turns import hold_consultation
from inspection.domain.call_log import Batch, Event, EventKind, Sample, Side


class CallLogTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, utility_id: str, consultation_id: str, batch: Batch) -> bool:
        await hold_consultation(self._connection, consultation_id)
        of_batch = (
            call_log.c.consultation_id == consultation_id,
            call_log.c.side == batch.side.value,
            call_log.c.batch_id == batch.id,
        )
        if (await self._connection.execute(select(call_log.c.batch_id).where(*of_batch))).first():
            return False
        await self._connection.execute(
            insert(call_log).values(
                consultation_id=consultation_id,
                side=batch.side.value,
                batch_id=batch.id,
                utility_id=utility_id,
                samples=[_plain(asdict(one)) for one in batch.samples],
                events=[_plain(asdict(one)) for one in batch.events],
                entries=batch.entries,
                received_at=batch.received_at,
            )
        )
        return True

    async def entries(self, consultation_id: str, side: Side) -> int:
        query = select(func.sum(call_log.c.entries)).where(
            call_log.c.consultation_id == consultation_id, call_log.c.side == side.value
        )
        return int((await self._connection.execute(query)).scalar() or 0)

    async def all(self, consultation_id: str) -> Sequence[Batch]:
        query = (
            select(call_log)
            .where(call_log.c.consultation_id == consultation_id)
            .order_by(call_log.c.received_at, call_log.c.side, call_log.c.batch_id)
        )
        return [
            Batch(
                id=row["batch_id"],
                side=Side(row["side"]),
                samples=[Sample(**{**one, "at": _time(one)}) for one in row["samples"]],
                events=[Event(_time(one), EventKind(one["kind"]), one["value"]) for one in row["events"]],
                received_at=row["received_at"],
            )
            for row in (await self._connection.execute(query)).mappings()
        ]

    async def forget(self, before: datetime) -> None:
        await self._connection.execute(delete(call_log).where(call_log.c.received_at < before))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "at": values["at"].isoformat()}


def _time(values: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(values["at"])
