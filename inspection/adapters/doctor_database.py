"""Whether the database can be used, is as this version wants it, and is whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from asyncpg import InterfaceError, PostgresError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.errors import DatabaseError, name_of
from inspection.adapters.database.migrate import migration_config
from inspection.adapters.database.trouble import BUSY, trouble
from inspection.adapters.doctor import Finding, failed, ok, warning

CHECK = "database"


async def check(url: str) -> Finding:
    """Reads only; a database that does not exist yet is not made."""
    try:
        engine = create_engine(url)
    except DatabaseError:
        return failed(CHECK, "database_url")
    name = name_of(engine.url)
    is_file = engine.url.get_backend_name() == "sqlite"
    if is_file and not Path(engine.url.database or "").exists():
        return warning(CHECK, "database_new", name=name)
    try:
        async with engine.connect() as connection:
            return await _look(connection, name, is_file=is_file)
    except (OSError, sqlite3.Error, SQLAlchemyError, InterfaceError, PostgresError) as error:
        code = "database_unusable"
        if trouble(error) == BUSY:
            code = "database_busy"
        elif is_damaged(error):
            code = "database_broken"
        return failed(CHECK, code, name=name)
    finally:
        await engine.dispose()


def is_damaged(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return True
        cause = cause.__cause__ or getattr(cause, "orig", None)
    return False


async def _look(connection: AsyncConnection, name: str, *, is_file: bool) -> Finding:
    if is_file:
        if (await connection.execute(text("PRAGMA quick_check"))).scalar() != "ok":
            return failed(CHECK, "database_broken", name=name)
        if (await connection.execute(text("PRAGMA foreign_key_check"))).first() is not None:
            return failed(CHECK, "database_loose", name=name)
    elif (await connection.execute(text("SELECT pg_is_in_recovery()"))).scalar():
        return failed(CHECK, "database_read_only", name=name)
    has = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    scripts = ScriptDirectory.from_config(migration_config())
    wanted = scripts.get_current_head()
    if has == wanted:
        return ok(CHECK, "database_ok", name=name, version=has)
    if has is None or any(script.revision == has for script in scripts.walk_revisions()):
        return warning(CHECK, "database_old", name=name, version=has or "-", wanted=wanted)
    return failed(CHECK, "database_newer", name=name, version=has)
