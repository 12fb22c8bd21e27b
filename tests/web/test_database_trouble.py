"""A database that gives way while the server runs: a code and words, nothing half done; then it goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event

from inspection.adapters.database import engine
from inspection.adapters.database.trouble import trouble
from tests.support.site import Site, operation, running_site


@pytest.fixture
async def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    """A site that waits for a lock as long as a test may."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    async with running_site(tmp_path) as running:
        yield running


async def test_a_locked_database_is_said_and_passes(impatient: Site) -> None:
    ahlers = await impatient.user("ahlers")
    consultation = await ahlers.new_consultation()
    path = impatient.house.settings.data / "kellerblick.db"
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        texts = set()
        for language in ("de", "en"):
            answer = await ahlers.append(
                consultation,
                operation("building", "building_units", 1),
                headers={"Accept-Language": language},
            )
            assert (answer.status, answer.code) == (503, "database_busy")
            texts.add(answer.json["error"]["text"])
        assert len(texts) == 2
        assert (await ahlers.get(f"/consultations/{consultation}")).status == 200  # reading goes on
        ready = await ahlers.call("GET", "/readyz")
        assert (ready.status, ready.json["database"]) == (503, False)
    finally:
        other.close()
    assert (await ahlers.append(consultation, operation("building", "building_units", 1))).status == 200
    assert (await ahlers.call("GET", "/readyz")).status == 200


async def test_a_full_database_is_said_and_stores_no_half(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    limit = 1

    @event.listens_for(site.house.engine.sync_engine, "begin", insert=True)
    def _no_more_room(connection: object) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={limit}")  # type: ignore[attr-defined]

    note = operation("note:n1", "exists", True)
    long = [operation("note:n1", "text", "x" * 4000) for _ in range(20)]
    answer = await ahlers.append(consultation, note, *long)
    assert (answer.status, answer.code) == (507, "storage_full")
    log = (await ahlers.get(f"/consultations/{consultation}/operations")).json
    assert (log["operations"], log["seq"]) == ([], 0)
    limit = 1_000_000
    assert (await ahlers.append(consultation, note, *long)).json["seq"] == 21


class DriverError(Exception):
    """As PostgreSQL's driver raises it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DriverError("53100"), "storage_full"),
        (DriverError("55P03"), "database_busy"),
        (DriverError("57P03"), "database_unreachable"),
        (ConnectionRefusedError(), "database_unreachable"),
        (DriverError("42601"), None),  # a mistake of ours is no trouble of the database's
        (ValueError("database is locked"), None),
    ],
    ids=repr,
)
def test_troubles_are_told_apart_whoever_wraps_them(error: Exception, code: str | None) -> None:
    outer = RuntimeError("wrapped")
    outer.__cause__ = error
    assert trouble(error) == trouble(outer) == code
