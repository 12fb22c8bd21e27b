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
from inspection.domain.invitation import InvitationError
from inspection.services.consultations import Consultations
from inspection.services.media_policy import MediaPolicy
from inspection.services.open_sessions import OpenSessions
from inspection.web.auth import require_actor, user_of
from inspection.web.call_metrics import CallMetrics
from signaling import CallEvent, Participant, Role, Rooms, close_session, open_sessions

log = logging.getLogger(__name__)

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
    consultations: Consultations, media: MediaPolicy
) -> Callable[[web.Request], Awaitable[Participant]]:
    """Who a socket belongs to: the customer, the consultant whose consultation it is, or one who watches."""

    async def authorize(request: web.Request) -> Participant:
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
        return Participant(actor.id, name, roles, consultation.id, actor.session_id, relay_only)

    return authorize


def counting(metrics: CallMetrics) -> Callable[[CallEvent], Awaitable[None]]:
    async def count(event: CallEvent) -> None:
        metrics.socket(event.kind.value, event.role.value)

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
