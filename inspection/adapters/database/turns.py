"""Who has to wait for whom. SQLite has one writer at a time, so there is nothing to do; on PostgreSQL writers
of different consultations go on side by side, and only those that could contradict each other take turns.

Whoever reads something in a writing transaction in order to decide on it holds it until the transaction
ends: what was decided then still is true. Held is first the consultation, then what belongs to it (its jobs),
so that no two wait for each other.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Insert, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.engine import is_writing
from inspection.adapters.database.tables import consultations


def takes_turns(connection: AsyncConnection) -> bool:
    """Whether this is a writing transaction beside which others may be writing."""
    return connection.dialect.name == "postgresql" and is_writing(connection)


async def hold_consultation(connection: AsyncConnection, consultation_id: str) -> None:
    """Wait for other writers of the consultation; no others begin until the transaction ends."""
    if takes_turns(connection):
        query = select(consultations.c.id).where(consultations.c.id == consultation_id)
        # FOR NO KEY UPDATE: rows that merely refer to the consultation may still be added.
        await connection.execute(query.with_for_update(key_share=True))


async def hold_name(connection: AsyncConnection, name: str) -> None:
    """The same for what has no row yet; `name` says what."""
    if takes_turns(connection):
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def insert_or_update(
    connection: AsyncConnection, table: Table, values: dict[str, Any], changes: dict[str, Any]
) -> Insert:
    """Add the row, or make the changes to the one with its primary key; nobody comes in between."""
    key = list(table.primary_key.columns)
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(values).on_conflict_do_update(index_elements=key, set_=changes)
    return sqlite.insert(table).values(values).on_conflict_do_update(index_elements=key, set_=changes)
