"""Transactions: all or nothing, writers in turn, readers undisturbed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import upgrade
from inspection.adapters.database.storage import DatabaseStorage
from inspection.domain.access import Role, User
from inspection.services.ports import Utility

NOW = datetime(2026, 3, 11, 9, 0, 0, 123456, tzinfo=UTC)
UTILITY = Utility("u1", "Weserau", "0421 1", {"number_prefix": "RB"}, NOW)


def user(user_id: str, utility: str = "u1") -> User:
    return User(user_id, utility, user_id, "Ahlers", "", Role.CONSULTANT, "de", True, NOW)


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[DatabaseStorage]:
    engine = create_engine(database_url)
    await upgrade(engine)
    storage = DatabaseStorage(engine)
    async with storage.write() as tx:
        await tx.utilities.add(UTILITY)
    yield storage
    await storage.close()


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


async def test_a_second_process_waits_for_its_turn(storage: DatabaseStorage, database_url: str) -> None:
    other = DatabaseStorage(create_engine(database_url))

    async def count(store: DatabaseStorage) -> int:
        async with store.write() as tx:
            return await tx.consultations.next_number("u1", 2026)

    numbers = await asyncio.gather(*(count(store) for store in (storage, other) for _ in range(10)))
    assert sorted(numbers) == list(range(1, 21))
    await other.close()


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


async def test_a_time_without_zone_is_not_stored(storage: DatabaseStorage) -> None:
    with pytest.raises(StatementError, match="zone"):
        async with storage.write() as tx:
            await tx.sessions.add_attempt("x", None, "a", "1.2.3.4", NOW.replace(tzinfo=None), False)
