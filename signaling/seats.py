"""Who sits in a room: participants, their seats, and the outbox that lets a lost socket miss nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from signaling.errors import SignalingError
from signaling.messages import Join, ParticipantInfo, Presence, Role
from signaling.wire import dump

OUTBOX_MESSAGES = 256
OUTBOX_BYTES = 512 * 1024

SEAT_ROLES = (Role.CUSTOMER, Role.CONSULTANT, Role.GUEST)
OPPOSITE = {Role.CUSTOMER: Role.CONSULTANT, Role.CONSULTANT: Role.CUSTOMER}
"Where a message goes that names nobody."


@dataclass(frozen=True)
class Participant:
    """Who a request is, as the application knows it."""

    participant_id: str
    "Same person, same id, also after a reload or a restart of the server. Told to the others: no secret."
    display_name: str
    roles_allowed: tuple[Role, ...]
    "The first is taken when `join` names none."
    room_id: str
    session: str = ""
    "Sockets of one session can be closed together. Told to nobody."
    relay_only: bool = False
    "Media by TURN alone: neither side learns the other's address."
    kind: str | None = None
    "What somebody is here for, in a word of the application's. Told to the others."
    signals: frozenset[str] | None = None
    "Kinds of signals that are open to him; None: all."
    watcher_signals: frozenset[str] = frozenset()
    "Kinds he may say as a watcher, to the consultant's seat and other watchers alone."


class Connection(Protocol):
    """One socket. Neither method waits nor raises."""

    def send(self, raw: str) -> None: ...

    def close(self, why: SignalingError | None = None) -> None:
        """Say why and close, after what was sent before."""


class Outbox:
    """The last messages to a seat, numbered from 1. What falls out is lost, and a resume says so."""

    def __init__(self, messages_max: int = OUTBOX_MESSAGES, bytes_max: int = OUTBOX_BYTES) -> None:
        self._kept: list[str] = []  # an empty deque is ten times as large, and most seats are silent
        self._last = 0
        self._bytes = 0
        self._messages_max = messages_max
        self._bytes_max = bytes_max

    def add(self, message: Mapping[str, Any]) -> str:
        self._last += 1
        raw = dump({**message, "n": self._last})
        self._kept.append(raw)
        self._bytes += len(raw)
        while len(self._kept) > self._messages_max or (self._bytes > self._bytes_max and len(self._kept) > 1):
            self._bytes -= len(self._kept.pop(0))
        return raw

    def after(self, n: int) -> tuple[list[str], bool]:
        """What a client that has received up to `n` has missed, and whether some of it is lost."""
        if n > self._last:
            return [], True
        missing = self._last - n
        lost = missing > len(self._kept)
        return self._kept[max(0, len(self._kept) - missing) :], lost


@dataclass(eq=False)
class Seat:
    """A participant in a room. It outlives its socket; a watcher's does not."""

    participant: Participant
    role: Role
    instance: str
    "The page that holds the media: same after a lost socket, another after a reload."
    ice_restart: bool
    connection: Connection | None
    resume: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    away_since: float | None = None
    received: int = 0
    "Number of the client's last message that was handled."
    outbox: Outbox = field(default_factory=Outbox)

    @classmethod
    def of(cls, participant: Participant, role: Role, request: Join, connection: Connection) -> "Seat":
        instance = request.instance or secrets.token_urlsafe(16)
        return cls(participant, role, instance, request.ice_restart, connection)

    def info(self) -> ParticipantInfo:
        return ParticipantInfo(
            id=self.participant.participant_id,
            name=self.participant.display_name,
            role=self.role,
            instance=self.instance,
            state=Presence.HERE if self.connection else Presence.AWAY,
            ice_restart=self.ice_restart,
            kind=self.participant.kind,
        )

    def deliver(self, message: Mapping[str, Any]) -> None:
        raw = self.outbox.add(message)
        if self.connection:
            self.connection.send(raw)

    def is_same_page(self, request: Join) -> bool:
        """The page that sits here comes again: with its token, or with its instance if it never got one."""
        if request.resume is not None and secrets.compare_digest(request.resume, self.resume):
            return True
        return request.instance is not None and request.instance == self.instance
