"""A real server with rooms, and clients on real sockets."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

from signaling import CallEvent, Limits, Participant, Role, Rooms, attach_rooms, websocket_handler

PATIENCE_S = 5.0
OFFER = {"type": "offer", "sdp": "v=0\r\n"}
ANSWER = {"type": "answer", "sdp": "v=0\r\n"}


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


class Client:
    """A page, as far as the server can tell."""

    def __init__(self, ws: ClientWebSocketResponse) -> None:
        self.ws = ws

    @property
    def transport(self) -> asyncio.Transport:
        connection = self.ws._response.connection
        assert connection is not None
        assert connection.transport is not None
        return connection.transport

    async def send(self, type_: str, **fields: Any) -> None:
        await self.ws.send_json({"type": type_, **fields})

    async def receive(self, type_: str) -> dict[str, Any]:
        """The next message, which must be of this type."""
        message: dict[str, Any] = await self.ws.receive_json(timeout=PATIENCE_S)
        assert message["type"] == type_, message
        return message

    async def error(self, code: str) -> dict[str, Any]:
        message = await self.receive("error")
        assert message["code"] == code, message
        return message

    async def closed(self) -> int | None:
        """The close code; nothing else may come before it."""
        frame = await self.ws.receive(timeout=PATIENCE_S)
        assert frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING), frame
        return self.ws.close_code

    async def join(self, **fields: Any) -> dict[str, Any]:
        await self.send("join", **fields)
        return await self.receive("welcome")

    async def quiet(self) -> None:
        """Nothing is waiting: what was sent before has arrived, and the next answer is that to a ping."""
        await self.send("ping")
        await self.receive("pong")

    async def vanish(self) -> None:
        """The network is gone: no close frame, no good-bye."""
        self.transport.abort()
        await self.ws.close()


@dataclass
class CallServer:
    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)
    events: list[CallEvent] = field(default_factory=list)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    clients: list[Client] = field(default_factory=list)
    rooms: Rooms = field(init=False)
    options: dict[str, Any] = field(default_factory=dict)
    host: str = "127.0.0.1"

    async def __aenter__(self) -> Self:
        self.session = ClientSession()
        await self.start()
        return self

    async def start(self, port: int = 0) -> None:
        self.rooms = Rooms(clock=self.clock, **self.options)
        self.app = web.Application()
        attach_rooms(self.app, self.rooms)
        handler = websocket_handler(self.rooms, self.authorize, self.heard, limits=self.limits)
        self.app.router.add_get("/call", handler)
        self.add_routes(self.app)
        self.runner = web.AppRunner(self.app, shutdown_timeout=2)
        await self.runner.setup()
        site = web.TCPSite(self.runner, self.host, port)
        await site.start()
        self.port: int = self.runner.addresses[0][1]
        self.origin = f"http://127.0.0.1:{self.port}"

    def add_routes(self, app: web.Application) -> None:
        """More than the call, for tests that need pages."""

    async def restart(self) -> None:
        """The process ends and another begins: same address, and nobody is remembered."""
        await self.runner.cleanup()
        await self.start(self.port)

    async def __aexit__(self, *failure: object) -> None:
        await asyncio.gather(*(client.ws.close() for client in self.clients))
        await self.session.close()
        await self.runner.cleanup()

    async def authorize(self, request: web.Request) -> Participant:
        who = request.query.get("id")
        if who is None:
            raise web.HTTPUnauthorized
        roles = tuple(Role(role) for role in request.query["roles"].split(","))
        relay_only = "relay_only" in request.query
        is_guest = Role.GUEST in roles
        return Participant(
            who,
            who.title(),
            roles,
            request.query.get("room", "room"),
            relay_only=relay_only,
            kind="interpreter" if is_guest else None,
            signals=frozenset({"chat"}) if is_guest else None,
            watcher_signals=frozenset({"presence"}),
        )

    async def heard(self, event: CallEvent) -> None:
        async with self.news:
            self.events.append(event)
            self.news.notify_all()

    async def connect(self, who: str, *roles: str, room: str = "room", **options: Any) -> Client:
        url = f"{self.origin}/call?id={who}&roles={','.join(roles)}&room={room}"
        client = Client(await self.session.ws_connect(url, **options))
        self.clients.append(client)  # a socket that nobody holds would be closed
        return client

    async def customer(self, who: str = "behrens", **join: Any) -> Client:
        client = await self.connect(who, "customer")
        await client.join(**join)
        return client

    async def consultant(self, who: str = "ahlers", **join: Any) -> Client:
        client = await self.connect(who, "consultant", "watcher")
        await client.join(**join)
        return client

    async def guest(self, who: str = "yilmaz", **join: Any) -> Client:
        client = await self.connect(who, "guest")
        await client.join(**join)
        return client

    async def pair(self) -> tuple[Client, Client]:
        """Customer and consultant, both in their seats and with nothing left to read."""
        customer = await self.customer()
        consultant = await self.consultant()
        await customer.receive("participant-joined")
        return customer, consultant

    async def until(self, what: str, role: str) -> None:
        """The server has noticed."""
        async with asyncio.timeout(PATIENCE_S), self.news:
            await self.news.wait_for(
                lambda: any(event.kind == what and event.role == role for event in self.events)
            )
