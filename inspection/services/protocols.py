"""The PDF of a consultation, as other use cases and the pages see it: asked for, shown, fixed for ever."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from inspection.domain.access import AccessError, Actor
from inspection.domain.consultation import Consultation, State
from inspection.domain.errors import RefusalError
from inspection.domain.job import PRERENDER_PROTOCOL, RENDER_PROTOCOL, Job
from inspection.services.consultations import find
from inspection.services.jobs import Jobs
from inspection.services.ports import BlobStore, Clock, Storage, Transaction
from inspection.services.protocol_rendering import RENDERED, ProtocolRendering, first_version, pdf_key

QUIET = timedelta(seconds=5)
"Without changes for that long, the protocol is rendered ahead."

QUIET_IN_REVIEW = timedelta(seconds=1)


class ProtocolError(RefusalError):
    """`protocol_not_ready`: there is no PDF of the present state."""

    code = "protocol_not_ready"


@dataclass(frozen=True)
class ProtocolStatus:
    """What the pages show of a protocol."""

    state: str
    "none, queued, rendering, ready or failed"
    progress: float = 0.0
    step: str = ""
    version: int | None = None
    pages: int | None = None
    failure: str | None = None
    released_at: datetime | None = None

    @property
    def has_pdf(self) -> bool:
        return self.state == "ready"


@dataclass(frozen=True)
class ProtocolFile:
    path: Path
    name: str
    "For saving, e.g. RB-2026-000117.pdf."


class Protocols:
    """Also the `ProtocolDesk` of the other use cases."""

    def __init__(
        self, storage: Storage, store: BlobStore, jobs: Jobs, clock: Clock, rendering: ProtocolRendering
    ) -> None:
        self._storage = storage
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._rendering = rendering

    async def changed(self, tx: Transaction, consultation: Consultation) -> None:
        """Render when things are quiet; in review what is ready no longer counts."""
        if consultation.state is State.IN_REVIEW:
            await self._ask(tx, consultation, QUIET_IN_REVIEW)
        elif consultation.state in RENDERED:
            await self._enqueue(tx, consultation, PRERENDER_PROTOCOL, QUIET)

    async def finished(self, tx: Transaction, consultation: Consultation) -> str:
        """Render at once. The job's id."""
        return (await self._ask(tx, consultation, timedelta())).id

    async def release(self, tx: Transaction, consultation: Consultation, user_id: str, now: datetime) -> None:
        """Fix what is rendered; no page changes. Raises ProtocolError."""
        version = await tx.protocols.latest(consultation.id, consultation.language)
        if version is None or version.state != "ready":
            raise ProtocolError
        if not version.is_released:
            await tx.protocols.put(replace(version, released_at=now, released_by=user_id))

    def wake(self) -> None:
        self._jobs.wake()

    async def _ask(self, tx: Transaction, consultation: Consultation, delay: timedelta) -> Job:
        version = await tx.protocols.latest(consultation.id, consultation.language)
        if version is None:
            version = first_version(consultation, self._clock.now())
        if not version.is_released:
            await tx.protocols.put(replace(version, state="queued", progress=0.0, failure=None))
        return await self._enqueue(tx, consultation, RENDER_PROTOCOL, delay)

    async def _enqueue(self, tx: Transaction, consultation: Consultation, kind: str, delay: timedelta) -> Job:
        return await self._jobs.enqueue(
            tx,
            kind,
            utility_id=consultation.utility_id,
            consultation_id=consultation.id,
            payload={"language": consultation.language},
            dedupe_key=f"{kind}:{consultation.id}",
            delay=delay,
        )

    async def status(self, actor: Actor, consultation_id: str) -> ProtocolStatus:
        async with self._storage.read() as tx:
            consultation = await self._visible(tx, actor, consultation_id)
            version = await tx.protocols.latest(consultation_id, consultation.language)
        if version is None or version.state == "draft":
            return ProtocolStatus("none")
        done, step = self._rendering.progress_of(consultation_id) or (version.progress, "")
        return ProtocolStatus(
            state=version.state,
            progress=1.0 if version.state == "ready" else done,
            step=step,
            version=version.version,
            pages=version.pages,
            failure=version.failure,
            released_at=version.released_at,
        )

    async def file(self, actor: Actor, consultation_id: str, version: int | None = None) -> ProtocolFile:
        """The newest PDF or that of a version. Raises AccessError or ProtocolError."""
        async with self._storage.read() as tx:
            consultation = await self._visible(tx, actor, consultation_id)
            found = (
                await tx.protocols.latest(consultation_id, consultation.language)
                if version is None
                else await tx.protocols.get(consultation_id, version, consultation.language)
            )
        if found is None or found.state == "draft":
            raise AccessError("not_found")
        if found.state != "ready" or found.pdf_sha256 is None:
            raise ProtocolError  # what is older than the answers is not shown
        key = pdf_key(consultation, found.pdf_sha256)
        suffix = "" if found.version == 1 else f"-{found.version}"
        return ProtocolFile(self._store.path(key), f"{consultation.number}{suffix}.pdf")

    async def _visible(self, tx: Transaction, actor: Actor, consultation_id: str) -> Consultation:
        consultation = await find(tx, actor, consultation_id)
        if actor.is_customer:
            raise AccessError("not_allowed")
        return consultation
