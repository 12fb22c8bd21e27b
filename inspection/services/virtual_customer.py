"""Calling the virtual customer into a consultation, and sending it away: for who has no phone at hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from inspection.domain.access import AccessError, Actor
from inspection.services.consultations import find
from inspection.services.invitations import Invitations
from inspection.services.ports import Storage

COMMAND = ("virtual-customer", "-")
"The join link follows on its standard input."


class RunningProcess(Protocol):
    @property
    def is_running(self) -> bool: ...

    async def stop(self) -> None: ...


class ProcessStarter(Protocol):
    async def start(self, arguments: Sequence[str], first_line: str) -> RunningProcess:
        """Start a sub-command of ours; `first_line` is the first line of its standard input."""
        ...


class VirtualCustomers:
    """At most one for each consultation. They end with the server."""

    def __init__(
        self, storage: Storage, invitations: Invitations, starter: ProcessStarter, own_url: str
    ) -> None:
        self._storage = storage
        self._invitations = invitations
        self._starter = starter
        self._own_url = own_url
        self._running: dict[str, RunningProcess] = {}
        self._turn = asyncio.Lock()

    async def start(self, actor: Actor, consultation_id: str) -> None:
        """It joins by a link of its own, as a phone would. One that is there already stays."""
        await self._check(actor, consultation_id)
        async with self._turn:
            running = self._running.get(consultation_id)
            if running is not None and running.is_running:
                return
            secret, _ = await self._invitations.invite(actor, consultation_id)
            link = f"{self._own_url}/join#{secret}"
            self._running[consultation_id] = await self._starter.start(COMMAND, link)

    async def stop(self, actor: Actor, consultation_id: str) -> None:
        """Send it away; nobody there is fine too."""
        await self._check(actor, consultation_id)
        running = self._running.pop(consultation_id, None)
        if running is not None:
            await running.stop()

    async def stop_all(self) -> None:
        """The server ends."""
        running, self._running = list(self._running.values()), {}
        await asyncio.gather(*(process.stop() for process in running))

    async def _check(self, actor: Actor, consultation_id: str) -> None:
        """Only who leads the consultation. Raises AccessError."""
        async with self._storage.read() as tx:
            consultation = await find(tx, actor, consultation_id)
        if not actor.may_lead(consultation):
            raise AccessError("not_allowed")
