"""Photos: taking one into the consultation, making its sizes, showing it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from inspection.domain.access import AccessError, Actor
from inspection.domain.consent import is_given
from inspection.domain.consultation import Consultation
from inspection.domain.job import SCALE_PHOTO, Job
from inspection.domain.operations import Author, Operation, State, fold, is_there, value_of
from inspection.domain.photo import (
    EXTENSIONS,
    Photo,
    PictureSize,
    Quality,
    SizeName,
    StorageFullError,
    Upload,
    UploadError,
)
from inspection.domain.records import OUTSIDE
from inspection.services.consultations import find
from inspection.services.jobs import JobFailedError, JobLaterError, Jobs
from inspection.services.operations import Operations
from inspection.services.ports import (
    BlobKey,
    BlobStore,
    Clock,
    Publisher,
    Storage,
    Transaction,
    WorkerRefusedError,
    Workers,
)

SCALE_TIMEOUT_S = 60
FULL_DISK_PAUSE = timedelta(seconds=30)
UNREADABLE = ("photo_unreadable", "photo_too_many_pixels")
"Codes after which the received bytes are of no use to anybody."


@dataclass(frozen=True)
class ShownPhoto:
    """A photo with what the log says about it."""

    photo: Photo
    item: str | None
    entity: str | None
    caption: str | None


@dataclass(frozen=True)
class PhotoFile:
    path: Path
    size: PictureSize


def received_key(photo: Photo | Upload) -> BlobKey:
    """Where the bytes as sent wait to be scaled; of this photo alone: scaling its twin leaves them."""
    if isinstance(photo, Upload):
        return BlobKey(photo.utility_id, photo.consultation_id, photo.sha256, f"{photo.photo_id}.received")
    return BlobKey(photo.utility_id, photo.consultation_id, photo.sha256_received, f"{photo.id}.received")


def stored_key(photo: Photo, size: PictureSize) -> BlobKey:
    return BlobKey(photo.utility_id, photo.consultation_id, size.sha256, EXTENSIONS[size.mime])


def made_files(result: Mapping[str, Any]) -> Mapping[SizeName, Mapping[str, Any]]:
    """What a worker answers, by size: {path, sha256, bytes, width, height, mime}."""
    return {"original": result["original"], **result["copies"]}


def with_files(photo: Photo, files: Mapping[SizeName, Mapping[str, Any]]) -> Photo:
    """The photo once these files are its own."""
    sizes = {
        name: PictureSize(file["sha256"], file["bytes"], file["width"], file["height"], file["mime"])
        for name, file in files.items()
    }
    original = sizes["original"]
    return replace(
        photo,
        state="ready",
        mime=original.mime,
        sha256_stored=original.sha256,
        width=original.width,
        height=original.height,
        failure=None,
        sizes=sizes,
    )


def check_may_store(consultation: Consultation, stills_consent: bool) -> None:
    """Raises UploadError `consultation_closed` or `consent_missing`."""
    if not consultation.is_editable:
        raise UploadError("consultation_closed")
    if not stills_consent:
        raise UploadError("consent_missing")


class Photos:
    def __init__(
        self,
        storage: Storage,
        store: BlobStore,
        workers: Workers,
        jobs: Jobs,
        operations: Operations,
        clock: Clock,
        publisher: Publisher,
    ) -> None:
        self._storage = storage
        self._store = store
        self._workers = workers
        self._jobs = jobs
        self._operations = operations
        self._clock = clock
        self._publisher = publisher

    async def register(self, upload: Upload) -> Photo:
        """Make a photo of a whole upload: file, row, log and job together, or none of them.

        Only what this returns may be acknowledged. Sent twice is registered once.
        Raises UploadError when consent was withdrawn or the consultation closed while it was on its way.
        """
        async with self._storage.write() as tx:
            await tx.consultations.lock(upload.consultation_id)  # consent is withdrawn before or after
            photo = await tx.photos.get(upload.consultation_id, upload.photo_id)
            if photo is not None and photo.sha256_received != upload.sha256:
                raise UploadError("upload_photo_exists")
            if photo is not None:
                await tx.uploads.finish(upload.id, self._clock.now())
                await self._store.discard_upload(upload.id)
                return photo
            consultation = await tx.consultations.get(upload.utility_id, upload.consultation_id)
            if consultation is None:
                raise AccessError("not_found")
            check_may_store(consultation, is_given(await tx.consents.all(consultation.id)))
            # A crash from here to the commit leaves a file that nobody knows: the phone sends it again.
            await self._store.keep_upload(upload.id, received_key(upload))
            photo, seq = await self._add(tx, consultation, upload)
        self._jobs.wake()
        await self._operations.announce(photo.consultation_id, seq)
        await self._publish(photo)
        return photo

    async def _add(self, tx: Transaction, consultation: Consultation, upload: Upload) -> tuple[Photo, int]:
        now = self._clock.now()
        photo = Photo(
            id=upload.photo_id,
            utility_id=upload.utility_id,
            consultation_id=consultation.id,
            number=await tx.photos.next_number(consultation.id),
            state="received",
            mime=upload.purpose.mime,
            bytes=upload.length,
            sha256_received=upload.sha256,
            received_at=now,
            taken_at=upload.purpose.taken_at,
        )
        await tx.photos.add(photo)
        author = Author(upload.by_id, upload.by_name, upload.by_kind)
        state = await self._operations.state_in(tx, consultation)
        operations = _operations(upload, consultation.last_seq, state)
        seq = await self._operations.append_in(tx, consultation, operations, author)
        await tx.uploads.finish(upload.id, now)
        await self._jobs.enqueue(
            tx,
            SCALE_PHOTO,
            utility_id=photo.utility_id,
            consultation_id=photo.consultation_id,
            payload={"photo_id": photo.id},
            dedupe_key=f"{SCALE_PHOTO}:{photo.consultation_id}:{photo.id}",
        )
        return photo, seq

    async def all(self, actor: Actor, consultation_id: str) -> Sequence[ShownPhoto]:
        """By number; those that were removed from the log are left out."""
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            photos = await tx.photos.all(consultation_id)
            state = fold(await tx.operations.after(consultation_id, 0))
        return [_shown(photo, state) for photo in photos if is_there(state, f"photo:{photo.id}")]

    async def file(self, actor: Actor, consultation_id: str, photo_id: str, size: SizeName) -> PhotoFile:
        """Raises AccessError `not_found`, also while the size is not made yet."""
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            photo = await tx.photos.get(consultation_id, photo_id)
        if photo is None or photo.state != "ready" or size not in photo.sizes:
            raise AccessError("not_found")
        return PhotoFile(self._store.path(stored_key(photo, photo.sizes[size])), photo.sizes[size])

    async def run(self, job: Job) -> None:
        """Scale one photo: the job SCALE_PHOTO."""
        photo = await self._of(job)
        if photo is None:
            return
        if photo.state == "received":
            photo = await self._scale(photo)
        if photo.state == "ready":
            await self._publish(photo)
            self._jobs.wake()  # a protocol may have waited for it
            await self._store.remove(received_key(photo))

    async def failed(self, job: Job, code: str) -> None:
        """The photo cannot be shown; consultant and customer are told."""
        async with self._storage.write() as tx:
            await tx.consultations.lock(job.consultation_id or "")
            photo = await tx.photos.get(job.consultation_id or "", job.payload["photo_id"])
            if photo is None or photo.state != "received":
                return
            photo = replace(photo, state="failed", failure=code)
            await tx.photos.save(photo)
        if code in UNREADABLE:
            await self._store.remove(received_key(photo))
        await self._publish(photo)

    async def _of(self, job: Job) -> Photo | None:
        async with self._storage.read() as tx:
            return await tx.photos.get(job.consultation_id or "", job.payload["photo_id"])

    async def _scale(self, photo: Photo) -> Photo:
        async with self._store.work_folder() as folder:
            arguments = {"path": str(self._store.path(received_key(photo))), "out_dir": str(folder)}
            try:
                result = await self._workers.run(SCALE_PHOTO, arguments, timeout_s=SCALE_TIMEOUT_S)
                return await self._keep(photo, result)
            except WorkerRefusedError as refusal:
                raise JobFailedError(str(refusal)) from refusal
            except StorageFullError as error:
                raise JobLaterError(FULL_DISK_PAUSE) from error

    async def _keep(self, photo: Photo, result: Mapping[str, Any]) -> Photo:
        """Store what the worker made and say so in the database, unless it was erased meanwhile."""
        files = made_files(result)
        ready = with_files(photo, files)
        ready = replace(ready, quality=Quality(**result["quality"]) if result["quality"] else None)
        async with self._storage.write() as tx:
            await tx.consultations.lock(photo.consultation_id)
            now = await tx.photos.get(photo.consultation_id, photo.id)
            if now is None or now.state != "received":
                return now or photo
            for name, size in ready.sizes.items():
                await self._store.adopt(Path(files[name]["path"]), stored_key(photo, size))
            await tx.photos.save(ready)
        return ready

    async def _publish(self, photo: Photo) -> None:
        payload: dict[str, object] = {"photo_id": photo.id, "state": photo.state}
        if photo.failure:
            payload["failure"] = photo.failure
        await self._publisher.publish(photo.consultation_id, "photo", payload)


def _operations(upload: Upload, based_on: int, state: State) -> list[Operation]:
    """What the log says of a new photo. Ids follow from the photo's, so that a second time adds nothing."""
    purpose = upload.purpose
    is_known = purpose.room == OUTSIDE or is_there(state, f"room:{purpose.room}")
    values: dict[str, object] = {
        "exists": True,
        "item": purpose.item,
        "entity": purpose.entity,
        "note": purpose.note or None,
        "room": purpose.room if is_known else None,
        "heading_deg": purpose.heading_deg,
        "tilt_deg": purpose.tilt_deg,
        "channel": purpose.channel,
    }
    target = f"photo:{upload.photo_id}"
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, f"{upload.consultation_id}/{target}")
    return [
        Operation(str(uuid.uuid5(namespace, field)), based_on, target, field, value, upload.created_at)
        for field, value in values.items()
        if value is not None
    ]


def _shown(photo: Photo, state: State) -> ShownPhoto:
    target = f"photo:{photo.id}"
    item, entity, caption = (value_of(state, target, field) for field in ("item", "entity", "caption"))
    return ShownPhoto(photo, item, entity, caption)
