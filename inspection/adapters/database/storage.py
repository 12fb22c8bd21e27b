"""`Storage` over SQLAlchemy: a transaction is one connection with all repositories on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cached_property

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from inspection.adapters.database.consents import ConsentTable
from inspection.adapters.database.consultations import ConsultationTable
from inspection.adapters.database.engine import WRITES
from inspection.adapters.database.invitations import InvitationTable
from inspection.adapters.database.jobs import JobTable
from inspection.adapters.database.operations import OperationTable
from inspection.adapters.database.photos import PhotoTable
from inspection.adapters.database.protocols import ProtocolTable
from inspection.adapters.database.sessions import SessionTable
from inspection.adapters.database.uploads import UploadTable
from inspection.adapters.database.users import UserTable
from inspection.adapters.database.utilities import UtilityTable
from inspection.services.ports import Transaction


class DatabaseTransaction:
    """All repositories on one connection; each is made when first used."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    @cached_property
    def utilities(self) -> UtilityTable:
        return UtilityTable(self.connection)

    @cached_property
    def users(self) -> UserTable:
        return UserTable(self.connection)

    @cached_property
    def sessions(self) -> SessionTable:
        return SessionTable(self.connection)

    @cached_property
    def consultations(self) -> ConsultationTable:
        return ConsultationTable(self.connection)

    @cached_property
    def operations(self) -> OperationTable:
        return OperationTable(self.connection)

    @cached_property
    def invitations(self) -> InvitationTable:
        return InvitationTable(self.connection)

    @cached_property
    def consents(self) -> ConsentTable:
        return ConsentTable(self.connection)

    @cached_property
    def uploads(self) -> UploadTable:
        return UploadTable(self.connection)

    @cached_property
    def photos(self) -> PhotoTable:
        return PhotoTable(self.connection)

    @cached_property
    def jobs(self) -> JobTable:
        return JobTable(self.connection)

    @cached_property
    def protocols(self) -> ProtocolTable:
        return ProtocolTable(self.connection)


class DatabaseStorage:
    """Readers see a snapshot and never wait; writers come one after another on SQLite."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # SQLite has one writer: waiting here is fair and wakes at once, its own waiting polls.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[Transaction]:
        async with self._engine.connect() as connection, connection.begin():
            yield DatabaseTransaction(connection)

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[Transaction]:
        turn: AbstractAsyncContextManager[None] = self._turn or nullcontext()
        async with turn, self._engine.connect() as connection:
            await connection.execution_options(**{WRITES: True})
            async with connection.begin():
                yield DatabaseTransaction(connection)

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        return self._read()

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        return self._write()

    async def is_reachable(self) -> bool:
        """For `/readyz`: the database answers and can be written."""
        try:
            async with self._write() as tx:
                await tx.utilities.first()
            async with self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except Exception:
            return False
        return True

    async def close(self) -> None:
        await self._engine.dispose()
