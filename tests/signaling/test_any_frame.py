"""Whatever comes over the call's socket, from whomever: a word or a reasoned close, and it goes on."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType

import signaling.errors
from signaling.messages import SERVER_MESSAGES
from tests.signaling.made_up import JOINED, Frame, Visit, each_kind, visits
from tests.support.drawing import for_each
from tests.support.site import Person, Site, running_site

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

PATIENCE_S = 20.0  # far beyond what any answer may need, for a machine that is busy
FRAMES = 10  # of a visit
NOTHING, JOIN = Frame(WSMsgType.TEXT, b""), Frame(WSMsgType.TEXT, JOINED.encode())
CODES = {
    found.code for _, found in inspect.getmembers(signaling.errors, inspect.isclass) if "code" in vars(found)
}
CLOSES = {1000, 1002, 1007, 1008, 1009, 1013, 4001}
"Never 1006 (torn) nor 1011 (the server did not know what to do)."
MEANT = {
    *("welcome", "signal", "participant-away", "message_malformed", "message_too_large", "flood"),
    *("message_field_invalid", "message_unknown_type", "join_first", "already_joined", "role_not_allowed"),
    *("watcher_silent", "nobody_there"),
}
"What the frames must bring about at least: they are no use if all of them are refused at the door."
OVER = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED)


class Callers:
    """Everybody who may open the socket; one each is open at a time, over all visits."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.people: dict[str, Person] = {}
        self.consultation = ""
        self.sent = 0
        self.heard: set[str] = set()
        "Types of messages and codes of errors."
        self._open: dict[str, ClientWebSocketResponse] = {}

    async def prepare(self) -> None:
        ahlers = await self.site.user("ahlers")
        self.consultation = await ahlers.new_consultation()
        customer = await self.site.person()
        await customer.post("/invitation/exchange", {"secret": await ahlers.invite(self.consultation)})
        self.people = {
            "customer": customer,
            "consultant": ahlers,
            "another": await self.site.user("brandt"),
            "office": await self.site.user("buero", "office"),
        }

    async def visit(self, visit: Visit) -> None:
        async with asyncio.timeout(PATIENCE_S):
            for who in self.people.keys() - {visit.who}:
                await self._say(await self._socket(who, joins=True))  # there, and reading
            for frame in visit.frames:
                await self._say(await self._socket(visit.who, joins=visit.joins), frame)
                self.sent += 1
                if frame.pings:
                    await self.leave(visit.who)  # its pong would be taken for that behind the next frame

    async def _socket(self, who: str, *, joins: bool) -> ClientWebSocketResponse:
        socket = self._open.get(who)
        if socket is None or socket.closed:
            person = self.people[who]
            url = f"{person.url}/api/v1/consultations/{self.consultation}/call"
            socket = await person.session.ws_connect(url, headers={"Origin": person.url})
            self._open[who] = socket
            if joins:
                await self._say(socket, JOIN)
        return socket

    async def _say(self, socket: ClientWebSocketResponse, frame: Frame = NOTHING) -> None:
        """Until the server has dealt with it: it answers the ping behind it, or closes.

        Behind what ends the connection goes no ping: unread, it would make of the server's close a reset,
        which can overtake the reason.
        """
        try:
            if frame is not NOTHING:
                await socket._writer.send_frame(frame.data, frame.kind)
            if not frame.ends_websocket:
                await socket.send_str('{"type": "ping"}')
        except ConnectionError:
            pass  # closed by the server, and why comes now
        while True:
            answer = await socket.receive()
            if answer.type in OVER:
                # The server's reason; the socket's own code also tells how answering it went.
                code = answer.data if answer.type is WSMsgType.CLOSE else socket.close_code
                assert code in CLOSES, (answer, frame)
                return
            assert answer.type is WSMsgType.TEXT, (answer, frame)
            message = json.loads(answer.data)
            assert message["type"] in SERVER_MESSAGES
            assert message["type"] != "error" or message["code"] in CODES
            self.heard |= {message["type"], message.get("code", "pong")}
            if message["type"] == "pong":
                return

    async def leave(self, who: str) -> None:
        if (socket := self._open.pop(who, None)) is not None:
            await socket.close()

    async def close(self) -> None:
        for who in self.people:
            await self.leave(who)


async def _run(folder: Path, caplog: pytest.LogCaptureFixture, count: int, *, derandomize: bool) -> None:
    caplog.set_level(logging.WARNING)
    async with running_site(folder) as site:
        callers = Callers(site)
        await callers.prepare()
        for visit in each_kind(tuple(callers.people)):
            await callers.leave(visit.who)
            await callers.visit(visit)
        assert callers.heard >= MEANT
        callers.sent = 0
        strategy = visits((*callers.people, "customer", "consultant"), FRAMES)
        await for_each(strategy, count // FRAMES, callers.visit, derandomize=derandomize)
        assert callers.sent >= count
        await callers.close()
        assert [record.getMessage() for record in caplog.records if record.levelno > logging.WARNING] == []
        await _still_works(callers)


async def _still_works(callers: Callers) -> None:
    """Two people come as on any other day and hear each other."""
    sockets: list[Any] = []
    for who in ("customer", "consultant"):
        person = callers.people[who]
        url = f"{person.url}/api/v1/consultations/{callers.consultation}/call"
        sockets.append(await person.session.ws_connect(url, headers={"Origin": person.url}))
        await sockets[-1].send_json({"type": "join", "role": who, "take_over": True})
        assert (await sockets[-1].receive_json(timeout=PATIENCE_S))["type"] == "welcome"
    await sockets[1].send_json({"type": "signal", "kind": "hint", "payload": "closer"})
    while (heard := await sockets[0].receive_json(timeout=PATIENCE_S))["type"] != "signal":
        pass
    assert heard["payload"] == "closer"
    for socket in sockets:
        await socket.close()


async def test_a_sample_of_frames_finds_no_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    await _run(tmp_path, caplog, 500, derandomize=True)


@pytest.mark.long
async def test_twenty_thousand_frames_find_no_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    await _run(tmp_path, caplog, 20_000, derandomize=False)
