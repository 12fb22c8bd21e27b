"""Papers beside a consultation: taking a file, having its pages drawn, showing and removing it."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from inspection.domain.access import AccessError, Actor
from inspection.domain.consultation import Consultation
from inspection.domain.job import DRAW_PAPER, ERASE_FILES, Job
from inspection.domain.paper import (
    EXTENSIONS,
    MAX_PAPER_BYTES,
    MAX_PAPERS,
    SNIFFED_BYTES,
    Paper,
    PaperError,
    PaperKind,
    PaperPage,
    paper_name,
    sniff_paper_type,
)
from inspection.domain.photo import StorageFullError
from inspection.services.consultations import find
from inspection.services.jobs import JobFailedError, JobLaterError, Jobs
from inspection.services.ports import (
    BlobKey,
    BlobStore,
    Clock,
    Publisher,
    Storage,
    Tokens,
    WorkerRefusedError,
    Workers,
)

DRAW_TIMEOUT_S = 300
FULL_DISK_PAUSE = timedelta(seconds=30)


@dataclass(frozen=True)
class PaperFile:
    path: Path
    mime: str
    name: str
    "How it is called when it is saved."


def file_key(paper: Paper) -> BlobKey:
    """The file itself: as it came, or as it is kept. Named after the paper: none shares it."""
    sha256 = paper.sha256_stored or paper.sha256_received
    return BlobKey(
        paper.utility_id, paper.consultation_id, sha256, f"paper-{paper.id}.{EXTENSIONS[paper.mime]}"
    )


def page_key(paper: Paper, number: int) -> BlobKey:
    """The picture of a page, counted from 1."""
    sha256 = paper.pages[number - 1].sha256
    return BlobKey(paper.utility_id, paper.consultation_id, sha256, f"paper-{paper.id}.{number}.jpg")


class Papers:
    def __init__(
        self,
        storage: Storage,
        store: BlobStore,
        workers: Workers,
        jobs: Jobs,
        clock: Clock,
        tokens: Tokens,
        publisher: Publisher,
    ) -> None:
        self._storage = storage
        self._store = store
        self._workers = workers
        self._jobs = jobs
        self._clock = clock
        self._tokens = tokens
        self._publisher = publisher

    async def add(
        self, actor: Actor, consultation_id: str, name: str, kind: PaperKind, body: AsyncIterator[bytes]
    ) -> Paper:
        """Take a file; its pages are drawn afterwards. The same file again is the same paper.

        Raises PaperError, AccessError, StorageFullError.
        """
        shown = paper_name(name)
        async with self._storage.read() as tx:  # before a byte is read
            self._may_change(actor, await find(tx, actor, consultation_id))
        await self._store.check_room(MAX_PAPER_BYTES)
        async with self._store.work_folder() as folder:
            file = folder / "paper"
            mime, size, sha256 = await self._receive(file, body)
            async with self._storage.write() as tx:
                consultation = await find(tx, actor, consultation_id)
                self._may_change(actor, consultation)
                await tx.consultations.lock(consultation_id)
                known = await tx.papers.all(consultation_id)
                same = next((one for one in known if one.sha256_received == sha256), None)
                if same is not None:
                    return same
                if len(known) >= MAX_PAPERS:
                    raise PaperError("paper_too_many", limit=MAX_PAPERS)
                paper = Paper(
                    id=self._tokens.new_id(),
                    utility_id=consultation.utility_id,
                    consultation_id=consultation_id,
                    kind=kind,
                    name=shown,
                    mime=mime,
                    bytes=size,
                    sha256_received=sha256,
                    state="received",
                    created_at=self._clock.now(),
                    by_id=actor.id,
                    by_name=actor.name,
                )
                await self._store.adopt(file, file_key(paper))
                await tx.papers.add(paper)
                await self._jobs.enqueue(
                    tx,
                    DRAW_PAPER,
                    utility_id=paper.utility_id,
                    consultation_id=consultation_id,
                    payload={"paper_id": paper.id},
                    dedupe_key=f"{DRAW_PAPER}:{paper.id}",
                )
        self._jobs.wake()
        await self._publish(paper)
        return paper

    async def all(self, actor: Actor, consultation_id: str) -> Sequence[Paper]:
        """Oldest first."""
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            return await tx.papers.all(consultation_id)

    async def page(self, actor: Actor, consultation_id: str, paper_id: str, number: int) -> PaperFile:
        """Raises AccessError `not_found`, also while it is not drawn yet."""
        paper = await self._get(actor, consultation_id, paper_id)
        if not 1 <= number <= len(paper.pages):
            raise AccessError("not_found")
        name = f"{paper.kind}-{number}.jpg"
        return PaperFile(self._store.path(page_key(paper, number)), "image/jpeg", name)

    async def file(self, actor: Actor, consultation_id: str, paper_id: str) -> PaperFile:
        """The file itself, once it is known to be readable and free of a camera's metadata."""
        paper = await self._get(actor, consultation_id, paper_id)
        if paper.state != "ready":
            raise AccessError("not_found")
        name = f"{paper.kind}.{EXTENSIONS[paper.mime]}"
        return PaperFile(self._store.path(file_key(paper)), paper.mime, name)

    async def remove(self, actor: Actor, consultation_id: str, paper_id: str) -> None:
        """With every byte of it. Raises AccessError, PaperError `consultation_closed`."""
        async with self._storage.write() as tx:
            self._may_change(actor, await find(tx, actor, consultation_id))
            await tx.consultations.lock(consultation_id)
            paper = await tx.papers.get(consultation_id, paper_id)
            if paper is None:
                raise AccessError("not_found")
            await tx.papers.remove(paper_id)
            keys = [file_key(paper), *(page_key(paper, number + 1) for number in range(len(paper.pages)))]
            await self._jobs.enqueue(
                tx,
                ERASE_FILES,  # sees to it when the server dies before the next lines
                utility_id=paper.utility_id,
                consultation_id=consultation_id,
                payload={"files": [[key.sha256, key.suffix] for key in keys]},
            )
        for key in keys:
            await self._store.remove(key)
        self._jobs.wake()
        await self._publisher.publish(consultation_id, "paper", {"paper_id": paper_id, "state": "removed"})

    # The job DRAW_PAPER

    async def run(self, job: Job) -> None:
        """Draw the pages."""
        paper = await self._of(job)
        if paper is None or paper.state != "received":
            return
        received = file_key(paper)
        async with self._store.work_folder() as folder:
            arguments = {"path": str(self._store.path(received)), "out_dir": str(folder)}
            try:
                result = await self._workers.run(DRAW_PAPER, arguments, timeout_s=DRAW_TIMEOUT_S)
                ready = await self._keep(paper, result)
            except WorkerRefusedError as refusal:
                raise JobFailedError(str(refusal)) from refusal
            except StorageFullError as error:
                raise JobLaterError(FULL_DISK_PAUSE) from error
        if ready is not None:
            if file_key(ready) != received:
                await self._store.remove(received)
            await self._publish(ready)

    async def failed(self, job: Job, code: str) -> None:
        """The paper cannot be shown; its bytes are of no use to anybody."""
        async with self._storage.write() as tx:
            await tx.consultations.lock(job.consultation_id or "")
            paper = await tx.papers.get(job.consultation_id or "", job.payload["paper_id"])
            if paper is None or paper.state != "received":
                return
            await tx.papers.save(replace(paper, state="failed", failure=code))
        await self._store.remove(file_key(paper))
        await self._publish(replace(paper, state="failed", failure=code))

    async def _keep(self, paper: Paper, result: Mapping[str, Any]) -> Paper | None:
        """Store what the worker made, unless the paper was removed meanwhile."""
        original = result["original"]
        pages = tuple(
            PaperPage(file["sha256"], file["bytes"], file["width"], file["height"])
            for file in result["pages"]
        )
        ready = replace(
            paper,
            state="ready",
            pages=pages,
            sha256_stored=original["sha256"] if original else paper.sha256_received,
            bytes=original["bytes"] if original else paper.bytes,
        )
        async with self._storage.write() as tx:
            await tx.consultations.lock(paper.consultation_id)
            now = await tx.papers.get(paper.consultation_id, paper.id)
            if now is None or now.state != "received":
                return None
            for number, file in enumerate(result["pages"], 1):
                await self._store.adopt(Path(file["path"]), page_key(ready, number))
            if original:
                await self._store.adopt(Path(original["path"]), file_key(ready))
            await tx.papers.save(ready)
        return ready

    async def _receive(self, file: Path, body: AsyncIterator[bytes]) -> tuple[str, int, str]:
        """Content type, length and SHA-256 of what came; refused as soon as it is known to be no paper."""
        digest, size, mime, head = hashlib.sha256(), 0, "", b""
        async for piece in body:
            size += len(piece)
            if size > MAX_PAPER_BYTES:
                raise PaperError("paper_too_large", limit_mb=MAX_PAPER_BYTES // 1_000_000)
            digest.update(piece)
            head += piece[: SNIFFED_BYTES - len(head)]
            if not mime and len(head) >= SNIFFED_BYTES:
                mime = sniff_paper_type(head) or ""
                if not mime:
                    raise PaperError("paper_type")
            await self._store.write_work(file, piece)
        if not mime:
            raise PaperError("paper_type")
        return mime, size, digest.hexdigest()

    async def _get(self, actor: Actor, consultation_id: str, paper_id: str) -> Paper:
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            paper = await tx.papers.get(consultation_id, paper_id)
        if paper is None:
            raise AccessError("not_found")
        return paper

    async def _of(self, job: Job) -> Paper | None:
        async with self._storage.read() as tx:
            return await tx.papers.get(job.consultation_id or "", job.payload["paper_id"])

    def _may_change(self, actor: Actor, consultation: Consultation) -> None:
        if not actor.may_edit(consultation):
            raise AccessError("not_allowed")
        if not consultation.is_editable:
            raise PaperError("consultation_closed")

    async def _publish(self, paper: Paper) -> None:
        payload: dict[str, object] = {"paper_id": paper.id, "state": paper.state}
        await self._publisher.publish(paper.consultation_id, "paper", payload)
