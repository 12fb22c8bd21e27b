"""The migrations make exactly the schema of `tables.py`, on an empty file and again on a full one."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import upgrade
from inspection.adapters.database.tables import metadata


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_an_empty_file_gets_all_tables_and_a_second_start_changes_nothing(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    await upgrade(engine)
    await upgrade(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


async def test_every_table_names_its_utility(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    await upgrade(engine)

    def without_utility(connection: Connection) -> set[str]:
        schema = inspect(connection)
        return {
            table
            for table in schema.get_table_names()
            if "utility_id" not in {column["name"] for column in schema.get_columns(table)}
        }

    async with engine.connect() as connection:
        assert await connection.run_sync(without_utility) == {"utilities", "alembic_version"}
    await engine.dispose()


async def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    await upgrade(engine)
    async with engine.connect() as connection:
        settings = {
            pragma: (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    await engine.dispose()
