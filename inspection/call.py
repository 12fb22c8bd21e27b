"""Where consultations and calls meet: who may take which seat, and news for those in a room.

A room is a consultation. Only this module and `app.py` know both sides.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from aiohttp import web

from inspection.domain.access import Actor
from inspection.domain.consultation import CUSTOMER_MAY_ENTER, Consultation
from inspection.domain.guest import Guest
from inspection.domain.invitation import InvitationError
from inspection.services.consultations import Consultations
from inspection.services.guests import Guests
from inspection.services.media_policy import MediaPolicy
from inspection.services.open_sessions import OpenSessions
from inspection.web.auth import customer_of, require_actor, user_of
from inspection.web.call_metrics import CallMetrics
from inspection.web.guests import guest_of, require_guest
from signaling import CallEvent, CallEventKind, Participant, Role, Rooms, close_session, open_sessions

log = logging.getLogger(__name__)

GUEST_SIGNALS = frozenset({"hello", "chat", "chat-state", "key-frame"})
"What a guest may say to the others' pages; what works the camera and the call is the consultant's."

WATCHER_SIGNALS = frozenset({"presence"})
"What one who watches may say: where in the checklist he is, to those of his own house."

LOOK_EVERY_S = 20.0
"A session that ends closes its sockets at the latest then; signing out and taking a link back do it at once."


class RoomPublisher:
    """Tells the rooms what happened; a call that fails must not fail what is already stored."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def publish(self, consultation_id: str, kind: str, payload: Mapping[str, object]) -> None:
        try:
            await self._rooms.publish(consultation_id, kind, dict(payload))
        except Exception:
            log.exception("the room of %s was not told of %s", consultation_id, kind)


class RoomSeats:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def is_occupied(self, consultation_id: str, role: str) -> bool:
        return self._rooms.occupied(consultation_id, Role(role))

    async def dismiss(self, consultation_id: str, participant_id: str) -> None:
        await self._rooms.dismiss(consultation_id, participant_id)


def authorizer(
    consultations: Consultations, media: MediaPolicy, guests: Guests
) -> Callable[[web.Request], Awaitable[Participant]]:
    """Who a socket belongs to: the customer, the consultant who leads, a guest, or one who watches."""

    async def authorize(request: web.Request) -> Participant:
        if (guest := await _as_guest(request)) is not None:
            return await _seat_of(guest, request.match_info["id"])
        actor = await require_actor(request)
        found = await consultations.get(actor, request.match_info["id"])
        consultation = found.row.consultation
        name = actor.name
        if actor.is_customer:
            if consultation.state not in CUSTOMER_MAY_ENTER:
                raise InvitationError("consultation_closed")
            customer = consultation.customer
            name = (
                f"{customer.salutation} {customer.name.split()[-1]}" if customer.salutation else customer.name
            )
        elif (user := await user_of(request)) is not None:
            name = user[1].short
        roles = roles_of(actor, consultation)
        relay_only = await media.is_relay_only(actor.utility_id)
        says = frozenset[str]() if actor.is_customer else WATCHER_SIGNALS
        return Participant(
            actor.id, name, roles, consultation.id, actor.session_id, relay_only, watcher_signals=says
        )

    async def _seat_of(guest: Guest, consultation_id: str) -> Participant:
        invitation = (await guests.enter(guest, consultation_id)).invitation
        return Participant(
            invitation.participant_id,
            invitation.name,
            (Role.GUEST,),
            consultation_id,
            guest.session_id,
            await media.is_relay_only(invitation.utility_id),
            kind=invitation.kind.value,
            signals=GUEST_SIGNALS,
        )

    return authorize


async def _as_guest(request: web.Request) -> Guest | None:
    """`?as=guest` decides where one browser is several people, as in a demo on one machine."""
    if request.query.get("as") == "guest":
        return await require_guest(request)
    if "as" in request.query or await user_of(request) or await customer_of(request):
        return None
    return await guest_of(request)


def counting(metrics: CallMetrics, guests: Guests) -> Callable[[CallEvent], Awaitable[None]]:
    """What becomes of the sockets, as numbers; of a guest also when, in the call's log."""

    async def count(event: CallEvent) -> None:
        metrics.socket(event.kind.value, event.role.value)
        if event.role is Role.GUEST and event.kind in (CallEventKind.JOINED, CallEventKind.LEFT):
            await guests.note(event.participant_id, event.kind is CallEventKind.JOINED)

    return count


def watch_sessions(app: web.Application, sessions: OpenSessions) -> None:
    """Close the sockets of whoever may not any more: who was let in would otherwise stay for days."""

    async def look() -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                for session_id in await sessions.ended(open_sessions(app)):
                    close_session(app, session_id)
            except Exception:
                log.exception("could not look whose sessions have ended")  # the database, for a moment

    async def looking(app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(look())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    app.cleanup_ctx.append(looking)


def roles_of(actor: Actor, consultation: Consultation) -> tuple[Role, ...]:
    if actor.is_customer:
        return (Role.CUSTOMER,)
    return (Role.CONSULTANT, Role.WATCHER) if actor.may_lead(consultation) else (Role.WATCHER,)
