"""SQLite through SQLAlchemy: a trip to the driver's thread for a statement, and nothing else changed."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from inspection.adapters.database.engine import create_engine, writers

WORDS = ("drain", "sump", "valve")


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path / 'some.db'}")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT UNIQUE)"))
        await connection.execute(
            text("INSERT INTO words (word) VALUES (:word)"), [{"word": word} for word in WORDS]
        )
    yield engine
    await engine.dispose()


@pytest.fixture
def trips(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was waited for in the driver's thread."""
    made: list[str] = []
    real = aiosqlite.Connection._execute

    async def counted(self: aiosqlite.Connection, work: object, *given: object) -> object:
        made.append(str(getattr(work, "__name__", work)))
        return await real(self, work, *given)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    return made


async def test_a_transaction_waits_for_each_statement_and_for_its_end(
    engine: AsyncEngine, trips: list[str]
) -> None:
    async with engine.begin() as connection:
        found = await connection.execute(text("SELECT word FROM words ORDER BY word"))
        assert tuple(found.scalars()) == WORDS
        changed = await connection.execute(text("UPDATE words SET word = 'gully' WHERE word = 'drain'"))
        assert changed.rowcount == 1
    assert trips == ["_run", "_run", "commit"]


async def test_nobody_waits_for_the_end_of_what_has_only_read(engine: AsyncEngine, trips: list[str]) -> None:
    for word in WORDS:
        async with engine.begin() as connection:
            query = text("SELECT count(*) FROM words WHERE word = :word")
            assert (await connection.execute(query, {"word": word})).scalar_one() == 1
        async with engine.begin():
            pass  # nothing was asked, so there was no trip either
    assert trips == ["_run"] * len(WORDS)
    await _run(engine, "DROP TABLE words")  # no reader is left that would hold it up


async def test_a_reader_sees_one_moment(engine: AsyncEngine) -> None:
    count = text("SELECT count(*) FROM words")
    async with engine.begin() as reader:
        before = (await reader.execute(count)).scalar_one()
        await _run(engine, "DELETE FROM words WHERE word = 'valve'")
        assert (await reader.execute(count)).scalar_one() == before
    async with engine.begin() as reader:
        assert (await reader.execute(count)).scalar_one() == before - 1


async def test_a_writer_that_began_has_the_database_for_itself(engine: AsyncEngine) -> None:
    async with writers(engine).begin() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM words"))).scalar_one() == len(WORDS)
        with (
            closing(sqlite3.connect(str(engine.url.database), timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("DELETE FROM words")


async def test_no_row_is_an_empty_answer(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        assert (await connection.execute(text("SELECT id, word FROM words WHERE id > 99"))).all() == []


async def test_a_statement_that_fails_undoes_its_transaction_and_no_other(engine: AsyncEngine) -> None:
    with pytest.raises(IntegrityError):
        await _run(
            engine, "DELETE FROM words WHERE word = 'valve'", "INSERT INTO words (word) VALUES ('sump')"
        )
    with pytest.raises(OperationalError):
        await _run(engine, "SELECT nothing FROM nowhere")
    async with engine.begin() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM words"))).scalar_one() == len(WORDS)


async def _run(engine: AsyncEngine, *statements: str) -> None:
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def test_what_is_closed_without_an_end_is_undone_before_the_next_one_begins(
    engine: AsyncEngine,
) -> None:
    connection = await engine.connect()
    await connection.execute(text("DELETE FROM words"))
    await connection.close()
    async with engine.begin() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM words"))).scalar_one() == len(WORDS)
