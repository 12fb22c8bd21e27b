"""What stops a start: one line for whoever starts the server, without a trace and without the password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

SETTING = "KELLERBLICK_DATABASE_URL"


class DatabaseError(OSError):
    """The database cannot be used: a URL that is none, unreachable, refused, locked, full."""


def name_of(url: URL) -> str:
    """The database as people know it, without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()


@contextmanager
def in_one_line(url: URL) -> Iterator[None]:
    """Turn what drivers raise into DatabaseError. asyncpg's own errors come unwrapped while connecting."""
    try:
        yield
    except TimeoutError as error:
        raise DatabaseError(f"{name_of(url)} does not answer ({SETTING})") from error
    except (OSError, sqlite3.Error, DBAPIError, InterfaceError, PostgresError) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        words = " ".join(str(reason).split())
        # SQLAlchemy's wrapper for asyncpg prefixes the class: "<class 'asyncpg…'>: permission denied …"
        words = words.partition(">: ")[2] if words.startswith("<class ") else words
        raise DatabaseError(f"{name_of(url)}: {words or type(reason).__name__} ({SETTING})") from error
