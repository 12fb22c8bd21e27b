"""The edge: one aiohttp handler. Text in, text out, limits, heartbeat, errors in words."""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, WSMsgType, web

from signaling.errors import (
    Flood,
    JoinTimeout,
    MessageError,
    MessageMalformed,
    RoomClosed,
    SeatTaken,
    SignalingError,
    TakenOver,
    TooSlow,
)
from signaling.handlers import Client, dispatch
from signaling.messages import Error, SeatTakenOver, encode, parse_client_message
from signaling.rooms import OnEvent, Rooms
from signaling.seats import Participant
from signaling.wire import MESSAGE_MAX

log = logging.getLogger(__name__)

Authorize = Callable[[web.Request], Awaitable[Participant]]
"Who is this request? Raises an aiohttp HTTP error for somebody who may not enter."
OriginAllowed = Callable[[web.Request], bool]


@dataclass(frozen=True)
class Limits:
    heartbeat_s: float = 15.0
    "A socket that does not answer within half of it is dropped."
    join_timeout_s: float = 10.0
    decide_timeout_s: float = 600.0
    "After `seat_taken`, for a person to choose."
    burst: float = 240.0
    "Messages at once (a join trickles some dozens of candidates)."
    per_second: float = 40.0
    "Messages in the long run."
    bad_message_cost: float = 12.0
    queue_bytes: int = 2 * 1024 * 1024
    "What may wait for a slow reader before the socket is closed."
    close_within_s: float = 2.0
    "A client that does not read does not answer a close either."


def same_origin(request: web.Request) -> bool:
    """A browser names the page's origin (RFC 6455 10.2); it must be this host. Other clients name none."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.host.lower()


def websocket_handler(
    rooms: Rooms,
    authorize: Authorize,
    on_event: OnEvent | None = None,
    *,
    origin_allowed: OriginAllowed = same_origin,
    limits: Limits | None = None,
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler for the call's route. `authorize` says who comes, `on_event` hears what happens."""
    if on_event is not None:
        rooms.listen(on_event)
    settings = limits or Limits()

    async def handle(request: web.Request) -> web.StreamResponse:
        if not origin_allowed(request):
            raise web.HTTPForbidden(text="origin not allowed")
        participant = await authorize(request)
        ws = web.WebSocketResponse(
            compress=False,  # 14 kB a socket instead of 105 kB
            heartbeat=settings.heartbeat_s,
            max_msg_size=2 * MESSAGE_MAX,  # between the two a word is possible, above only a close
            timeout=settings.close_within_s,
        )
        try:
            await ws.prepare(request)
        except ConnectionResetError:
            return web.Response()  # to nobody: gone before there was an answer, which is no error of ours
        socket = Socket(ws, request.transport, settings, participant.session)
        sockets = request.config_dict.get(SOCKETS, set())
        sockets.add(socket)
        client = Client(rooms, participant, socket)
        try:
            await socket.serve(client)
        finally:
            sockets.discard(socket)
            if client.seat is not None:
                await rooms.lost(client.seat, socket)
        return ws

    return handle


SOCKETS = web.AppKey("signaling_sockets", set["Socket"])


def attach_rooms(app: web.Application, rooms: Rooms, *, sweep_every_s: float = 5.0) -> None:
    """Sweep the rooms while the application runs, and say good-bye to all sockets when it ends."""
    app[SOCKETS] = set()

    async def sweeping(app: web.Application) -> AsyncIterator[None]:
        async def sweep() -> None:
            while True:
                await asyncio.sleep(sweep_every_s)
                await rooms.sweep()

        task = asyncio.create_task(sweep())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def good_bye(app: web.Application) -> None:
        sockets = app[SOCKETS]
        await asyncio.gather(*(socket.go_away() for socket in tuple(sockets)))

    app.cleanup_ctx.append(sweeping)
    app.on_shutdown.append(good_bye)


def close_session(app: web.Application, session: str) -> None:
    """Who opened these sockets may not any more. The seat stays a while, as after any loss."""
    sockets = app[SOCKETS]
    for socket in tuple(sockets):
        if socket.session == session:
            socket.close(RoomClosed())


def open_sessions(app: web.Application) -> frozenset[str]:
    """The sessions that have a socket open."""
    return frozenset(socket.session for socket in app[SOCKETS] if socket.session)


class Socket:
    """One WebSocket: a reading loop, and a writing task with a bounded queue, so that no one waits for it."""

    def __init__(
        self,
        ws: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        limits: Limits,
        session: str = "",
    ) -> None:
        self.session = session
        self._ws = ws
        self._transport = transport
        self._abort: asyncio.TimerHandle | None = None
        self._limits = limits
        self._allowance = Allowance(limits.burst, limits.per_second)
        self._queue: deque[str] = deque()
        self._queued_bytes = 0
        self._close_code: int | None = None
        self._wake = asyncio.Event()

    def send(self, raw: str) -> None:
        if self._close_code is not None:
            return
        self._queue.append(raw)
        self._queued_bytes += len(raw)
        self._wake.set()
        if self._queued_bytes > self._limits.queue_bytes:
            self._queue.clear()
            self.close(TooSlow())

    def close(self, why: SignalingError | None = None) -> None:
        if self._close_code is not None:
            return
        if isinstance(why, TakenOver):
            self._queue.append(encode(SeatTakenOver()))
        elif why is not None:
            self._queue.append(encode(error_message(why)))
        self._close_code = (why and why.close_code) or WSCloseCode.OK
        self._wake.set()
        if self._transport is not None:
            loop = asyncio.get_running_loop()
            self._abort = loop.call_later(self._limits.close_within_s, self._transport.abort)

    async def go_away(self) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._ws.close(code=WSCloseCode.GOING_AWAY)

    async def serve(self, client: Client) -> None:
        """Until the socket is closed by either side."""
        writer = asyncio.create_task(self._write())
        try:
            await self._read(client)
            if self._close_code is not None:
                await asyncio.wait({writer}, timeout=self._limits.close_within_s)
        finally:
            if self._abort is not None:
                self._abort.cancel()
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError, RuntimeError):
                await writer

    async def _read(self, client: Client) -> None:
        now = asyncio.get_running_loop().time
        join_until = now() + self._limits.join_timeout_s
        while self._close_code is None:
            try:
                patience_s = None if client.seat else max(0.01, join_until - now())
                frame = await self._ws.receive(timeout=patience_s)
                if frame.type is not WSMsgType.TEXT and frame.type is not WSMsgType.BINARY:
                    return
                self._allowance.spend(1.0)
                if frame.type is WSMsgType.BINARY:
                    raise MessageMalformed
                await dispatch(client, parse_client_message(frame.data))
            except TimeoutError:
                self.close(JoinTimeout())
            except SignalingError as error:
                if isinstance(error, SeatTaken):
                    join_until = now() + self._limits.decide_timeout_s
                self._answer(error)

    def _answer(self, error: SignalingError) -> None:
        if isinstance(error, MessageError):
            try:
                self._allowance.spend(self._limits.bad_message_cost)
            except Flood as flood:
                error = flood
        if error.close_code is not None:
            self.close(error)
        else:
            self.send(encode(error_message(error)))

    async def _write(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                raw = self._queue.popleft()
                self._queued_bytes -= len(raw)
                await self._ws.send_str(raw)
            if self._close_code is not None:
                await self._ws.close(code=self._close_code)
                return


class Allowance:
    """Token bucket: `burst` at once, `per_second` in the long run."""

    def __init__(self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._left = self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._at = clock()

    def spend(self, cost: float) -> None:
        """Raises Flood when nothing is left."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < cost:
            raise Flood
        self._left -= cost


def error_message(error: SignalingError) -> Error:
    return Error(error.code, error.text, error.fatal, dict(error.details) or None)
