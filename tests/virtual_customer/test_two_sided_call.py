"""The virtual customer in a call: over the real socket, against a peer that receives, decodes and asks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamTrack

from signaling import Participant, Role, Rooms, attach_rooms, websocket_handler
from signaling.media.virtual_customer import Progress, Still, StillNotDelivered, VirtualCustomer

PATIENCE_S = 25


class Consultant:
    """The other end: answers the customer's offer and keeps what arrives."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self._ws = ws
        self.pc = RTCPeerConnection()
        self.pc.addTrack(AudioStreamTrack())
        self.pc.on("track", self._on_track)
        self.frames: asyncio.Queue[Any] = asyncio.Queue()
        self.sounds: asyncio.Queue[Any] = asyncio.Queue()
        self.signals: list[tuple[str, dict[str, Any]]] = []
        self._news = asyncio.Condition()
        self._tasks = [asyncio.create_task(self._read())]

    def _on_track(self, track: MediaStreamTrack) -> None:
        self._tasks.append(asyncio.create_task(self._consume(track)))

    async def _consume(self, track: MediaStreamTrack) -> None:
        queue = self.frames if track.kind == "video" else self.sounds
        while True:
            queue.put_nowait(await track.recv())

    async def _read(self) -> None:
        async for frame in self._ws:
            message = json.loads(frame.data)
            if message["type"] == "description":
                await self.pc.setRemoteDescription(RTCSessionDescription(**message["description"]))
                await self.pc.setLocalDescription(await self.pc.createAnswer())
                local = self.pc.localDescription
                await self._ws.send_json({
                    "type": "description", "connection": "test", "to_connection": message["connection"],
                    "description": {"type": local.type, "sdp": local.sdp}})  # fmt: skip
            elif message["type"] == "signal":
                async with self._news:
                    self.signals.append((message["kind"], message["payload"]))
                    self._news.notify_all()

    async def ask(self, kind: str, payload: dict[str, Any]) -> None:
        await self._ws.send_json({"type": "signal", "kind": kind, "payload": payload, "to": "customer"})

    async def heard(self, wanted: Callable[[str, dict[str, Any]], bool]) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_S), self._news:
            while True:
                for kind, payload in self.signals:
                    if wanted(kind, payload):
                        return payload
                await self._news.wait()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.pc.close()


class Call:
    """A room on a real server, with both ends in it."""

    def __init__(self, server: TestServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session
        self.stills: list[Still] = []
        self.refuse: str | None = None
        url = str(server.make_url("/call/r1?role=customer"))
        self.customer = VirtualCustomer(session, url, self._deliver, aim=lambda request: request.get("aim"))

    async def _deliver(self, still: Still, progress: Progress) -> None:
        if self.refuse:
            raise StillNotDelivered(self.refuse)
        for step in range(1, 5):
            progress(step / 4)
            await asyncio.sleep(0)
        self.stills.append(still)

    @asynccontextmanager
    async def consultant(self) -> AsyncIterator[Consultant]:
        async with self.session.ws_connect(self.server.make_url("/call/r1?role=consultant")) as ws:
            await ws.send_json({"type": "join", "role": "consultant"})
            consultant = Consultant(ws)
            try:
                yield consultant
            finally:
                await consultant.close()


@pytest.fixture
async def call() -> AsyncIterator[Call]:
    rooms = Rooms()
    app = web.Application()
    attach_rooms(app, rooms)

    async def authorize(request: web.Request) -> Participant:
        role = Role(request.query["role"])
        return Participant(f"id-{role}", f"The {role}", (role,), request.match_info["room"])

    app.router.add_get("/call/{room}", websocket_handler(rooms, authorize))
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        made = Call(server, session)
        task = asyncio.create_task(made.customer.run())
        yield made
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def frame_after(queue: asyncio.Queue[Any], seconds: float) -> Any:
    """The first picture that is `seconds` newer than the next one."""
    async with asyncio.timeout(PATIENCE_S):
        first = await queue.get()
        while True:
            frame = await queue.get()
            if frame.time - first.time >= seconds:
                return frame


async def test_picture_and_sound_arrive_and_move(call: Call) -> None:
    async with call.consultant() as consultant:
        async with asyncio.timeout(PATIENCE_S):
            first = await consultant.frames.get()
            sound = await consultant.sounds.get()
        later = await frame_after(consultant.frames, 0.5)
        assert (first.width, first.height) == (1280, 720)
        before, after = (frame.to_ndarray(format="rgb24").astype(float) for frame in (first, later))
        assert before.mean() > 25
        assert np.abs(before - after).mean() > 0.2
        assert sound.sample_rate == 48_000


@pytest.mark.long
async def test_a_requested_still_is_aimed_taken_and_handed_over(call: Call) -> None:
    async with call.consultant() as consultant:
        async with asyncio.timeout(PATIENCE_S):
            await consultant.frames.get()
        request = {"request_id": "q1", "photo_id": "p1", "item": "x", "entity": "d1", "aim": "floor_drain"}
        await consultant.ask("still-request", request)
        await consultant.heard(lambda kind, payload: kind == "still-state" and payload["state"] == "done")
        states = [payload["state"] for kind, payload in consultant.signals if kind == "still-state"]
        assert states[0] == "taking"
        assert states[-1] == "done"
        assert "uploading" in states
        [still] = call.stills
        assert still.request["photo_id"] == "p1"
        assert still.jpeg.startswith(b"\xff\xd8")
        assert len(still.jpeg) > 300_000


@pytest.mark.long
async def test_a_refused_still_says_why(call: Call) -> None:
    call.refuse = "consent_missing"
    async with call.consultant() as consultant:
        async with asyncio.timeout(PATIENCE_S):
            await consultant.frames.get()
        await consultant.ask("still-request", {"request_id": "q2", "photo_id": "p2"})
        failed = await consultant.heard(lambda kind, payload: payload.get("state") == "failed")
        assert failed["reason"] == "consent_missing"
        assert failed["request_id"] == "q2"


async def test_hints_and_torch_are_followed_and_answered(call: Call) -> None:
    async with call.consultant() as consultant:
        async with asyncio.timeout(PATIENCE_S):
            await consultant.frames.get()
        await consultant.ask("hint", {"hint": "closer", "hint_id": "h1"})
        await consultant.heard(lambda kind, payload: kind == "hint-seen" and payload["hint_id"] == "h1")
        await consultant.ask("torch", {"on": True})
        await consultant.heard(lambda kind, payload: kind == "torch-state" and payload["on"] is True)
        assert call.customer.camera.torch


async def test_it_says_where_the_camera_looks_and_leaves_marks_alone(call: Call) -> None:
    async with call.consultant() as consultant:
        await consultant.heard(lambda kind, payload: kind == "sensors-state" and payload == {"state": "on"})
        size = [1280, 720]
        await consultant.ask("point", {"n": 1, "x": 0.5, "y": 0.5, "of": size})
        points = {"from": 0, "points": [0.1, 0.1], "of": size}
        await consultant.ask("stroke", {"id": "s1", "kind": "freehand", "colour": "blue", **points})
        await consultant.ask("strokes", {"ids": []})
        looks = await consultant.heard(lambda kind, payload: kind == "sensors")
        assert 200 <= looks["heading"] <= 230  # the tour begins in the laundry
        assert -30 <= looks["tilt"] <= 10
        assert looks["uncertain"] is False
        await consultant.ask("hint", {"hint": "turn", "hint_id": "h1"})  # to the next room
        await consultant.heard(lambda kind, payload: kind == "sensors" and payload["heading"] > 290)


async def test_a_second_consultant_page_gets_the_picture_again(call: Call) -> None:
    for _ in range(2):
        async with call.consultant() as consultant, asyncio.timeout(PATIENCE_S):
            await consultant.frames.get()


async def test_a_lost_socket_is_resumed(call: Call) -> None:
    async with call.consultant() as consultant:
        async with asyncio.timeout(PATIENCE_S):
            await consultant.frames.get()
        lost = call.customer.socket._ws
        assert lost is not None
        await lost.close()
        await consultant.ask("hint", {"hint": "left", "hint_id": "h9"})
        await consultant.heard(lambda kind, payload: kind == "hint-seen" and payload["hint_id"] == "h9")
        assert call.customer.socket.welcome is not None
        assert call.customer.socket.welcome.resumed
        async with asyncio.timeout(PATIENCE_S):
            await consultant.frames.get()
