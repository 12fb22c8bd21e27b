"""Rooms and their seats: who sits where, who takes over, who is told what.

Nothing here knows sockets or JSON text; a `Connection` is whatever can be sent to. All decisions about a seat
fall between two awaits, so that two joins at once cannot both win.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from signaling.backplane import Backplane, Delivery, InProcessBackplane
from signaling.errors import (
    NobodyThere,
    RoleNotAllowed,
    RoomClosed,
    RoomFull,
    SeatTaken,
    SignalRefused,
    TakenOver,
    WatcherSilent,
)
from signaling.ice import IceOffer, IceProvider, no_ice_servers
from signaling.messages import (
    Candidate,
    Description,
    Event,
    Join,
    LeaveReason,
    ParticipantAway,
    ParticipantBack,
    ParticipantInfo,
    ParticipantJoined,
    ParticipantLeft,
    RelayedSignal,
    Role,
    ServerMessage,
    Signal,
    Welcome,
    encode,
)
from signaling.seats import OPPOSITE, SEAT_ROLES, Connection, Participant, Seat
from signaling.wire import to_wire

SEAT_TTL_S = 120.0  # how long a seat is kept after its socket is lost
WATCHERS_MAX = 50

log = logging.getLogger(__name__)


class CallEventKind(StrEnum):
    JOINED = "joined"
    AWAY = "away"
    BACK = "back"
    LEFT = "left"


@dataclass(frozen=True)
class CallEvent:
    """What happened in a call, for the application."""

    kind: CallEventKind
    room_id: str
    participant_id: str
    role: Role
    reason: LeaveReason | None = None
    "Only with LEFT."


OnEvent = Callable[[CallEvent], Awaitable[None]]


@dataclass
class Room:
    seats: dict[Role, Seat] = field(default_factory=dict)
    watchers: list[Seat] = field(default_factory=list)

    def everyone(self) -> Iterator[Seat]:
        yield from self.seats.values()
        yield from self.watchers

    def holds(self, seat: Seat) -> bool:
        return self.seats.get(seat.role) is seat or seat in self.watchers

    def remove(self, seat: Seat) -> None:
        if self.seats.get(seat.role) is seat:
            del self.seats[seat.role]
        elif seat in self.watchers:
            self.watchers.remove(seat)


class Rooms:
    def __init__(
        self,
        *,
        ice: IceProvider = no_ice_servers,
        backplane: Backplane | None = None,
        clock: Callable[[], float] = time.monotonic,
        seat_ttl_s: float = SEAT_TTL_S,
        watchers_max: int = WATCHERS_MAX,
    ) -> None:
        self._rooms: dict[str, Room] = {}
        self._ice = ice
        self._backplane: Backplane = backplane or InProcessBackplane()
        self._backplane.subscribe(self._deliver)
        self._clock = clock
        self._seat_ttl_s = seat_ttl_s
        self._watchers_max = watchers_max
        self._on_event: OnEvent | None = None

    def listen(self, on_event: OnEvent) -> None:
        """Tell `on_event` what happens in the calls."""
        self._on_event = on_event

    # What the application asks and says

    async def publish(self, room_id: str, kind: str, payload: Any) -> None:
        """Send a room event to everybody in the room, also to those whose socket is just lost."""
        if room_id in self._rooms:
            await self._tell(room_id, Event(kind, payload), Role)

    def participants(self, room_id: str) -> tuple[ParticipantInfo, ...]:
        room = self._rooms.get(room_id)
        return tuple(seat.info() for seat in room.everyone()) if room else ()

    def occupied(self, room_id: str, role: Role) -> bool:
        """Whether somebody holds this seat, be it with a lost socket."""
        return any(info.role == role for info in self.participants(room_id))

    def count(self) -> tuple[int, int]:
        """Rooms, and sockets in them."""
        sockets = sum(1 for room in self._rooms.values() for seat in room.everyone() if seat.connection)
        return len(self._rooms), sockets

    async def dismiss(self, room_id: str, participant_id: str | None = None) -> None:
        """Close the room for a participant, or for all: the consultation is over, the session was revoked."""
        for seat in self._select(room_id):
            if participant_id in (None, seat.participant.participant_id):
                await self._end(seat, LeaveReason.CLOSED, RoomClosed())

    # What clients do

    async def join(self, participant: Participant, request: Join, connection: Connection) -> Seat:
        """Give the participant a place and welcome it. Raises a SeatError."""
        role = request.role or next(iter(participant.roles_allowed), None)
        if role is None or role not in participant.roles_allowed:
            raise RoleNotAllowed
        await self._expire(participant.room_id)
        if role is Role.WATCHER:
            return await self._join_watchers(participant, request, connection)
        room = self._rooms.setdefault(participant.room_id, Room())
        held = room.seats.get(role)
        if held is None:
            return await self._sit(room, Seat.of(participant, role, request, connection))
        if held.participant.participant_id == participant.participant_id:
            if held.is_same_page(request):
                return await self._resume(held, participant, request, connection)
            if request.resume and held.connection and not request.take_over:
                raise TakenOver  # an older page wakes up; the newer one is in the call
        elif not request.take_over:
            raise SeatTaken({"name": held.participant.display_name})
        return await self._sit(room, Seat.of(participant, role, request, connection), instead_of=held)

    async def relay(self, seat: Seat, message: Description | Candidate) -> None:
        """Hand a description or a candidate to the seat it is for. Raises WatcherSilent or NobodyThere."""
        to = message.to or OPPOSITE.get(seat.role)
        roles = {to} & set(SEAT_ROLES) if to else set()
        await self._tell_seats(seat, replace(message, to=None, from_=seat.role), roles, message.type)

    async def signal(self, seat: Seat, message: Signal) -> None:
        """Hand on what only pages understand. Raises WatcherSilent, SignalRefused or NobodyThere."""
        if seat.role is Role.WATCHER:
            await self._watcher_signal(seat, message)
            return
        allowed = seat.participant.signals
        if allowed is not None and message.kind not in allowed:
            raise SignalRefused({"kind": message.kind})
        relayed = RelayedSignal(seat.role, message.kind, message.payload)
        roles = {message.to} if message.to else set(Role) - {Role.GUEST}
        await self._tell_seats(seat, relayed, roles, message.type)

    async def _watcher_signal(self, seat: Seat, message: Signal) -> None:
        """To those who watch or lead, never to customer or guest; with the page, since watchers are many."""
        if message.kind not in seat.participant.watcher_signals:
            raise WatcherSilent
        roles = {Role.CONSULTANT, Role.WATCHER} & ({message.to} if message.to else set(Role))
        room_id = seat.participant.room_id
        if not any(other.role in roles for other in self._select(room_id) if other is not seat):
            raise NobodyThere({"type": message.type})
        relayed = RelayedSignal(seat.role, message.kind, message.payload, seat.instance)
        await self._tell(room_id, relayed, roles, seat)

    def ice_offer(self, seat: Seat) -> IceOffer:
        offer = self._ice(seat.participant.participant_id)
        return offer.relay_only() if seat.participant.relay_only else offer

    async def leave(self, seat: Seat) -> None:
        await self._end(seat, LeaveReason.LEFT)

    async def lost(self, seat: Seat, connection: Connection) -> None:
        """The socket is gone. The seat stays for a while, a watcher's does not."""
        room = self._rooms.get(seat.participant.room_id)
        if room is None or not room.holds(seat) or seat.connection is not connection:
            return
        if seat.role is Role.WATCHER:
            await self._end(seat, LeaveReason.LEFT)
            return
        seat.connection = None
        seat.away_since = self._clock()
        await self._tell(seat.participant.room_id, ParticipantAway(seat.info()), Role, seat)
        await self._report(CallEventKind.AWAY, seat)

    async def sweep(self) -> None:
        """End the seats whose time is over. Called every few seconds."""
        for room_id in list(self._rooms):
            await self._expire(room_id)

    # How it is done

    async def _sit(self, room: Room, seat: Seat, instead_of: Seat | None = None) -> Seat:
        if seat.role is Role.WATCHER:
            room.watchers.append(seat)
        else:
            room.seats[seat.role] = seat
        self._welcome(seat, resumed=False, lost=False, replay=[])
        if instead_of and instead_of.connection:
            instead_of.connection.close(TakenOver())
        if instead_of and instead_of.participant.participant_id != seat.participant.participant_id:
            left = ParticipantLeft(instead_of.info(), LeaveReason.TAKEN_OVER)
            await self._tell(seat.participant.room_id, left, Role, seat)
            await self._report(CallEventKind.LEFT, instead_of, LeaveReason.TAKEN_OVER)
        await self._tell(seat.participant.room_id, ParticipantJoined(seat.info()), Role, seat)
        await self._report(CallEventKind.JOINED, seat)
        return seat

    async def _resume(self, seat: Seat, who: Participant, request: Join, connection: Connection) -> Seat:
        was_away = seat.connection is None
        if seat.connection:
            seat.connection.close()
        seat.participant, seat.connection, seat.away_since = who, connection, None
        replay, lost = seat.outbox.after(request.received)
        self._welcome(seat, resumed=True, lost=lost, replay=replay)
        if was_away:
            await self._tell(who.room_id, ParticipantBack(seat.info()), Role, seat)
            await self._report(CallEventKind.BACK, seat)
        return seat

    async def _join_watchers(self, participant: Participant, request: Join, connection: Connection) -> Seat:
        for older in self._select(participant.room_id):
            same = older.participant.participant_id == participant.participant_id
            if older.role is Role.WATCHER and same and older.is_same_page(request):
                await self._end(older, LeaveReason.LEFT)
        room = self._rooms.setdefault(participant.room_id, Room())
        if len(room.watchers) >= self._watchers_max:
            raise RoomFull
        return await self._sit(room, Seat.of(participant, Role.WATCHER, request, connection))

    def _welcome(self, seat: Seat, *, resumed: bool, lost: bool, replay: list[str]) -> None:
        assert seat.connection
        offer = self.ice_offer(seat)
        welcome = Welcome(
            room=seat.participant.room_id,
            participant=seat.info(),
            role=seat.role,
            # A server-side peer may hold the customer's seat and cannot roll back; the others always can.
            polite=seat.role in (Role.CONSULTANT, Role.GUEST),
            resume=seat.resume,
            resumed=resumed,
            lost=lost,
            received=seat.received,
            participants=tuple(
                other.info() for other in self._select(seat.participant.room_id) if other is not seat
            ),
            ice_servers=offer.servers,
            ice_ttl_s=offer.ttl_s,
            ice_transport_policy=offer.transport_policy,
        )
        seat.connection.send(encode(welcome))
        for raw in replay:
            seat.connection.send(raw)

    async def _end(self, seat: Seat, reason: LeaveReason, why: RoomClosed | None = None) -> None:
        room_id = seat.participant.room_id
        room = self._rooms.get(room_id)
        if room is None or not room.holds(seat):
            return
        room.remove(seat)
        connection, seat.connection = seat.connection, None
        if connection:
            connection.close(why)
        await self._tell(room_id, ParticipantLeft(seat.info(), reason), Role, seat)
        if not room.seats and not room.watchers and self._rooms.get(room_id) is room:
            del self._rooms[room_id]
        await self._report(CallEventKind.LEFT, seat, reason)

    async def _expire(self, room_id: str) -> None:
        now = self._clock()
        for seat in self._select(room_id):
            if seat.away_since is not None and now - seat.away_since >= self._seat_ttl_s:
                await self._end(seat, LeaveReason.EXPIRED)

    def _select(self, room_id: str) -> list[Seat]:
        room = self._rooms.get(room_id)
        return list(room.everyone()) if room else []

    async def _tell_seats(self, sender: Seat, message: ServerMessage, roles: set[Role], type_: str) -> None:
        if sender.role is Role.WATCHER:
            raise WatcherSilent
        roles = roles - {sender.role}
        if not any(seat.role in roles for seat in self._select(sender.participant.room_id)):
            raise NobodyThere({"type": type_})
        await self._tell(sender.participant.room_id, message, roles)

    async def _tell(
        self, room_id: str, message: ServerMessage, roles: Iterable[Role], about: Seat | None = None
    ) -> None:
        about_instance = about.instance if about else None
        await self._backplane.publish(Delivery(room_id, to_wire(message), frozenset(roles), about_instance))

    def _deliver(self, delivery: Delivery) -> None:
        for seat in self._select(delivery.room_id):
            if seat.role in delivery.roles and seat.instance != delivery.except_instance:
                seat.deliver(delivery.message)

    async def _report(self, kind: CallEventKind, seat: Seat, reason: LeaveReason | None = None) -> None:
        if self._on_event is None:
            return
        event = CallEvent(kind, seat.participant.room_id, seat.participant.participant_id, seat.role, reason)
        try:
            await self._on_event(event)
        except Exception:
            log.exception("the application failed at %s in room %s", kind, event.room_id)
