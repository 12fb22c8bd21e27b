"""Connection tests: numbers and words about a phone and its line, nothing of what was seen or said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import connection_tests
from inspection.domain.connection_test import Checks, ConnectionTest, Line, Measured, Verdict, Way


class ConnectionTestTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, utility_id: str, test: ConnectionTest) -> None:
        await self._connection.execute(
            insert(connection_tests).values(
                id=test.id,
                utility_id=utility_id,
                consultation_id=test.consultation_id,
                at=test.at,
                verdict=test.verdict.value,
                line=test.line.value,
                ways={way.value: asdict(measured) for way, measured in test.ways.items()},
                checks=asdict(test.checks),
            )
        )

    async def latest(self, consultation_id: str) -> ConnectionTest | None:
        table = connection_tests
        query = (
            select(table)
            .where(table.c.consultation_id == consultation_id)
            .order_by(table.c.at.desc(), table.c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).mappings().first()
        if row is None:
            return None
        return ConnectionTest(
            id=row["id"],
            consultation_id=row["consultation_id"],
            at=row["at"],
            verdict=Verdict(row["verdict"]),
            line=Line(row["line"]),
            ways={Way(way): Measured(**measured) for way, measured in row["ways"].items()},
            checks=Checks(**row["checks"]),
        )

    async def verdicts(self, consultation_ids: Sequence[str]) -> Mapping[str, str]:
        table = connection_tests
        query = (
            select(table.c.consultation_id, table.c.verdict)
            .where(table.c.consultation_id.in_(consultation_ids))
            .order_by(table.c.at, table.c.id)
        )
        return {row.consultation_id: row.verdict for row in await self._connection.execute(query)}

    async def keep_newest(self, consultation_id: str, count: int) -> None:
        table = connection_tests
        newest = (
            select(table.c.id)
            .where(table.c.consultation_id == consultation_id)
            .order_by(table.c.at.desc(), table.c.id.desc())
            .limit(count)
        )
        await self._connection.execute(
            delete(table).where(table.c.consultation_id == consultation_id, table.c.id.not_in(newest))
        )
