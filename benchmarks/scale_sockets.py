"""scale/sockets and scale/sockets-delay: 250 calls of two sockets each, and a word between two of them.

`kellerblick serve` is a process of its own; people, consultations and links are made through its commands and
its API. Then it is started anew, so that memory it needed for that is not there to be used again. The sockets
are held by this process, which plays both ends; what it loses by that counts against the server.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache

import aiohttp

from benchmarks.memory import pss_kib
from benchmarks.report import Result
from tests.support.ports import free_port
from tests.support.site import Person

MEMORY = "scale/sockets"
DELAY = "scale/sockets-delay"
CALLS = 250
WARM_CALLS = 5  # joined before the first look at the memory, and counted in neither look
WORDS = 500
WORD_EVERY_S = 0.03  # a socket may say 40 a second
PASSWORD = "correct horse battery staple"
KIB = 1.024  # kB


@dataclass(frozen=True)
class Call:
    """Whose sockets are opened. The consultant is the same person in all calls."""

    path: str
    consultant: Person
    customer: Person


@dataclass(frozen=True)
class Measured:
    kb_per_socket: float
    delay_p99_ms: float


def measure_memory() -> Result:
    return Result(MEMORY, _measured().kb_per_socket, "kB each", None, "<= 25 kB each")


def measure_delay() -> Result:
    return Result(DELAY, _measured().delay_p99_ms, "ms", None, "<= 50 ms")


@cache
def _measured() -> Measured:
    return asyncio.run(_measure())


async def _measure() -> Measured:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = os.environ | {
            "KELLERBLICK_DATA": folder,
            "KELLERBLICK_PORT": str(port),
            "KELLERBLICK_HOST": "127.0.0.1",
            "KELLERBLICK_UTILITY_NAME": "Stadtentwässerung Weserau",
        }
        async with AsyncExitStack() as people:
            async with _server(environment):
                await _command(environment, "add-user", "ahlers", "--name", "Mareike Ahlers", words=PASSWORD)
                calls = await _calls(f"http://127.0.0.1:{port}", people)
            async with _server(environment) as pid, AsyncExitStack() as sockets:
                await _open(calls[:WARM_CALLS], sockets)
                await _look_around(calls)
                before = await _memory_kib(pid)
                pair, *_ = await _open(calls[WARM_CALLS:], sockets)
                after = await _memory_kib(pid)
                delays = await _delays(*pair)
    opened = 2 * (len(calls) - WARM_CALLS)
    p99 = statistics.quantiles(delays, n=100)[98]
    return Measured((after - before) * KIB / opened, p99 * 1000)


@asynccontextmanager
async def _server(environment: dict[str, str]) -> AsyncIterator[int]:
    """Its process id, once it listens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "inspection.cli", "serve", env=environment, stdout=PIPE
    )
    try:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 60), "the server did not start"
        yield process.pid
    finally:
        process.terminate()
        await process.wait()


async def _command(environment: dict[str, str], *arguments: str, words: str = "") -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "inspection.cli", *arguments, env=environment, stdin=PIPE, stdout=DEVNULL
    )
    await process.communicate(words.encode())
    assert process.returncode == 0, arguments


async def _calls(url: str, people: AsyncExitStack) -> list[Call]:
    """Each with a customer who has followed a link of hers."""
    ahlers = await _person(url, people)
    answer = await ahlers.sign_in("ahlers", PASSWORD)
    assert answer.status == 200, answer.text
    calls = []
    for _ in range(WARM_CALLS + CALLS):
        consultation = await ahlers.new_consultation()
        customer = await _person(url, people)
        secret = await ahlers.invite(consultation)
        answer = await customer.post("/invitation/exchange", {"secret": secret})
        assert answer.status == 200, answer.text
        calls.append(Call(f"/api/v1/consultations/{consultation}/call", ahlers, customer))
    return calls


async def _person(url: str, people: AsyncExitStack) -> Person:
    jar = aiohttp.CookieJar(unsafe=True)
    connector = aiohttp.TCPConnector(limit=0)
    session = await people.enter_async_context(aiohttp.ClientSession(cookie_jar=jar, connector=connector))
    return Person(session, url)


async def _look_around(calls: list[Call]) -> None:
    """One request after the other, so that database and caches are warm and little memory lies free."""
    for call in calls:
        await call.consultant.call("GET", call.path.removesuffix("/call"))
        await call.customer.get("/customer/consultation")


class Socket:
    """One end: joined, and reading, as a page does, all the time."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.heard: asyncio.Queue[float] = asyncio.Queue()
        "Seconds that each word was under way."
        self._reading = asyncio.create_task(self._read())

    async def say(self) -> None:
        word = {"type": "signal", "kind": "clock", "payload": time.perf_counter()}
        await self._socket.send_str(json.dumps(word))

    async def close(self) -> None:
        await self._socket.close()
        await self._reading

    async def _read(self) -> None:
        async for frame in self._socket:
            message = json.loads(frame.data)
            if message["type"] == "signal":
                self.heard.put_nowait(time.perf_counter() - message["payload"])


async def _open(calls: list[Call], sockets: AsyncExitStack) -> list[tuple[Socket, Socket]]:
    """Both ends of each call, welcome and waiting."""
    pairs = []
    for call in calls:
        consultant = await _join(call.consultant, call.path, "consultant", sockets)
        pairs.append((consultant, await _join(call.customer, call.path, "customer", sockets)))
    return pairs


async def _join(person: Person, path: str, role: str, sockets: AsyncExitStack) -> Socket:
    socket = await person.session.ws_connect(person.url + path, headers={"Origin": person.url})
    await socket.send_str(json.dumps({"type": "join", "role": role}))
    welcome = await socket.receive_json(timeout=30)
    assert welcome["type"] == "welcome", welcome
    end = Socket(socket)
    sockets.push_async_callback(end.close)
    return end


async def _memory_kib(pid: int) -> float:
    """Of the server's own process, once it has come to rest: the median of some looks."""
    looks = []
    for _ in range(5):
        await asyncio.sleep(0.4)
        looks.append(pss_kib(pid))
    return statistics.median(looks)


async def _delays(one: Socket, other: Socket) -> list[float]:
    """Seconds from one end to the other, while all others are open."""
    delays = []
    for _ in range(WORDS):
        await one.say()
        delays.append(await asyncio.wait_for(other.heard.get(), 30))
        await asyncio.sleep(WORD_EVERY_S)
    return delays
