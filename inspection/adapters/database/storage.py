"""`Storage` over SQLAlchemy: a transaction is one connection with all repositories on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cached_property

from sqlalchemy import false, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from inspection.adapters.database.call_log import CallLogTable
from inspection.adapters.database.connection_tests import ConnectionTestTable
from inspection.adapters.database.consents import ConsentTable
from inspection.adapters.database.consultations import ConsultationTable
from inspection.adapters.database.engine import readers, writers
from inspection.adapters.database.guests import GuestTable
from inspection.adapters.database.invitations import InvitationTable
from inspection.adapters.database.jobs import JobTable
from inspection.adapters.database.operations import OperationTable
from inspection.adapters.database.papers import PaperTable
from inspection.adapters.database.photos import PhotoTable
from inspection.adapters.database.positions import PositionTable
from inspection.adapters.database.protocols import ProtocolTable
from inspection.adapters.database.sessions import SessionTable
from inspection.adapters.database.tables import utilities
from inspection.adapters.database.trouble import as_trouble
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
    def guests(self) -> GuestTable:
        return GuestTable(self.connection)

    @cached_property
    def consents(self) -> ConsentTable:
        return ConsentTable(self.connection)

    @cached_property
    def connection_tests(self) -> ConnectionTestTable:
        return ConnectionTestTable(self.connection)

    @cached_property
    def uploads(self) -> UploadTable:
        return UploadTable(self.connection)

    @cached_property
    def photos(self) -> PhotoTable:
        return PhotoTable(self.connection)

    @cached_property
    def papers(self) -> PaperTable:
        return PaperTable(self.connection)

    @cached_property
    def positions(self) -> PositionTable:
        return PositionTable(self.connection)

    @cached_property
    def jobs(self) -> JobTable:
        return JobTable(self.connection)

    @cached_property
    def protocols(self) -> ProtocolTable:
        return ProtocolTable(self.connection)

    @cached_property
    def call_log(self) -> CallLogTable:
        return CallLogTable(self.connection)


class DatabaseStorage:
    """Readers see a snapshot and never wait. Writers come one after another on SQLite; on PostgreSQL those of
    one consultation do (`turns.py`)."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._readers, self._writers = readers(engine), writers(engine)
        # SQLite has one writer: waiting here is fair and wakes at once, its own waiting polls.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[Transaction]:
        with as_trouble():
            async with self._readers.begin() as connection:
                yield DatabaseTransaction(connection)

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[Transaction]:
        turn: AbstractAsyncContextManager[None] = self._turn or nullcontext()
        with as_trouble():
            async with turn, self._writers.begin() as connection:
                yield DatabaseTransaction(connection)

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        return self._read()

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        return self._write()

    async def is_reachable(self) -> bool:
        """For `/readyz`: the database answers and can be written."""
        try:
            async with self._writers.begin() as connection:
                await connection.execute(update(utilities).values(name=utilities.c.name).where(false()))
        except Exception:
            return False
        return True

    async def close(self) -> None:
        await self._engine.dispose()
