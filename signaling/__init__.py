"""Calls: rooms, seats and messages. Knows nothing of inspections. See PROTOCOL.md.

rooms = Rooms(ice=ice_provider(...))
attach_rooms(app, rooms)
app.router.add_get("/call/{room}", websocket_handler(rooms, authorize, on_event))
await rooms.publish(room_id, "operations", {"seq": 12})
"""

from signaling.ice import (
    IceOffer,
    IceProvider,
    IceServer,
    IceTransportPolicy,
    TurnCredentials,
    ice_provider,
    turn_credentials,
)
from signaling.messages import LeaveReason, ParticipantInfo, Presence, Role
from signaling.rooms import CallEvent, CallEventKind, Rooms
from signaling.seats import Participant
from signaling.websocket import (
    Limits,
    attach_rooms,
    close_session,
    open_sessions,
    same_origin,
    websocket_handler,
)

__all__ = [
    "CallEvent",
    "CallEventKind",
    "IceOffer",
    "IceProvider",
    "IceServer",
    "IceTransportPolicy",
    "LeaveReason",
    "Limits",
    "Participant",
    "ParticipantInfo",
    "Presence",
    "Role",
    "Rooms",
    "TurnCredentials",
    "attach_rooms",
    "close_session",
    "ice_provider",
    "open_sessions",
    "same_origin",
    "turn_credentials",
    "websocket_handler",
]
