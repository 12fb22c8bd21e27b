"""The disk fills up in the middle of a photo and of a PDF: it is said, and once there is room it goes on.

The kernel lets no file of the server's processes grow beyond a limit, which ends a write as a full disk does.
"""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from inspection.domain.job import RENDER_PROTOCOL, SCALE_PHOTO
from tests.photos import site
from tests.photos.pictures import photo
from tests.photos.site import Person, Sending, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _processes(server: Server) -> list[int]:
    """The server and its workers."""
    assert server._process is not None
    found = [server._process.pid]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # ended meanwhile
        if parent in found[:1]:
            found.append(int(folder.name))
    return found


@contextmanager
def _full_at(pids: list[int], size: int) -> Iterator[None]:
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


async def test_in_the_middle_of_a_photo(server: Server, ahlers: Person) -> None:
    picture = photo(size=(4000, 3000))
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, picture)
        assert await sending.create() == 201
        limit = 3 * len(picture) // 4
        with _full_at(_processes(server)[:1], limit):
            assert await sending.patch(0) == 507
            assert sending.code == "storage_full"
            assert "Speicher" in sending.error["text"]
            kept = await sending.offset()
            assert 0 < kept <= limit  # what came before need not be sent again
        assert (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"] == []
        assert await sending.patch(kept) == 204
        assert sending.headers["Kellerblick-Photo"] == sending.photo_id
        await guest.wait(f"/consultations/{consultation}/photos", site.is_ready(sending.photo_id))


def _wait_no_longer(server: Server, kind: str) -> int:
    """Jobs of this kind that wait for room; their time is now."""
    with closing(sqlite3.connect(server.data / "kellerblick.db", timeout=10)) as database, database:
        return database.execute(
            "UPDATE jobs SET run_after = created_at WHERE kind = ? AND state = 'queued' AND attempts = 0"
            " AND run_after > created_at",
            [kind],
        ).rowcount


async def _until_it_waits(server: Server, kind: str) -> None:
    async with asyncio.timeout(30):
        while not _wait_no_longer(server, kind):  # noqa: ASYNC110  # the server is another process
            await asyncio.sleep(0.05)


async def test_while_a_photo_is_scaled(server: Server, ahlers: Person) -> None:
    """It must not be taken for one that cannot be read: its bytes are the only ones."""
    consultation = await site.begin(ahlers)
    photos = f"/consultations/{consultation}/photos"
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, photo())
        with _full_at(_processes(server)[1:], 4096):
            assert await sending.send() == 204
            await _until_it_waits(server, SCALE_PHOTO)
            [waiting] = (await ahlers.get(photos))["photos"]
            assert (waiting["state"], waiting["failure"]) == ("received", None)
        await guest.wait(photos, site.is_ready(sending.photo_id))


async def test_in_the_middle_of_a_pdf(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    status = f"/consultations/{consultation}/protocol"
    with _full_at(_processes(server)[1:], 4096):
        await ahlers.post(f"/consultations/{consultation}/finish")
        await _until_it_waits(server, RENDER_PROTOCOL)
        assert (await ahlers.get(status))["state"] != "failed"
    ready = await ahlers.wait(status, lambda body: body["state"] in ("ready", "failed"), timeout_s=60)
    assert ready["state"] == "ready"
