"""The doctor's checks of the machine: database, disk, libraries, fonts, workers, clock."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web

from inspection.adapters import doctor_machine, libraries
from inspection.adapters.database import engine as engine_module
from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import upgrade
from inspection.adapters.doctor import Status
from inspection.adapters.doctor_database import check as check_database
from inspection.bundled import static_dir
from inspection.worker import serve
from tests.support.ports import free_port

GIGABYTE = 10**9


# The database


async def migrated(url: str) -> str:
    engine = create_engine(url)
    await upgrade(engine)
    await engine.dispose()
    return url


async def verdict(url: str) -> tuple[Status, str]:
    finding = await check_database(url)
    return finding.status, finding.code


async def test_a_database_that_is_well(database_url: str) -> None:
    assert await verdict(await migrated(database_url)) == (Status.OK, "database_ok")


async def test_a_database_that_was_never_migrated(database_url: str, tmp_path: Path) -> None:
    is_file = database_url.startswith("sqlite")
    assert await verdict(database_url) == (Status.WARNING, "database_new" if is_file else "database_old")
    assert not (tmp_path / "test.db").exists()  # it looks, and makes nothing


async def ill(tmp_path: Path, harm: Callable[[sqlite3.Connection], object]) -> tuple[Status, str]:
    file = tmp_path / "test.db"
    url = await migrated(f"sqlite+aiosqlite:///{file}")
    database = sqlite3.connect(file)
    harm(database)
    database.commit()
    database.close()
    return await verdict(url)


async def test_a_database_of_a_newer_version(tmp_path: Path) -> None:
    found = await ill(tmp_path, lambda file: file.execute("UPDATE alembic_version SET version_num = 'm9999'"))
    assert found == (Status.FAILED, "database_newer")


async def test_rows_that_refer_to_nothing(tmp_path: Path) -> None:
    user = "INSERT INTO users SELECT 'u', 'nowhere', 'l', 'n', '', 'office', 'de', 'h', 1, '2026-01-01'"

    def harm(file: sqlite3.Connection) -> None:
        columns = len(file.execute("PRAGMA table_info(users)").fetchall())
        assert columns == 10, "the row below names each column"
        file.execute(user)

    assert await ill(tmp_path, harm) == (Status.FAILED, "database_loose")


async def test_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "test.db"
    url = await migrated(f"sqlite+aiosqlite:///{file}")
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 5] = bytes(range(256)) * 32
    file.write_bytes(data)
    assert await verdict(url) == (Status.FAILED, "database_broken")


async def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 50)
    url = await migrated(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert await verdict(url) == (Status.FAILED, "database_busy")
    finally:
        other.close()


async def test_what_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "test.db"
    file.write_text("Liebes Tagebuch, " * 100)
    assert await verdict(f"sqlite+aiosqlite:///{file}") == (Status.FAILED, "database_broken")
    nobody = f"postgresql+asyncpg://a:b@127.0.0.1:{free_port()}/c"
    assert await verdict(nobody) == (Status.FAILED, "database_unusable")
    assert await verdict("mysql://a:b@c/d") == (Status.FAILED, "database_url")


# The disk


@pytest.mark.parametrize(
    ("free", "status", "code"),
    [
        (80 * GIGABYTE, Status.OK, "disk_ok"),
        (2 * GIGABYTE, Status.WARNING, "disk_low"),
        (GIGABYTE // 10, Status.FAILED, "disk_full"),
    ],
)
def test_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, status: Status, code: str) -> None:
    real = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: real._replace(free=free))
    finding = doctor_machine.check_disk(tmp_path / "not" / "yet")
    assert (finding.status, finding.code) == (status, code)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert doctor_machine.check_disk(tmp_path / "file" / "data").code == "disk_not_writable"


# What the PDF needs


def test_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor_machine.check_libraries().status is Status.OK
    monkeypatch.setitem(libraries.PACKAGES, "libnone.so.9", "libnone9")
    finding = doctor_machine.check_libraries()
    assert (finding.status, finding.params) == (Status.FAILED, {"packages": "libnone9"})


def test_fonts(tmp_path: Path) -> None:
    assert doctor_machine.check_fonts(static_dir()).status is Status.OK
    finding = doctor_machine.check_fonts(tmp_path)
    assert (finding.status, finding.code) == (Status.FAILED, "fonts_missing")


async def test_a_worker_that_cannot_work() -> None:
    """The good one is seen where the whole command runs."""
    broken = {
        "templates": "nowhere",
        "case": {},
        "language": "de",
        "utility": {},
        "photos": {},
        "unless": None,
    }
    finding = await doctor_machine.check_worker(serve, broken)
    assert (finding.status, finding.code) == (Status.FAILED, "worker_failed")


# The clock


async def clock_beside(off: timedelta) -> list[tuple[Status, str]]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(headers={"Date": format_datetime(datetime.now(UTC) + off, usegmt=True)})

    app = web.Application()
    app.router.add_get("/healthz", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return [(one.status, one.code) async for one in doctor_machine.check_clock(url)]
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_that_is_an_hour_off(hours: int) -> None:
    assert await clock_beside(timedelta(hours=hours)) == [(Status.FAILED, "clock_off")]


@pytest.mark.parametrize(
    ("free", "found"), [(True, (Status.WARNING, "clock_free")), (False, (Status.OK, "clock_ok"))]
)
async def test_a_clock_that_somebody_sets(
    monkeypatch: pytest.MonkeyPatch, free: bool, found: tuple[Status, str]
) -> None:
    monkeypatch.setattr(doctor_machine, "_runs_free", lambda: free)
    assert await clock_beside(timedelta(seconds=2)) == [found]
