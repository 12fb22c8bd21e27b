"""Making parts of a picture unrecognizable, for ever and in everything that leaves the house.

Asked for, the picture is shown to nobody (`redacting`) and a PDF that may show it is gone. A worker makes all
its files anew; the old ones are destroyed, or one of them is locked away where the utility wants that. There
is no way back: what an undo restores in the log says nothing about the files.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

from inspection.domain.access import AccessError, Actor
from inspection.domain.consultation import Consultation
from inspection.domain.job import REDACT_PHOTO, Job
from inspection.domain.operations import Author, Operation
from inspection.domain.photo import Photo, StorageFullError
from inspection.domain.redaction import (
    BOXES_OF_A_PICTURE_MAX,
    SETTING,
    Box,
    Originals,
    Redaction,
    RedactionError,
    parse_boxes,
)
from inspection.services.consultations import find
from inspection.services.jobs import JobFailedError, JobLaterError, Jobs
from inspection.services.operations import Operations
from inspection.services.photo_erasure import PhotoErasure, forget_protocol, keys_of, locked_key
from inspection.services.photos import FULL_DISK_PAUSE, SCALE_TIMEOUT_S, made_files, stored_key, with_files
from inspection.services.ports import (
    BlobStore,
    Clock,
    Publisher,
    Storage,
    Tokens,
    Transaction,
    WorkerRefusedError,
    Workers,
)

FAILED = "redaction_failed"
FIELD = "redacted"
"Of a photo in the log, written by the server alone: how many parts of it are gone."


class Redactions:
    def __init__(
        self,
        storage: Storage,
        store: BlobStore,
        workers: Workers,
        jobs: Jobs,
        operations: Operations,
        erasure: PhotoErasure,
        clock: Clock,
        tokens: Tokens,
        publisher: Publisher,
    ) -> None:
        self._storage = storage
        self._store = store
        self._workers = workers
        self._jobs = jobs
        self._operations = operations
        self._erasure = erasure
        self._clock = clock
        self._tokens = tokens
        self._publisher = publisher

    async def redact(
        self,
        actor: Actor,
        consultation_id: str,
        photo_id: str,
        request_id: str,
        received: Sequence[Mapping[str, Any]],
    ) -> Photo:
        """Ask for it; sent twice is done once. Raises AccessError or RedactionError."""
        boxes = parse_boxes(received)
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if actor.is_customer or not actor.may_edit(consultation):
                raise AccessError("not_allowed")
            await tx.consultations.lock(consultation_id)
            consultation = await find(tx, actor, consultation_id)  # as it is now that nobody can change it
            photo = await tx.photos.get(consultation_id, photo_id)
            if photo is None:
                raise AccessError("not_found")
            if photo.redaction and request_id in photo.redaction.requests and photo.failure != FAILED:
                return photo
            await self._check(tx, consultation, photo)
            photo = _asked(photo, request_id, boxes)
            await tx.photos.save(photo)
            erasing = await self._erasure.erase_files_in(
                tx, photo.utility_id, consultation_id, await forget_protocol(tx, consultation)
            )
            by = Author(actor.id, actor.name, actor.kind)
            seq = await self._operations.append_in(tx, consultation, [self._note(photo)], by)
            await self._jobs.enqueue(
                tx,
                REDACT_PHOTO,
                utility_id=photo.utility_id,
                consultation_id=consultation_id,
                payload={"photo_id": photo.id},
            )
        await self._erasure.run(erasing)
        self._jobs.wake()
        await self._operations.announce(consultation_id, seq)
        await self._publish(photo)
        return photo

    async def choose(self, utility_id: str, choice: str) -> None:
        """What becomes of pictures as they were: `destroy` or `lock`; for those redacted from now on."""
        async with self._storage.write() as tx:
            utility = await tx.utilities.get(utility_id)
            if utility is not None:
                await tx.utilities.keep_settings(utility_id, {**utility.settings, SETTING: choice})

    async def originals_of(self, utility_id: str) -> Originals:
        """What the utility wants; where it has not said, `destroy`."""
        async with self._storage.read() as tx:
            utility = await tx.utilities.get(utility_id)
        return "lock" if utility is not None and utility.settings.get(SETTING) == "lock" else "destroy"

    async def run(self, job: Job) -> None:
        """The job REDACT_PHOTO."""
        async with self._storage.read() as tx:
            photo = await tx.photos.get(job.consultation_id or "", job.payload["photo_id"])
        if photo is None or photo.state != "redacting" or photo.redaction is None:
            return
        is_locking = await self.originals_of(job.utility_id) == "lock"
        async with self._store.work_folder() as folder:
            source = self._store.path(stored_key(photo, photo.sizes["original"]))
            arguments = {
                "path": str(source),
                "out_dir": str(folder),
                "boxes": [asdict(box) for box in photo.redaction.boxes],
            }
            try:
                result = await self._workers.run(REDACT_PHOTO, arguments, timeout_s=SCALE_TIMEOUT_S)
                erasing = await self._keep(photo, result, folder, is_locking=is_locking)
            except WorkerRefusedError as refusal:
                raise JobFailedError(str(refusal)) from refusal
            except StorageFullError as error:
                raise JobLaterError(FULL_DISK_PAUSE) from error
        if erasing is None:
            return
        await self._erasure.run(erasing)
        self._jobs.wake()  # a protocol may have waited for it
        await self._publish(replace(photo, state="ready"))

    async def failed(self, job: Job, code: str) -> None:
        """Nobody sees the picture, neither does the protocol; asking again tries again."""
        async with self._storage.write() as tx:
            await tx.consultations.lock(job.consultation_id or "")
            photo = await tx.photos.get(job.consultation_id or "", job.payload["photo_id"])
            if photo is None or photo.state != "redacting":
                return
            photo = replace(photo, state="failed", failure=FAILED)
            await tx.photos.save(photo)
        self._jobs.wake()
        await self._publish(photo)

    async def _check(self, tx: Transaction, consultation: Consultation, photo: Photo) -> None:
        version = await tx.protocols.latest(consultation.id, consultation.language)
        if not consultation.is_editable or (version is not None and version.is_released):
            raise RedactionError("redaction_released")
        if photo.state == "erased":
            raise RedactionError("redaction_erased")
        if photo.state not in ("ready", "redacting") and photo.failure != FAILED:
            raise RedactionError("redaction_not_ready")

    async def _keep(
        self, photo: Photo, result: Mapping[str, Any], folder: Path, *, is_locking: bool
    ) -> Job | None:
        """Put the new files in the place of the old ones; None when something else came in between."""
        files = made_files(result)
        asked = cast(Redaction, photo.redaction)
        was = photo.sizes["original"]
        locked = asked.locked or (was if is_locking else None)
        ready = replace(with_files(photo, files), redaction=replace(asked, is_pending=False, locked=locked))
        async with self._storage.write() as tx:
            await tx.consultations.lock(photo.consultation_id)
            now = await tx.photos.get(photo.consultation_id, photo.id)
            if now is None or now.state != "redacting" or now.redaction != asked:
                return None
            for name, size in ready.sizes.items():
                await self._store.adopt(Path(files[name]["path"]), stored_key(photo, size))
            if locked is not None and asked.locked is None:
                copy = folder / "locked"
                await asyncio.to_thread(shutil.copyfile, self._store.path(stored_key(photo, was)), copy)
                await self._store.adopt(copy, locked_key(photo, locked))
            await tx.photos.save(ready)
            return await self._erasure.erase_files_in(
                tx, photo.utility_id, photo.consultation_id, keys_of(photo)
            )

    def _note(self, photo: Photo) -> Operation:
        count = len(cast(Redaction, photo.redaction).boxes)
        return Operation(self._tokens.new_id(), 0, f"photo:{photo.id}", FIELD, count, self._clock.now())

    async def _publish(self, photo: Photo) -> None:
        payload: dict[str, object] = {"photo_id": photo.id, "state": photo.state}
        if photo.failure:
            payload["failure"] = photo.failure
        await self._publisher.publish(photo.consultation_id, "photo", payload)


def _asked(photo: Photo, request_id: str, boxes: tuple[Box, ...]) -> Photo:
    before = photo.redaction or Redaction((), (), is_pending=False)
    if request_id in before.requests:  # it has failed and is tried again
        boxes = ()
    if len(before.boxes) + len(boxes) > BOXES_OF_A_PICTURE_MAX:
        raise RedactionError("redaction_too_many", limit=BOXES_OF_A_PICTURE_MAX)
    redaction = Redaction(
        boxes=(*before.boxes, *boxes),
        requests=tuple(dict.fromkeys((*before.requests, request_id))),
        is_pending=True,
        locked=before.locked,
    )
    return replace(photo, state="redacting", failure=None, redaction=redaction)
