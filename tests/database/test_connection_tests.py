"""Results of connection tests, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from inspection.adapters.database.storage import DatabaseStorage
from inspection.domain.connection_test import Checks, ConnectionTest, Line, Measured, Verdict, Way
from tests.database.things import NOW, consultation, user

TEST = ConnectionTest(
    "t0",
    "k1",
    NOW,
    Verdict.WEAK,
    Line.WEAK,
    {
        Way.DIRECT: Measured(True, 210.5, 8.0, 0.07, None, "srflx/host", 260.0),
        Way.RELAY: Measured(connected=False),
    },
    Checks("ok", "silent", "not-heard", "missing", in_app=True, device="iPhone, Safari"),
)


async def test_the_newest_is_given_back_as_it_was(storage: DatabaseStorage) -> None:
    async with storage.write() as tx:
        await tx.users.add(user(), "hash")
        await tx.consultations.add(consultation())
        assert await tx.connection_tests.latest("k1") is None
        for number in (2, 0, 1):
            later = replace(TEST, id=f"t{number}", at=NOW + timedelta(minutes=number))
            await tx.connection_tests.add("u1", later)
    newest = replace(TEST, id="t2", at=NOW + timedelta(minutes=2))
    async with storage.write() as tx:
        assert await tx.connection_tests.latest("k1") == newest
        await tx.connection_tests.keep_newest("k1", 1)
        assert await tx.connection_tests.latest("k1") == newest
        await tx.connection_tests.keep_newest("k1", 0)
        assert await tx.connection_tests.latest("k1") is None, "only the newest was kept"
