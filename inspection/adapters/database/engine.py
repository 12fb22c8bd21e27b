"""The engine: one for SQLite and PostgreSQL, with what makes each of them safe and many-handed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from inspection.adapters.database import one_trip
from inspection.adapters.database.errors import SETTING, DatabaseError

BUSY_TIMEOUT_MS = 10_000
CONNECT_TIMEOUT_S = 10
HIDDEN = True  # the values of a statement: an error in the log tells nothing of anybody
FORGOTTEN_TIMEOUT_MS = 60_000  # a transaction that nothing is asked of, e.g. of a server that hangs
WRITES = "kellerblick_writes"
"Execution option of a connection that will write."

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
OPTIONS = {"ssl"}
"What may stand behind the question mark of a URL."

POSTGRESQL_SETTINGS = {
    "application_name": "kellerblick",
    "lock_timeout": str(BUSY_TIMEOUT_MS),
    "idle_in_transaction_session_timeout": str(FORGOTTEN_TIMEOUT_MS),
    "jit": "off",  # short queries only: compiling them costs more than it saves
}


def create_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///path` or `postgresql+asyncpg://user:password@host/database`.

    Connects to nothing yet. Raises DatabaseError for what is no such URL.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        path = parsed.database or ""
        engine = create_async_engine(
            parsed,
            hide_parameters=HIDDEN,
            async_creator=lambda: one_trip.connection(path),
            pool_reset_on_return=None,  # a connection ends its transaction itself before it goes back
        )
        _make_sqlite_safe(engine)
    else:
        arguments = {"timeout": CONNECT_TIMEOUT_S, "server_settings": POSTGRESQL_SETTINGS}
        engine = create_async_engine(
            parsed, pool_pre_ping=True, hide_parameters=HIDDEN, connect_args=arguments
        )
    _keep_text_storable(engine)
    return engine


def readers(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for transactions that see one moment and change nothing."""
    if engine.dialect.name == "sqlite":
        return engine  # a transaction of a reader is a snapshot by itself
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writers(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for transactions that write: after waiting for a lock they see what was written."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{WRITES: True})
    return engine.execution_options(**{WRITES: True}, isolation_level="READ COMMITTED")


def is_writing(connection: AsyncConnection) -> bool:
    assert connection.sync_connection is not None
    return bool(connection.sync_connection.get_execution_options().get(WRITES, False))


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or parsed.drivername not in (*DRIVERS, *DRIVERS.values()):
        raise DatabaseError(
            f"{SETTING}: something like postgresql+asyncpg://user:password@host/database is needed,"
            " or sqlite+aiosqlite:////folder/file.db"
        )
    query = {"ssl" if name == "sslmode" else name: value for name, value in parsed.query.items()}
    if unknown := sorted(set(query) - OPTIONS):
        raise DatabaseError(f"{SETTING}: unknown option {unknown[0]}; there is {', '.join(sorted(OPTIONS))}")
    return parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername), query=query)


def _keep_text_storable(engine: AsyncEngine) -> None:
    """NUL and half characters, which no person types, become U+FFFD: PostgreSQL has no room for the one,
    UTF-8 none for the other. So what is asked for with them is not found, on both databases alike."""

    @event.listens_for(engine.sync_engine, "before_cursor_execute", retval=True)
    def _on_execute(
        _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool
    ) -> tuple[str, Any]:
        if many:
            return statement, [_storable(row) for row in parameters]
        return statement, _storable(parameters)


def _storable(values: Any) -> Any:
    if not isinstance(values, tuple) or all(map(_is_storable, values)):
        return values
    return tuple(value if _is_storable(value) else _replaced(value) for value in values)


def _is_storable(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if "\0" in value:
        return False
    return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)


def _replaced(text: str) -> str:
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)


def _make_sqlite_safe(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        # The driver must not open transactions by itself: it would begin them as readers.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",  # NORMAL may lose commits at power loss
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # A reader that turns writer late fails at once when another wrote meanwhile;
        # a writer from the start waits for its turn.
        writes = connection.get_execution_options().get(WRITES, False)
        driver = connection.connection.driver_connection
        assert isinstance(driver, one_trip.OneTripConnection)
        driver.begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
