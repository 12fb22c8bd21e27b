"""SQLite's driver with one trip to its thread for a statement, where aiosqlite makes four.

It makes a cursor, executes, fetches and closes one after the other in the connection's thread, and SQLAlchemy
fetches all rows anyway. An answer takes a dozen statements, and two other screens wait for it: at four trips
each, waking threads took the server longer than its rules did (`cockpit/answer-other`).
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
        self._conn = connection
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> OneTripCursor:
        await self._trip("execute", sql, parameters or ())
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> OneTripCursor:
        await self._trip("executemany", sql, parameters)
        return self

    async def _trip(self, how: str, sql: str, parameters: Iterable[Any]) -> None:
        await self._conn._execute(self._run, how, sql, parameters)  # type: ignore[no-untyped-call]

    def _run(self, how: str, sql: str, parameters: Iterable[Any]) -> None:
        """In the connection's thread."""
        self._cursor: sqlite3.Cursor = getattr(self._conn._conn, how)(sql, parameters)
        self._rows = self._cursor.fetchall() if self._cursor.description else []
        self._cursor.close()

    async def fetchall(self) -> list[Any]:
        """Without a trip."""
        return self._rows

    async def close(self) -> None:
        """It is closed."""


class OneTripConnection(aiosqlite.Connection):
    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """As SQLAlchemy asks for one; all else of aiosqlite stays as it is."""
        return OneTripCursor(self)


def connection(path: str) -> OneTripConnection:
    """To a database file; to be awaited."""
    made = OneTripConnection(lambda: sqlite3.connect(path), UNREAD_ROWS)
    made._thread.daemon = True  # as SQLAlchemy does with its own: an engine nobody closed holds no process up
    return made
