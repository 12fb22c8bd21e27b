"""The call's socket for a Python client: join, resume, miss nothing. Twin of call-socket.js."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from collections import deque
from collections.abc import AsyncGenerator, Mapping

from aiohttp import (
    ClientError,
    ClientSession,
    ClientWebSocketResponse,
    ClientWSTimeout,
    WSMsgType,
    WSServerHandshakeError,
)

from signaling.errors import SignalingError
from signaling.messages import (
    ClientMessage,
    Error,
    Join,
    Leave,
    ParticipantAway,
    ParticipantBack,
    ParticipantInfo,
    ParticipantJoined,
    ParticipantLeft,
    Role,
    SeatTakenOver,
    ServerMessage,
    Welcome,
    encode,
    parse_server_message,
)

log = logging.getLogger(__name__)

PAUSES_S = (0.3, 0.8, 1.5, 3.0, 5.0)
HEARTBEAT_S = 15.0
CONNECT_TIMEOUT_S = 5.0
UNSENT_MAX = 200
REFUSED_STATUS = frozenset({400, 401, 403, 404, 409, 410})


class CallEnded(Exception):  # noqa: N818 - it is no error: somebody hung up, or the seat is another's
    """The call is over for this client. `reason`: a code of signaling/errors.py, `taken_over`, `refused`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CallSocket:
    """`async for message in socket.messages()` until CallEnded; `send` works at any time, even offline."""

    def __init__(
        self, session: ClientSession, url: str, role: Role, *, headers: Mapping[str, str] | None = None
    ) -> None:
        self._session = session
        self._url = url
        self._role = role
        self._headers = dict(headers or {})
        self._instance = secrets.token_urlsafe(12)
        self._resume: str | None = None
        self._received = 0
        self._sent = 0
        self._unsure: deque[tuple[int, ClientMessage]] = deque(maxlen=UNSENT_MAX)
        self._ws: ClientWebSocketResponse | None = None
        self._joined = False
        self.welcome: Welcome | None = None
        self.others: dict[str, ParticipantInfo] = {}
        "Who else is in the room, by instance."

    @property
    def other(self) -> ParticipantInfo | None:
        """Who sits opposite."""
        seats = {Role.CUSTOMER, Role.CONSULTANT} - {self._role}
        return next((info for info in self.others.values() if info.role in seats), None)

    @property
    def is_joined(self) -> bool:
        """Whether what is sent now leaves now."""
        return self._joined

    async def send(self, message: ClientMessage) -> None:
        """Numbered and kept, so that a lost socket loses nothing."""
        self._sent += 1
        self._unsure.append((self._sent, message))
        if self._joined:
            await self._put(encode(message, self._sent))

    async def messages(self) -> AsyncGenerator[ServerMessage]:
        """All that comes, over as many sockets as it takes. Raises CallEnded; closing it leaves the seat."""
        failures = 0
        while True:
            try:
                async with contextlib.aclosing(self._one_socket()) as messages:
                    async for message in messages:
                        failures = 0
                        yield message
            except WSServerHandshakeError as refusal:
                if refusal.status in REFUSED_STATUS:
                    raise CallEnded("refused") from None
                log.info("the call's socket: %s", refusal)
            except (ClientError, OSError, TimeoutError) as trouble:
                log.info("the call's socket: %s", trouble)
            await asyncio.sleep(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
            failures += 1

    async def _one_socket(self) -> AsyncGenerator[ServerMessage]:
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            ws = await self._session.ws_connect(
                self._url,
                heartbeat=HEARTBEAT_S,
                headers=self._headers,
                timeout=ClientWSTimeout(ws_close=2.0),
                compress=0,
            )
        self._ws, self._joined = ws, False
        try:
            join = Join(
                role=self._role,
                resume=self._resume,
                received=self._received,
                instance=self._instance,
                ice_restart=False,
            )
            await ws.send_str(encode(join))
            async for frame in ws:
                if frame.type is not WSMsgType.TEXT:
                    break
                message = self._read(frame.data)
                if message is None:
                    continue
                if isinstance(message, Welcome):
                    await self._welcomed(message)
                yield message
        except (asyncio.CancelledError, GeneratorExit):
            await self._put(encode(Leave()))  # going on purpose: the seat need not be kept
            raise
        finally:
            self._joined = False
            self._ws = None
            with contextlib.suppress(ClientError, OSError):
                await ws.close()

    def _read(self, raw: str) -> ServerMessage | None:
        """Raises CallEnded when coming again is of no use."""
        try:
            message = parse_server_message(raw)
        except SignalingError as unknown:
            log.warning("a message that this client does not know: %s", unknown.code)
            return None
        number = json.loads(raw).get("n")
        if isinstance(number, int):
            self._received = max(self._received, number)
        match message:
            case SeatTakenOver():
                raise CallEnded("taken_over")
            case Error(code=code, fatal=True):
                raise CallEnded(code)
            case Error(code="seat_taken" | "room_closed" as code):
                raise CallEnded(code)
            case ParticipantJoined() | ParticipantAway() | ParticipantBack():
                self.others[message.participant.instance] = message.participant
            case ParticipantLeft():
                self.others.pop(message.participant.instance, None)
        return message

    async def _welcomed(self, welcome: Welcome) -> None:
        self.welcome, self._resume = welcome, welcome.resume
        self.others = {info.instance: info for info in welcome.participants}
        if not welcome.resumed:
            self._received = 0
            self._unsure.clear()  # meant for a call that is over
        self._joined = True
        for number, message in list(self._unsure):
            if number > welcome.received:
                await self._put(encode(message, number))
        while self._unsure and self._unsure[0][0] <= welcome.received:
            self._unsure.popleft()

    async def _put(self, raw: str) -> None:
        if self._ws is None:
            return
        with contextlib.suppress(ClientError, OSError, RuntimeError):
            await self._ws.send_str(raw)  # a lost socket says so to the reader
