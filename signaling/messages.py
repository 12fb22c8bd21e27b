"""Every message of the call, one frozen dataclass each. PROTOCOL.md tells them; a test compares."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from signaling.errors import MessageUnknownType
from signaling.ice import IceServer, IceTransportPolicy
from signaling.wire import (
    NUMBER_MAX,
    PAYLOAD_MAX,
    SDP_MAX,
    dump,
    json_value,
    list_of,
    load,
    nested,
    nested_or_null,
    one_of,
    read_object,
    reads,
    text,
    to_wire,
    truth,
    whole_number,
)

IDENTIFIER = r"[A-Za-z0-9_.:-]{1,80}"
KIND = r"[a-z][a-z0-9-]{0,63}"


class Role(StrEnum):
    CUSTOMER = "customer"
    CONSULTANT = "consultant"
    GUEST = "guest"
    "A third one who talks with both."
    WATCHER = "watcher"


class Presence(StrEnum):
    HERE = "here"
    AWAY = "away"


class LeaveReason(StrEnum):
    LEFT = "left"
    EXPIRED = "expired"
    TAKEN_OVER = "taken-over"
    CLOSED = "closed"


class DescriptionType(StrEnum):
    """RTCSdpType without `pranswer` and `rollback`, which never travel here."""

    OFFER = "offer"
    ANSWER = "answer"


# Parts


@dataclass(frozen=True)
class SessionDescription:
    """RTCSessionDescriptionInit."""

    type_: DescriptionType = field(metadata=reads(one_of(DescriptionType), name="type"))
    sdp: str = field(metadata=reads(text(SDP_MAX)))


@dataclass(frozen=True)
class IceCandidate:
    """RTCIceCandidateInit."""

    candidate: str = field(metadata=reads(text(2048)))
    sdp_mid: str | None = field(default=None, metadata=reads(text(80), name="sdpMid"))
    sdp_m_line_index: int | None = field(
        default=None, metadata=reads(whole_number(65535), name="sdpMLineIndex")
    )
    username_fragment: str | None = field(default=None, metadata=reads(text(256), name="usernameFragment"))


@dataclass(frozen=True)
class ParticipantInfo:
    """What the others in the room are told about somebody."""

    id: str = field(metadata=reads(text(256)))
    name: str = field(metadata=reads(text(512)))
    role: Role = field(metadata=reads(one_of(Role)))
    instance: str = field(metadata=reads(text(80, pattern=IDENTIFIER)))
    state: Presence = field(metadata=reads(one_of(Presence)))
    ice_restart: bool = field(metadata=reads(truth))
    kind: str | None = field(default=None, metadata=reads(text(64, pattern=KIND)))
    "A word of the application for what somebody is here for."


# Client → server


@dataclass(frozen=True)
class Join:
    type: ClassVar[str] = "join"
    role: Role | None = field(default=None, metadata=reads(one_of(Role)))
    resume: str | None = field(default=None, metadata=reads(text(80, pattern=IDENTIFIER)))
    received: int = field(default=0, metadata=reads(whole_number()))
    take_over: bool = field(default=False, metadata=reads(truth))
    instance: str | None = field(default=None, metadata=reads(text(80, pattern=IDENTIFIER)))
    ice_restart: bool = field(default=True, metadata=reads(truth))


@dataclass(frozen=True)
class Leave:
    type: ClassVar[str] = "leave"


@dataclass(frozen=True)
class Ping:
    type: ClassVar[str] = "ping"


@dataclass(frozen=True)
class RenewIceServers:
    type: ClassVar[str] = "renew-ice-servers"


@dataclass(frozen=True)
class Signal:
    type: ClassVar[str] = "signal"
    kind: str = field(metadata=reads(text(64, pattern=KIND)))
    payload: Any = field(metadata=reads(json_value(PAYLOAD_MAX)))
    to: Role | None = field(default=None, metadata=reads(one_of(Role)))


# Both ways


@dataclass(frozen=True)
class Description:
    type: ClassVar[str] = "description"
    description: SessionDescription = field(metadata=reads(nested(SessionDescription)))
    connection: str | None = field(default=None, metadata=reads(text(80, pattern=IDENTIFIER)))
    to_connection: str | None = field(default=None, metadata=reads(text(80, pattern=IDENTIFIER)))
    to: Role | None = field(default=None, metadata=reads(one_of(Role)))
    from_: Role | None = field(default=None, metadata=reads(one_of(Role), name="from"))


@dataclass(frozen=True)
class Candidate:
    type: ClassVar[str] = "candidate"
    candidate: IceCandidate | None = field(metadata=reads(nested_or_null(IceCandidate)))
    connection: str | None = field(default=None, metadata=reads(text(80, pattern=IDENTIFIER)))
    to_connection: str | None = field(default=None, metadata=reads(text(80, pattern=IDENTIFIER)))
    to: Role | None = field(default=None, metadata=reads(one_of(Role)))
    from_: Role | None = field(default=None, metadata=reads(one_of(Role), name="from"))


# Server → client


@dataclass(frozen=True)
class Welcome:
    type: ClassVar[str] = "welcome"
    room: str = field(metadata=reads(text(256)))
    participant: ParticipantInfo = field(metadata=reads(nested(ParticipantInfo)))
    role: Role = field(metadata=reads(one_of(Role)))
    polite: bool = field(metadata=reads(truth))
    resume: str = field(metadata=reads(text(80, pattern=IDENTIFIER)))
    resumed: bool = field(metadata=reads(truth))
    lost: bool = field(metadata=reads(truth))
    received: int = field(metadata=reads(whole_number()))
    participants: tuple[ParticipantInfo, ...] = field(metadata=reads(list_of(nested(ParticipantInfo))))
    ice_servers: tuple[IceServer, ...] = field(metadata=reads(list_of(nested(IceServer))))
    ice_ttl_s: int | None = field(default=None, metadata=reads(whole_number()))
    ice_transport_policy: IceTransportPolicy = field(
        default=IceTransportPolicy.ALL, metadata=reads(one_of(IceTransportPolicy))
    )


@dataclass(frozen=True)
class ParticipantJoined:
    type: ClassVar[str] = "participant-joined"
    participant: ParticipantInfo = field(metadata=reads(nested(ParticipantInfo)))


@dataclass(frozen=True)
class ParticipantAway:
    type: ClassVar[str] = "participant-away"
    participant: ParticipantInfo = field(metadata=reads(nested(ParticipantInfo)))


@dataclass(frozen=True)
class ParticipantBack:
    type: ClassVar[str] = "participant-back"
    participant: ParticipantInfo = field(metadata=reads(nested(ParticipantInfo)))


@dataclass(frozen=True)
class ParticipantLeft:
    type: ClassVar[str] = "participant-left"
    participant: ParticipantInfo = field(metadata=reads(nested(ParticipantInfo)))
    reason: LeaveReason = field(metadata=reads(one_of(LeaveReason)))


@dataclass(frozen=True)
class RelayedSignal:
    type: ClassVar[str] = "signal"
    from_: Role = field(metadata=reads(one_of(Role), name="from"))
    kind: str = field(metadata=reads(text(64, pattern=KIND)))
    payload: Any = field(metadata=reads(json_value(PAYLOAD_MAX)))
    instance: str | None = field(default=None, metadata=reads(text(80, pattern=IDENTIFIER)))
    "The page that said it, where a watcher did: there are many of them."


@dataclass(frozen=True)
class Event:
    type: ClassVar[str] = "event"
    kind: str = field(metadata=reads(text(64, pattern=KIND)))
    payload: Any = field(metadata=reads(json_value(PAYLOAD_MAX)))


@dataclass(frozen=True)
class IceServers:
    type: ClassVar[str] = "ice-servers"
    ice_servers: tuple[IceServer, ...] = field(metadata=reads(list_of(nested(IceServer))))
    ice_ttl_s: int | None = field(default=None, metadata=reads(whole_number()))
    ice_transport_policy: IceTransportPolicy = field(
        default=IceTransportPolicy.ALL, metadata=reads(one_of(IceTransportPolicy))
    )


@dataclass(frozen=True)
class Pong:
    type: ClassVar[str] = "pong"


@dataclass(frozen=True)
class SeatTakenOver:
    type: ClassVar[str] = "taken-over"


@dataclass(frozen=True)
class Error:
    type: ClassVar[str] = "error"
    code: str = field(metadata=reads(text(64)))
    text: str = field(metadata=reads(text(512)))
    fatal: bool = field(metadata=reads(truth))
    details: Any = field(default=None, metadata=reads(json_value(PAYLOAD_MAX)))


ClientMessage = Join | Leave | Ping | RenewIceServers | Signal | Description | Candidate
ServerMessage = (
    Welcome
    | ParticipantJoined
    | ParticipantAway
    | ParticipantBack
    | ParticipantLeft
    | Description
    | Candidate
    | RelayedSignal
    | Event
    | IceServers
    | Pong
    | SeatTakenOver
    | Error
)

CLIENT_MESSAGES: dict[str, type[Any]] = {cls.type: cls for cls in ClientMessage.__args__}
SERVER_MESSAGES: dict[str, type[Any]] = {cls.type: cls for cls in ServerMessage.__args__}


@dataclass(frozen=True)
class Received:
    """A parsed message of a client and its number in the client's sequence, if it gave one."""

    message: ClientMessage
    n: int | None


def parse_client_message(raw: str) -> Received:
    """Raises a MessageError."""
    data = load(raw)
    cls = CLIENT_MESSAGES.get(data["type"])
    if cls is None:
        raise MessageUnknownType
    number = read_object(_Envelope, data).n
    return Received(read_object(cls, data), number)


def parse_server_message(raw: str) -> ServerMessage:
    """For clients written in Python. Raises a MessageError."""
    data = load(raw)
    cls = SERVER_MESSAGES.get(data["type"])
    if cls is None:
        raise MessageUnknownType
    message: ServerMessage = read_object(cls, data)
    return message


def encode(message: ClientMessage | ServerMessage, n: int | None = None) -> str:
    data = to_wire(message)
    if n is not None:
        data["n"] = n
    return dump(data)


@dataclass(frozen=True)
class _Envelope:
    n: int | None = field(default=None, metadata=reads(whole_number(NUMBER_MAX)))
