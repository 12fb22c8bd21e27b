"""Taking pictures in pieces over weak lines: the server's side of tus 1.0, without HTTP.

The file on disk says how far an upload is. Its last byte counts only once the photo is registered: an upload
that reads as complete is safe on disk and in the database, whatever died in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from inspection.domain.access import AccessError, Actor
from inspection.domain.checklist import Checklist
from inspection.domain.consent import is_given
from inspection.domain.errors import RefusalError
from inspection.domain.photo import (
    EXTENSIONS,
    MAX_NOTE,
    MAX_PHOTOS,
    MAX_UPLOAD_BYTES,
    UPLOAD_LASTS,
    Upload,
    UploadError,
    UploadPurpose,
    is_client_id,
    is_sha256,
    sniff_content_type,
)
from inspection.domain.upload_bearings import bearings
from inspection.services.consultations import find
from inspection.services.photos import Photos, check_may_store
from inspection.services.ports import BlobStore, Clock, Storage, Tokens, Transaction

PIECE_BYTES = 256 * 1024  # written at once; more would be lost with a line that breaks without a word
SNIFFED_BYTES = 12


@dataclass(frozen=True)
class UploadProgress:
    upload: Upload
    offset: int
    "Bytes that are safe."

    @property
    def is_complete(self) -> bool:
        return self.upload.finished_at is not None


@dataclass
class _Turn:
    """Who writes an upload now. A phone that comes back takes over from its own dead connection."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    holder: int = 0
    refused: bool = False
    "The customer withdrew her consent meanwhile."


class Uploads:
    def __init__(
        self,
        storage: Storage,
        store: BlobStore,
        photos: Photos,
        checklist: Checklist,
        clock: Clock,
        tokens: Tokens,
    ) -> None:
        self._storage = storage
        self._store = store
        self._photos = photos
        self._checklist = checklist
        self._clock = clock
        self._tokens = tokens
        self._turns: dict[str, _Turn] = {}

    async def create(self, actor: Actor, length: int, metadata: Mapping[str, str]) -> UploadProgress:
        """Begin an upload, or find the one that the same photo already has.

        Raises UploadError, AccessError or StorageFullError.
        """
        if length > MAX_UPLOAD_BYTES:
            raise UploadError("upload_too_large", limit_mb=MAX_UPLOAD_BYTES // 1_000_000)
        consultation_id = actor.consultation_id or metadata.get("consultation", "")
        photo_id, sha256 = metadata.get("photo_id", ""), metadata.get("sha256", "").lower()
        if length < SNIFFED_BYTES:
            raise UploadError("upload_not_a_picture")
        if not is_client_id(photo_id):
            raise UploadError(part="photo_id")
        if not is_sha256(sha256):
            raise UploadError(part="sha256")
        purpose = self._purpose(actor, metadata)
        await self._store.check_room(length)
        now = self._clock.now()
        replaced: Upload | None = None
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if not actor.is_customer and not actor.may_edit(consultation):
                raise AccessError("not_allowed")
            check_may_store(consultation, is_given(await tx.consents.all(consultation.id)))
            before = await tx.uploads.of_photo(consultation.id, photo_id)
            photo = await tx.photos.get(consultation.id, photo_id)
            if photo is not None and photo.sha256_received != sha256:
                raise UploadError("upload_photo_exists")
            if photo is None and await tx.photos.next_number(consultation.id) > MAX_PHOTOS:
                raise UploadError("upload_too_many", limit=MAX_PHOTOS)
            if before is not None and _is_same(before, sha256, length, now):
                return await self._progress(before)
            if before is not None:
                await tx.uploads.remove(before.id)
                replaced = before
            upload = Upload(
                id=self._tokens.new_id(),
                utility_id=consultation.utility_id,
                consultation_id=consultation.id,
                photo_id=photo_id,
                length=length,
                sha256=sha256,
                purpose=purpose,
                by_id=actor.id,
                by_name=actor.name,
                by_kind=actor.kind,
                created_at=now,
                expires_at=now + UPLOAD_LASTS,
                offset=length if photo else 0,
                finished_at=now if photo else None,
            )
            await tx.uploads.add(upload)
        if replaced is not None:
            await self._store.discard_upload(replaced.id)
        return await self._progress(upload)

    async def progress(self, actor: Actor, upload_id: str) -> UploadProgress:
        """How far an upload is. Raises UploadError `upload_expired`, AccessError `not_found`."""
        return await self._progress(await self._open(actor, upload_id))

    async def append(
        self, actor: Actor, upload_id: str, offset: int, body: AsyncIterator[bytes]
    ) -> UploadProgress:
        """Write what comes, from `offset` on; the photo is registered with the last byte.

        When the body ends early, what came is kept. Raises UploadError: `upload_offset` when the upload is
        elsewhere, `upload_interrupted` when another request took over, `upload_hash_mismatch` and
        `upload_not_a_picture` after which the upload is gone.
        """
        await self._open(actor, upload_id)
        turn = self._turns.setdefault(upload_id, _Turn())
        async with turn.lock:
            upload = await self._open(
                actor, upload_id
            )  # anew: another request may have finished it meanwhile
            now_at = (await self._progress(upload)).offset
            if offset != now_at:
                raise UploadError("upload_offset", offset=now_at)
            if upload.finished_at is not None:
                return UploadProgress(upload, upload.length)
            turn.holder += 1
            mine = turn.holder
        async for piece in _pieces(body):
            async with turn.lock:
                if turn.holder != mine:
                    raise _lost(turn)
                if offset + len(piece) > upload.length:
                    raise UploadError("upload_too_large", limit_mb=MAX_UPLOAD_BYTES // 1_000_000)
                await self._store.write_upload(upload_id, offset, piece)
                offset += len(piece)
        async with turn.lock:
            if turn.holder != mine:
                raise _lost(turn)
            return await self._acknowledge(upload, offset)

    async def terminate(self, actor: Actor, upload_id: str) -> None:
        """Forget an unfinished upload; of a finished one only the upload, never the photo."""
        await self._forget(await self._open(actor, upload_id))

    async def stop_in(self, tx: Transaction, consultation_id: str) -> Sequence[str]:
        """Forget what is still on its way, in the caller's transaction; afterwards he calls `stopped`."""
        upload_ids = await tx.uploads.unfinished(consultation_id)
        for upload_id in upload_ids:
            await tx.uploads.remove(upload_id)
        return upload_ids

    async def stopped(self, upload_ids: Sequence[str]) -> None:
        """After the commit: a request that is still writing is refused, and its bytes go."""
        for upload_id in upload_ids:
            turn = self._turns.pop(upload_id, None) or _Turn()
            async with turn.lock:
                turn.holder += 1
                turn.refused = True
                await self._store.discard_upload(upload_id)

    async def clean(self) -> int:
        """Forget expired uploads and files that no upload knows; how many."""
        now = self._clock.now()
        async with self._storage.write() as tx:
            expired = await tx.uploads.expired(now)
            for upload_id in expired:
                await tx.uploads.remove(upload_id)
            files = await self._store.uploads()
            known = await tx.uploads.known(files)
        strays = [upload_id for upload_id in files if upload_id not in known]
        for upload_id in strays:
            await self._store.discard_upload(upload_id)
            self._turns.pop(upload_id, None)
        return len({*expired, *strays})

    def _purpose(self, actor: Actor, metadata: Mapping[str, str]) -> UploadPurpose:
        item, entity, mime = (metadata.get(name, "") for name in ("item", "entity", "type"))
        if item not in self._checklist.items:
            raise UploadError(part="item")
        if not is_client_id(entity):
            raise UploadError(part="entity")
        if mime not in EXTENSIONS:
            raise UploadError("upload_not_a_picture")
        note = metadata.get("note", "")
        if len(note) > MAX_NOTE:
            raise UploadError(part="note")
        taken_at = _time(metadata.get("taken_at"))
        if taken_at is not None:
            taken_at = min(taken_at, self._clock.now())  # by a phone whose clock is ahead
        return UploadPurpose(
            item, entity, mime, taken_at, note, **bearings(metadata, is_customer=actor.is_customer)
        )

    async def _open(self, actor: Actor, upload_id: str) -> Upload:
        async with self._storage.read() as tx:
            return await self._opened(tx, actor, upload_id)

    async def _opened(self, tx: Transaction, actor: Actor, upload_id: str) -> Upload:
        upload = await tx.uploads.get(upload_id)
        if upload is None:
            if actor.consultation_id and not is_given(await tx.consents.all(actor.consultation_id)):
                raise UploadError("consent_missing")  # a withdrawal has ended it
            raise AccessError("not_found")
        consultation = await find(tx, actor, upload.consultation_id)
        if not actor.is_customer and not actor.may_edit(consultation):
            raise AccessError("not_allowed")
        if upload.expires_at <= self._clock.now():
            raise UploadError("upload_expired")
        return upload

    async def _progress(self, upload: Upload) -> UploadProgress:
        if upload.finished_at is not None:
            return UploadProgress(upload, upload.length)
        size = await self._store.upload_size(upload.id)
        return UploadProgress(upload, min(size, upload.length - 1))

    async def _acknowledge(self, upload: Upload, offset: int) -> UploadProgress:
        if offset >= SNIFFED_BYTES:
            head = await self._store.upload_head(upload.id)
            if sniff_content_type(head) != upload.purpose.mime:
                await self._refuse(upload, UploadError("upload_not_a_picture"))
        if offset > 0:
            await self._store.sync_upload(upload.id)
        if offset < upload.length:
            async with self._storage.write() as tx:
                await tx.uploads.set_offset(upload.id, offset)
            return UploadProgress(upload, offset)
        if await self._store.upload_sha256(upload.id) != upload.sha256:
            await self._refuse(upload, UploadError("upload_hash_mismatch"))
        try:
            await self._photos.register(upload)
        except (UploadError, AccessError) as error:
            await self._refuse(upload, error)
        self._turns.pop(upload.id, None)
        async with self._storage.read() as tx:
            finished = await tx.uploads.get(upload.id)
        return UploadProgress(finished or upload, upload.length)

    async def _refuse(self, upload: Upload, error: RefusalError) -> None:
        await self._forget(upload)
        raise error

    async def _forget(self, upload: Upload) -> None:
        async with self._storage.write() as tx:
            await tx.uploads.remove(upload.id)
        await self._store.discard_upload(upload.id)
        self._turns.pop(upload.id, None)


def _lost(turn: _Turn) -> UploadError:
    return UploadError("consent_missing" if turn.refused else "upload_interrupted")


def _is_same(upload: Upload, sha256: str, length: int, now: datetime) -> bool:
    return (upload.sha256, upload.length) == (sha256, length) and now < upload.expires_at


async def _pieces(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in pieces worth writing."""
    buffer = bytearray()
    async for chunk in body:
        buffer += chunk
        if len(buffer) >= PIECE_BYTES:
            yield bytes(buffer)
            buffer.clear()
    if buffer:
        yield bytes(buffer)


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UploadError(part="taken_at") from None
    if at.tzinfo is None:
        raise UploadError(part="taken_at")
    return at.astimezone(UTC)
