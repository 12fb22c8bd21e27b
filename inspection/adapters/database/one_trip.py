"""SQLite's driver with one trip to its thread for a statement, where aiosqlite makes four.

It makes a cursor, executes, fetches and closes one after the other in the connection's thread, and SQLAlchemy
fetches all rows anyway. An answer takes a dozen statements, and two other screens wait for it: at four trips
each, waking threads took the server longer than its rules did (`cockpit/answer-other`). For the same reason
BEGIN goes with the first statement, and nobody waits for the end of a transaction that has only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import aiosqlite

UNREAD_ROWS = 64  # aiosqlite's own number; nothing here is read in chunks


class OneTripCursor(aiosqlite.Cursor):
    """Has fetched everything, and is closed, once it has executed."""

    def __init__(self, connection: OneTripConnection) -> None:
        # Not the parent's: the real cursor is made in the connection's thread, with the statement.
        self.iter_chunk_size = UNREAD_ROWS
        self._conn: OneTripConnection = connection
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> OneTripCursor:
        await self._trip("execute", sql, parameters or ())
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> OneTripCursor:
        await self._trip("executemany", sql, parameters)
        return self

    async def _trip(self, how: str, sql: str, parameters: Iterable[Any]) -> None:
        begin, self._conn.begin = self._conn.begin, None
        self._conn.has_only_read = sql.startswith("SELECT") and (
            begin is not None or self._conn.has_only_read
        )
        await self._conn._execute(self._run, begin, how, sql, parameters)  # type: ignore[no-untyped-call]

    def _run(self, begin: str | None, how: str, sql: str, parameters: Iterable[Any]) -> None:
        """In the connection's thread."""
        if begin:
            self._conn._conn.execute(begin).close()
        self._cursor: sqlite3.Cursor = getattr(self._conn._conn, how)(sql, parameters)
        self._rows = self._cursor.fetchall() if self._cursor.description else []
        self._cursor.close()

    async def fetchall(self) -> list[Any]:
        """Without a trip."""
        return self._rows

    async def close(self) -> None:
        """It is closed."""


class OneTripConnection(aiosqlite.Connection):
    begin: str | None = None
    "The BEGIN that the next statement takes along."
    has_only_read = False
    "The transaction, so far."

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """As SQLAlchemy asks for one; all else of aiosqlite stays as it is."""
        return OneTripCursor(self)

    async def commit(self) -> None:
        """Waits until it is written, if there is anything to write."""
        if self.begin:
            self.begin = None
        elif self.has_only_read:
            self._tx.put_nowait((None, self._conn.commit))  # before whatever comes next on this connection
        else:
            await super().commit()

    async def rollback(self) -> None:
        self.begin = None
        await super().rollback()


def connection(path: str) -> OneTripConnection:
    """To a database file; to be awaited."""
    made = OneTripConnection(lambda: sqlite3.connect(path), UNREAD_ROWS)
    made._thread.daemon = True  # as SQLAlchemy does with its own: an engine nobody closed holds no process up
    return made
