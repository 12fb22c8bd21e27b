"""The migrations make exactly the schema of `tables.py`, forward from the first one, and lose no row."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import JSON, Boolean, Connection, DateTime, Float, Integer, MetaData, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import MIGRATIONS, migration_config, upgrade
from inspection.adapters.database.storage import DatabaseStorage
from inspection.adapters.database.tables import metadata
from tests.database.things import consultation

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
FIRST = "0001"
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Nothing in it yet."""
    engine = create_engine(database_url)
    yield engine
    await engine.dispose()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_an_empty_database_gets_all_tables_and_a_second_start_changes_nothing(
    engine: AsyncEngine,
) -> None:
    await upgrade(engine)
    await upgrade(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_every_table_names_its_utility(engine: AsyncEngine) -> None:
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


async def test_a_database_of_the_first_version_keeps_its_rows_to_the_newest(engine: AsyncEngine) -> None:
    await upgrade(engine, FIRST)
    async with engine.begin() as connection:
        before = await connection.run_sync(_fill)
    assert all(before.values()), "each table has a row"
    await upgrade(engine)
    async with engine.connect() as connection:
        after = await connection.run_sync(_read)
        assert await connection.run_sync(_differences) == []
    for table, rows in before.items():
        assert len(after[table]) == len(rows), table
        for old, new in zip(rows, after[table], strict=True):
            assert {name: value for name, value in new.items() if name in old} == old, table
    async with DatabaseStorage(engine).read() as tx:
        found = await tx.consultations.get("text", "text")
    assert found is not None
    assert found.customer == consultation().customer


async def test_a_table_that_is_changed_takes_nothing_with_it(engine: AsyncEngine, tmp_path: Path) -> None:
    """SQLite makes it anew and drops the old one, to which most others refer."""
    await upgrade(engine)
    async with engine.begin() as connection:
        before = await connection.run_sync(_fill)
    await upgrade(engine, migrations=_with_one_more(tmp_path))
    async with engine.connect() as connection:
        after = await connection.run_sync(_read)
        if engine.dialect.name == "sqlite":
            assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar_one() == 1, "as before"
    assert {table: len(rows) for table, rows in after.items()} == {
        table: len(rows) for table, rows in before.items()
    }
    assert after["consultations"][0]["extra"] == "new"


async def test_a_newer_schema_is_left_alone(engine: AsyncEngine, tmp_path: Path) -> None:
    await upgrade(engine, migrations=_with_one_more(tmp_path))
    with pytest.raises(CommandError):
        await upgrade(engine)


async def test_of_two_that_start_at_once_one_migrates(database_url: str) -> None:
    engines = [create_engine(database_url) for _ in range(4)]
    await asyncio.gather(*(upgrade(engine) for engine in engines))
    async with engines[0].connect() as connection:
        assert await connection.run_sync(_differences) == []
        assert len((await connection.execute(text("SELECT * FROM alembic_version"))).all()) == 1
    for engine in engines:
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


def _with_one_more(tmp_path: Path) -> Path:
    """Our migrations and one that changes the table in the middle of all."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    newest = ScriptDirectory.from_config(migration_config()).get_current_head()
    (folder / "versions" / "m9999_more.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision, down_revision, branch_labels, depends_on = '9999', '{newest}', None, None\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('consultations', recreate='auto') as table:\n"
        "        table.add_column(sa.Column('extra', sa.Text(), nullable=False, server_default='new'))\n"
        "        table.alter_column('number', type_=sa.String(60), nullable=False)\n"
    )
    return folder


def _fill(connection: Connection) -> Rows:
    """One row in each table of the schema as it is, whatever its columns are called."""
    schema = MetaData()
    schema.reflect(connection)
    for table in schema.sorted_tables:
        if table.name != "alembic_version":
            connection.execute(table.insert().values({c.name: _value(c.name, c.type) for c in table.columns}))
    return _read(connection)


def _read(connection: Connection) -> Rows:
    schema = MetaData()
    schema.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
        for table in schema.sorted_tables
        if table.name != "alembic_version"
    }


def _value(column: str, kind: object) -> object:
    structured = {
        "templates": ["flooding"],
        "customer": vars(consultation().customer),
        "address": vars(consultation().address),
        "office_facts": [],
    }
    match kind:
        case JSON():
            return structured.get(column, {"key": "Wert"})
        case DateTime():
            return NOW
        case Boolean():
            return True
        case Integer() | Float():
            return 1
    return {"state": "released", "language": "de"}.get(column, "text")
