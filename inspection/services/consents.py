"""Recording what the customer agreed to or withdrew."""

from __future__ import annotations

from typing import Any, Protocol

from inspection.domain.access import AccessError, Actor
from inspection.domain.checklist import Checklist
from inspection.domain.consent import CLICK, ORAL, PURPOSES, Consent, ConsentError
from inspection.domain.consultation import Consultation
from inspection.services.consultations import find
from inspection.services.ports import Clock, ProtocolDesk, Publisher, Storage, Tokens, Transaction


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
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._publisher = publisher
        self._checklist = checklist
        self._desk = desk

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
    ) -> Consent:
        """A customer taps; a consultant reads the text aloud and notes the answer.

        Raises ConsentError `consent_purpose`, `consent_how` or `consent_text_version`, or AccessError.
        """
        if purpose not in PURPOSES:
            raise ConsentError("consent_purpose", purpose=purpose[:40])
        if how != (CLICK if actor.is_customer else ORAL):
            raise ConsentError("consent_how")
        if text_version != self._checklist.consent.version:
            raise ConsentError("consent_text_version", current=self._checklist.consent.version)
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if not actor.is_customer and not actor.may_lead(consultation):
                raise AccessError("not_allowed")
            if not consultation.is_editable:
                raise ConsentError("consultation_closed")
            consent = Consent(
                consultation_id=consultation_id,
                purpose=purpose,
                given=given,
                text_version=text_version,
                language=language,
                how=how,
                at=self._clock.now(),
                read_by=None if actor.is_customer else actor.id,
                read_by_name=None if actor.is_customer else actor.name,
            )
            await tx.consents.add(consultation.utility_id, self._tokens.new_id(), consent)
            await log.reassess(tx, consultation)
            await self._desk.changed(tx, consultation)
        self._desk.wake()
        await self._publisher.publish(
            consultation_id, "consent", {"purpose": purpose, "given": given, "how": how}
        )
        return consent
