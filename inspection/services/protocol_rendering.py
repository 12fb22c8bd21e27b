"""Making the PDF: the handler of both kinds of rendering jobs.

A rendering ahead is stored as a `draft`. When the call is finished the worker builds the document once more
and renders it only if its contents differ from those of what is stored: finishing waits for nothing when
nothing has changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from inspection.domain.case_export import ExportedPhoto, export_case
from inspection.domain.checklist import Checklist
from inspection.domain.consultation import Consultation, State
from inspection.domain.job import PRERENDER_PROTOCOL, RENDER_PROTOCOL, Job
from inspection.domain.operations import fold, iso
from inspection.domain.photo import Photo, StorageFullError
from inspection.domain.protocol_version import ProtocolState, ProtocolVersion
from inspection.services.jobs import JobFailedError, JobLaterError
from inspection.services.photos import stored_key
from inspection.services.ports import (
    BlobKey,
    BlobStore,
    Clock,
    Publisher,
    Storage,
    Transaction,
    Utility,
    WorkerRefusedError,
    Workers,
)

BUSY = timedelta(milliseconds=300)
FULL_DISK_PAUSE = timedelta(seconds=30)
RENDER_TIMEOUT_S = 120
PROGRESS_STEP = 0.05  # smaller advances are not told

RENDERED = frozenset({State.IN_CALL, State.PAUSED, State.IN_REVIEW})
"States in which a protocol is made."


@dataclass(frozen=True)
class _Source:
    """All that a protocol is made of, read in one snapshot."""

    consultation: Consultation
    utility: Utility
    case: Mapping[str, Any]
    photos: tuple[Photo, ...]
    waiting_photos: int
    before: ProtocolVersion | None
    version: int


class ProtocolRendering:
    """One rendering at a time for a consultation; any number of consultations, as workers allow."""

    def __init__(
        self,
        storage: Storage,
        store: BlobStore,
        workers: Workers,
        clock: Clock,
        publisher: Publisher,
        checklist: Checklist,
        templates: Path,
        time_zone: ZoneInfo,
    ) -> None:
        """`templates`: the folder that `checklist` was loaded from; workers load it themselves."""
        self._storage = storage
        self._store = store
        self._workers = workers
        self._clock = clock
        self._publisher = publisher
        self._checklist = checklist
        self._templates = templates
        self._zone = time_zone
        self._progress: dict[str, tuple[float, str]] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def progress_of(self, consultation_id: str) -> tuple[float, str] | None:
        """How much of a running rendering is done (0 to 1), and its step."""
        return self._progress.get(consultation_id)

    async def run(self, job: Job) -> None:
        """The jobs RENDER_PROTOCOL and PRERENDER_PROTOCOL; one at a time for a consultation."""
        consultation_id = job.consultation_id or ""
        if consultation_id in self._progress:
            raise JobLaterError(BUSY)
        self._progress[consultation_id] = (0.0, "")
        try:
            await self._render(job)
        except WorkerRefusedError as refusal:
            raise JobFailedError(str(refusal)) from refusal
        except StorageFullError as error:
            raise JobLaterError(FULL_DISK_PAUSE) from error
        finally:
            del self._progress[consultation_id]

    async def failed(self, job: Job, code: str) -> None:
        if job.kind == PRERENDER_PROTOCOL:
            return  # nobody waits for it; finishing tries again
        async with self._storage.write() as tx:
            version = await tx.protocols.latest(job.consultation_id or "", job.payload["language"])
            if version is None or version.is_released:
                return
            await tx.protocols.put(replace(version, state="failed", failure=code))
        await self._publish(job.consultation_id or "", {"state": "failed", "progress": 0.0, "failure": code})

    async def _render(self, job: Job) -> None:
        source = await self._source(job)
        if source is None:
            return
        if source.waiting_photos:
            raise JobLaterError(BUSY)
        is_asked = job.kind == RENDER_PROTOCOL
        if not is_asked and source.consultation.state is State.IN_REVIEW:
            return  # finishing has asked for more than this
        if is_asked:
            await self._mark_rendering(source)
        async with self._store.work_folder() as folder:
            result = await self._workers.run(
                RENDER_PROTOCOL,
                self._arguments(source, folder),
                timeout_s=RENDER_TIMEOUT_S,
                progress=lambda done, step: self._tell(source.consultation.id, done, step, is_asked),
            )
            if not result["unchanged"]:
                await self._store.adopt(
                    Path(result["path"]), pdf_key(source.consultation, result["pdf_sha256"])
                )
        version = await self._store_version(source, result, is_asked)
        if version is not None and version.state == "ready":
            await self._publish(
                source.consultation.id,
                {"state": "ready", "progress": 1.0, "version": version.version, "pages": version.pages},
            )

    async def _source(self, job: Job) -> _Source | None:
        """None when there is nothing to render any more."""
        async with self._storage.read() as tx:
            consultation = await tx.consultations.get(job.utility_id, job.consultation_id or "")
            utility = await tx.utilities.get(job.utility_id)
            if consultation is None or utility is None or consultation.state not in RENDERED:
                return None
            before = await tx.protocols.latest(consultation.id, consultation.language)
            version = 1 if before is None else before.version + (1 if before.is_released else 0)
            photos = await tx.photos.all(consultation.id)
            ready = tuple(photo for photo in photos if photo.state == "ready")
            case = export_case(
                self._checklist,
                consultation,
                fold(await tx.operations.after(consultation.id, 0)),
                consents=await tx.consents.all(consultation.id),
                photos=[
                    ExportedPhoto(p.id, p.sha256_stored or "", p.taken_at or p.received_at) for p in ready
                ],
                settings=utility.settings,
                position=await tx.positions.get(consultation.id),
                protocol_version=version,
            )
            consultant = await tx.users.get(consultation.consultant_id or "")
            if consultation.ended_at is None:
                # Rendered ahead: should the call end within this minute, nothing is left to render.
                case["meta"]["ended_at"] = iso(self._clock.now())
            if consultant is not None:
                case["meta"]["consultant_id"] = consultant.name
        waiting = sum(photo.state in ("received", "redacting") for photo in photos)
        return _Source(consultation, utility, case, ready, waiting, before, version)

    def _arguments(self, source: _Source, folder: Path) -> dict[str, Any]:
        before = source.before
        known = before.rendered_from if before and before.pdf_sha256 and not before.is_released else None
        return {
            "case": source.case,
            "language": source.consultation.language,
            "utility": self._utility(source.utility),
            "photos": {
                photo.id: {
                    "path": str(self._store.path(stored_key(photo, photo.sizes["print"]))),
                    "sha256": photo.sizes["print"].sha256,
                }
                for photo in source.photos
            },
            "templates": str(self._templates),
            "out_dir": str(folder),
            "unless": known.get("document_sha256") if known else None,
        }

    def _utility(self, utility: Utility) -> dict[str, str]:
        """What the protocol says of the utility: its name, and what it set."""
        texts = ("contact", "privacy_contact", "liability")
        told = {name: str(utility.settings.get(name) or "") for name in texts}
        told["contact"] = told["contact"] or utility.phone
        return {"name": utility.name, "timezone": self._zone.key, **told}

    async def _mark_rendering(self, source: _Source) -> None:
        async with self._storage.write() as tx:
            version = await tx.protocols.latest(source.consultation.id, source.consultation.language)
            if version is not None and not version.is_released:
                await tx.protocols.put(replace(version, state="rendering", progress=0.0))

    async def _store_version(
        self, source: _Source, result: Mapping[str, Any], is_asked: bool
    ) -> ProtocolVersion | None:
        """None when another one was released meanwhile. Asked for again meanwhile, it stays `queued`."""
        consultation, now = source.consultation, self._clock.now()
        async with self._storage.write() as tx:
            before = await tx.protocols.latest(consultation.id, consultation.language)
            if before is not None and before.version == source.version and before.is_released:
                return None
            if await self._shows_erased(tx, source):
                if not result["unchanged"]:
                    await self._store.remove(pdf_key(consultation, result["pdf_sha256"]))
                return None  # whoever erased them has asked for another rendering
            version = (
                before if before and before.version == source.version else first_version(consultation, now)
            )
            if not is_asked and version.state in ("ready", "failed"):
                return None
            waiting = await tx.jobs.waiting(f"{RENDER_PROTOCOL}:{consultation.id}")
            state: ProtocolState = "queued" if waiting else "ready"
            if not is_asked:  # finished meanwhile: that rendering has yet to confirm this one
                state = version.state if before is version else "draft"
            stored = replace(
                version,
                version=source.version,
                state=state,
                progress=1.0,
                failure=None,
                finished_at=now,
                rendered_from={
                    "seq": consultation.last_seq,
                    "checklist_version": self._checklist.version,
                    "ruleset_version": self._checklist.ruleset_version,
                    "document_sha256": result["document_sha256"],
                    "photos": {photo.id: photo.sha256_stored for photo in source.photos},
                },
            )
            if not result["unchanged"]:
                stored = replace(
                    stored, pdf_sha256=result["pdf_sha256"], bytes=result["bytes"], pages=result["pages"]
                )
            await tx.protocols.put(stored)
        replaced = version.pdf_sha256
        if replaced and replaced != stored.pdf_sha256:
            await self._store.remove(pdf_key(consultation, replaced))
        return stored

    async def _shows_erased(self, tx: Transaction, source: _Source) -> bool:
        """Whether one of its pictures was erased meanwhile, or parts of it."""
        await tx.consultations.lock(source.consultation.id)
        now = {photo.id: photo for photo in await tx.photos.all(source.consultation.id)}
        return any(
            now[photo.id].state != "ready" or now[photo.id].sha256_stored != photo.sha256_stored
            for photo in source.photos
        )

    def _tell(self, consultation_id: str, done: float, step: str, is_asked: bool) -> None:
        before, step_before = self._progress[consultation_id]
        if step == step_before and done - before < PROGRESS_STEP:
            return
        self._progress[consultation_id] = (done, step)
        if is_asked:
            payload: dict[str, object] = {"state": "rendering", "progress": round(done, 3), "step": step}
            task = asyncio.create_task(self._publish(consultation_id, payload))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _publish(self, consultation_id: str, payload: Mapping[str, object]) -> None:
        await self._publisher.publish(consultation_id, "protocol", payload)


def first_version(consultation: Consultation, now: datetime) -> ProtocolVersion:
    """The row a protocol begins with."""
    return ProtocolVersion(
        consultation_id=consultation.id,
        utility_id=consultation.utility_id,
        version=1,
        language=consultation.language,
        state="queued",
        created_at=now,
    )


def pdf_key(consultation: Consultation, sha256: str) -> BlobKey:
    """Where a PDF lies."""
    return BlobKey(consultation.utility_id, consultation.id, sha256, "pdf")
