"""`kellerblick serve` killed in the middle of writing: what was acknowledged is there afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.commands.test_add_user import PASSWORD, add_user
from tests.support.ports import free_port
from tests.support.site import Person, operation

ENOUGH = 25  # acknowledged operations before the kill


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


async def _write_until_it_dies(
    person: Person, consultation: str, acknowledged: dict[str, int], enough: asyncio.Event
) -> None:
    while True:
        sent = [operation("building", "building_units", n, based_on=0) for n in range(1, 4)]
        try:
            answer = await person.append(consultation, *sent)
        except (aiohttp.ClientError, ConnectionError):
            return
        assert answer.status == 200
        acknowledged.update({entry["op_id"]: entry["seq"] for entry in answer.json["acknowledged"]})
        if len(acknowledged) >= ENOUGH:
            enough.set()


async def test_every_acknowledged_operation_survives_kill_9(tmp_path: Path) -> None:
    assert add_user(tmp_path, "ahlers", "--name", "Marlene Ahlers").returncode == 0
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    acknowledged: dict[str, int] = {}
    enough = asyncio.Event()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        person = Person(session, url)
        async with serving(tmp_path, port) as server:
            assert (await person.sign_in("ahlers", PASSWORD)).status == 200
            consultation = await person.new_consultation()
            writers = [
                asyncio.create_task(_write_until_it_dies(person, consultation, acknowledged, enough))
                for _ in range(3)
            ]
            await asyncio.wait_for(enough.wait(), 60)
            server.send_signal(signal.SIGKILL)
            await asyncio.gather(*writers)
        database = sqlite3.connect(tmp_path / "kellerblick.db")
        try:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            database.close()
        async with serving(tmp_path, port):
            log = (await person.get(f"/consultations/{consultation}/operations")).json  # still signed in
            stored = {entry["op_id"]: entry["seq"] for entry in log["operations"]}
            assert acknowledged.items() <= stored.items()
            assert sorted(stored.values()) == list(range(1, log["seq"] + 1))
            repeated = await person.append(
                consultation, operation("building", "building_units", 1, op_id=next(iter(acknowledged)))
            )
            assert repeated.json["seq"] == log["seq"]


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
