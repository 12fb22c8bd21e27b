"""The log of calls on both databases: kept once, by side, until it is old or its consultation goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete

from inspection.adapters.database.storage import DatabaseStorage
from inspection.adapters.database.tables import consultations
from inspection.domain.call_log import Batch, Event, EventKind, Sample, Side
from inspection.services.housekeeping import CALL_LOG_KEPT
from tests.database.test_housekeeping import housekeeping
from tests.database.things import NOW, consultation, user

SECOND = timedelta(seconds=1)
SAMPLE = Sample(
    at=NOW, span_s=10.0, state="connected", step="p180", local="host", remote="relay", transport="udp",
    loss=0.25, round_trip_s=1.5, kbits_out=96.5, kbits_in=30.0, fps=5.0, frozen_s=None,
)  # fmt: skip
BATCH = Batch("b1", Side.CUSTOMER, [SAMPLE], [Event(NOW - SECOND, EventKind.STEP, "p180")], NOW)


async def test_kept_once_by_side_and_forgotten(storage: DatabaseStorage) -> None:
    other = replace(BATCH, side=Side.CONSULTANT, samples=[], received_at=NOW + SECOND)
    async with storage.write() as tx:
        await tx.users.add(user(), "hash")
        await tx.consultations.add(consultation())
        assert await tx.call_log.entries("k1", Side.CUSTOMER) == 0
        assert await tx.call_log.add("u1", "k1", BATCH)
        assert not await tx.call_log.add("u1", "k1", replace(BATCH, samples=[])), "the first one stays"
        assert await tx.call_log.add("u1", "k1", other)
    async with storage.read() as tx:
        assert await tx.call_log.all("k1") == [BATCH, other]
        assert await tx.call_log.entries("k1", Side.CUSTOMER) == 2
        assert await tx.call_log.all("k2") == []
    await housekeeping(storage, NOW + CALL_LOG_KEPT + SECOND / 2).clean()
    async with storage.read() as tx:
        assert await tx.call_log.all("k1") == [other]
    async with storage.write() as tx:
        await tx.connection.execute(delete(consultations))  # type: ignore[attr-defined]
        assert await tx.call_log.all("k1") == []
