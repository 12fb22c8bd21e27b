"""The phone's way to everybody else, which can go dead: for media by the browser, for all else by a relay.

Works wherever Chromium does. It cannot give the phone another address: benchmarks/weak_link.py can.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field

from playwright.async_api import CDPSession

from tests.signaling.stage import Side, Stage
from tests.support.browsers import PHONE, Watched

FINE = {"offline": False, "latency": 1, "downloadThroughput": 1e7, "uploadThroughput": 1e7, "packetLoss": 0}
LOST = FINE | {"packetLoss": 100}


@dataclass
class Relay:
    """TCP to one port. While it is held nothing passes and nobody is told, as on a network that is gone."""

    to_port: int
    held: asyncio.Event = field(default_factory=asyncio.Event)
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Relay:
        self.held.set()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *failure: object) -> None:
        self._server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def hold(self) -> None:
        self.held.clear()

    def release(self) -> None:
        self.held.set()

    def strand(self) -> None:
        """The connections that are open now stay so, and never carry a byte again."""
        self.held = asyncio.Event()
        self.held.set()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._carry(reader, writer, self.held))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, held: asyncio.Event
    ) -> None:
        await held.wait()
        there, back = await asyncio.open_connection("127.0.0.1", self.to_port)
        try:
            await asyncio.gather(_pass(reader, back, held), _pass(there, writer, held))
        finally:
            for end in (writer, back):
                end.close()


async def _pass(source: asyncio.StreamReader, sink: asyncio.StreamWriter, held: asyncio.Event) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65536):
            await held.wait()
            sink.write(data)
            await sink.drain()
        sink.close()


@dataclass
class PhoneLine:
    phone: Side
    relay: Relay
    devtools: CDPSession

    async def cut(self) -> None:
        self.relay.hold()
        await self.devtools.send("Network.emulateNetworkConditions", LOST)

    async def mend(self) -> None:
        await self.devtools.send("Network.emulateNetworkConditions", FINE)
        self.relay.release()


async def phone_on_a_line(stage: Stage, relay: Relay) -> PhoneLine:
    """The customer's page behind the relay. Chromium loses packets only of calls begun after it was told."""
    context = await stage.browser.new_context(viewport=PHONE)
    stage.contexts.append(context)
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    await devtools.send("Network.enable")
    await devtools.send("Network.emulateNetworkConditions", FINE)
    phone = Side(page, Watched(page))
    address = f"http://127.0.0.1:{relay.port}/pages/call.html"
    await page.goto(f"{address}?id=customer&roles=customer&role=customer")
    return PhoneLine(phone, relay, devtools)
