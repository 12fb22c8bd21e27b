"""Consultations: making, finding, and their way through the states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from inspection.domain.access import AccessError, Actor, Role
from inspection.domain.checklist import Checklist
from inspection.domain.connection_test import ConnectionTest
from inspection.domain.consent import Consent, Fate, fate_of_taken
from inspection.domain.consultation import (
    Address,
    Consultation,
    Customer,
    OfficeFact,
    State,
    fold_words,
    protocol_number,
)
from inspection.domain.errors import RefusalError
from inspection.domain.job import Job
from inspection.domain.operation_rules import check
from inspection.domain.operations import Author, Operation, empty_state
from inspection.domain.position import Position
from inspection.services.ports import (
    Clock,
    ConsultationFilter,
    ConsultationPage,
    ConsultationRow,
    ProtocolDesk,
    Publisher,
    Storage,
    Tokens,
    Transaction,
)

PAGE_ROWS = 50
NUMBER_PREFIX = "RB"


class ConsultationError(RefusalError):
    """`consultation_consultant` or `consultation_template`: a value that does not exist."""

    code = "consultation_template"


@dataclass(frozen=True)
class NewConsultation:
    customer: Customer
    address: Address
    templates: tuple[str, ...] = ()
    "empty: all"
    language: str = "de"
    scheduled_at: datetime | None = None
    "None: now"
    consultant_id: str | None = None
    "None: the consultant who makes it, else nobody yet"
    office_facts: tuple[OfficeFact, ...] = ()


@dataclass(frozen=True)
class Search:
    day: date | None = None
    words: str = ""
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    page: int = 1


@dataclass(frozen=True)
class Detail:
    row: ConsultationRow
    consents: Sequence[Consent]
    connection_test: ConnectionTest | None
    "the newest"
    position: Position | None = None


class Log(Protocol):
    """Writes what the office knows beforehand; `services/operations.py`."""

    async def append_in(
        self, tx: Transaction, consultation: Consultation, operations: Sequence[Operation], by: Author
    ) -> int: ...


class Eraser(Protocol):
    """Forgets pictures; `services/photo_erasure.py`."""

    async def erase_in(
        self, tx: Transaction, consultation: Consultation, by: Author, *, with_protocol: bool
    ) -> Job | None: ...
    async def finish(self, consultation_id: str, job: Job) -> None: ...


async def find(tx: Transaction, actor: Actor, consultation_id: str) -> Consultation:
    """Raises AccessError `not_found`: who may not see it does not learn that it exists."""
    consultation = await tx.consultations.get(actor.utility_id, consultation_id)
    if consultation is None or not actor.may_see(consultation):
        raise AccessError("not_found")
    return consultation


class Consultations:
    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        tokens: Tokens,
        publisher: Publisher,
        checklist: Checklist,
        desk: ProtocolDesk,
        time_zone: ZoneInfo,
        eraser: Eraser,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._publisher = publisher
        self._checklist = checklist
        self._desk = desk
        self._zone = time_zone
        self._eraser = eraser

    async def create(self, actor: Actor, new: NewConsultation, log: Log) -> ConsultationRow:
        """Number it and write the office's facts as its first operations."""
        if actor.is_customer:
            raise AccessError("not_allowed")
        unknown = set(new.templates) - set(self._checklist.templates)
        if unknown:
            raise ConsultationError(template=sorted(unknown)[0][:40])
        now = self._clock.now()
        async with self._storage.write() as tx:
            consultation = await self._number(tx, actor, new, now)
            await tx.consultations.add(consultation)
            if new.office_facts:
                utility = await tx.utilities.get(actor.utility_id)
                by = Author(id="office", name=utility.name if utility else "", kind="office")
                await log.append_in(tx, consultation, self._facts(new.office_facts, now), by)
            row = await tx.consultations.row(actor.utility_id, consultation.id)
        assert row is not None
        return row

    async def _number(
        self, tx: Transaction, actor: Actor, new: NewConsultation, now: datetime
    ) -> Consultation:
        consultant_id = new.consultant_id
        if consultant_id is not None:
            consultant = await tx.users.get(consultant_id)
            if consultant is None or consultant.utility_id != actor.utility_id:
                raise ConsultationError("consultation_consultant")
        elif actor.role is Role.CONSULTANT:
            consultant_id = actor.id
        utility = await tx.utilities.get(actor.utility_id)
        prefix = str(utility.settings.get("number_prefix", NUMBER_PREFIX)) if utility else NUMBER_PREFIX
        year = now.astimezone(self._zone).year
        count = await tx.consultations.next_number(actor.utility_id, year)
        return Consultation(
            id=self._tokens.new_id(),
            utility_id=actor.utility_id,
            number=protocol_number(prefix, year, count),
            state=State.SCHEDULED,
            templates=tuple(name for name in self._checklist.templates if name in new.templates)
            or tuple(self._checklist.templates),
            checklist_version=self._checklist.version,
            ruleset_version=self._checklist.ruleset_version,
            customer=new.customer,
            address=new.address,
            language=new.language,
            created_at=now,
            updated_at=now,
            consultant_id=consultant_id,
            scheduled_at=new.scheduled_at or now,
            office_facts=new.office_facts,
        )

    def _facts(self, facts: Sequence[OfficeFact], now: datetime) -> list[Operation]:
        """Raises OperationError for a fact that does not fit the checklist."""
        operations = [
            Operation(self._tokens.new_id(), 0, "building", field, value, now)
            for fact in facts
            for field, value in ((fact.item, fact.value), (f"source_{fact.item}", fact.source or None))
            if field == fact.item or value
        ]
        for operation in operations:
            check(self._checklist, empty_state(), operation)
        return operations

    async def get(self, actor: Actor, consultation_id: str) -> Detail:
        async with self._storage.read() as tx:
            await find(tx, actor, consultation_id)
            row = await tx.consultations.row(actor.utility_id, consultation_id)
            consents = await tx.consents.all(consultation_id)
            connection_test = await tx.connection_tests.latest(consultation_id)
            position = await tx.positions.get(consultation_id)
        assert row is not None
        return Detail(row, consents, connection_test, position)

    async def page(self, actor: Actor, search: Search) -> ConsultationPage:
        """A consultant's own consultations and those of nobody; all of the utility for the office."""
        if actor.is_customer:
            raise AccessError("not_allowed")
        day_from = day_to = None
        if search.day is not None:
            day_from = _midnight(search.day, self._zone)
            day_to = _midnight(search.day + timedelta(days=1), self._zone)
        wanted = ConsultationFilter(
            utility_id=actor.utility_id,
            consultant_id=actor.id if actor.role is Role.CONSULTANT else None,
            day_from=day_from,
            day_to=day_to,
            states=search.states,
            levels=search.levels,
            words=tuple(fold_words(search.words).split()),
            offset=(search.page - 1) * PAGE_ROWS,
            limit=PAGE_ROWS,
        )
        async with self._storage.read() as tx:
            page = await tx.consultations.page(wanted)
            verdicts = await tx.connection_tests.verdicts([row.consultation.id for row in page.rows])
        rows = [replace(row, verdict=verdicts.get(row.consultation.id)) for row in page.rows]
        return replace(page, rows=rows)

    def today(self) -> date:
        """The day at the utility, whatever the server's clock is set to."""
        return self._clock.now().astimezone(self._zone).date()

    async def start(self, actor: Actor, consultation_id: str) -> Detail:
        """The call begins or goes on; who starts a consultation of nobody is its consultant."""
        async with self._storage.write() as tx:
            consultation = await self._led(tx, actor, consultation_id)
            await tx.consultations.save(consultation.start(actor.id, self._clock.now()))
        return await self._told(actor, consultation_id)

    async def finish(self, actor: Actor, consultation_id: str) -> tuple[Detail, str]:
        """The call is over; the id of the job that renders the protocol."""
        async with self._storage.write() as tx:
            consultation = await self._led(tx, actor, consultation_id)
            finished = consultation.finish(self._clock.now())
            await tx.consultations.save(finished)
            job = await self._desk.finished(tx, finished)
        self._desk.wake()
        return await self._told(actor, consultation_id), job

    async def release(self, actor: Actor, consultation_id: str) -> Detail:
        """Fix the protocol for ever; pictures that a withdrawal kept out of it are deleted now.

        Raises RefusalError `protocol_not_ready` while it is being rendered.
        """
        now = self._clock.now()
        erasing: Job | None = None
        async with self._storage.write() as tx:
            consultation = await self._led(tx, actor, consultation_id)
            released = consultation.release(actor.id, now)
            await self._desk.release(tx, consultation, actor.id, now)
            await tx.consultations.save(released)
            await tx.invitations.revoke_all(consultation_id, now)
            if fate_of_taken(await tx.consents.all(consultation_id)) is Fate.OPEN:
                by = Author(actor.id, actor.name, actor.kind)
                erasing = await self._eraser.erase_in(tx, released, by, with_protocol=False)
        if erasing is not None:
            await self._eraser.finish(consultation_id, erasing)
        return await self._told(actor, consultation_id)

    async def _led(self, tx: Transaction, actor: Actor, consultation_id: str) -> Consultation:
        consultation = await find(tx, actor, consultation_id)
        if not actor.may_lead(consultation):
            raise AccessError("not_allowed")
        await tx.consultations.lock(consultation_id)
        return await find(tx, actor, consultation_id)  # as it is now that nobody else can change it

    async def _told(self, actor: Actor, consultation_id: str) -> Detail:
        detail = await self.get(actor, consultation_id)
        state = detail.row.consultation.state.value
        await self._publisher.publish(consultation_id, "consultation", {"state": state})
        return detail


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def overview_of(row: ConsultationRow) -> tuple[Mapping[str, Any] | None, int, int]:
    """Overall level, number of open points and of photos as the list shows them."""
    overview: Mapping[str, Any] = row.overview or {}
    return overview.get("overall"), overview.get("open_points", 0), overview.get("photos", 0)
