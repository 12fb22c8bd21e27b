"""What can go wrong in a call, as a tree. Only `websocket.py` turns these into words on the wire.

SignalingError
├── MessageError            what came over the socket cannot be used
│   ├── MessageMalformed    message_malformed
│   ├── MessageTooLarge     message_too_large
│   ├── MessageUnknownType  message_unknown_type
│   └── MessageFieldInvalid message_field_invalid
├── SeatError               who may sit where, and who may say what
│   ├── JoinFirst           join_first
│   ├── AlreadyJoined       already_joined
│   ├── RoleNotAllowed      role_not_allowed
│   ├── SeatTaken           seat_taken
│   ├── RoomFull            room_full
│   ├── WatcherSilent       watcher_silent
│   ├── SignalRefused       signal_refused
│   ├── NobodyThere         nobody_there
│   └── TakenOver           (no code: said by the message `taken-over`)
└── SocketError             the socket is closed with it
    ├── JoinTimeout         join_timeout
    ├── Flood               flood
    ├── TooSlow             too_slow
    └── RoomClosed          room_closed
"""

# ruff: noqa: N818 - the tree above says that they are errors; `SeatTaken` reads better where it is raised.

from collections.abc import Mapping
from typing import ClassVar


class SignalingError(Exception):
    """Carries a stable code and an English text for developers; pages show their own words for the code."""

    code: ClassVar[str]
    text: ClassVar[str]
    fatal: ClassVar[bool] = False
    "Coming again unchanged is of no use: a client must not reconnect by itself."
    close_code: ClassVar[int | None] = None
    "WebSocket close code (RFC 6455 7.4) when the socket is closed after the error."

    def __init__(self, details: Mapping[str, object] | None = None) -> None:
        super().__init__(self.text)
        self.details: Mapping[str, object] = details or {}


class MessageError(SignalingError):
    """What came over the socket cannot be used. The message is dropped, the socket stays."""


class MessageMalformed(MessageError):
    code = "message_malformed"
    text = "A message is one JSON object with a type, nested at most 16 levels deep."


class MessageTooLarge(MessageError):
    code = "message_too_large"
    text = "A message has at most 98304 bytes."


class MessageUnknownType(MessageError):
    code = "message_unknown_type"
    text = "There is no message of this type for clients."


class MessageFieldInvalid(MessageError):
    """`details`: `field` (dotted path) and `right` (what would be right)."""

    code = "message_field_invalid"
    text = "A field of the message is missing, too long or of the wrong kind."


class SeatError(SignalingError):
    """Who may sit where, and who may say what."""


class JoinFirst(SeatError):
    code = "join_first"
    text = "The first message must be join."


class AlreadyJoined(SeatError):
    code = "already_joined"
    text = "This socket has joined already."


class RoleNotAllowed(SeatError):
    code = "role_not_allowed"
    text = "You may not join in this role."
    fatal = True
    close_code = 1008


class SeatTaken(SeatError):
    """`details.name`: who holds it."""

    code = "seat_taken"
    text = "Somebody else holds this seat. Join again with take_over, or as a watcher."


class RoomFull(SeatError):
    code = "room_full"
    text = "Too many are watching this room."
    close_code = 1013


class WatcherSilent(SeatError):
    code = "watcher_silent"
    text = "A watcher receives and does not send."


class SignalRefused(SeatError):
    """`details.kind`: what was not sent."""

    code = "signal_refused"
    text = "Signals of this kind are not open to this participant."


class NobodyThere(SeatError):
    """`details.type`: the message that found nobody."""

    code = "nobody_there"
    text = "Nobody holds the seat this message was meant for."


class TakenOver(SeatError):
    """Another page of the same participant holds the seat now; the client hears `taken-over`."""

    code = "taken_over"
    text = "Another page holds this seat now."
    fatal = True
    close_code = 4001


class SocketError(SignalingError):
    """The socket is closed with it."""


class JoinTimeout(SocketError):
    code = "join_timeout"
    text = "No join arrived in time."
    close_code = 1013


class Flood(SocketError):
    code = "flood"
    text = "Too many messages in too short a time."
    close_code = 1013


class TooSlow(SocketError):
    code = "too_slow"
    text = "The client does not read what it is sent."
    close_code = 1013


class RoomClosed(SocketError):
    code = "room_closed"
    text = "This room is closed for you."
    fatal = True
    close_code = 1000
