"""Where the connection test and the media peer meet; only this module and `app.py` know both sides.

The media libraries are loaded by the first test: a server that makes none carries none of them.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from inspection.domain.connection_test import ConnectionTestError, Measured, Way
from signaling import IceProvider

if TYPE_CHECKING:
    from signaling.media import connection_test as media

LIBRARY = "signaling.media.connection_test"


class MediaTestPeers:
    """`services.connection_tests.TestPeers` by aiortc."""

    def __init__(self, ice: IceProvider, *, has_relay: bool) -> None:
        self.has_relay = has_relay
        self._ice = ice
        self._peers: media.TestPeers | None = None
        self._ways: dict[str, Way] = {}

    def ice_servers(self, owner: str) -> Sequence[Mapping[str, Any]]:
        found = []
        for server in self._ice(_login(owner)).servers:
            login = {"username": server.username, "credential": server.credential}
            found.append({"urls": list(server.urls)} | (login if server.credential else {}))
        return found

    async def begin(self, owner: str, run: str, way: Way, sdp: str) -> str:
        library: Any = await asyncio.to_thread(importlib.import_module, LIBRARY)
        if self._peers is None:
            self._peers = library.TestPeers()
        # Behind a NAT our own addresses are found as the phone's are; a relay may refuse inner addresses.
        servers = [one for one in self._ice(_login(owner)).servers if way is Way.RELAY or not one.credential]
        try:
            answer = await self._peers.begin(owner, run, sdp, servers)
        except library.BusyError as busy:
            raise ConnectionTestError("connection_test_busy", wait_s=busy.wait_s) from None
        except library.OfferUnfitError:
            raise ConnectionTestError("connection_test_offer") from None
        self._ways = {run: way} | dict(list(self._ways.items())[:1000])
        return answer

    def measured(self, owner: str, run: str) -> tuple[Way, Measured] | None:
        return self._as_measured(run, self._peers.received(owner, run) if self._peers else None)

    async def end(self, owner: str, run: str) -> tuple[Way, Measured] | None:
        return self._as_measured(run, await self._peers.end(owner, run) if self._peers else None)

    async def close(self) -> None:
        if self._peers is not None:
            await self._peers.close()

    def _as_measured(self, run: str, received: media.Received | None) -> tuple[Way, Measured] | None:
        if received is None or run not in self._ways:
            return None
        return self._ways[run], Measured(
            received.connected, received.kbits, received.fps, received.loss, received.round_trip_ms
        )


def _login(owner: str) -> str:
    """A session's digest is nobody's to know; the relay's log needs only to tell tests apart."""
    return f"test-{owner[:12]}"
