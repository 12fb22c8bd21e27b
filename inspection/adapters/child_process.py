"""Commands of ours as child processes, which end when the server does, however it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence

log = logging.getLogger(__name__)

STOP_TIMEOUT_S = 6.0
LEAN = {"MALLOC_MMAP_THRESHOLD_": "65536"}
"glibc gives large blocks back at once: 430 instead of 800 MB after a tour and a still. mallopt(3)"


class ChildProcess:
    """A running command. Its standard input stays open: when we die it closes, and the child ends."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @property
    def is_running(self) -> bool:
        return self._process.returncode is None

    async def stop(self) -> None:
        """Ask it to end; after STOP_TIMEOUT_S make it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), STOP_TIMEOUT_S)
        except TimeoutError:
            log.warning("process %s did not end by itself", self._process.pid)
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


class ChildProcesses:
    """Starts `kellerblick` sub-commands with the interpreter that runs the server."""

    async def start(self, arguments: Sequence[str], first_line: str) -> ChildProcess:
        """`first_line` goes to the child's standard input: a secret must not stand in the process list."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "inspection.cli", *arguments),
            stdin=PIPE,
            stdout=DEVNULL,
            env=os.environ | LEAN,
        )
        assert process.stdin is not None
        with contextlib.suppress(ConnectionError):
            process.stdin.write(first_line.encode() + b"\n")
            await process.stdin.drain()
        return ChildProcess(process)
