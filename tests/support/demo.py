"""The demo as a newcomer starts it: a real process, a data folder, three links."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from inspection.commands.demo import TLS_OFFSET
from tests.support.ports import free_port

START_TIMEOUT_S = 90


class Demo:
    """`kellerblick demo` on free ports. `kill()` and `start()` again keep ports and data."""

    def __init__(self, data: Path, *, past: bool = False) -> None:
        """`past`: with finished consultations too, which are rendered after the start."""
        self.data = data
        self.past = past
        self.port = free_port(also=TLS_OFFSET)
        self.links: dict[str, str] = {}
        self.output: list[str] = []
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self.links = {}
        environment = os.environ | {
            "PORT": str(self.port),
            "DATA": str(self.data),
            "TODAY_ONLY": "" if self.past else "1",
            "PYTHONUNBUFFERED": "1",
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "inspection.cli", "demo",
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, env=environment,
        )  # fmt: skip
        printed = asyncio.Event()
        self._reader = asyncio.create_task(self._read(printed))
        try:
            await asyncio.wait_for(printed.wait(), START_TIMEOUT_S)
        except TimeoutError:
            raise AssertionError("the demo printed no links:\n" + "".join(self.output)) from None

    async def _read(self, printed: asyncio.Event) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for raw in self._process.stdout:
            line = raw.decode()
            self.output.append(line)
            if found := re.match(r"(consultant|customer|office)\s+(http\S+)", line):
                self.links[found[1]] = found[2]
            if len(self.links) == 3:
                printed.set()
        printed.set()

    async def kill(self) -> None:
        """As a power cut does: no chance to tidy up."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)
            await asyncio.wait_for(self._process.wait(), 20)
        if self._reader is not None:
            await self._reader
        self._process = self._reader = None


@asynccontextmanager
async def demo(data: Path, *, past: bool = False) -> AsyncIterator[Demo]:
    server = Demo(data, past=past)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
