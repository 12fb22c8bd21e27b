"""The jobs table: one claim is one transaction, so two runners never get the same job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import jobs
from inspection.adapters.database.turns import takes_turns
from inspection.domain.job import Job

POSTPONE = (
    update(jobs)
    .where(jobs.c.dedupe_key == bindparam("key"), jobs.c.state == "queued")
    .values(run_after=bindparam("until"))
    .returning(jobs)
)  # made once: asked with every answer


class JobTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, job: Job) -> None:
        await self._connection.execute(insert(jobs).values(asdict(job)))

    async def get(self, job_id: str) -> Job | None:
        row = (await self._connection.execute(select(jobs).where(jobs.c.id == job_id))).first()
        return None if row is None else _job(row)

    async def waiting(self, dedupe_key: str) -> Job | None:
        query = select(jobs).where(jobs.c.dedupe_key == dedupe_key, jobs.c.state == "queued").limit(1)
        if takes_turns(self._connection):
            query = query.with_for_update(key_share=True)  # found waiting, it waits until this is written
        row = (await self._connection.execute(query)).first()
        return None if row is None else _job(row)

    async def postpone(self, dedupe_key: str, run_after: datetime) -> Job | None:
        row = (await self._connection.execute(POSTPONE, {"key": dedupe_key, "until": run_after})).first()
        return None if row is None else _job(row)

    async def is_due(self, kinds: Sequence[str], now: datetime) -> bool:
        query = select(jobs.c.id).where(_due(kinds, now)).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def claim(self, kinds: Sequence[str], owner: str, now: datetime, until: datetime) -> Job | None:
        rank = case({kind: index for index, kind in enumerate(kinds)}, value=jobs.c.kind)
        query = (
            select(jobs)
            .where(_due(kinds, now))
            .order_by(rank, jobs.c.run_after)
            .limit(1)
            .with_for_update(key_share=True, skip_locked=True)  # PostgreSQL; SQLite has one writer
        )
        row = (await self._connection.execute(query)).first()
        if row is None:
            return None
        await self._connection.execute(
            update(jobs)
            .where(jobs.c.id == row.id)
            .values(state="running", attempts=jobs.c.attempts + 1, lease_owner=owner, lease_until=until)
        )
        return await self.get(row.id)

    async def renew(self, job_id: str, owner: str, until: datetime) -> bool:
        result = await self._connection.execute(
            update(jobs)
            .where(jobs.c.id == job_id, jobs.c.lease_owner == owner, jobs.c.state == "running")
            .values(lease_until=until)
        )
        return result.rowcount == 1

    async def save(self, job: Job) -> None:
        await self._connection.execute(update(jobs).where(jobs.c.id == job.id).values(asdict(job)))

    async def unfinished(self, consultation_id: str, kind: str) -> int:
        query = select(func.count()).where(
            jobs.c.consultation_id == consultation_id,
            jobs.c.kind == kind,
            jobs.c.state.in_(("queued", "running")),
        )
        return (await self._connection.execute(query)).scalar() or 0

    async def owners(self) -> Sequence[str]:
        query = select(jobs.c.lease_owner).where(jobs.c.state == "running").distinct()
        return [owner for owner in (await self._connection.execute(query)).scalars() if owner]

    async def release(self, owner: str, now: datetime) -> int:
        result = await self._connection.execute(
            update(jobs)
            .where(jobs.c.lease_owner == owner, jobs.c.state == "running")
            .values(state="queued", lease_owner=None, lease_until=None, run_after=now)
        )
        return result.rowcount

    async def again(self, kind: str, now: datetime) -> int:
        result = await self._connection.execute(
            update(jobs)
            .where(jobs.c.kind == kind, jobs.c.state == "failed")
            .values(state="queued", attempts=0, run_after=now, finished_at=None)
        )
        return result.rowcount

    async def forget_finished(self, before: datetime) -> None:
        await self._connection.execute(delete(jobs).where(jobs.c.finished_at < before))


def _due(kinds: Sequence[str], now: datetime) -> ColumnElement[bool]:
    """Waiting and its time has come, or left behind by a holder whose lease ran out."""
    waiting = and_(jobs.c.state == "queued", jobs.c.run_after <= now)
    abandoned = and_(jobs.c.state == "running", jobs.c.lease_until < now)
    return and_(jobs.c.kind.in_(kinds), or_(waiting, abandoned))


def _job(row: Row[Any]) -> Job:
    return Job(**row._mapping)
