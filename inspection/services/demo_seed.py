"""Fills a demo: users, a day's appointments, and some consultations of the days before with their protocols.

Everything goes through the use cases, and nothing is made twice: what is there stays. Consultations of the
past are made with a clock that can be set.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from inspection.domain.access import Actor
from inspection.domain.checklist import Checklist
from inspection.domain.consultation import State
from inspection.services.consents import Consents
from inspection.services.consultations import Consultations, NewConsultation, Search
from inspection.services.demo_cases import operations_of, photos_of
from inspection.services.demo_people import (
    LATER,
    PASSWORD,
    PAST,
    READY,
    USERS,
    PastVisit,
    SeedUser,
    SeedVisit,
)
from inspection.services.invitations import Invitations
from inspection.services.operations import Operations
from inspection.services.ports import Clock, ConsultationRow, Storage
from inspection.services.protocols import Protocols
from inspection.services.sign_in import actor_of
from inspection.services.uploads import Uploads
from inspection.services.users import Users

log = logging.getLogger(__name__)

RENDER_PATIENCE_S = 180.0
CALL_LASTS = timedelta(minutes=48)
SLOT = timedelta(minutes=90)

Draw = Callable[[str], Awaitable[bytes]]
"A JPEG of a subject, by its name in a case file."


class SettableClock(Protocol):
    """The clock of the use cases below that write the past."""

    def now(self) -> datetime: ...
    def set(self, to: datetime | None) -> None:
        """None: the real time again."""
        ...


@dataclass(frozen=True)
class SeedServices:
    """The use cases. `consultations`, `operations` and `consents` go by `clock`, the others by real time."""

    storage: Storage
    users: Users
    consultations: Consultations
    operations: Operations
    consents: Consents
    invitations: Invitations
    uploads: Uploads
    protocols: Protocols
    checklist: Checklist
    clock: SettableClock
    real_clock: Clock
    zone: ZoneInfo


class DemoSeed:
    def __init__(self, services: SeedServices, cases: Mapping[str, Any], draw: Draw) -> None:
        self._do = services
        self._cases = cases
        self._draw = draw
        self._actors: dict[str, Actor] = {}

    async def today(self, utility_id: str) -> str:
        """Users and appointments; the secret of a fresh link for a consultation that can begin."""
        for user in USERS:
            self._actors[user.login] = await self._user(utility_id, user)
        for past in PAST:
            await self._begin(past)
        ready = await self._appointments()
        secret, _ = await self._do.invitations.invite(self._actors[READY.login], ready)
        return secret

    async def past(self) -> None:
        """Pictures and protocols of the days before; takes some seconds, so it runs beside the server."""
        for past in PAST:
            row = await self._find(past.visit, None)
            if row is not None:
                await self._complete(past, row)

    # --- users and appointments -------------------------------------------------------------------

    async def _user(self, utility_id: str, wanted: SeedUser) -> Actor:
        async with self._do.storage.read() as tx:
            found = await tx.users.by_login(wanted.login)
        if found is not None:
            return actor_of(found[0])
        user = await self._do.users.add(
            utility_id,
            login=wanted.login,
            name=wanted.name,
            role=wanted.role.value,
            password=PASSWORD,
            salutation=wanted.salutation,
        )
        return actor_of(user)

    async def _appointments(self) -> str:
        """Today's, if none of them can begin any more or none is there yet; the id of one that can."""
        now = self._do.real_clock.now().astimezone(self._do.zone)
        for visit in (READY, *LATER):
            if visit.login == READY.login and (row := await self._find(visit, now)) is not None:
                return row.consultation.id
        ready = await self._create(READY, now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0))
        evening = now.replace(hour=23, minute=30, second=0, microsecond=0)
        for place, visit in enumerate(LATER, 1):
            await self._create(visit, min(evening, _next_half_hour(now) + SLOT * place))
        return ready

    async def _create(self, visit: SeedVisit, at: datetime) -> str:
        actor = self._actors[visit.login]
        row = await self._do.consultations.create(
            actor,
            NewConsultation(
                customer=visit.customer,
                address=visit.address,
                scheduled_at=at.astimezone(UTC),
                office_facts=visit.facts,
            ),
            self._do.operations,
        )
        return row.consultation.id

    async def _find(self, visit: SeedVisit, today: datetime | None) -> ConsultationRow | None:
        """This customer's consultation: any, or one of today that can still begin or go on."""
        states = () if today is None else (State.SCHEDULED.value, State.IN_CALL.value, State.PAUSED.value)
        day = None if today is None else today.date()
        search = Search(words=visit.customer.name, day=day, states=states)
        page = await self._do.consultations.page(self._actors[visit.login], search)
        return page.rows[0] if page.rows else None

    # --- the days before --------------------------------------------------------------------------

    async def _begin(self, past: PastVisit) -> None:
        """The appointment, the call and its answers; quick."""
        if await self._find(past.visit, None) is not None:
            return
        now = self._do.real_clock.now().astimezone(self._do.zone)
        began = datetime.combine(now.date() - timedelta(days=past.days_ago), past.at, self._do.zone)
        actor = self._actors[past.visit.login]
        try:
            self._do.clock.set(began.astimezone(UTC) - timedelta(days=6))
            consultation_id = await self._create(past.visit, began)
            self._do.clock.set(began.astimezone(UTC))
            await self._do.consultations.start(actor, consultation_id)
            await self._do.consents.record(
                actor,
                consultation_id,
                purpose="stills",
                given=True,
                text_version=self._do.checklist.consent.version,
                language="de",
                how="oral",
                log=self._do.operations,
            )
            answers = list(operations_of(self._cases[past.case], consultation_id, self._do.clock.now()))
            appended = await self._do.operations.append(actor, consultation_id, answers)
            for refused in appended.refused:
                log.error("demo case %s: %s %s", past.case, refused.error.code, refused.error.params)
        finally:
            self._do.clock.set(None)

    async def _complete(self, past: PastVisit, row: ConsultationRow) -> None:
        """Pictures, finish, protocol, release: whatever of it is still to do."""
        consultation, actor = row.consultation, self._actors[past.visit.login]
        ended = (consultation.started_at or consultation.created_at) + CALL_LASTS
        state = consultation.state
        if state in (State.IN_CALL, State.PAUSED):
            for item, entity, subject in photos_of(self._cases[past.case]):
                await self._photo(actor, consultation.id, item, entity, subject, ended - CALL_LASTS / 2)
            await self._at(ended, lambda: self._do.consultations.finish(actor, consultation.id))
            state = State.IN_REVIEW
        if state is State.IN_REVIEW and past.released and await self._is_rendered(actor, consultation.id):
            released = ended + timedelta(minutes=21)
            await self._at(released, lambda: self._do.consultations.release(actor, consultation.id))

    async def _at(self, moment: datetime, act: Callable[[], Awaitable[object]]) -> None:
        self._do.clock.set(moment)
        try:
            await act()
        finally:
            self._do.clock.set(None)

    async def _photo(
        self, actor: Actor, consultation_id: str, item: str, entity: str, subject: str, taken_at: datetime
    ) -> None:
        jpeg = await self._draw(subject)
        metadata = {
            "photo_id": str(uuid.uuid5(uuid.UUID(consultation_id), f"{item}/{entity}")),
            "item": item,
            "entity": entity,
            "sha256": hashlib.sha256(jpeg).hexdigest(),
            "taken_at": taken_at.isoformat(),
            "type": "image/jpeg",
            "consultation": consultation_id,
        }
        begun = await self._do.uploads.create(actor, len(jpeg), metadata)
        if not begun.is_complete:
            rest = _once(jpeg[begun.offset :])
            await self._do.uploads.append(actor, begun.upload.id, begun.offset, rest)

    async def _is_rendered(self, actor: Actor, consultation_id: str) -> bool:
        try:
            async with asyncio.timeout(RENDER_PATIENCE_S):
                while True:
                    status = await self._do.protocols.status(actor, consultation_id)
                    if status.state in ("ready", "failed"):
                        return status.state == "ready"
                    await asyncio.sleep(0.3)
        except TimeoutError:
            log.warning("the protocol of %s was not rendered in time", consultation_id)
            return False


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _next_half_hour(now: datetime) -> datetime:
    return now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
