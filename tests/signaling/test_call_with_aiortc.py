"""A page and a server-side peer: aiortc knows neither rollback nor ICE restart nor bandwidth estimation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import pytest_asyncio
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, MediaStreamTrack, VideoStreamTrack
from aiortc.sdp import candidate_from_sdp
from playwright.async_api import Browser

from tests.signaling.stage import PageServer, Stage
from tests.signaling.support import Client
from tests.support.browsers import HEADLESS, chromium

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PATIENCE_S = 20


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium(program=HEADLESS) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with PageServer() as server, Stage(server, browser) as stage:
        yield stage


class AiortcPeer:
    """The least that PROTOCOL.md asks of a peer: it names its connection and follows one that begins anew."""

    def __init__(self, client: Client, *, sends_picture: bool) -> None:
        self.client = client
        self.sends_picture = sends_picture
        self.pc: RTCPeerConnection | None = None
        self.id = 0
        self.remote: str | None = None
        self.frames = 0
        self.sounds = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.news = asyncio.Condition()

    def open(self) -> RTCPeerConnection:
        self.pc = pc = RTCPeerConnection()
        self.id += 1
        self.remote = None
        pc.addTrack(AudioStreamTrack())
        if self.sends_picture:
            pc.addTrack(VideoStreamTrack())
        pc.on("track", lambda track: self.start(self.consume(track)))
        return pc

    def start(self, work: Any) -> None:
        self.tasks.add(asyncio.create_task(work))

    async def consume(self, track: MediaStreamTrack) -> None:
        with suppress(MediaStreamError):
            while True:
                await track.recv()
                async with self.news:
                    if track.kind == "video":
                        self.frames += 1
                    else:
                        self.sounds += 1
                    self.news.notify_all()

    async def until(self, frames: int = 0, sounds: int = 0) -> None:
        async with asyncio.timeout(PATIENCE_S), self.news:
            await self.news.wait_for(lambda: self.frames >= frames and self.sounds >= sounds)

    async def offer(self) -> None:
        pc = self.open()
        await pc.setLocalDescription(await pc.createOffer())
        await self.describe()

    async def describe(self) -> None:
        assert self.pc is not None
        local = self.pc.localDescription
        description = {"type": local.type, "sdp": local.sdp}
        ids = {"connection": f"aiortc-{self.id}", **({"to_connection": self.remote} if self.remote else {})}
        await self.client.send("description", description=description, **ids)

    async def run(self) -> None:
        async for frame in self.client.ws:
            message = frame.json()
            if message.get("to_connection") not in (None, f"aiortc-{self.id}"):
                continue
            if message["type"] == "description":
                await self.described(message["connection"], message["description"])
            elif (
                message["type"] == "candidate" and message["candidate"] and message["candidate"]["candidate"]
            ):
                await self.add(message["connection"], message["candidate"])

    async def described(self, remote: str, description: dict[str, str]) -> None:
        pc = self.pc
        is_offer = description["type"] == "offer"
        if pc is None or (is_offer and self.remote not in (None, remote)):
            if pc is not None:
                await pc.close()
            pc = self.open()
        if is_offer and pc.signalingState != "stable":
            return  # ours goes first
        self.remote = remote
        await pc.setRemoteDescription(RTCSessionDescription(description["sdp"], description["type"]))
        if is_offer:
            await pc.setLocalDescription(await pc.createAnswer())
            await self.describe()

    async def add(self, remote: str, candidate: dict[str, Any]) -> None:
        if self.pc is None or remote != self.remote:
            return
        parsed = candidate_from_sdp(candidate["candidate"].removeprefix("candidate:"))
        parsed.sdpMid, parsed.sdpMLineIndex = candidate["sdpMid"], candidate["sdpMLineIndex"]
        await self.pc.addIceCandidate(parsed)


@asynccontextmanager
async def aiortc_peer(stage: Stage, role: str, *, sends_picture: bool) -> AsyncIterator[AiortcPeer]:
    client = await stage.server.connect(f"{role}-machine", role)
    await client.join(ice_restart=False)
    peer = AiortcPeer(client, sends_picture=sends_picture)
    peer.start(peer.run())
    yield peer
    if peer.pc is not None:
        await peer.pc.close()
    for task in peer.tasks:
        task.cancel()
    await asyncio.gather(*peer.tasks, return_exceptions=True)


async def test_a_machine_in_the_customers_seat_shows_its_picture(stage: Stage) -> None:
    async with aiortc_peer(stage, "customer", sends_picture=True) as machine:
        consultant = await stage.open("consultant")
        await consultant.until("window.page?.socket.state === 'joined'")
        await machine.offer()
        await asyncio.gather(consultant.sees(), consultant.hears(), machine.until(sounds=25))
        assert await consultant.ask("page.connections.length") == 1
        assert consultant.watched.errors == []


async def test_a_machine_that_never_offers_is_offered_to(stage: Stage) -> None:
    async with aiortc_peer(stage, "customer", sends_picture=True) as machine:
        consultant = await stage.open("consultant")
        await asyncio.gather(consultant.sees(), machine.until(sounds=25))


@pytest.mark.long
async def test_a_machine_whose_connection_dies_gets_a_new_one_and_no_restart(stage: Stage) -> None:
    async with aiortc_peer(stage, "customer", sends_picture=True) as machine:
        consultant = await stage.open("consultant")
        await consultant.sees()
        first = machine.pc
        assert first is not None
        await first.close()
        await consultant.until("page.connections.length === 2")
        await asyncio.gather(consultant.sees(), consultant.connected())
        assert machine.pc is not first


async def test_a_machine_in_the_consultants_seat_gets_a_full_picture_soon(stage: Stage) -> None:
    async with aiortc_peer(stage, "consultant", sends_picture=False) as machine:
        customer = await stage.open("customer")
        await asyncio.gather(machine.until(frames=20, sounds=25), customer.hears())
        remote = "page.connections.at(-1).remoteDescription.sdp"
        assert "x-google-start-bitrate=1500" in await customer.ask(remote)
