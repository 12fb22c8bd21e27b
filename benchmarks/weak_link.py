"""A weak mobile link on one machine: what a phone sends and hears is delayed, choked and lost on its way.

The phone lives in a network namespace of its own. A TUN device there and one here are the two ends of the
air, and a process between them carries the packets: the kernel needs no netem for it. Each direction has its
own `Way`, and it may change while a call runs.

    async with WeakLink() as link:
        await link.set(PROFILES["edge"])
        browser = await playwright.chromium.launch(executable_path=link.inside(CHROMIUM), args=[…])
        await page.goto(f"http://{link.host}:{port}/…")
        await link.blackout()
        back_at = await link.heal()  # on time.monotonic(): the moment from which packets pass again
        await link.change_address()

It needs the right to configure networks, and /dev/net/tun: `hindrance()` says what is missing. Several may
run at once. A camera on plain http needs Chromium's
`--unsafely-treat-insecure-origin-as-secure=http://HOST:PORT`.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

TUN = Path("/dev/net/tun")
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000  # linux/if_tun.h
MTU = 1400
LINKS_MAX = 200
BATCH = 64  # packets read at a stretch, so that one direction does not starve the other


@dataclass(frozen=True)
class Way:
    """One direction. A packet is lost, or waits for its turn on the line, then travels; none overtakes."""

    rate_kbits: float | None = None
    "None: as fast as it comes."
    delay_ms: float = 0
    jitter_ms: float = 0
    "Added to the delay: anything between none and twice this."
    loss: float = 0
    "0 to 1."
    queue_ms: float = 300
    "Who would wait longer for the line is dropped."


@dataclass(frozen=True)
class Link:
    """Seen from the phone."""

    up: Way = Way()
    down: Way = Way()

    @classmethod
    def both(cls, up_kbits: float | None, down_kbits: float | None, delay_ms: float, loss: float) -> Link:
        way = Way(delay_ms=delay_ms, loss=loss)
        return cls(replace(way, rate_kbits=up_kbits), replace(way, rate_kbits=down_kbits))


GOOD = Link.both(None, None, 10, 0)
DEAD = Link(Way(loss=1), Way(loss=1))
PROFILES = {
    "good": GOOD,
    "500": Link.both(500, 500, 40, 0.03),
    "2000-up": Link.both(2000, 8000, 40, 0),
    "3g": Link.both(50, 200, 200, 0.01),
    "edge": Link.both(100, 150, 500, 0.01),
    "gprs": Link.both(30, 50, 500, 0.01),
}
"The delay is that of one direction: a round trip takes it twice."


@dataclass
class Count:
    """What became of the packets of one direction."""

    passed: int = 0
    bytes: int = 0
    lost: int = 0
    dropped: int = 0
    "The queue was full."


def hindrance() -> str | None:
    """Why no such link can be had here; None when it can."""
    for program in ("ip", "unshare", "nsenter"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if not os.access(TUN, os.R_OK | os.W_OK):
        return f"{TUN} cannot be opened"
    if subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode:
        return "not allowed to make a network namespace"
    return None


class WeakLink:
    """The link as the one who tests sees it; the packets are carried by a process of their own."""

    host: str
    "This machine's address at its end of the link."

    def __init__(self, link: Link = GOOD) -> None:
        self._link = link
        self._carrier: Process | None = None
        self._namespace = ""
        self._scripts = tempfile.TemporaryDirectory(prefix="weak-link-")

    async def __aenter__(self) -> Self:
        self._carrier = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, stdin=PIPE, stdout=PIPE, cwd=Path(__file__).parent.parent
        )
        built = await self._answer()
        self.host, self._namespace = built["host"], built["namespace"]
        await self.set(self._link)
        return self

    async def __aexit__(self, *failure: object) -> None:
        assert self._carrier is not None
        assert self._carrier.stdin is not None
        self._carrier.stdin.close()
        await asyncio.wait_for(self._carrier.wait(), 10)
        self._scripts.cleanup()

    def inside(self, program: str) -> str:
        """The path of a program that runs this one at the phone's end."""
        script = Path(self._scripts.name) / Path(program).name
        script.write_text(f'#!/bin/sh\nexec nsenter --net={self._namespace} -- {program} "$@"\n')
        script.chmod(0o755)
        return str(script)

    async def set(self, link: Link) -> float:
        """From now on it is like this. The time at which it became so, on `time.monotonic()`."""
        self._link = link
        return await self._impair(link)

    async def blackout(self) -> float:
        """Nothing passes, and nobody is told."""
        return await self._impair(DEAD)

    async def heal(self) -> float:
        """As it was before the blackout."""
        return await self._impair(self._link)

    async def change_address(self) -> float:
        """As from one network into another: the phone has a new address, and the old one is gone."""
        return float((await self._ask({"address": "new"}))["at"])

    async def counts(self) -> tuple[Count, Count]:
        """Up and down, since the last time one asked."""
        answer = await self._ask({"counts": True})
        return Count(**answer["up"]), Count(**answer["down"])

    async def _impair(self, link: Link) -> float:
        return float((await self._ask({"link": asdict(link)}))["at"])

    async def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._carrier is not None
        assert self._carrier.stdin is not None
        self._carrier.stdin.write(json.dumps(order).encode() + b"\n")
        return await self._answer()

    async def _answer(self) -> dict[str, Any]:
        assert self._carrier is not None
        assert self._carrier.stdout is not None
        line = await self._carrier.stdout.readline()
        if not line:
            raise RuntimeError("the link could not be built, or broke")
        answer: dict[str, Any] = json.loads(line)
        return answer


# The process that carries the packets


@dataclass
class Direction:
    """From one TUN device to the other."""

    source: int
    sink: int
    loop: asyncio.AbstractEventLoop
    way: Way = Way()
    count: Count = field(default_factory=Count)
    line_free_at: float = 0.0
    arrives_last_at: float = 0.0

    def carry(self) -> None:
        for _ in range(BATCH):
            try:
                packet = os.read(self.source, 65535)
            except BlockingIOError:
                return
            self._send(packet)

    def _send(self, packet: bytes) -> None:
        way, now = self.way, self.loop.time()
        if random.random() < way.loss:
            self.count.lost += 1
            return
        sent_at = now
        if way.rate_kbits is not None:
            sent_at = max(now, self.line_free_at)
            if (sent_at - now) * 1000 > way.queue_ms:
                self.count.dropped += 1
                return
            sent_at += len(packet) * 8 / (way.rate_kbits * 1000)
            self.line_free_at = sent_at
        travels_ms = way.delay_ms + random.uniform(0, 2 * way.jitter_ms)
        arrives_at = self.arrives_last_at = max(sent_at + travels_ms / 1000, self.arrives_last_at)
        if arrives_at <= now:
            self._arrive(packet)
        else:
            self.loop.call_at(arrives_at, self._arrive, packet)

    def _arrive(self, packet: bytes) -> None:
        with contextlib.suppress(OSError):  # the far end is being reconfigured: lost, as in the air
            os.write(self.sink, packet)
            self.count.passed += 1
            self.count.bytes += len(packet)


class Ends:
    """The two devices, and the namespace that lives as long as a process sits in it."""

    def __init__(self) -> None:
        self._resident = subprocess.Popen(["unshare", "--net", "cat"], stdin=PIPE)
        self.namespace = Path(f"/proc/{self._resident.pid}/ns/net")
        ours = Path("/proc/self/ns/net").readlink()
        while self.namespace.readlink() == ours:
            time.sleep(0.005)
        self._number, self.here, self.there = self._devices()
        self._addresses = 1
        pid = str(self._resident.pid)
        _ip("link", "set", f"weak{self._number}p", "netns", pid)
        self._phone("link", "set", "lo", "up")
        self._phone("addr", "add", self._phone_address, "dev", f"weak{self._number}p")
        self._phone("link", "set", f"weak{self._number}p", "up", "mtu", str(MTU))
        self._phone("route", "add", "default", "dev", f"weak{self._number}p")
        _ip("addr", "add", f"{self.host}/24", "dev", f"weak{self._number}h")
        _ip("link", "set", f"weak{self._number}h", "up", "mtu", str(MTU))

    @property
    def host(self) -> str:
        return f"10.77.{self._number}.1"

    @property
    def _phone_address(self) -> str:
        return f"10.77.{self._number}.{1 + self._addresses}/32"

    def change_address(self) -> None:
        before = self._phone_address
        self._addresses = self._addresses % 250 + 1
        self._phone("addr", "add", self._phone_address, "dev", f"weak{self._number}p")
        self._phone("addr", "del", before, "dev", f"weak{self._number}p")

    def close(self) -> None:
        assert self._resident.stdin is not None
        self._resident.stdin.close()
        self._resident.wait(10)

    @staticmethod
    def _devices() -> tuple[int, int, int]:
        for number in range(LINKS_MAX):
            try:
                return number, _open(f"weak{number}h"), _open(f"weak{number}p")
            except OSError:
                continue  # another link has it
        raise RuntimeError("too many links")

    def _phone(self, *arguments: str) -> None:
        subprocess.run(["nsenter", f"--net={self.namespace}", "ip", *arguments], check=True)


def _open(name: str) -> int:
    descriptor = os.open(TUN, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)


async def carry() -> None:
    """Until stdin ends: one order a line, one answer a line."""
    loop = asyncio.get_running_loop()
    ends = await asyncio.to_thread(Ends)
    up, down = Direction(ends.there, ends.here, loop), Direction(ends.here, ends.there, loop)
    for direction in (up, down):
        loop.add_reader(direction.source, direction.carry)
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    print(json.dumps({"host": ends.host, "namespace": str(ends.namespace)}), flush=True)
    while line := await orders.readline():
        order = json.loads(line)
        answer: dict[str, Any] = {}
        if "link" in order:
            up.way, down.way = Way(**order["link"]["up"]), Way(**order["link"]["down"])
        if "address" in order:
            await asyncio.to_thread(ends.change_address)
        if "counts" in order:
            answer = {"up": asdict(up.count), "down": asdict(down.count)}
            up.count, down.count = Count(), Count()
        print(json.dumps(answer | {"at": time.monotonic()}), flush=True)
    for direction in (up, down):
        loop.remove_reader(direction.source)
    ends.close()


if __name__ == "__main__":
    asyncio.run(carry())
