"""The scale of a drawing and the outline of its house: what every part is placed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspection.domain.cross_section.heights import HouseHeights, RoomHeights
from inspection.domain.cross_section.sheet import Sheet

ROOF = 34.0
CEILING_CM = 30.0  # of a full basement

_MOST_PER_CM = 0.95
_STOREY_CM = 100.0
_HIGHEST_CEILING_CM = 140.0
_PLINTH_CM = 15.0  # ground floor of a house without basement
_UNKNOWN_FLOOR_CM = -200.0
_BASEMENT_FROM_CM = -20.0


@dataclass(frozen=True)
class Frame:
    """Heights in cm where the name says so; walls in units."""

    house: HouseHeights
    sheet: Sheet
    below: tuple[RoomHeights, ...]
    "Rooms of the basement, in order."
    floors_cm: Mapping[str, float]
    "Room → its floor, assumed where nobody knows it."
    lowest_cm: float
    ceiling_cm: float
    eaves_cm: float
    bottom_cm: float
    groundwater_cm: float | None
    zero: float
    per_cm: float
    walls: tuple[float, float] = (0.0, 0.0)

    def y(self, cm: float) -> float:
        """A height in units of the drawing."""
        return round(self.zero - cm * self.per_cm, 1)

    def floor_of(self, room: str | None) -> float:
        return self.floors_cm.get(room or "", self.lowest_cm)

    @property
    def collector(self) -> float:
        """The pipe below the slab."""
        return self.y(self.lowest_cm - 38)


def frame(house: HouseHeights, sheet: Sheet) -> Frame:
    """Scale the house so that it fits; the walls are set once the shafts in front of them are known."""
    below = tuple(r for r in house.rooms if r.floor_cm is None or r.floor_cm <= _BASEMENT_FROM_CM)
    known = [room.floor_cm for room in house.rooms if room.floor_cm is not None]
    assumed = min([*known, _UNKNOWN_FLOOR_CM / 2]) if known else _UNKNOWN_FLOOR_CM
    floors = {room.id: assumed if room.floor_cm is None else room.floor_cm for room in house.rooms}
    basement = [floors[room.id] for room in below]
    lowest = min(basement or [_PLINTH_CM, *floors.values()])
    rims = [drain.rim_cm for drain in house.drains if drain.rim_cm is not None]
    ceiling = min(max(CEILING_CM, max(basement) + 190), _HIGHEST_CEILING_CM) if basement else CEILING_CM
    highest = max(floors.values(), default=0.0)
    eaves = max(ceiling + _STOREY_CM, max(rims, default=0.0) + 45, highest + 80)
    groundwater = house.groundwater_cm
    if groundwater is not None and -groundwater < lowest - 70:
        groundwater = None  # too deep to matter to this house; drawn, it would only shrink the rest
    deepest = min([lowest, *rims, -(groundwater or 0.0)])
    bottom = deepest - (105 if house.backflow_cm is not None else 40)
    per_cm = round(min(_MOST_PER_CM, sheet.heights / (eaves - bottom + 45)), 4)
    return Frame(
        house=house,
        sheet=sheet,
        below=below,
        floors_cm=floors,
        lowest_cm=lowest,
        ceiling_cm=ceiling,
        eaves_cm=eaves,
        bottom_cm=bottom,
        groundwater_cm=groundwater,
        zero=round(ROOF + 8 + eaves * per_cm, 1),
        per_cm=per_cm,
    )
