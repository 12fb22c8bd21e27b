"""scale/soak: calls by virtual customers that join, leave and break off, for a quarter of an hour.

The server is a process of its own and says what it holds whenever nobody is in a call: memory, sockets,
tasks. What that is after a fifth of the time (3 of 15 minutes) is compared with what it is at the end.
$SOAK_MINUTES makes it shorter, for a quick look.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from aiohttp import ClientSession, CookieJar

from benchmarks.report import Result
from tests.support.site import PASSWORD, Person, running_site

CASE = "scale/soak"
MINUTES = 15.0
SETTLING = 0.2  # of the time, until the server has all it needs
AT_ONCE = 2  # calls
FAILED_MAX = 0.1  # of them: a machine may be too busy for a customer to come in time; then it is no measure
QUIET_WITHIN_S = 60.0
LOOKS = 5  # whose median is compared


@dataclass(frozen=True)
class Held:
    """By the server, while nobody is in a call."""

    memory_kib: int
    sockets: int
    tasks: int


def measure() -> Result:
    held = asyncio.run(_soak(60 * float(os.environ.get("SOAK_MINUTES", MINUTES))))
    early = [look for at, look in held if at >= SETTLING][:LOOKS]
    late = [look for _, look in held][-LOOKS:]
    growth = {
        name: statistics.median(getattr(one, name) for one in late)
        / statistics.median(getattr(one, name) for one in early)
        for name in ("memory_kib", "sockets", "tasks")
    }
    print(f"{CASE}: {len(held)} × {AT_ONCE} calls; {early[0]} … {late[-1]}; {growth}", file=sys.stderr)
    return Result(CASE, max(growth.values()), "×", None, "<= 1.05 ×")


async def _soak(lasts_s: float) -> list[tuple[float, Held]]:
    """What was held after each round, and when: 0 to 1."""
    from benchmarks.soak_calls import ENDINGS, Call

    held: list[tuple[float, Held]] = []
    failed: list[BaseException] = []
    async with _server() as server, _consultant(server.url) as ahlers:
        began = time.monotonic()
        endings = itertools.cycle(ENDINGS)
        while (past := (time.monotonic() - began) / lasts_s) < 1 or len(held) < 2 * LOOKS:
            calls = [Call(ahlers, server.url) for _ in range(AT_ONCE)]
            ended = await asyncio.gather(*(call.run(next(endings)) for call in calls), return_exceptions=True)
            failed += [error for error in ended if error is not None]
            held.append((past, await server.quiet()))
    if failed:
        print(
            f"{CASE}: {len(failed)} calls came to nothing, of {AT_ONCE * len(held)}: {failed}",
            file=sys.stderr,
        )
    assert len(failed) <= FAILED_MAX * AT_ONCE * len(held), "too many calls came to nothing"
    return held


@asynccontextmanager
async def _consultant(url: str) -> AsyncIterator[Person]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        person = Person(session, url)
        answer = await person.sign_in("ahlers")
        assert answer.status == 200, answer.text
        yield person


# The server's process


class Server:
    def __init__(self, process: Process, url: str) -> None:
        self._process = process
        self.url = url

    async def look(self) -> Held:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"look\n")
        return Held(**json.loads(await self._process.stdout.readline()))

    async def quiet(self) -> Held:
        """Once two looks a second apart are the same: what ends takes its time."""
        before = await self.look()
        async with asyncio.timeout(QUIET_WITHIN_S):
            while True:
                await asyncio.sleep(1.0)
                now = await self.look()
                if (now.sockets, now.tasks) == (before.sockets, before.tasks):
                    return now
                before = now


@asynccontextmanager
async def _server() -> AsyncIterator[Server]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, folder, stdin=PIPE, stdout=PIPE
        )
        assert process.stdin is not None
        assert process.stdout is not None
        url = json.loads(await process.stdout.readline())
        try:
            yield Server(process, url)
        finally:
            process.stdin.close()
            await asyncio.wait_for(process.wait(), QUIET_WITHIN_S)


async def serve(data: Path) -> None:
    """Answers each line of stdin with what it holds, and ends with it."""
    loop = asyncio.get_running_loop()
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    async with running_site(data) as site:
        await site.house.users.add(
            (await site.utility()).id,
            login="ahlers",
            name="Mareike Ahlers",
            role="consultant",
            password=PASSWORD,
        )
        print(json.dumps(site.url), flush=True)
        while await orders.readline():
            gc.collect()
            held = Held(_own_kib(), _sockets(), len(asyncio.all_tasks()))
            print(json.dumps(asdict(held)), flush=True)


def _own_kib() -> int:
    """Memory of its own alone: what is shared would seem to shrink when a customer's process begins."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


def _sockets() -> int:
    count = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            count += str(descriptor.readlink()).startswith("socket:")
    return count


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
