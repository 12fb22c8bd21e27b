"""Files on disk: whole or not there, also when the disk is full; what is left behind is cleaned away."""

from __future__ import annotations

import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspection.adapters.photos_disk import PhotosDisk
from inspection.app import House, build, prepare
from inspection.domain.access import Actor, Role
from inspection.domain.consultation import Address, Customer
from inspection.domain.photo import StorageFullError, Upload, UploadPurpose
from inspection.services.consultations import NewConsultation
from inspection.services.ports import BlobKey
from inspection.settings import Settings

KEY = BlobKey("utility", "consultation", "0" * 64, "pdf")


@pytest.fixture
def disk(tmp_path: Path) -> PhotosDisk:
    disk = PhotosDisk(tmp_path)
    disk.prepare()
    return disk


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file may grow beyond `size`: the kernel refuses as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_is_said_and_keeps_what_was_there(disk: PhotosDisk) -> None:
    await disk.write_upload("u1", 0, b"a" * 5000)
    with full_at(8000), pytest.raises(StorageFullError):
        await disk.write_upload("u1", 5000, b"b" * 5000)
    assert await disk.upload_size("u1") == 5000
    await disk.write_upload("u1", 5000, b"b" * 10)
    assert await disk.upload_size("u1") == 5010


async def test_no_upload_begins_that_would_fill_the_disk(tmp_path: Path) -> None:
    disk = PhotosDisk(tmp_path, reserve_bytes=10**18)
    disk.prepare()
    with pytest.raises(StorageFullError):
        await disk.check_room(1)


async def test_writing_again_from_earlier_on_forgets_the_rest(disk: PhotosDisk) -> None:
    await disk.write_upload("u1", 0, b"abcdef")
    await disk.write_upload("u1", 2, b"X")
    await disk.keep_upload("u1", KEY)
    assert disk.path(KEY).read_bytes() == b"abX"
    assert await disk.upload_size("u1") == 0


async def test_only_the_server_reads_the_files(disk: PhotosDisk) -> None:
    await disk.write_upload("u1", 0, b"abc")
    await disk.keep_upload("u1", KEY)
    assert disk.path(KEY).stat().st_mode & 0o077 == 0
    assert disk.path(KEY).parent.stat().st_mode & 0o077 == 0


async def test_a_work_folder_of_a_dead_process_is_emptied(tmp_path: Path) -> None:
    disk = PhotosDisk(tmp_path)
    disk.prepare()
    async with disk.work_folder() as folder:
        (folder / "left").write_bytes(b"x")
        disk.prepare()
        assert not folder.exists()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """All parts without a server and without workers."""
    house = build(Settings(data=tmp_path))
    await prepare(house)
    yield house
    await house.close()


async def test_an_upload_nobody_goes_on_with_is_forgotten_with_its_bytes(house: House) -> None:
    utility = await house.users.ensure_utility("Entwässerung", "")
    actor = Actor("kb", utility.id, "M. Ahlers", Role.OFFICE, "de")
    row = await house.consultations.create(
        actor, NewConsultation(Customer("Erika Muster"), Address()), house.operations
    )
    now = datetime.now(UTC)
    for name, expires_at in (("old", now - timedelta(minutes=1)), ("young", now + timedelta(hours=1))):
        upload = Upload(
            id=name,
            utility_id=utility.id,
            consultation_id=row.consultation.id,
            photo_id=name,
            length=100,
            sha256="0" * 64,
            purpose=UploadPurpose("room_photo", "building", "image/jpeg"),
            by_id="c",
            by_name="",
            by_kind="customer",
            created_at=now,
            expires_at=expires_at,
        )
        async with house.storage.write() as tx:
            await tx.uploads.add(upload)
        await house.store.write_upload(name, 0, b"half")
    await house.store.write_upload("stray", 0, b"of nobody")

    assert await house.uploads.clean() == 2
    assert await house.store.uploads() == ["young"]
    assert await house.uploads.clean() == 0
