"""Run what the jobs table asks for, one job per worker process, and lose none when a process dies.

A use case adds its job in the transaction that makes it necessary (`enqueue`), and calls `wake` after the
commit. A runner claims the job with a lease and renews it while working. A handler may run twice for one job,
after a crash, so it must lead to the same result; it ends by returning, or by raising

    JobFailedError(code)    trying again will not help
    JobLaterError(delay)    not yet; does not count as an attempt
    anything else           tried again after a while, MAX_ATTEMPTS in all
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from inspection.domain.job import LEASE, Job, retry_delay
from inspection.services.ports import Clock, Storage, Tokens, Transaction

log = logging.getLogger(__name__)

POLL_S = 2.0  # for jobs whose time comes, and for those other servers leave behind
RENEW_S = LEASE.total_seconds() / 3
FAILED = "job_failed"


class JobFailedError(Exception):
    """The job cannot succeed; `args[0]` is a stable code."""


class JobLaterError(Exception):
    """The job has to wait for something else."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__(delay)
        self.delay = delay


class JobHandler(Protocol):
    """What knows how to do one kind of job."""

    async def run(self, job: Job) -> None: ...

    async def failed(self, job: Job, code: str) -> None:
        """The job has failed for good; may be called twice."""
        ...


class Jobs:
    """The queue and its runners within this process."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        tokens: Tokens,
        *,
        owner: str,
        is_alive: Callable[[str], bool],
        runners: int,
    ) -> None:
        """`owner` names this process in leases; `is_alive` says of a name whether its process still runs."""
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._owner = owner
        self._is_alive = is_alive
        self._runners = runners
        self._handlers: dict[str, JobHandler] = {}
        self._kinds: list[str] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._news: list[asyncio.Event] = []  # one per runner

    def register(self, kind: str, handler: JobHandler) -> None:
        """Kinds registered first go first; the last never keeps the first runner busy."""
        self._handlers[kind] = handler
        self._kinds.append(kind)

    async def enqueue(
        self,
        tx: Transaction,
        kind: str,
        *,
        utility_id: str,
        consultation_id: str,
        payload: Mapping[str, Any],
        dedupe_key: str | None = None,
        delay: timedelta = timedelta(),
    ) -> Job:
        """Add a job within the caller's transaction, or move the one that waits under this key."""
        now = self._clock.now()
        if dedupe_key is not None and (waiting := await tx.jobs.postpone(dedupe_key, now + delay)):
            return waiting
        job = Job(
            id=self._tokens.new_id(),
            utility_id=utility_id,
            consultation_id=consultation_id,
            kind=kind,
            payload=dict(payload),
            created_at=now,
            run_after=now + delay,
            dedupe_key=dedupe_key,
        )
        await tx.jobs.add(job)
        return job

    def wake(self) -> None:
        """There is a new job, and its transaction is committed."""
        for news in self._news:
            news.set()

    async def start(self) -> None:
        """Take over what a dead process held, then begin."""
        await self.take_over()
        for index in range(self._runners):
            kinds = self._kinds[:-1] if index == 0 and self._runners > 1 else self._kinds
            news = asyncio.Event()
            self._news.append(news)
            self._tasks.append(asyncio.create_task(self._run(kinds, news), name=f"jobs-{index}"))

    async def stop(self) -> None:
        """Leave running jobs to whoever starts next."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        self._news.clear()
        async with self._storage.write() as tx:
            await tx.jobs.release(self._owner, self._clock.now())

    async def take_over(self) -> None:
        """Free the jobs of dead processes at once, without waiting for their leases."""
        async with self._storage.write() as tx:
            for owner in await tx.jobs.owners():
                if not self._is_alive(owner):
                    freed = await tx.jobs.release(owner, self._clock.now())
                    log.info("took over %d jobs of %s", freed, owner)

    async def _run(self, kinds: Sequence[str], news: asyncio.Event) -> None:
        while True:
            try:
                news.clear()  # before looking: what comes while looking is not overslept
                job = await self._claim(kinds)
                if job is None:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(news.wait(), POLL_S)
                else:
                    await self._work(job)
            except Exception:
                log.exception("a job's runner stumbled")  # the database, for a moment: go on
                await asyncio.sleep(POLL_S)

    async def _claim(self, kinds: Sequence[str]) -> Job | None:
        now = self._clock.now()
        async with self._storage.read() as tx:
            if not await tx.jobs.is_due(kinds, now):
                return None
        async with self._storage.write() as tx:
            return await tx.jobs.claim(kinds, self._owner, now, now + LEASE)

    async def _work(self, job: Job) -> None:
        handler = self._handlers[job.kind]
        work = asyncio.create_task(handler.run(job))
        renewing = asyncio.create_task(self._renew(job, work))
        try:
            await asyncio.wait({work})
        finally:
            renewing.cancel()
            if not work.done():
                work.cancel()
                await asyncio.wait({work})
        if work.cancelled():
            return  # the lease was lost: somebody else has the job
        error = work.exception()
        now = self._clock.now()
        if error is None:
            await self._save(replace(job, state="done", progress=1.0, finished_at=now))
        elif isinstance(error, JobLaterError):
            await self._save(_queued(job, now + error.delay, job.attempts - 1, None))
        elif isinstance(error, JobFailedError):
            await self._fail(handler, job, str(error), now)
        else:
            log.error("job %s (%s), attempt %d", job.kind, job.id, job.attempts, exc_info=error)
            if job.is_last_attempt:
                await self._fail(handler, job, FAILED, now)
            else:
                await self._save(_queued(job, now + retry_delay(job.attempts), job.attempts, FAILED))

    async def _fail(self, handler: JobHandler, job: Job, code: str, now: datetime) -> None:
        await handler.failed(job, code)
        await self._save(replace(job, state="failed", error_code=code, finished_at=now))

    async def _save(self, job: Job) -> None:
        async with self._storage.write() as tx:
            if await tx.jobs.renew(job.id, self._owner, self._clock.now() + LEASE):
                await tx.jobs.save(replace(job, lease_owner=None, lease_until=None))

    async def _renew(self, job: Job, work: asyncio.Task[None]) -> None:
        while True:
            await asyncio.sleep(RENEW_S)
            async with self._storage.write() as tx:
                held = await tx.jobs.renew(job.id, self._owner, self._clock.now() + LEASE)
            if not held:
                work.cancel()
                return


def _queued(job: Job, run_after: datetime, attempts: int, code: str | None) -> Job:
    return replace(job, state="queued", run_after=run_after, attempts=attempts, error_code=code)
