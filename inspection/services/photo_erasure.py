"""Erasing all pictures of a consultation: their bytes in every size, what is known of them, what was written
about them, and a PDF that may show them. Ids and numbers stay, so that the log still adds up.

Rows and log change in the caller's transaction. The files go right after it; a job in the same transaction
sees to it when the server dies in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inspection.domain.consultation import Consultation
from inspection.domain.job import ERASE_FILES, Job
from inspection.domain.operations import ERASED, Author, Operation, State, fold, value_of
from inspection.domain.photo import Photo, PictureSize
from inspection.services.jobs import Jobs
from inspection.services.operations import Operations
from inspection.services.photos import received_key, stored_key
from inspection.services.ports import BlobKey, BlobStore, Clock, Storage, Tokens, Transaction
from inspection.services.protocol_rendering import pdf_key

TEXTS = ("caption", "note")
"Fields of a photo whose words go with it."


class PhotoErasure:
    def __init__(
        self,
        storage: Storage,
        store: BlobStore,
        jobs: Jobs,
        operations: Operations,
        clock: Clock,
        tokens: Tokens,
    ) -> None:
        self._storage = storage
        self._store = store
        self._jobs = jobs
        self._operations = operations
        self._clock = clock
        self._tokens = tokens

    async def erase_in(
        self, tx: Transaction, consultation: Consultation, by: Author, *, with_protocol: bool
    ) -> Job | None:
        """Forget all pictures; None when there are none. After the commit the caller calls `finish`.

        The caller holds the consultation. `with_protocol`: a PDF not yet released may show them.
        """
        photos = [photo for photo in await tx.photos.all(consultation.id) if photo.state != "erased"]
        if not photos:
            return None
        keys = [key for photo in photos for key in keys_of(photo)]
        if with_protocol:
            keys += await forget_protocol(tx, consultation)
        for photo in photos:
            await tx.photos.save(photo.erased())
        targets = [f"photo:{photo.id}" for photo in photos]
        await tx.operations.erase_values(consultation.id, targets, TEXTS)
        state = fold(await tx.operations.after(consultation.id, 0))
        await self._operations.append_in(tx, consultation, self._removals(targets, state), by)
        return await self.erase_files_in(tx, consultation.utility_id, consultation.id, keys)

    async def erase_files_in(
        self, tx: Transaction, utility_id: str, consultation_id: str, keys: Sequence[BlobKey]
    ) -> Job:
        """Files that nobody shall have any more; after the commit the caller calls `finish` or `run`."""
        return await self._jobs.enqueue(
            tx,
            ERASE_FILES,
            utility_id=utility_id,
            consultation_id=consultation_id,
            payload={"files": [[key.sha256, key.suffix] for key in keys]},
        )

    async def finish(self, consultation_id: str, job: Job) -> None:
        """After the commit: the files go, and the room learns of it."""
        await self.run(job)
        self._jobs.wake()
        async with self._storage.read() as tx:
            consultation = await tx.consultations.get(job.utility_id, consultation_id)
        if consultation is not None:
            await self._operations.announce(consultation_id, consultation.last_seq)

    async def run(self, job: Job) -> None:
        """The job ERASE_FILES. The same picture taken again has the same name: that one stays."""
        consultation_id = job.consultation_id or ""
        async with self._storage.write() as tx:
            await tx.consultations.lock(consultation_id)
            used = {key.name for photo in await tx.photos.all(consultation_id) for key in keys_of(photo)}
            for sha256, suffix in job.payload["files"]:
                key = BlobKey(job.utility_id, consultation_id, sha256, suffix)
                if key.name not in used:
                    await self._store.remove(key)

    async def failed(self, job: Job, code: str) -> None:
        """Stays in the jobs table with the names of its files; housekeeping begins it again."""

    def _removals(self, targets: Sequence[str], state: State) -> list[Operation]:
        now = self._clock.now()
        changes = [
            (target, field, value)
            for target in targets
            for field, value in (("exists", False), (ERASED, True), *((text, None) for text in TEXTS))
            if value_of(state, target, field) != value
        ]
        return [
            Operation(self._tokens.new_id(), state["seq"], target, field, value, now)
            for target, field, value in changes
        ]


async def forget_protocol(tx: Transaction, consultation: Consultation) -> list[BlobKey]:
    """A PDF not yet released is no longer there for anybody; its file, for the caller to erase."""
    version = await tx.protocols.latest(consultation.id, consultation.language)
    if version is None or version.is_released or version.pdf_sha256 is None:
        return []
    empty = replace(version, pdf_sha256=None, bytes=None, pages=None, rendered_from=None)
    await tx.protocols.put(empty)
    return [pdf_key(consultation, version.pdf_sha256)]


def locked_key(photo: Photo, size: PictureSize) -> BlobKey:
    """Where the picture lies as it was before parts of it went: no route leads there."""
    return BlobKey(photo.utility_id, photo.consultation_id, size.sha256, "locked")


def keys_of(photo: Photo) -> list[BlobKey]:
    """Files of this photo; one already gone does no harm."""
    if photo.state == "erased":
        return []
    locked = photo.redaction.locked if photo.redaction else None
    return [
        received_key(photo),
        *(stored_key(photo, size) for size in photo.sizes.values()),
        *([locked_key(photo, locked)] if locked else []),
    ]
