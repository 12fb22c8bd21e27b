"""Transactions: all or nothing, writers in turn, readers undisturbed."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import upgrade
from inspection.adapters.database.storage import DatabaseStorage
from tests.database.things import NOW, UTILITY, user
from tests.support.postgres import PostgresServer


async def test_what_is_written_is_read_as_it_was(storage: DatabaseStorage) -> None:
    async with storage.read() as tx:
        assert await tx.utilities.get("u1") == UTILITY


async def test_an_exception_leaves_nothing_behind(storage: DatabaseStorage) -> None:
    async def fail() -> None:
        async with storage.write() as tx:
            await tx.users.add(user("a"), "hash")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with storage.read() as tx:
        assert await tx.users.get("a") is None


async def test_writers_take_turns_and_lose_nothing(storage: DatabaseStorage) -> None:
    async def count() -> int:
        async with storage.write() as tx:
            number = await tx.consultations.next_number("u1", 2026)
            await asyncio.sleep(0)
            return number

    assert sorted(await asyncio.gather(*(count() for _ in range(30)))) == list(range(1, 31))


async def test_a_reader_sees_one_moment_while_others_write(storage: DatabaseStorage) -> None:
    async with storage.read() as reader:
        assert await reader.users.get("a") is None
        async with storage.write() as tx:
            await tx.users.add(user("a"), "hash")
        assert await reader.users.get("a") is None
    async with storage.read() as reader:
        assert await reader.users.get("a") == user("a")


async def test_nothing_belongs_to_a_utility_that_is_not_there(storage: DatabaseStorage) -> None:
    with pytest.raises(IntegrityError):
        async with storage.write() as tx:
            await tx.users.add(user("a", utility="nowhere"), "hash")


async def test_an_error_tells_nothing_of_anybody(storage: DatabaseStorage) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with storage.write() as tx:
            await tx.users.add(user("a", utility="nowhere"), "hash")
    assert user("a").name not in repr(refused.value) + str(refused.value)


async def test_a_time_without_zone_is_not_stored(storage: DatabaseStorage) -> None:
    with pytest.raises(StatementError, match="zone"):
        async with storage.write() as tx:
            await tx.sessions.add_attempt("x", None, "a", "1.2.3.4", NOW.replace(tzinfo=None), False)


async def test_ready_means_that_it_can_be_written(storage: DatabaseStorage) -> None:
    assert await storage.is_reachable()
    async with storage.write() as tx:
        await tx.connection.exec_driver_sql("ALTER TABLE utilities RENAME TO gone")  # type: ignore[attr-defined]
    assert not await storage.is_reachable()


async def test_a_postgresql_that_was_restarted_is_found_again(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    storage = DatabaseStorage(create_engine(url))
    assert not await storage.is_reachable(), "not migrated yet"
    migrating = create_engine(url)
    await upgrade(migrating)
    await migrating.dispose()
    async with storage.write() as tx:
        await tx.utilities.add(UTILITY)
    ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{}'"
    assert int(postgres.sql(ended.format(url.rpartition("/")[2]))) >= 1
    async with storage.read() as tx:
        assert await tx.utilities.get("u1") == UTILITY
    await storage.close()


async def test_who_only_reads_cannot_write_on_postgresql(postgres: PostgresServer) -> None:
    engine = create_engine(postgres.new_database())
    await upgrade(engine)
    storage = DatabaseStorage(engine)
    with pytest.raises(DBAPIError, match="read-only"):
        async with storage.read() as tx:
            await tx.utilities.add(UTILITY)
    await storage.close()
