"""Brings the schema up to date at start; the migrations travel inside the package."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from inspection.adapters.database.engine import writers
from inspection.adapters.database.errors import in_one_line

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
LOCK = 0x6B656C6C  # "kell": PostgreSQL's advisory lock of whoever migrates


def migration_config(connection: Connection | None = None, migrations: Path = MIGRATIONS) -> Config:
    """Alembic's settings without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = connection
    return config


async def upgrade(engine: AsyncEngine, revision: str = "head", migrations: Path = MIGRATIONS) -> None:
    """Run all migrations that this database has not seen yet, in one transaction.

    Of servers that start at once one migrates, the others wait and find it done. Raises DatabaseError, or
    Alembic's CommandError when the schema is of a newer version.
    """
    with in_one_line(engine.url):
        async with writers(engine).connect() as connection, _alone(connection):
            await connection.run_sync(
                lambda sync: command.upgrade(migration_config(sync, migrations), revision)
            )


@asynccontextmanager
async def _alone(connection: AsyncConnection) -> AsyncIterator[None]:
    """A transaction in which nobody else migrates."""
    if connection.dialect.name == "postgresql":
        async with connection.begin():
            await connection.execute(text("SET LOCAL lock_timeout = 0"))  # as long as the others need
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            yield
        return
    # To change a table SQLite makes it anew and drops the old one: with foreign keys on, dropping would
    # delete all that refers to it. They can only be switched outside of a transaction.
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    await driver.execute("PRAGMA foreign_keys=OFF")
    try:
        async with connection.begin():
            await connection.execute(text("SELECT 1"))  # the lock comes with the first statement
            yield
            broken = (await connection.execute(text("PRAGMA foreign_key_check"))).fetchall()
            assert not broken, f"a migration left rows that refer to nothing: {broken[:5]}"
    finally:
        await driver.execute("PRAGMA foreign_keys=ON")
