"""How a message reaches the sockets of a room, wherever they are.

Rooms never write to each other's sockets: they publish a `Delivery`, and every node that has somebody in the
room puts it into its own outboxes. In one process that is a function call; a Redis channel per room fits the
same protocol, since a delivery is plain JSON. Only messages travel: who sits where is known to the process
with the sockets, so until seats are shared too, all sockets of one room belong to one process.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Delivery:
    room_id: str
    message: Mapping[str, Any]
    "The message as it stands on the wire, without its number."
    roles: frozenset[str]
    "Who gets it."
    except_instance: str | None = None
    "Whom it is about, and who need not hear it."


Deliver = Callable[[Delivery], None]
"Puts a delivery into the outboxes of this node. Never blocks, never raises."


class Backplane(Protocol):
    def subscribe(self, deliver: Deliver) -> None:
        """Called once by each `Rooms`."""

    async def publish(self, delivery: Delivery) -> None:
        """Deliveries of one publisher arrive in the order in which they were published."""


class InProcessBackplane:
    """All sockets are in this process."""

    def __init__(self) -> None:
        self._deliver: list[Deliver] = []

    def subscribe(self, deliver: Deliver) -> None:
        self._deliver.append(deliver)

    async def publish(self, delivery: Delivery) -> None:
        for deliver in self._deliver:
            deliver(delivery)
