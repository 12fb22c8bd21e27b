"""Inviting a customer, and letting him in by his link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspection.domain.access import CUSTOMER_SESSION_LASTS, AccessError, Actor, CustomerSession, User
from inspection.domain.consent import STILLS, Consent, Fate, current, fate_of_taken
from inspection.domain.consultation import Consultation
from inspection.domain.invitation import Invitation, InvitationError, expires_at
from inspection.services.consultations import find
from inspection.services.ports import Clock, Seats, Storage, Tokens, Transaction, Utility

CUSTOMER_SEAT = "customer"


@dataclass(frozen=True)
class Welcome:
    """What a customer is shown when he comes in."""

    consultation: Consultation
    consultant: User | None
    utility: Utility
    consent: Consent | None
    taken: Fate | None
    "After a withdrawal: what becomes of the pictures taken before."
    seat_occupied: bool


def customer_id(consultation: Consultation) -> str:
    """The customer's id in the call and in the log: one person per consultation, whatever the browser."""
    return f"c-{consultation.id}"


class Invitations:
    def __init__(self, storage: Storage, clock: Clock, tokens: Tokens, seats: Seats) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._seats = seats

    async def invite(self, actor: Actor, consultation_id: str) -> tuple[str, datetime]:
        """The secret, which is told only here, and until when it works. Earlier links stay valid."""
        now, secret = self._clock.now(), self._tokens.new_secret()
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if not actor.may_edit(consultation):
                raise AccessError("not_allowed")
            invitation = Invitation(
                id=self._tokens.new_id(),
                consultation_id=consultation_id,
                secret_hash=self._tokens.digest(secret),
                created_at=now,
                created_by=actor.id,
                expires_at=expires_at(now, consultation.scheduled_at),
            )
            invitation.open(consultation, now)
            await tx.invitations.add(consultation.utility_id, invitation)
        return secret, invitation.expires_at

    async def revoke(self, actor: Actor, consultation_id: str) -> None:
        """All links of the consultation, and who is in by them is out."""
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if not actor.may_edit(consultation):
                raise AccessError("not_allowed")
            await tx.invitations.revoke_all(consultation_id, self._clock.now())
        await self._seats.dismiss(consultation_id, customer_id(consultation))

    async def exchange(self, secret: str) -> tuple[str, Welcome]:
        """The cookie's token for a link's secret. Raises InvitationError."""
        now, token = self._clock.now(), self._tokens.new_secret()
        async with self._storage.write() as tx:
            found = await tx.invitations.by_hash(self._tokens.digest(secret))
            if found is None:
                raise InvitationError("invitation_unknown")
            utility_id, invitation = found
            consultation = await tx.consultations.get(utility_id, invitation.consultation_id)
            if consultation is None:
                raise InvitationError("invitation_unknown")
            invitation.open(consultation, now)
            session = CustomerSession(
                id=self._tokens.digest(token),
                utility_id=utility_id,
                consultation_id=consultation.id,
                invitation_id=invitation.id,
                created_at=now,
                expires_at=now + CUSTOMER_SESSION_LASTS,
            )
            await tx.invitations.add_session(session)
            await tx.invitations.used(invitation.id, now)
            welcome = await self._welcome(tx, consultation)
        return token, welcome

    async def who(self, token: str) -> Actor | None:
        """The customer a cookie's token belongs to; None when unknown, expired or revoked."""
        digest = self._tokens.digest(token)
        async with self._storage.read() as tx:
            session = await tx.invitations.session(digest)
            if session is None or not session.is_valid_at(self._clock.now()):
                return None
            consultation = await tx.consultations.get(session.utility_id, session.consultation_id)
        if consultation is None:
            return None
        return Actor(
            id=customer_id(consultation),
            utility_id=session.utility_id,
            name=consultation.customer.name,
            role=None,
            language=consultation.language,
            consultation_id=consultation.id,
            session_id=digest,
        )

    def is_here(self, consultation_id: str) -> bool:
        """The customer's seat in the call is taken."""
        return self._seats.is_occupied(consultation_id, "customer")

    async def welcome(self, actor: Actor) -> Welcome:
        """The same as at the exchange, for a browser that is already in."""
        if not actor.is_customer or actor.consultation_id is None:
            raise AccessError("not_allowed")
        async with self._storage.read() as tx:
            return await self._welcome(tx, await find(tx, actor, actor.consultation_id))

    async def _welcome(self, tx: Transaction, consultation: Consultation) -> Welcome:
        utility = await tx.utilities.get(consultation.utility_id)
        assert utility is not None
        consultant = await tx.users.get(consultation.consultant_id) if consultation.consultant_id else None
        consents = await tx.consents.all(consultation.id)
        occupied = self._seats.is_occupied(consultation.id, CUSTOMER_SEAT)
        consent, taken = current(consents, STILLS), fate_of_taken(consents)
        return Welcome(consultation, consultant, utility, consent, taken, occupied)
