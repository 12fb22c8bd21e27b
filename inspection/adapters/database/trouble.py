"""Which of the troubles a database can be in is behind an exception, whichever layer raised it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError

from inspection.domain.errors import TroubleError

BUSY, FULL, UNREACHABLE = "database_busy", "storage_full", "database_unreachable"

_SQLITE = {sqlite3.SQLITE_BUSY: BUSY, sqlite3.SQLITE_LOCKED: BUSY, sqlite3.SQLITE_FULL: FULL}
_POSTGRESQL = {
    "53100": FULL,  # disk_full
    "53300": BUSY,  # too_many_connections
    "55P03": BUSY,  # lock_not_available
    "40P01": BUSY,  # deadlock_detected
    "57P01": UNREACHABLE,  # admin_shutdown
    "57P03": UNREACHABLE,  # cannot_connect_now
}
"SQLSTATE, PostgreSQL's manual, appendix A."


@contextmanager
def as_trouble() -> Iterator[None]:
    """What drivers raise in here for these reasons becomes TroubleError."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, InterfaceError, PostgresError, ConnectionRefusedError) as error:
        if code := trouble(error):
            raise TroubleError(code) from error
        raise


def trouble(error: BaseException) -> str | None:
    """`database_busy`, `storage_full` or `database_unreachable`; None for anything else."""
    for one in _chain(error):
        if isinstance(one, sqlite3.Error):
            code = getattr(one, "sqlite_errorcode", 0) & 0xFF  # the rest says more than we need
            if code in _SQLITE:
                return _SQLITE[code]
        elif found := _POSTGRESQL.get(str(getattr(one, "sqlstate", ""))):
            return found
        elif isinstance(one, ConnectionRefusedError):
            return UNREACHABLE
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and those it came from, the outermost first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
