"""The server killed again and again in the middle of consultations: all it acknowledged is there, once."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspection.adapters import tus_client
from tests.photos.pictures import photo
from tests.photos.site import Server
from tests.whole.persistent import PAUSE_S, Kept, Persistent, Pulse, browser, consult, sign_in

WHILE_STARTING = 0.15  # of the kills are followed by one more before the server listens
MEAN_ANSWERS = 15  # between two kills; a consultation is some 45
DONE_WITHIN_S = 300.0  # all that waited to be scaled and rendered, at the end


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tus_client, "PAUSES_S", (PAUSE_S, 0.1))


@pytest.mark.long
async def test_killed_twice_nothing_is_lost(tmp_path: Path) -> None:
    await _house(await _founded(tmp_path), 2, seed=37)


@pytest.mark.long
async def test_killed_two_hundred_times_nothing_is_lost(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # shown when it fails; the moments are these, what the machine does then is not
    servers = [await _founded(tmp_path / str(number)) for number in range(2)]
    async with asyncio.TaskGroup() as houses:  # side by side: much of a restart is waiting
        for number, server in enumerate(servers):
            houses.create_task(_house(server, 100, seed=seed + number))


async def _founded(folder: Path) -> Server:
    """With a user; before the houses go their ways, as within one process only one may migrate at a time."""
    server = Server(folder / "data", {"KELLERBLICK_WORKERS": "1"})
    await server.add_user()
    return server


async def _house(server: Server, kills: int, *, seed: int) -> None:
    chance = random.Random(seed)
    data, copy = server.data, server.data.parent / "copy"
    await server.start()
    kept: list[Kept] = []
    enough = asyncio.Event()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.kill)
        pulse = Pulse()
        tablet, other = [await stack.enter_async_context(browser(server.url, pulse)) for _ in range(2)]
        working = asyncio.create_task(_work(tablet, other, kept, enough, random.Random(seed + 1)))
        stack.callback(working.cancel)
        for number in range(kills):
            await _pass(pulse, working, chance)
            await server.kill()
            _assert_whole(data, copy)
            if number == kills - 1:
                enough.set()
            await _start(server, chance)
        await asyncio.wait_for(working, DONE_WITHIN_S)
        assert kept
        for one in kept:
            await _assert_kept(tablet, one)
    assert b"Traceback" not in server.output, server.output.decode()[-4000:]
    _assert_whole(data, copy)
    _assert_no_more_than(data, kept)
    print(
        f"{kills} kills, {len(kept)} consultations, "
        f"{sum(len(one.operations) for one in kept)} operations and "
        f"{sum(len(one.photos) for one in kept)} photos acknowledged, none lost"
    )


async def _work(
    tablet: Persistent, other: Persistent, kept: list[Kept], enough: asyncio.Event, chance: random.Random
) -> None:
    await sign_in(tablet)
    await sign_in(other)
    pictures = [photo(size=(900, 675), seed=seed) for seed in range(2)]
    while not enough.is_set():
        await consult(tablet, other, pictures, kept, chance)


async def _pass(pulse: Pulse, working: asyncio.Task[None], chance: random.Random) -> None:
    """A while, at the pace of this machine, and a little more: a request may be half done."""
    waiting = asyncio.create_task(pulse.wait(int(chance.expovariate(1 / MEAN_ANSWERS))))
    await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if working.done():
        working.result()  # only by a fault
    await waiting
    await asyncio.sleep(chance.uniform(0, 0.03))


async def _start(server: Server, chance: random.Random) -> None:
    """At times it is killed while it starts, and started once more."""
    if chance.random() < WHILE_STARTING:
        starting = asyncio.create_task(server.start())
        await asyncio.wait({starting}, timeout=chance.uniform(0.2, 1.5))
        starting.cancel()
        await asyncio.wait({starting})
        await server.kill()
    await server.start()


def _assert_whole(data: Path, copy: Path) -> None:
    """Of a copy, so that not this look at it but the server finds what the kill left behind."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for file in data.glob("kellerblick.db*"):
        shutil.copy(file, copy)
    with closing(sqlite3.connect(copy / "kellerblick.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


async def _assert_kept(who: Persistent, kept: Kept) -> None:
    here = f"/consultations/{kept.consultation}"
    log = (await who.ask("GET", f"{here}/operations"))["operations"]
    assert [entry["seq"] for entry in log] == list(range(1, len(log) + 1))
    by_id = {entry["op_id"]: entry for entry in log}
    assert len(by_id) == len(log)
    for op_id, (seq, sent) in kept.operations.items():
        stored = by_id[op_id]
        assert stored["seq"] == seq
        assert {name: stored[name] for name in ("target", "field", "value")} == {
            name: sent[name] for name in ("target", "field", "value")
        }
    # Nobody wrote but these two tablets, who had everything acknowledged, and the server for each photo.
    others = [entry for entry in log if entry["op_id"] not in kept.operations]
    assert Counter(entry["target"] for entry in others if entry["field"] == "exists") == Counter(
        f"photo:{photo_id}" for photo_id in kept.photos
    )
    assert {entry["target"].partition(":")[0] for entry in others} <= {"photo"}
    photos = await _until_done(who, f"{here}/photos", lambda body: {one["state"] for one in body["photos"]})
    assert [one["number"] for one in photos["photos"]] == list(range(1, len(kept.photos) + 1))
    assert {one["id"] for one in photos["photos"]} == kept.photos.keys()
    for photo_id, sent in kept.photos.items():
        original = await who.ask("GET", f"{here}/photos/{photo_id}/original")
        assert _pixels(original) == _pixels(sent)  # what else was in the file has been taken out
    assert kept.finished
    protocol = await _until_done(who, f"{here}/protocol", lambda body: {body["state"]})
    assert protocol["version"] == 1
    assert (await who.ask("GET", f"{here}/protocol.pdf")).startswith(b"%PDF-1.")


def _assert_no_more_than(data: Path, kept: list[Kept]) -> None:
    """Nothing is there twice, and nothing is left lying."""
    with closing(sqlite3.connect(data / "kellerblick.db")) as database:
        photos = database.execute("SELECT count(*), count(DISTINCT id) FROM photos").fetchone()
        assert photos == (sum(len(one.photos) for one in kept),) * 2
        assert database.execute("SELECT count(*) FROM jobs WHERE state = 'failed'").fetchone() == (0,)
    assert list((data / "files" / "uploads").iterdir()) == []


def _pixels(file: bytes) -> bytes:
    with Image.open(BytesIO(file)) as image:
        return image.tobytes()


async def _until_done(who: Persistent, path: str, states: Callable[[Any], set[str]]) -> Any:
    async with asyncio.timeout(DONE_WITHIN_S):
        while (found := states(body := await who.ask("GET", path))) - {"ready"}:
            assert "failed" not in found, body
            await asyncio.sleep(0.2)
    return body
