"""How bad water would be: 1 to 4, per room the maximum of use, values, installations and way out."""

from __future__ import annotations

from typing import Any

from inspection.domain.checklist import BUILDING, UNKNOWN
from inspection.domain.visibility import Facts, Read, Subject


class ConsequenceScale:
    """Consequences of all rooms of a case, and of what is tied to them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tables = facts.checklist.consequences
        self.reasons: dict[str, tuple[Read, ...]] = {}
        "Room → the answers that reach its consequence."
        self.rooms = {room.id: self._room(room) for room in facts.rooms}
        self.building = max(
            (self.rooms[room.id] for room in facts.rooms_below_street()), default=self.tables.no_room
        )

    def of(self, subject: Subject) -> int:
        """Of the building, a room, a drain, an opening or a device."""
        if subject.scope == BUILDING:
            return self.building
        if subject.scope == "room":
            return self.rooms[subject.id]
        if subject.scope != "device":
            return self._linked(subject)
        drains = self.facts.drains_of(subject)
        return max((self._linked(drain) for drain in drains), default=self.building)

    def _linked(self, subject: Subject) -> int:
        return self.rooms.get(subject.room or "", self.tables.no_room)

    def _room(self, room: Subject) -> int:
        tables = self.tables
        use = str(room.lookup("room_use"))
        found = {
            ("room_use", use): tables.use[use],
            ("room_value", room.lookup("room_value")): tables.value[str(room.lookup("room_value"))],
            ("room_installations", room.lookup("room_installations")): self._installations(room),
        }
        if use in tables.people and room.lookup("room_escape") == "no":
            found["room_escape", "no"] = tables.trapped
        highest = max(found.values())
        self.reasons[room.id] = tuple(
            Read(room.target, item, value) for (item, value), reached in found.items() if reached == highest
        )
        return highest

    def _installations(self, room: Subject) -> int:
        chosen: Any = room.lookup("room_installations") or (UNKNOWN,)
        return max(self._installation(option) for option in chosen)

    def _installation(self, option: str) -> int:
        secured = option == "oil_tank" and self.facts.building.lookup("org_oil_tank_secured") == "yes"
        return self.tables.oil_tank_secured if secured else self.tables.installations[option]
