"""The connection test of a customer: ways to try, runs, and the result that the office sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from inspection.domain.access import AccessError, Actor
from inspection.domain.connection_test import (
    KEPT,
    Checks,
    ConnectionTest,
    ConnectionTestError,
    Measured,
    Way,
    line_of,
    verdict_of,
)
from inspection.domain.consultation import CUSTOMER_MAY_ENTER, Consultation
from inspection.domain.invitation import InvitationError
from inspection.services.consultations import find
from inspection.services.media_policy import MediaPolicy
from inspection.services.ports import Clock, Publisher, Storage, Tokens, Transaction


class TestPeers(Protocol):
    """The server's end of the runs. An owner, a customer's session, has one at a time."""

    has_relay: bool

    def ice_servers(self, owner: str) -> Sequence[Mapping[str, Any]]:
        """RTCIceServer dictionaries for the phone."""
        ...

    async def begin(self, owner: str, run: str, way: Way, sdp: str) -> str:
        """The answer to an offer. Raises ConnectionTestError `connection_test_busy` or `…_offer`."""
        ...

    def measured(self, owner: str, run: str) -> tuple[Way, Measured] | None: ...
    async def end(self, owner: str, run: str) -> tuple[Way, Measured] | None: ...


@dataclass(frozen=True)
class Runs:
    """What the phone says about the runs it made."""

    ids: tuple[str, ...]
    failed: tuple[Way, ...] = ()
    "ways for which it did not even find an address of its own"
    estimates: Mapping[str, float | None] = field(default_factory=dict)
    "run → kbit/s that its browser believes it could send"
    pairs: Mapping[str, str] = field(default_factory=dict)
    "run → candidate types, phone's and ours"


class ConnectionTests:
    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        tokens: Tokens,
        publisher: Publisher,
        policy: MediaPolicy,
        peers: TestPeers,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._publisher = publisher
        self._policy = policy
        self._peers = peers

    async def ways(self, actor: Actor) -> tuple[tuple[Way, ...], Sequence[Mapping[str, Any]]]:
        """The ways a call of this utility may take, and the servers for them."""
        await self._open(actor)
        relay_only = await self._policy.is_relay_only(actor.utility_id)
        direct = () if relay_only else (Way.DIRECT,)
        relay = (Way.RELAY,) if self._peers.has_relay else ()
        return (*direct, *relay), self._peers.ice_servers(actor.session_id)

    async def begin(self, actor: Actor, way: Way, sdp: str) -> tuple[str, str]:
        """Id of the run and the answer. Raises ConnectionTestError."""
        ways, _ = await self.ways(actor)
        if way not in ways:
            raise ConnectionTestError("connection_test_way")
        run = self._tokens.new_id()
        return run, await self._peers.begin(actor.session_id, run, way, sdp)

    def measured(self, actor: Actor, run: str) -> Measured:
        found = self._peers.measured(actor.session_id, run)
        if found is None:
            raise ConnectionTestError("connection_test_gone")
        return found[1]

    async def end(self, actor: Actor, run: str) -> Measured:
        """Its last numbers. Said twice does no harm."""
        found = await self._peers.end(actor.session_id, run)
        if found is None:
            raise ConnectionTestError("connection_test_gone")
        return found[1]

    async def conclude(self, actor: Actor, checks: Checks, runs: Runs) -> ConnectionTest:
        """Judge, keep and tell. A way without a run that was received counts as not connected."""
        measured = {way: Measured(connected=False) for way in runs.failed}
        for run in runs.ids:
            found = await self._peers.end(actor.session_id, run)
            if found is None:
                raise ConnectionTestError("connection_test_gone")
            way, numbers = found
            measured[way] = replace(
                numbers, estimate_kbits=runs.estimates.get(run), pair=runs.pairs.get(run, "")
            )
        line = line_of(measured, picture=checks.camera == "ok")
        verdict = verdict_of(line, checks)
        async with self._storage.write() as tx:
            consultation = await self._entered(tx, actor)
            test = ConnectionTest(
                self._tokens.new_id(), consultation.id, self._clock.now(), verdict, line, measured, checks
            )
            await tx.connection_tests.add(consultation.utility_id, test)
            await tx.connection_tests.keep_newest(consultation.id, KEPT)
        await self._publisher.publish(consultation.id, "connection-test", {"verdict": verdict.value})
        return test

    async def _open(self, actor: Actor) -> None:
        async with self._storage.read() as tx:
            await self._entered(tx, actor)

    async def _entered(self, tx: Transaction, actor: Actor) -> Consultation:
        """The customer's consultation, as long as she may come in. Raises InvitationError."""
        if not actor.is_customer or actor.consultation_id is None:
            raise AccessError("not_allowed")
        consultation = await find(tx, actor, actor.consultation_id)
        if consultation.state not in CUSTOMER_MAY_ENTER:
            raise InvitationError("consultation_closed")
        return consultation
