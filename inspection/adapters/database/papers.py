"""Papers beside a consultation: what is known of each file and of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import papers
from inspection.adapters.database.turns import hold_consultation
from inspection.domain.paper import Paper, PaperPage


class PaperTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, paper: Paper) -> None:
        await self._connection.execute(insert(papers).values(_values(paper)))

    async def get(self, consultation_id: str, paper_id: str) -> Paper | None:
        await hold_consultation(self._connection, consultation_id)
        query = select(papers).where(papers.c.consultation_id == consultation_id, papers.c.id == paper_id)
        row = (await self._connection.execute(query)).first()
        return None if row is None else _paper(row)

    async def all(self, consultation_id: str) -> Sequence[Paper]:
        await hold_consultation(self._connection, consultation_id)
        query = select(papers).where(papers.c.consultation_id == consultation_id)
        rows = await self._connection.execute(query.order_by(papers.c.created_at, papers.c.id))
        return [_paper(row) for row in rows]

    async def save(self, paper: Paper) -> None:
        await self._connection.execute(update(papers).where(papers.c.id == paper.id).values(_values(paper)))

    async def remove(self, paper_id: str) -> None:
        await self._connection.execute(delete(papers).where(papers.c.id == paper_id))


def _values(paper: Paper) -> dict[str, Any]:
    return {**vars(paper), "pages": [asdict(page) for page in paper.pages]}


def _paper(row: Row[Any]) -> Paper:
    values = dict(row._mapping)
    return Paper(**{**values, "pages": tuple(PaperPage(**page) for page in values["pages"])})
