"""One short handler per message of a client. `dispatch` finds it; errors go up to `websocket.py`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from signaling.errors import AlreadyJoined, JoinFirst
from signaling.messages import (
    Candidate,
    Description,
    IceServers,
    Join,
    Leave,
    Ping,
    Pong,
    Received,
    RenewIceServers,
    Signal,
    encode,
)
from signaling.rooms import Rooms
from signaling.seats import Connection, Participant, Seat


@dataclass
class Client:
    """One socket's side of a room."""

    rooms: Rooms
    participant: Participant
    connection: Connection
    seat: Seat | None = None

    @property
    def joined(self) -> Seat:
        if self.seat is None:
            raise JoinFirst
        return self.seat


async def dispatch(client: Client, received: Received) -> None:
    """Raises a SignalingError when the message may not be done now or by this client."""
    message = received.message
    if received.n is not None and client.seat is not None:
        if received.n <= client.seat.received:
            return  # came once already, before the socket was lost
        client.seat.received = received.n
    await HANDLERS[type(message)](client, message)


async def on_join(client: Client, message: Join) -> None:
    if client.seat is not None:
        raise AlreadyJoined
    client.seat = await client.rooms.join(client.participant, message, client.connection)


async def on_leave(client: Client, message: Leave) -> None:
    await client.rooms.leave(client.joined)


async def on_ping(client: Client, message: Ping) -> None:
    client.connection.send(encode(Pong()))


async def on_renew_ice_servers(client: Client, message: RenewIceServers) -> None:
    offer = client.rooms.ice_offer(client.joined)
    client.connection.send(encode(IceServers(offer.servers, offer.ttl_s, offer.transport_policy)))


async def on_description(client: Client, message: Description) -> None:
    await client.rooms.relay(client.joined, message)


async def on_candidate(client: Client, message: Candidate) -> None:
    await client.rooms.relay(client.joined, message)


async def on_signal(client: Client, message: Signal) -> None:
    await client.rooms.signal(client.joined, message)


Handler = Callable[[Client, Any], Awaitable[None]]

HANDLERS: dict[type, Handler] = {
    Join: on_join,
    Leave: on_leave,
    Ping: on_ping,
    RenewIceServers: on_renew_ice_servers,
    Description: on_description,
    Candidate: on_candidate,
    Signal: on_signal,
}
