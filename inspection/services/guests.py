"""Bringing a third person into a call, and sending her out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspection.domain.access import CUSTOMER_SESSION_LASTS, AccessError, Actor, User
from inspection.domain.call_log import ENTRIES_KEPT, Batch, Event, EventKind, Side
from inspection.domain.consultation import Consultation
from inspection.domain.guest import PARTICIPANT_PREFIX, Guest, GuestInvitation, GuestKind, GuestSession
from inspection.domain.invitation import InvitationError, expires_at
from inspection.services.consultations import find
from inspection.services.ports import Clock, Seats, Storage, Tokens, Transaction, Utility


@dataclass(frozen=True)
class GuestWelcome:
    """What a guest is shown: whom she will talk with, and nothing of what they talk about."""

    invitation: GuestInvitation
    consultation: Consultation
    consultant: User | None
    utility: Utility


class Guests:
    def __init__(self, storage: Storage, clock: Clock, tokens: Tokens, seats: Seats) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._seats = seats

    async def invite(
        self, actor: Actor, consultation_id: str, kind: GuestKind, name: str
    ) -> tuple[str, datetime]:
        """The secret, told only here, and until when it works. An earlier link ends, and its guest."""
        now, secret = self._clock.now(), self._tokens.new_secret()
        async with self._storage.write() as tx:
            consultation = await self._editable(tx, actor, consultation_id)
            invitation = GuestInvitation(
                id=self._tokens.new_id(),
                utility_id=consultation.utility_id,
                consultation_id=consultation_id,
                secret_hash=self._tokens.digest(secret),
                kind=kind,
                name=" ".join(name.split()),
                created_at=now,
                created_by=actor.id,
                expires_at=expires_at(now, consultation.scheduled_at),
            )
            invitation.open(consultation, now)
            earlier = await tx.guests.revoke_all(consultation_id, now)
            await tx.guests.add(invitation)
        await self._dismiss(consultation_id, earlier)
        return secret, invitation.expires_at

    async def end(self, actor: Actor, consultation_id: str) -> None:
        """No link works any more, and who is in by one is out."""
        async with self._storage.write() as tx:
            await self._editable(tx, actor, consultation_id)
            ended = await tx.guests.revoke_all(consultation_id, self._clock.now())
        await self._dismiss(consultation_id, ended)

    async def exchange(self, secret: str) -> tuple[str, GuestWelcome]:
        """The cookie's token for a link's secret. Raises InvitationError."""
        now, token = self._clock.now(), self._tokens.new_secret()
        async with self._storage.write() as tx:
            invitation = await tx.guests.by_hash(self._tokens.digest(secret))
            if invitation is None:
                raise InvitationError("invitation_unknown")
            welcome = await self._welcome(tx, invitation)
            invitation.open(welcome.consultation, now)
            await tx.guests.add_session(
                GuestSession(
                    id=self._tokens.digest(token),
                    utility_id=invitation.utility_id,
                    consultation_id=invitation.consultation_id,
                    invitation_id=invitation.id,
                    created_at=now,
                    expires_at=now + CUSTOMER_SESSION_LASTS,
                )
            )
        return token, welcome

    async def who(self, token: str) -> Guest | None:
        """Whom a cookie's token belongs to; None when unknown, expired or revoked."""
        digest = self._tokens.digest(token)
        async with self._storage.read() as tx:
            session = await tx.guests.session(digest)
            if session is None or not session.is_valid_at(self._clock.now()):
                return None
            invitation = await tx.guests.get(session.invitation_id)
        return None if invitation is None else Guest(invitation, digest)

    async def welcome(self, guest: Guest) -> GuestWelcome:
        """The same as at the exchange, for a browser that is already in."""
        async with self._storage.read() as tx:
            return await self._welcome(tx, guest.invitation)

    async def enter(self, guest: Guest, consultation_id: str) -> GuestWelcome:
        """Into the call. Raises AccessError `not_found` for another one, InvitationError."""
        if guest.invitation.consultation_id != consultation_id:
            raise AccessError("not_found")
        welcome = await self.welcome(guest)
        welcome.invitation.open(welcome.consultation, self._clock.now())
        return welcome

    async def note(self, participant_id: str, came: bool) -> None:
        """That a guest came or went, in the call's log: when, and nothing else."""
        now = self._clock.now()
        async with self._storage.write() as tx:
            invitation = await tx.guests.get(participant_id.removeprefix(PARTICIPANT_PREFIX))
            if invitation is None:
                return
            consultation_id = invitation.consultation_id
            await tx.consultations.lock(consultation_id)
            if came and invitation.joined_at is None:
                await tx.guests.joined(invitation.id, now)
            if await tx.call_log.entries(consultation_id, Side.GUEST) >= ENTRIES_KEPT:
                return
            event = Event(now, EventKind.GUEST, "joined" if came else "left")
            batch = Batch(self._tokens.new_id(), Side.GUEST, (), (event,), now)
            await tx.call_log.add(invitation.utility_id, consultation_id, batch)

    async def _editable(self, tx: Transaction, actor: Actor, consultation_id: str) -> Consultation:
        consultation = await find(tx, actor, consultation_id)
        if not actor.may_edit(consultation):
            raise AccessError("not_allowed")
        return consultation

    async def _welcome(self, tx: Transaction, invitation: GuestInvitation) -> GuestWelcome:
        consultation = await tx.consultations.get(invitation.utility_id, invitation.consultation_id)
        utility = await tx.utilities.get(invitation.utility_id)
        if consultation is None or utility is None:
            raise InvitationError("invitation_unknown")
        consultant = await tx.users.get(consultation.consultant_id) if consultation.consultant_id else None
        return GuestWelcome(invitation, consultation, consultant, utility)

    async def _dismiss(self, consultation_id: str, invitation_ids: Sequence[str]) -> None:
        for invitation_id in invitation_ids:
            await self._seats.dismiss(consultation_id, PARTICIPANT_PREFIX + invitation_id)
