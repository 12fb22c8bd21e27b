"""A migrated database of each kind, with the least that everything else refers to."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import upgrade
from inspection.adapters.database.storage import DatabaseStorage
from tests.database.things import UTILITY


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[DatabaseStorage]:
    engine = create_engine(database_url)
    await upgrade(engine)
    storage = DatabaseStorage(engine)
    async with storage.write() as tx:
        await tx.utilities.add(UTILITY)
    yield storage
    await storage.close()


@pytest.fixture
async def other(storage: DatabaseStorage, database_url: str) -> AsyncIterator[DatabaseStorage]:
    """The same database as another server sees it."""
    other = DatabaseStorage(create_engine(database_url))
    yield other
    await other.close()
