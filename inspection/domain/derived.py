"""Derived values: what the rules read beside the answers. One function per name, per scope.

Heights are cm above the reference point (street surface at the connection point). Room, opening, building and
path here; drains and devices, with their geometry, in `derived_drain.py` and `derived_device.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from inspection.domain import derived_device, derived_drain
from inspection.domain.checklist import BUILDING, UNKNOWN
from inspection.domain.expressions import Value

if TYPE_CHECKING:
    from inspection.domain.visibility import Subject

Derive = Callable[["Subject"], Value]


def known_floor_cm(room: Subject) -> float | None:
    """Floor height, if a method stands behind it."""
    height: Any = room.lookup("room_floor_height_cm")
    tolerances = room.facts.checklist.conventions.tolerance_cm
    return height if room.lookup("room_height_method") in tolerances else None


def floor_tolerance_cm(room: Subject) -> int:
    """5 measured, 20 estimated; only where `known_floor_cm` is known."""
    return room.facts.checklist.conventions.tolerance_cm[str(room.lookup("room_height_method"))]


def room_below_street(room: Subject) -> bool:
    """In the doubtful case, and where nothing is known, below."""
    floor = known_floor_cm(room)
    return floor is None or floor - floor_tolerance_cm(room) < 0


def backflow_level_cm(building: Subject) -> float:
    """`BL`: what the office knows, else the utility's setting."""
    level: Any = building.lookup("backflow_level_cm")
    return building.facts.case.settings.default_backflow_level_cm if level is None else level


def depth_assumed(building: Subject) -> bool:
    """No map gives a water depth."""
    return building.lookup("map_depth_cm") is None


def water_depth_cm(building: Subject) -> float:
    """Expected water depth at the house: map, or assumed from the terrain."""
    depth = cast("float | None", building.lookup("map_depth_cm"))
    if depth is not None:
        return depth
    return building.facts.checklist.conventions.assumed_depth_cm[str(building.lookup("terrain_position"))]


def freeboard_cm(opening: Subject) -> float | None:
    """Overflow edge above the expected water; negative lets water in."""
    edge = cast("float | None", opening.lookup("op_edge_height_cm"))
    if edge is None:
        return None
    tolerance = opening.facts.checklist.conventions.edge_tolerance_cm[str(opening.lookup("op_edge_method"))]
    depth = cast(float, opening.lookup("water_depth"))
    return edge - tolerance - depth


def gw_reaches_floor(building: Subject) -> str:
    """Whether the highest groundwater comes within the margin of the lowest floor."""
    depth: Any = building.lookup("gw_depth_cm")
    rooms = building.facts.rooms_below_street()
    floors = [floor for room in rooms if (floor := known_floor_cm(room)) is not None]
    if depth is None or not floors:
        return UNKNOWN
    if depth - building.facts.checklist.conventions.groundwater_margin_cm <= -min(floors):
        return "yes"
    return UNKNOWN if len(floors) < len(rooms) else "no"


def rooms_agree(building: Subject) -> bool:
    """Whether the recorded rooms fit what is said about the basement."""
    if building.lookup("building_basement") == "none":
        floors = (known_floor_cm(room) for room in building.facts.rooms)
        return not any(floor is not None and floor < 0 for floor in floors)
    return bool(building.facts.rooms_below_street())


DERIVED: Mapping[str, Mapping[str, Derive]] = {
    BUILDING: {
        "BL": backflow_level_cm,
        "depth_assumed": depth_assumed,
        "water_depth": water_depth_cm,
        "gw_reaches_floor": gw_reaches_floor,
        "rooms_agree": rooms_agree,
    },
    "room": {"room_below_street": room_below_street},
    "drain": derived_drain.DERIVED,
    "device": derived_device.DERIVED,
    "opening": {"freeboard": freeboard_cm},
}
"Scope → name → how to derive it."

VISIBILITY_DERIVED: Mapping[str, tuple[str, ...]] = {
    "room_below_street": ("room_floor_height_cm", "room_height_method"),
}
"Derived values that visibility may use, so that the browser need not know the others; and what they read."

PATH_VALUES = ("path_active", "path_covered")

YES_NO_UNKNOWN = ("yes", "no", UNKNOWN)
DERIVED_VALUES: Mapping[str, tuple[str, ...] | type] = {
    "BL": float,
    "depth_assumed": bool,
    "water_depth": float,
    "gw_reaches_floor": YES_NO_UNKNOWN,
    "rooms_agree": bool,
    "room_below_street": bool,
    "freeboard": float,
    **derived_drain.VALUES,
    **derived_device.VALUES,
    **dict.fromkeys(PATH_VALUES, bool),
}
"What each derived value can be: a number, a truth, or one of some words."

ITEMS_READ = """
    backflow_level_cm backflow_level_source bf_no_drains_below bf_wc_above_bl building_basement
    building_type building_units consult_media_consent dev_kind dev_last_maintenance_months
    dev_maintenance_state dev_upstream_rain dev_upstream_upper_floors dev_valve_type dev_wastewater
    drain_below_bl drain_connected_to drain_cover_tight drain_device drain_height_cm drain_height_method
    drain_protection drain_type drain_wastewater gw_depth_cm gw_waterproofing map_depth_cm
    op_edge_height_cm op_edge_method op_type org_insurance org_oil_tank_secured rd_downpipe_outlet
    rd_flat_roof_overflow rd_gutters room_escape room_floor_height_cm room_height_method
    room_installations room_moisture room_use room_value sewer_system sw_no_low_openings
    terrain_position
""".split()  # noqa: SIM905 (a list of 45 lines reads worse)
"Items that derived values, consequence and coverage read: a checklist without them cannot be judged."
