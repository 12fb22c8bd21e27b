"""No job is lost, none is done by two, and a dead process's work goes on at once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from inspection.adapters import process_identity
from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import upgrade
from inspection.adapters.database.storage import DatabaseStorage
from inspection.adapters.tokens import SystemTokens
from inspection.domain.job import LEASE, MAX_ATTEMPTS, Job
from inspection.services.jobs import JobFailedError, JobLaterError, Jobs
from inspection.services.ports import Utility

KIND = "knit"


class SetClock:
    """A clock that goes when told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class Recorder:
    """A handler that does what the test says and remembers what it was asked."""

    def __init__(self, way: Callable[[Job], Awaitable[None]] | None = None) -> None:
        self.way = way
        self.attempts: list[int] = []
        self.codes: list[str] = []
        self.done = asyncio.Event()

    async def run(self, job: Job) -> None:
        self.attempts.append(job.attempts)
        if self.way is not None:
            await self.way(job)
        self.done.set()

    async def failed(self, job: Job, code: str) -> None:
        self.codes.append(code)
        self.done.set()


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[DatabaseStorage]:
    engine = create_engine(database_url)
    await upgrade(engine)
    storage = DatabaseStorage(engine)
    async with storage.write() as tx:
        await tx.utilities.add(Utility("u", "Entwässerung", "", {}, datetime.now(UTC)))
    yield storage
    await storage.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def make_jobs(
    storage: DatabaseStorage,
    clock: SetClock,
    handler: Recorder,
    owner: str = "me",
    runners: int = 1,
    alive: frozenset[str] = frozenset(),
) -> Jobs:
    """Jobs of a server that takes itself and those named to be alive."""
    jobs = Jobs(
        storage,
        clock,
        SystemTokens(),
        owner=owner,
        is_alive=lambda name: name in {owner, *alive},
        runners=runners,
    )
    jobs.register(KIND, handler)
    return jobs


async def add(storage: DatabaseStorage, jobs: Jobs, **options: object) -> Job:
    async with storage.write() as tx:
        job = await jobs.enqueue(
            tx, KIND, utility_id="u", consultation_id=None, payload={"wool": "blue"}, **options
        )  # type: ignore[arg-type]
    jobs.wake()
    return job


async def state_of(storage: DatabaseStorage, job: Job, wanted: str) -> Job:
    """Wait until the job is in a state."""
    async with asyncio.timeout(10):
        while True:
            async with storage.read() as tx:
                found = await tx.jobs.get(job.id)
            assert found is not None
            if found.state == wanted:
                return found
            await asyncio.sleep(0.01)


async def test_a_job_is_done_once(storage: DatabaseStorage, clock: SetClock) -> None:
    handler = Recorder()
    jobs = make_jobs(storage, clock, handler, runners=3)
    await jobs.start()
    job = await add(storage, jobs)
    done = await state_of(storage, job, "done")
    assert (handler.attempts, done.progress, done.lease_owner) == ([1], 1.0, None)
    await jobs.stop()


async def test_two_servers_share_the_work_and_do_nothing_twice(
    storage: DatabaseStorage, clock: SetClock, database_url: str
) -> None:
    other = DatabaseStorage(create_engine(database_url))
    done: list[str] = []

    async def note(job: Job) -> None:
        done.append(job.id)
        await asyncio.sleep(0)

    servers = [
        make_jobs(store, clock, Recorder(note), owner=owner, runners=2, alive=frozenset({"here", "there"}))
        for store, owner in ((storage, "here"), (other, "there"))
    ]
    added = [await add(storage, servers[0]) for _ in range(20)]
    await asyncio.gather(*(jobs.start() for jobs in servers))
    try:
        for job in added:
            await state_of(storage, job, "done")
    finally:
        for jobs in servers:
            await jobs.stop()
        await other.close()
    assert sorted(done) == sorted(job.id for job in added)


async def test_what_fails_is_tried_again_later_and_given_up_in_the_end(
    storage: DatabaseStorage, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    async def stumble(job: Job) -> None:
        raise OSError("the disk hums")

    handler = Recorder(stumble)
    jobs = make_jobs(storage, clock, handler)
    await jobs.start()
    job = await add(storage, jobs)
    for attempt in range(1, MAX_ATTEMPTS):
        waiting = await state_of_attempt(storage, job, attempt)
        assert waiting.run_after > clock.now()
        clock.at = waiting.run_after
        jobs.wake()
    failed = await state_of(storage, job, "failed")
    assert (failed.error_code, handler.codes) == ("job_failed", ["job_failed"])
    assert handler.attempts == list(range(1, MAX_ATTEMPTS + 1))
    await jobs.stop()


async def state_of_attempt(storage: DatabaseStorage, job: Job, attempt: int) -> Job:
    async with asyncio.timeout(10):
        while True:
            found = await state_of(storage, job, "queued")
            if found.attempts == attempt:
                return found
            await asyncio.sleep(0.01)


async def test_what_cannot_succeed_fails_at_once_with_its_code(
    storage: DatabaseStorage, clock: SetClock
) -> None:
    async def refuse(job: Job) -> None:
        raise JobFailedError("no_wool")

    handler = Recorder(refuse)
    jobs = make_jobs(storage, clock, handler)
    await jobs.start()
    failed = await state_of(storage, await add(storage, jobs), "failed")
    assert (failed.error_code, handler.attempts) == ("no_wool", [1])
    await jobs.stop()


async def test_waiting_for_something_is_no_attempt(storage: DatabaseStorage, clock: SetClock) -> None:
    async def later(job: Job) -> None:
        if len(handler.attempts) < 10:
            clock.at += timedelta(seconds=1)
            raise JobLaterError(timedelta(0))

    handler = Recorder(later)
    jobs = make_jobs(storage, clock, handler)
    await jobs.start()
    await state_of(storage, await add(storage, jobs), "done")
    assert handler.attempts == [1] * 10
    await jobs.stop()


async def test_a_waiting_job_is_not_added_twice(storage: DatabaseStorage, clock: SetClock) -> None:
    jobs = make_jobs(storage, clock, Recorder())
    first = await add(storage, jobs, dedupe_key="scarf", delay=timedelta(seconds=5))
    second = await add(storage, jobs, dedupe_key="scarf", delay=timedelta(seconds=60))
    assert first.id == second.id
    moved = await state_of(storage, first, "queued")
    assert moved.run_after == clock.now() + timedelta(seconds=60)


async def test_a_restarted_server_takes_over_at_once(storage: DatabaseStorage, clock: SetClock) -> None:
    dead = make_jobs(storage, clock, Recorder(), owner="dead")
    job = await add(storage, dead)
    async with storage.write() as tx:
        assert await tx.jobs.claim([KIND], "dead", clock.now(), clock.now() + LEASE)
    handler = Recorder()
    jobs = make_jobs(storage, clock, handler, owner="reborn")  # no time passes
    await jobs.start()
    await state_of(storage, job, "done")
    assert handler.attempts == [2]
    await jobs.stop()


async def test_a_living_servers_lease_is_respected_until_it_runs_out(
    storage: DatabaseStorage, clock: SetClock
) -> None:
    job = await add(storage, make_jobs(storage, clock, Recorder()))
    async with storage.write() as tx:
        await tx.jobs.claim([KIND], "elsewhere", clock.now(), clock.now() + LEASE)
        assert await tx.jobs.claim([KIND], "me", clock.now(), clock.now() + LEASE) is None
        clock.at += LEASE + timedelta(seconds=1)
        taken = await tx.jobs.claim([KIND], "me", clock.now(), clock.now() + LEASE)
        assert taken is not None
        assert taken.id == job.id
        assert not await tx.jobs.renew(job.id, "elsewhere", clock.now() + LEASE)


async def test_stopping_leaves_the_job_to_the_next(storage: DatabaseStorage, clock: SetClock) -> None:
    started = asyncio.Event()

    async def hang(job: Job) -> None:
        started.set()
        await asyncio.Event().wait()

    jobs = make_jobs(storage, clock, Recorder(hang))
    await jobs.start()
    job = await add(storage, jobs)
    await started.wait()
    await jobs.stop()
    assert (await state_of(storage, job, "queued")).lease_owner is None


def test_a_process_is_told_from_one_that_died() -> None:
    assert process_identity.is_alive(process_identity.own_identity())
    code = "from inspection.adapters.process_identity import own_identity; print(own_identity())"
    dead = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert not process_identity.is_alive(dead)
    host, pid, _ = process_identity.own_identity().split("-")
    assert not process_identity.is_alive(f"{host}-{pid}-1"), "the same id, another start"
    assert process_identity.is_alive(f"elsewhere-{pid}-1"), "of other machines only leases tell"
