"""What scale/soak plays: whole calls of a virtual customer and a consultant who is aiortc."""

from __future__ import annotations

import asyncio
import itertools
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from signaling.media.call_socket import CallSocket
from signaling.media.peer import Peer
from signaling.messages import Candidate, Description, ParticipantLeft, Role
from tests.support.site import Person

ENDINGS = ("leave", "break_off", "lose_socket", "consultant_leaves", "consultant_breaks_off")
FPS = "5"
FRAMES = 20  # that the consultant sees before the call may end
CALL_WITHIN_S = 90.0  # drawing a basement takes 2 s of a core, and there may be little of it
LEAVES_WITHIN_S = 60.0


class Call:
    """A consultation from its making to one of its ends."""

    def __init__(self, ahlers: Person, url: str) -> None:
        self._ahlers = ahlers
        self._url = url

    async def run(self, ending: str) -> None:
        consultation = await self._ahlers.new_consultation()
        secret = await self._ahlers.invite(consultation)
        phone = await _customer(f"{self._url}/join#{secret}")
        viewer = Viewer(self._ahlers, f"{self._url}/api/v1/consultations/{consultation}/call")
        seat = asyncio.create_task(viewer.run())
        try:
            await asyncio.wait_for(viewer.seen.wait(), CALL_WITHIN_S)
            if ending == "lose_socket":
                viewer.seen.clear()
                viewer.cut()
                await asyncio.wait_for(viewer.seen.wait(), CALL_WITHIN_S)
            elif ending == "break_off":
                phone.kill()
            elif ending == "consultant_breaks_off":
                viewer.cut()
            if ending.startswith("consultant"):
                await _end(seat)
        finally:
            assert phone.stdin is not None
            phone.stdin.close()  # the customer leaves as people do
            await _end(seat)
            await asyncio.wait_for(phone.wait(), LEAVES_WITHIN_S)


class Viewer:
    """In the consultant's seat: answers, and takes pictures without showing them."""

    def __init__(self, person: Person, call_url: str) -> None:
        headers = {"Origin": person.url}
        self._socket = CallSocket(person.session, call_url, Role.CONSULTANT, headers=headers)
        self._peer = Peer(self._socket, list, self._track)
        self._sinks: set[asyncio.Task[None]] = set()
        self.seen = asyncio.Event()

    async def run(self) -> None:
        try:
            async for message in self._socket.messages():
                if isinstance(message, Description | Candidate):
                    await self._peer.hear(message)
                elif isinstance(message, ParticipantLeft):
                    await self._peer.part()
        finally:
            for sink in self._sinks:
                sink.cancel()
            await self._peer.close()

    def cut(self) -> None:
        """As a network does that ends: without a word."""
        socket = self._socket._ws
        assert socket is not None
        connection = socket._response.connection
        assert connection is not None
        assert connection.transport is not None
        connection.transport.abort()

    def _track(self, track: MediaStreamTrack) -> None:
        sink = asyncio.create_task(self._watch(track))
        self._sinks.add(sink)
        sink.add_done_callback(self._sinks.discard)

    async def _watch(self, track: MediaStreamTrack) -> None:
        with suppress(MediaStreamError):
            for count in itertools.count(1):
                await track.recv()
                if track.kind == "video" and count % FRAMES == 0:
                    self.seen.set()


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _customer(link: str) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "inspection.cli", "virtual-customer", "-", "--fps", FPS,
        stdin=PIPE, stdout=DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(link.encode() + b"\n")
    return process
