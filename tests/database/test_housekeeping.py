"""What has ended is forgotten, what has not stays, and pictures that could not be erased are tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from inspection.adapters.database import tables
from inspection.adapters.database.storage import DatabaseStorage
from inspection.adapters.tokens import SystemTokens
from inspection.domain.access import CustomerSession, Session
from inspection.domain.invitation import Invitation
from inspection.domain.job import ERASE_FILES, SCALE_PHOTO, Job, JobState
from inspection.services.housekeeping import ATTEMPTS_KEPT, INVITATIONS_KEPT, JOBS_KEPT, Housekeeping
from inspection.services.jobs import Jobs
from tests.database.things import NOW, consultation, user

SECOND = timedelta(seconds=1)


@dataclass
class SetClock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@pytest.fixture
async def filled(storage: DatabaseStorage) -> DatabaseStorage:
    """One of each that is over at NOW, and one that goes on for a second."""
    async with storage.write() as tx:
        await tx.users.add(user(), "hash")
        await tx.consultations.add(consultation())
        for number, end in enumerate((NOW, NOW + SECOND)):
            await tx.sessions.add(Session(f"s{number}", "u1", "ahlers", NOW, NOW, end))
            await tx.sessions.add_attempt(f"a{number}", None, "ahlers", "::1", end, successful=False)
            invitation = Invitation(f"i{number}", "k1", f"h{number}", NOW, "ahlers", end)
            await tx.invitations.add("u1", invitation)
            await tx.invitations.add_session(CustomerSession(f"c{number}", "u1", "k1", "i0", NOW, end))
            await tx.jobs.add(job(f"j{number}", SCALE_PHOTO, "done", end))
    return storage


def job(job_id: str, kind: str, state: JobState, finished_at: datetime) -> Job:
    return Job(job_id, "u1", "k1", kind, {}, NOW, NOW, state, 4, finished_at=finished_at)


def housekeeping(storage: DatabaseStorage, now: datetime) -> Housekeeping:
    clock = SetClock(now)
    jobs = Jobs(storage, clock, SystemTokens(), owner="here", is_alive=lambda _: True, runners=0)
    return Housekeeping(storage, clock, jobs)


async def left(storage: DatabaseStorage) -> dict[str, int]:
    async with storage.read() as tx:
        return {
            name: (await tx.connection.execute(select(func.count()).select_from(table))).scalar_one()
            for name, table in tables.metadata.tables.items()
            if name in ("sessions", "sign_in_attempts", "invitations", "customer_sessions", "jobs")
        }


async def test_sessions_go_when_their_time_is_over(filled: DatabaseStorage) -> None:
    await housekeeping(filled, NOW).clean()
    assert await left(filled) == {
        "sessions": 1, "customer_sessions": 1, "sign_in_attempts": 2, "invitations": 2, "jobs": 2,
    }  # fmt: skip
    async with filled.read() as tx:
        assert await tx.sessions.get("s1") is not None
        assert await tx.invitations.session("c1") is not None


@pytest.mark.parametrize(
    ("name", "kept"),
    [("sign_in_attempts", ATTEMPTS_KEPT), ("invitations", INVITATIONS_KEPT), ("jobs", JOBS_KEPT)],
)
async def test_the_rest_goes_after_a_while(filled: DatabaseStorage, name: str, kept: timedelta) -> None:
    await housekeeping(filled, NOW + kept).clean()
    before = (await left(filled))[name]
    await housekeeping(filled, NOW + kept + SECOND / 2).clean()
    one_left = (await left(filled))[name]
    await housekeeping(filled, NOW + kept + 2 * SECOND).clean()
    assert one_left == 1, before
    assert (await left(filled))[name] == 0


async def test_erasing_that_failed_begins_again(filled: DatabaseStorage) -> None:
    async with filled.write() as tx:
        await tx.jobs.add(job("erase", ERASE_FILES, "failed", NOW))
        await tx.jobs.add(job("scale", SCALE_PHOTO, "failed", NOW))
    later = NOW + 2 * JOBS_KEPT
    await housekeeping(filled, later).clean()
    async with filled.read() as tx:
        again = await tx.jobs.get("erase")
        assert again is not None, "its list of files is needed"
        assert (again.state, again.attempts, again.run_after) == ("queued", 0, later)
        assert await tx.jobs.get("scale") is None
