"""Uses a TURN server as a call would: two allocations, and a packet from one to the other."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from aioice import stun, turn

ANSWER_WITHIN_S = 4.0
RELAY_WITHIN_S = 3.0
DENIAL_WITHIN_S = 1.5
RESEND_S = 0.2
CLOSE_WITHIN_S = 1.0
PORTS = {"stun": 3478, "turn": 3478, "turns": 5349}  # RFC 7065 3.2
URL = re.compile(r"(stun|turns?):(\[[^\]]+\]|[^:?\[]+)(?::(\d+))?(?:\?transport=(udp|tcp))?")
UNAUTHORIZED = 401
FORBIDDEN = 403
QUOTA_REACHED = 486
INSIDE = (("169.254.169.254", 80), ("127.0.0.2", 80), ("10.255.255.254", 80))
"Where nothing may be relayed to: a cloud's metadata service, the machine itself, the network behind it."


@dataclass(frozen=True)
class Address:
    """Of a TURN or STUN server, as its URL names it."""

    host: str
    port: int
    transport: str
    "udp, tcp or tls."

    @classmethod
    def of(cls, url: str) -> Address:
        """Raises ValueError."""
        match = URL.fullmatch(url)
        if match is None:
            raise ValueError(url)
        scheme, host, port, transport = match.groups()
        way = "tls" if scheme == "turns" else transport or "udp"
        return cls(host.strip("[]"), int(port or PORTS[scheme]), way)


@dataclass(frozen=True)
class Login:
    username: str
    password: str


class TurnProblemError(Exception):
    """`code`: what is wrong; `software`: who said so, if it did."""

    def __init__(self, code: str, software: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.software = software


@dataclass(frozen=True)
class TurnAnswer:
    software: str
    "As it calls itself; empty when it does not tell."
    seconds: float
    "From the first packet to the first one through the relay."


async def probe(address: Address, login: Login, skewed: Login) -> TurnAnswer:
    """Relay a packet. Raises TurnProblemError.

    `skewed`: a login that is good for days; where it is taken and the fresh one is not, the clocks disagree.
    """
    started = time.monotonic()
    software = await _ask_without_login(address)
    try:
        async with _allocation(address, login) as (there, heard), _allocation(address, login) as (here, own):
            await _relay(here, own, there, heard)
            seconds = time.monotonic() - started
            await _deny(here, own)
    except stun.TransactionFailed as error:
        if error.response.error_code == UNAUTHORIZED and await _is_taken(address, skewed):
            raise TurnProblemError("turn_clock", software) from error
        raise TurnProblemError(_code(error.response.error_code), software) from error
    except TurnProblemError as problem:
        raise TurnProblemError(problem.code, software) from problem
    except (OSError, stun.TransactionError) as error:
        raise TurnProblemError("turn_unreachable", software) from error
    return TurnAnswer(software, seconds)


async def probe_stun(address: Address) -> float:
    """Seconds until it tells our address. Raises TurnProblemError."""
    started = time.monotonic()
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            transport, client = await asyncio.get_running_loop().create_datagram_endpoint(
                lambda: turn.TurnClientUdpProtocol((address.host, address.port), None, None, 600, 500),
                remote_addr=(address.host, address.port),
            )
            try:
                await client.request(stun.Message(stun.Method.BINDING, stun.Class.REQUEST))
            finally:
                transport.close()
    except (OSError, stun.TransactionError) as error:
        raise TurnProblemError("turn_unreachable") from error
    return time.monotonic() - started


async def _ask_without_login(address: Address) -> str:
    """What the server calls itself. It must refuse."""
    try:
        async with _allocation(address, None):
            raise TurnProblemError("turn_open")
    except stun.TransactionFailed as refusal:
        if refusal.response.error_code != UNAUTHORIZED:
            raise TurnProblemError(_code(refusal.response.error_code)) from refusal
        return str(refusal.response.attributes.get("SOFTWARE", ""))
    except ssl.SSLError as error:
        raise TurnProblemError("turn_certificate") from error
    except (OSError, stun.TransactionError) as error:
        raise TurnProblemError("turn_unreachable") from error


async def _is_taken(address: Address, login: Login) -> bool:
    try:
        async with _allocation(address, login):
            return True
    except (OSError, stun.TransactionError):
        return False


class _End(asyncio.DatagramProtocol):
    """The relay's end of an allocation."""

    def __init__(self) -> None:
        self.data: asyncio.Queue[bytes] = asyncio.Queue()
        self.failures: asyncio.Queue[Exception] = asyncio.Queue()
        self.ended = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended.set()

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.data.put_nowait(data)

    def error_received(self, exc: Exception) -> None:
        self.failures.put_nowait(exc)


@asynccontextmanager
async def _allocation(
    address: Address, login: Login | None
) -> AsyncIterator[tuple[turn.TurnTransport, _End]]:
    async with asyncio.timeout(ANSWER_WITHIN_S):
        transport, end = await turn.create_turn_endpoint(
            _End,
            (address.host, address.port),
            login.username if login else None,
            login.password if login else None,
            ssl=ssl.create_default_context() if address.transport == "tls" else None,
            transport="udp" if address.transport == "udp" else "tcp",
        )
    try:
        yield transport, end
    finally:
        transport.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await end.ended.wait()


async def _relay(here: turn.TurnTransport, own: _End, there: turn.TurnTransport, heard: _End) -> None:
    """From `here` to `there`; nothing comes in without a permission, so `there` speaks first."""
    waiting = {asyncio.ensure_future(heard.data.get()), asyncio.ensure_future(own.failures.get())}
    until = time.monotonic() + RELAY_WITHIN_S
    try:
        while time.monotonic() < until:
            there.sendto(b"permission", here.get_extra_info("sockname"))
            here.sendto(b"packet", there.get_extra_info("sockname"))
            done, _ = await asyncio.wait(waiting, timeout=RESEND_S, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                result = one.result()
                if result == b"packet":
                    return
                if isinstance(result, stun.TransactionFailed) and result.response.error_code == FORBIDDEN:
                    raise TurnProblemError("turn_own_address")
                raise TurnProblemError("turn_not_relayed")
    finally:
        for one in waiting:
            one.cancel()
    raise TurnProblemError("turn_not_relayed")


async def _deny(here: turn.TurnTransport, own: _End) -> None:
    for inside in INSIDE:
        here.sendto(b"?", inside)
        try:
            async with asyncio.timeout(DENIAL_WITHIN_S):
                await own.failures.get()
        except TimeoutError:
            raise TurnProblemError("turn_inside") from None


def _code(error_code: int | None) -> str:
    return {UNAUTHORIZED: "turn_secret", QUOTA_REACHED: "turn_quota"}.get(error_code or 0, "turn_refused")
