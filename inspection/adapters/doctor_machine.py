"""What the machine itself must have: room, libraries, fonts, a worker that works, the right time."""

from __future__ import annotations

import asyncio
import ctypes
import os
import shutil
import ssl
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from inspection.adapters.doctor import Finding, failed, ok, warning
from inspection.adapters.libraries import missing_packages
from inspection.adapters.protocol_fonts import fonts_for
from inspection.adapters.worker_pool import Serve, WorkerPool
from inspection.services.ports import WorkerLostError, WorkerRefusedError

DISK_FAILED = 500 * 10**6
DISK_WARNING = 5 * 10**9
CLOCK_FAILED_S = 60.0
ASK_WITHIN_S = 5.0
WORK_WITHIN_S = 60.0
UNSYNCHRONISED = 5  # TIME_ERROR of ntp_adjtime(3)
GERMAN = "Prüfung der Rückstauverschlüsse: äöüß ✓ → ≥"


def check_disk(data: Path) -> Finding:
    """Room, and whether a file can really be written; the folder is not made."""
    folder = data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as probe:
            probe.write(bytes(4096))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError:
        return failed("disk", "disk_not_writable", folder=folder)
    gigabytes = f"{free / 10**9:.1f}"
    if free < DISK_FAILED:
        return failed("disk", "disk_full", folder=folder, free=gigabytes)
    if free < DISK_WARNING:
        return warning("disk", "disk_low", folder=folder, free=gigabytes)
    return ok("disk", "disk_ok", folder=folder, free=gigabytes)


def check_libraries() -> Finding:
    packages = missing_packages()
    if packages:
        return failed("libraries", "libraries_missing", packages=" ".join(packages))
    return ok("libraries", "libraries_ok")


def check_fonts(static: Path) -> Finding:
    folder = static / "vendor" / "fonts"
    try:
        count = len(fonts_for(GERMAN, folder).faces)
    except FileNotFoundError as error:
        return failed("fonts", "fonts_missing", file=error.args[0])
    return ok("fonts", "fonts_ok", count=count)


async def check_worker(serve: Serve, protocol: Mapping[str, Any]) -> Finding:
    """A worker process scales a picture and makes a PDF, as for a call.

    `protocol`: arguments of the task `render_protocol` but for the folder.
    """
    pool = WorkerPool(serve, 1)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kellerblick-doctor-") as folder:
        picture = BytesIO()
        Image.radial_gradient("L").resize((1600, 1200)).convert("RGB").save(picture, "JPEG")
        photo = Path(folder) / "photo.jpg"
        photo.write_bytes(picture.getvalue())
        await pool.start()
        try:
            await pool.run("scale_photo", {"path": str(photo), "out_dir": folder}, timeout_s=WORK_WITHIN_S)
            made = await pool.run("render_protocol", {**protocol, "out_dir": folder}, timeout_s=WORK_WITHIN_S)
        except (WorkerLostError, WorkerRefusedError):
            return failed("worker", "worker_failed")
        finally:
            await pool.stop()
    return ok("worker", "worker_ok", pages=made["pages"], seconds=f"{time.monotonic() - started:.1f}")


async def check_clock(public_url: str | None) -> AsyncIterator[Finding]:
    """Beside the server's, when this runs elsewhere, and whether the system keeps it right at all."""
    if public_url is not None and (theirs := await _date_of(public_url)) is not None:
        off = abs((datetime.now(UTC) - theirs).total_seconds())
        if off > CLOCK_FAILED_S:
            yield failed("clock", "clock_off", seconds=round(off), host=urlsplit(public_url).hostname)
            return
    yield warning("clock", "clock_free") if _runs_free() else ok("clock", "clock_ok")


async def _date_of(url: str) -> datetime | None:
    """What a server says the time is; None if it does not."""
    parts = urlsplit(url)
    secure = None
    if parts.scheme == "https":
        secure = ssl.create_default_context()
        secure.check_hostname, secure.verify_mode = False, ssl.CERT_NONE  # a wrong clock breaks trust, too
    try:
        async with asyncio.timeout(ASK_WITHIN_S):
            port = parts.port or (443 if secure else 80)
            reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=secure)
            writer.write(
                f"HEAD /healthz HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            writer.close()
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    for line in head.decode("latin-1").splitlines():
        name, _, value = line.partition(":")
        if name.lower() == "date":
            try:
                return parsedate_to_datetime(value.strip())
            except ValueError:
                return None
    return None


def _runs_free() -> bool:
    """Whether nothing sets this machine's clock. False where the kernel does not say."""
    try:
        adjust = ctypes.CDLL(None).ntp_adjtime
    except (OSError, AttributeError):
        return False
    return bool(adjust(ctypes.create_string_buffer(512)) == UNSYNCHRONISED)  # all zero: only asks
