"""`kellerblick serve`: asked to stop it ends, half configured it does not begin."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.ports import free_port


@asynccontextmanager
async def serving(data: Path, port: int) -> AsyncIterator[subprocess.Popen[str]]:
    environment = os.environ | {
        "KELLERBLICK_DATA": str(data),
        "KELLERBLICK_PORT": str(port),
        "KELLERBLICK_WORKERS": "1",
    }
    process = subprocess.Popen(  # noqa: ASYNC220  # starting takes no time, reading is in a thread
        [sys.executable, "-m", "inspection.cli", "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = ""
        while not line.startswith("Kellerblick "):
            line = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 60)
            assert line, "the server ended before it was ready"
        yield process
    finally:
        process.kill()
        process.wait(20)
        process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_stop_it_ends_by_itself(tmp_path: Path, number: signal.Signals) -> None:
    async with serving(tmp_path, free_port()) as server:
        server.send_signal(number)
        assert await asyncio.to_thread(server.wait, 20) == 0


def test_half_a_configuration_stops_the_start(tmp_path: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "inspection.cli", "serve"],
        env=os.environ | {"KELLERBLICK_DATA": str(tmp_path), "KELLERBLICK_TURN_URLS": "turn:a"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode == 2
    assert "KELLERBLICK_TURN_SECRET is missing" in refused.stderr
