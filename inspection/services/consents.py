"""Recording what the customer agreed to or withdrew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from inspection.domain.access import AccessError, Actor
from inspection.domain.checklist import Checklist
from inspection.domain.consent import (
    CLICK,
    ORAL,
    POSITION,
    PURPOSES,
    STILLS,
    STILLS_TAKEN,
    Consent,
    ConsentError,
    Fate,
    current,
    fate_of_taken,
)
from inspection.domain.consultation import Consultation
from inspection.domain.job import Job
from inspection.domain.operations import Author
from inspection.services.consultations import find
from inspection.services.photo_erasure import PhotoErasure
from inspection.services.ports import Clock, ProtocolDesk, Publisher, Storage, Tokens, Transaction
from inspection.services.uploads import Uploads


class Reassess(Protocol):
    """Consent counts in the assessment; `services/operations.py`."""

    async def reassess(self, tx: Transaction, consultation: Consultation) -> dict[str, Any] | None: ...


class Consents:
    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        tokens: Tokens,
        publisher: Publisher,
        checklist: Checklist,
        desk: ProtocolDesk,
        uploads: Uploads,
        erasure: PhotoErasure,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._publisher = publisher
        self._checklist = checklist
        self._desk = desk
        self._uploads = uploads
        self._erasure = erasure

    async def record(
        self,
        actor: Actor,
        consultation_id: str,
        *,
        purpose: str,
        given: bool,
        text_version: str,
        language: str,
        how: str,
        log: Reassess,
        at: datetime | None = None,
    ) -> Consent:
        """A customer taps; a consultant reads the text aloud and notes the answer. Said twice is kept once.

        A withdrawal stops what is on its way. Deleting what was taken leaves no byte of it.
        Raises ConsentError or AccessError.
        """
        if purpose not in PURPOSES:
            raise ConsentError("consent_purpose", purpose=purpose[:40])
        if how != (CLICK if actor.is_customer else ORAL):
            raise ConsentError("consent_how")
        if purpose == POSITION and given and how == ORAL:
            raise ConsentError("consent_how")  # the phone hands it over: whoever holds it says so
        texts = self._checklist.consent
        version = texts.position_version if purpose == POSITION else texts.version
        if text_version != version:
            raise ConsentError("consent_text_version", current=version)
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if not actor.is_customer and not actor.may_lead(consultation):
                raise AccessError("not_allowed")
            await tx.consultations.lock(consultation_id)
            consultation = await find(tx, actor, consultation_id)  # as it is now that nobody can change it
            if not consultation.is_editable:
                raise ConsentError("consultation_closed")
            consent = Consent(
                consultation_id=consultation_id,
                purpose=purpose,
                given=given,
                text_version=text_version,
                language=language,
                how=how,
                at=_said_at(at, actor, consultation, self._clock.now()),
                read_by=None if actor.is_customer else actor.id,
                read_by_name=None if actor.is_customer else actor.name,
            )
            said = _said_before(await tx.consents.all(consultation_id), consent)
            if said is not None:
                return said
            await tx.consents.add(consultation.utility_id, self._tokens.new_id(), consent)
            stopped, erasing = await self._obey(tx, consultation, consent, actor)
            await log.reassess(tx, consultation)
            await self._desk.changed(tx, consultation)
        self._desk.wake()
        await self._uploads.stopped(stopped)
        if erasing is not None:
            await self._erasure.finish(consultation_id, erasing)
        await self._publisher.publish(
            consultation_id, "consent", {"purpose": purpose, "given": given, "how": how}
        )
        return consent

    async def _obey(
        self, tx: Transaction, consultation: Consultation, consent: Consent, actor: Actor
    ) -> tuple[Sequence[str], Job | None]:
        """What a no brings about: uploads to stop, files to erase."""
        if consent.given:
            return (), None
        if consent.purpose == POSITION:
            await tx.positions.remove(consultation.id)
            return (), None
        if consent.purpose == STILLS:
            return await self._uploads.stop_in(tx, consultation.id), None
        by = Author(actor.id, actor.name, actor.kind)
        return (), await self._erasure.erase_in(tx, consultation, by, with_protocol=True)


def _said_at(at: datetime | None, actor: Actor, consultation: Consultation, now: datetime) -> datetime:
    """A user may note later what was said where there was no network; a wrong clock tells nothing."""
    if at is None or actor.is_customer or not consultation.created_at <= at <= now:
        return now
    return at.astimezone(UTC)


def _said_before(consents: Sequence[Consent], consent: Consent) -> Consent | None:
    """The record that says the same already. Raises ConsentError when there is nothing to say."""
    latest = current(consents, consent.purpose)
    if consent.purpose == POSITION and consent.given:
        return None  # each yes is for one position
    if consent.purpose == STILLS_TAKEN:
        fate = fate_of_taken(consents)
        if fate is None:
            raise ConsentError("consent_not_withdrawn")
        if fate is Fate.OPEN:
            return None  # what was said stands for an earlier withdrawal
        if fate is Fate.DELETED:
            if consent.given:
                raise ConsentError("consent_pictures_gone")
            return latest
    return latest if latest is not None and latest.says_the_same(consent) else None
