"""What the use cases need from outside. Adapters fulfil these; `inspection/app.py` puts them together.

Storage in one picture:

    async with storage.write() as tx:        # one transaction; left by an exception, nothing of it remains
        consultation = await tx.consultations.get(utility_id, consultation_id)
        await tx.operations.add(...)
    # only here is it on disk: answer, acknowledge and publish after the block, never inside

`storage.read()` is a snapshot for reading. Never open one inside another: SQLite has one writer.

To add a repository: one Protocol here, one file in `adapters/database/` (a class over `AsyncConnection`,
SQLAlchemy Core, one method per question), one line each in `Transaction` here and in
`adapters/database/storage.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from inspection.domain.access import CustomerSession, Session, User
from inspection.domain.call_log import Batch, Side
from inspection.domain.connection_test import ConnectionTest
from inspection.domain.consent import Consent
from inspection.domain.consultation import Consultation
from inspection.domain.guest import GuestInvitation, GuestSession
from inspection.domain.invitation import Invitation
from inspection.domain.job import Job
from inspection.domain.operations import LoggedOperation
from inspection.domain.paper import Paper
from inspection.domain.photo import Photo, Upload
from inspection.domain.position import Position
from inspection.domain.protocol_version import ProtocolVersion


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, UTC."""
        ...


class Tokens(Protocol):
    def new_id(self) -> str:
        """A random UUID."""
        ...

    def new_secret(self) -> str:
        """256 random bits, fit for a URL."""
        ...

    def digest(self, secret: str) -> str:
        """SHA-256 in hexadecimal: what is stored of a secret with that many random bits."""
        ...


class Passwords(Protocol):
    async def hash(self, password: str) -> str: ...

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """False for None too, after the same time: nobody learns which logins exist."""
        ...


class ProtocolDesk(Protocol):
    """The protocol's side of what happens in a consultation. Called inside the transaction of the change."""

    async def changed(self, tx: Transaction, consultation: Consultation) -> None:
        """Something that the protocol shows is different: render when things are quiet."""
        ...

    async def finished(self, tx: Transaction, consultation: Consultation) -> str:
        """The call is over: render at once. The job's id."""
        ...

    async def release(self, tx: Transaction, consultation: Consultation, user_id: str, now: datetime) -> None:
        """Fix what is rendered for ever. Raises RefusalError `protocol_not_ready`."""
        ...

    def wake(self) -> None:
        """After the commit: there may be work."""
        ...


class Seats(Protocol):
    """Who is in the call; known to the signaling part."""

    def is_occupied(self, consultation_id: str, role: str) -> bool: ...
    async def dismiss(self, consultation_id: str, participant_id: str) -> None:
        """Out of the call, now."""
        ...


class Publisher(Protocol):
    async def publish(self, consultation_id: str, kind: str, payload: Mapping[str, object]) -> None:
        """Tell everybody in the consultation's room, e.g. `operations {seq}`. Never fails the caller."""
        ...


@dataclass(frozen=True)
class BlobKey:
    """A stored file. No consultation shares a file with another, so that erasing one erases it."""

    utility_id: str
    consultation_id: str
    sha256: str
    suffix: str = ""

    @property
    def name(self) -> str:
        return f"{self.sha256}.{self.suffix}" if self.suffix else self.sha256


class BlobStore(Protocol):
    """Photos and PDFs. What returned survives a power cut; a full store raises StorageFullError."""

    async def check_room(self, length: int) -> None: ...
    async def upload_size(self, upload_id: str) -> int: ...
    async def upload_head(self, upload_id: str) -> bytes: ...
    async def write_upload(self, upload_id: str, offset: int, data: bytes) -> None:
        """Not yet safe: see `sync_upload`. What lay at `offset` or behind is gone."""
        ...

    async def sync_upload(self, upload_id: str) -> None: ...
    async def upload_sha256(self, upload_id: str) -> str: ...
    async def keep_upload(self, upload_id: str, key: BlobKey) -> None: ...
    async def discard_upload(self, upload_id: str) -> None: ...
    async def uploads(self) -> Sequence[str]: ...
    def work_folder(self) -> AbstractAsyncContextManager[Path]: ...
    async def write_work(self, file: Path, data: bytes) -> None:
        """Add to the end of a file in a work folder."""
        ...

    async def adopt(self, file: Path, key: BlobKey) -> None: ...
    def path(self, key: BlobKey) -> Path: ...
    async def remove(self, key: BlobKey) -> None: ...


class WorkerRefusedError(Exception):
    """The input is at fault and trying again will not help; `args[0]` is a stable code."""


class WorkerLostError(Exception):
    """The process died or failed; trying again may help."""


ProgressListener = Callable[[float, str], None]
"Told how much is done (0 to 1) and the step's name."


class Workers(Protocol):
    async def run(
        self,
        task: str,
        arguments: Mapping[str, Any],
        *,
        timeout_s: float,
        progress: ProgressListener | None = None,
    ) -> Mapping[str, Any]:
        """One task of `inspection/worker.py`, in a process of its own.

        Raises WorkerRefusedError or WorkerLostError.
        """
        ...


@dataclass(frozen=True)
class Utility:
    id: str
    name: str
    phone: str
    settings: Mapping[str, object]
    created_at: datetime


@dataclass(frozen=True)
class ConsultationFilter:
    """None means any. `day_from`/`day_to` bound the scheduled (else created) time, end excluded."""

    utility_id: str
    consultant_id: str | None = None  # his own and those of nobody
    day_from: datetime | None = None
    day_to: datetime | None = None
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()  # overall risk; only consultations that have begun show one
    words: tuple[str, ...] = ()  # folded; each must occur
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True)
class ProtocolSummary:
    version: int
    state: str
    pages: int | None


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation with what its line in a list shows."""

    consultation: Consultation
    consultant: User | None = None
    overview: Mapping[str, object] | None = None
    "{overall: {level, unclear}, open_points: n, photos: n} after the last operation"
    protocol: ProtocolSummary | None = None
    verdict: str | None = None
    "of the newest connection test"


@dataclass(frozen=True)
class ConsultationPage:
    rows: Sequence[ConsultationRow]
    total: int = field(default=0)


class UtilityRepository(Protocol):
    async def get(self, utility_id: str) -> Utility | None: ...
    async def first(self) -> Utility | None: ...
    async def add(self, utility: Utility) -> None: ...
    async def keep_settings(self, utility_id: str, settings: Mapping[str, object]) -> None: ...


class UserRepository(Protocol):
    async def get(self, user_id: str) -> User | None: ...
    async def by_login(self, login: str) -> tuple[User, str] | None:
        """The user and the password's hash."""
        ...

    async def add(self, user: User, password_hash: str) -> None: ...


class SessionRepository(Protocol):
    async def add(self, session: Session) -> None: ...
    async def get(self, session_id: str) -> tuple[Session, User] | None: ...
    async def touch(self, session_id: str, now: datetime) -> None: ...
    async def revoke(self, session_id: str, now: datetime) -> None: ...
    async def add_attempt(
        self,
        attempt_id: str,
        utility_id: str | None,
        login: str,
        address: str,
        at: datetime,
        successful: bool,
    ) -> None: ...
    async def failures(self, login: str, address: str, since: datetime) -> Sequence[datetime]:
        """Times of failed attempts after the last successful one, oldest first."""
        ...

    async def failures_of_address(self, address: str, since: datetime) -> Sequence[datetime]: ...
    async def attempt_succeeded(self, attempt_id: str) -> None: ...
    async def forget_attempts(self, before: datetime) -> None: ...
    async def forget_ended(self, now: datetime) -> None:
        """Sessions whose time is over, revoked before or not."""
        ...


class ConsultationRepository(Protocol):
    async def add(self, consultation: Consultation) -> None: ...
    async def get(self, utility_id: str, consultation_id: str) -> Consultation | None: ...
    async def row(self, utility_id: str, consultation_id: str) -> ConsultationRow | None: ...
    async def save(self, consultation: Consultation) -> None: ...
    async def page(self, wanted: ConsultationFilter) -> ConsultationPage: ...
    async def next_number(self, utility_id: str, year: int) -> int: ...
    async def lock(self, consultation_id: str) -> int:
        """Hold the consultation until the transaction ends; the last `seq` given."""
        ...

    async def set_last_seq(self, consultation_id: str, last_seq: int, now: datetime) -> None: ...
    async def set_overview(
        self, consultation_id: str, last_seq: int, overview: Mapping[str, object] | None
    ) -> None:
        """Of the answers up to `last_seq`, unless there are later ones by now; None changes nothing."""
        ...


class OperationRepository(Protocol):
    async def add(
        self,
        utility_id: str,
        consultation_id: str,
        logged: Sequence[LoggedOperation],
        received_at: datetime,
    ) -> None: ...
    async def after(self, consultation_id: str, seq: int) -> Sequence[LoggedOperation]: ...
    async def seqs_of(self, consultation_id: str, op_ids: Sequence[str]) -> Mapping[str, int]:
        """`seq` of those that are already in the log."""
        ...

    async def erase_values(self, consultation_id: str, targets: Sequence[str], fields: Sequence[str]) -> None:
        """That these fields were written stays in the log; what was written goes."""
        ...


class InvitationRepository(Protocol):
    async def add(self, utility_id: str, invitation: Invitation) -> None: ...
    async def by_hash(self, secret_hash: str) -> tuple[str, Invitation] | None:
        """The utility's id and the invitation."""
        ...

    async def used(self, invitation_id: str, now: datetime) -> None: ...
    async def revoke_all(self, consultation_id: str, now: datetime) -> None:
        """Invitations and the customer's sessions made from them."""
        ...

    async def add_session(self, session: CustomerSession) -> None: ...
    async def session(self, session_id: str) -> CustomerSession | None: ...
    async def forget_sessions(self, now: datetime) -> None:
        """Those whose time is over."""
        ...

    async def forget_expired(self, before: datetime) -> None: ...


class GuestRepository(Protocol):
    async def add(self, invitation: GuestInvitation) -> None: ...
    async def get(self, invitation_id: str) -> GuestInvitation | None: ...
    async def by_hash(self, secret_hash: str) -> GuestInvitation | None: ...
    async def joined(self, invitation_id: str, now: datetime) -> None: ...
    async def revoke_all(self, consultation_id: str, now: datetime) -> Sequence[str]:
        """Links and the sessions made from them; the ids of the links that still worked."""
        ...

    async def add_session(self, session: GuestSession) -> None: ...
    async def session(self, session_id: str) -> GuestSession | None: ...
    async def forget(self, now: datetime, before: datetime) -> None:
        """Sessions that are over now, links that expired before."""
        ...


class ConsentRepository(Protocol):
    async def add(self, utility_id: str, consent_id: str, consent: Consent) -> None: ...
    async def all(self, consultation_id: str) -> Sequence[Consent]:
        """Oldest first."""
        ...


class UploadRepository(Protocol):
    async def add(self, upload: Upload) -> None: ...
    async def get(self, upload_id: str) -> Upload | None: ...
    async def of_photo(self, consultation_id: str, photo_id: str) -> Upload | None: ...
    async def set_offset(self, upload_id: str, offset: int) -> None: ...
    async def finish(self, upload_id: str, now: datetime) -> None: ...
    async def remove(self, upload_id: str) -> None: ...
    async def expired(self, now: datetime) -> Sequence[str]: ...
    async def known(self, upload_ids: Sequence[str]) -> frozenset[str]: ...
    async def unfinished(self, consultation_id: str) -> Sequence[str]: ...


class PhotoRepository(Protocol):
    async def add(self, photo: Photo) -> None: ...
    async def get(self, consultation_id: str, photo_id: str) -> Photo | None: ...
    async def all(self, consultation_id: str) -> Sequence[Photo]:
        """By number."""
        ...

    async def next_number(self, consultation_id: str) -> int: ...
    async def save(self, photo: Photo) -> None: ...


class PaperRepository(Protocol):
    async def add(self, paper: Paper) -> None: ...
    async def get(self, consultation_id: str, paper_id: str) -> Paper | None: ...
    async def all(self, consultation_id: str) -> Sequence[Paper]:
        """Oldest first."""
        ...

    async def save(self, paper: Paper) -> None: ...
    async def remove(self, paper_id: str) -> None: ...


class PositionRepository(Protocol):
    async def put(self, utility_id: str, position: Position) -> None:
        """In the place of an earlier one."""
        ...

    async def get(self, consultation_id: str) -> Position | None: ...
    async def remove(self, consultation_id: str) -> None: ...


class JobRepository(Protocol):
    async def add(self, job: Job) -> None: ...
    async def get(self, job_id: str) -> Job | None: ...
    async def waiting(self, dedupe_key: str) -> Job | None:
        """The queued job with this key."""
        ...

    async def postpone(self, dedupe_key: str, run_after: datetime) -> Job | None:
        """The queued job with this key, which now waits until then."""
        ...

    async def is_due(self, kinds: Sequence[str], now: datetime) -> bool: ...
    async def claim(self, kinds: Sequence[str], owner: str, now: datetime, until: datetime) -> Job | None:
        """The next due job, now running: earlier kinds first, then the oldest."""
        ...

    async def renew(self, job_id: str, owner: str, until: datetime) -> bool:
        """False when the job is no longer this owner's."""
        ...

    async def save(self, job: Job) -> None: ...
    async def unfinished(self, consultation_id: str, kind: str) -> int: ...
    async def owners(self) -> Sequence[str]:
        """Who holds a lease."""
        ...

    async def release(self, owner: str, now: datetime) -> int:
        """Free all jobs of an owner that has died; how many."""
        ...

    async def again(self, kind: str, now: datetime) -> int:
        """Failed jobs of a kind wait anew, with all their attempts; how many."""
        ...

    async def forget_finished(self, before: datetime) -> None: ...


class ProtocolRepository(Protocol):
    async def get(self, consultation_id: str, version: int, language: str) -> ProtocolVersion | None: ...
    async def latest(self, consultation_id: str, language: str) -> ProtocolVersion | None: ...
    async def put(self, version: ProtocolVersion) -> None:
        """Add it, or replace the one with its version and language."""
        ...


class ConnectionTestRepository(Protocol):
    async def add(self, utility_id: str, test: ConnectionTest) -> None: ...
    async def latest(self, consultation_id: str) -> ConnectionTest | None: ...
    async def verdicts(self, consultation_ids: Sequence[str]) -> Mapping[str, str]:
        """Of the newest test of each that was tested."""
        ...

    async def keep_newest(self, consultation_id: str, count: int) -> None: ...


class CallLogRepository(Protocol):
    async def add(self, utility_id: str, consultation_id: str, batch: Batch) -> bool:
        """False: it is there already."""
        ...

    async def entries(self, consultation_id: str, side: Side) -> int: ...
    async def all(self, consultation_id: str) -> Sequence[Batch]: ...
    async def forget(self, before: datetime) -> None: ...


class Transaction(Protocol):
    """One transaction over everything that is stored."""

    @property
    def utilities(self) -> UtilityRepository: ...
    @property
    def users(self) -> UserRepository: ...
    @property
    def sessions(self) -> SessionRepository: ...
    @property
    def consultations(self) -> ConsultationRepository: ...
    @property
    def operations(self) -> OperationRepository: ...
    @property
    def invitations(self) -> InvitationRepository: ...
    @property
    def guests(self) -> GuestRepository: ...
    @property
    def consents(self) -> ConsentRepository: ...
    @property
    def connection_tests(self) -> ConnectionTestRepository: ...
    @property
    def uploads(self) -> UploadRepository: ...
    @property
    def photos(self) -> PhotoRepository: ...
    @property
    def papers(self) -> PaperRepository: ...
    @property
    def positions(self) -> PositionRepository: ...
    @property
    def jobs(self) -> JobRepository: ...
    @property
    def protocols(self) -> ProtocolRepository: ...
    @property
    def call_log(self) -> CallLogRepository: ...


class Storage(Protocol):
    def read(self) -> AbstractAsyncContextManager[Transaction]: ...
    def write(self) -> AbstractAsyncContextManager[Transaction]: ...
