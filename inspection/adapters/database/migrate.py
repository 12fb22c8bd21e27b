"""Brings the schema up to date at start; the migrations travel inside the package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from inspection.adapters.database.engine import WRITES

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def migration_config(connection: Connection | None = None) -> Config:
    """Alembic's settings without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def upgrade(engine: AsyncEngine) -> None:
    """Run all migrations that this database has not seen yet, in one transaction."""
    async with engine.execution_options(**{WRITES: True}).begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(migration_config(sync), "head"))
