"""Photos and PDFs on the local disk.

    <root>/blobs/<utility>/<consultation>/<sha256>[.<suffix>]    finished; erased with its folder
    <root>/uploads/<upload id>                                   on its way; its size is how far it is
    <root>/work/<random>/                                        where worker processes write

What a caller was told is kept survives a power cut: files and their folder are synced before the call
returns, and a file gets its final name only when it is whole. All three folders lie on one file system, so
a move is atomic.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from inspection.adapters.full_disk import clear_when_full
from inspection.domain.photo import StorageFullError
from inspection.services.ports import BlobKey

RESERVE_BYTES = 200 * 1000 * 1000  # left free for the database, whatever the uploads want


class PhotosDisk:
    """Implements the port `BlobStore`."""

    def __init__(self, root: Path, reserve_bytes: int = RESERVE_BYTES) -> None:
        self._blobs = root / "blobs"
        self._uploads = root / "uploads"
        self._work = root / "work"
        self._reserve_bytes = reserve_bytes

    def prepare(self) -> None:
        """Make the folders, for the server alone; what lies in the work folder is of a dead process."""
        shutil.rmtree(self._work, ignore_errors=True)
        for folder in (self._blobs, self._uploads, self._work):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def check_room(self, length: int) -> None:
        """Raises StorageFullError when `length` more bytes would not leave the reserve."""
        if shutil.disk_usage(self._uploads).free - length < self._reserve_bytes:
            raise StorageFullError

    async def upload_size(self, upload_id: str) -> int:
        """Bytes that have arrived; 0 when none have."""
        try:
            return self._upload(upload_id).stat().st_size
        except FileNotFoundError:
            return 0

    async def upload_head(self, upload_id: str) -> bytes:
        """The first 16 bytes, or fewer."""
        return await asyncio.to_thread(_read_head, self._upload(upload_id))

    async def write_upload(self, upload_id: str, offset: int, data: bytes) -> None:
        """Write at `offset`; what lay there or behind is gone. A full disk leaves what came before."""
        await asyncio.to_thread(_write_at, self._upload(upload_id), offset, data)

    async def sync_upload(self, upload_id: str) -> None:
        """Survives a power cut from here on."""
        await asyncio.to_thread(_sync, self._upload(upload_id))

    async def upload_sha256(self, upload_id: str) -> str:
        return await asyncio.to_thread(_sha256, self._upload(upload_id))

    async def keep_upload(self, upload_id: str, key: BlobKey) -> None:
        """Give the upload its final name; it is synced."""
        await asyncio.to_thread(self._move_in, self._upload(upload_id), key)

    async def discard_upload(self, upload_id: str) -> None:
        self._upload(upload_id).unlink(missing_ok=True)

    async def uploads(self) -> list[str]:
        """Ids of all uploads that have a file."""
        return [path.name for path in self._uploads.iterdir()]

    @asynccontextmanager
    async def work_folder(self) -> AsyncIterator[Path]:
        """An empty folder for a worker's results, gone afterwards."""
        folder = Path(tempfile.mkdtemp(dir=self._work))
        try:
            yield folder
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def write_work(self, file: Path, data: bytes) -> None:
        """Add to the end of a file in a work folder."""
        await asyncio.to_thread(_append, file, data)

    async def adopt(self, file: Path, key: BlobKey) -> None:
        """Take a finished file from a work folder."""
        await asyncio.to_thread(self._move_in, file, key)

    def path(self, key: BlobKey) -> Path:
        """Where the blob lies; it may be absent."""
        return self._blobs / key.utility_id / key.consultation_id / key.name

    async def remove(self, key: BlobKey) -> None:
        self.path(key).unlink(missing_ok=True)

    def _upload(self, upload_id: str) -> Path:
        return self._uploads / upload_id

    def _move_in(self, source: Path, key: BlobKey) -> None:
        target = self.path(key)
        with clear_when_full():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _sync(source)
            source.rename(target)
            _sync(target.parent)


def _write_at(path: Path, offset: int, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        with clear_when_full():
            os.ftruncate(descriptor, offset)
            os.lseek(descriptor, offset, os.SEEK_SET)
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
    except StorageFullError:
        os.ftruncate(descriptor, offset)  # gives the room back
        raise
    finally:
        os.close(descriptor)


def _append(path: Path, data: bytes) -> None:
    with clear_when_full(), path.open("ab") as file:
        file.write(data)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with clear_when_full():
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
