"""Derived values of a drain: is it below the backflow level, is it protected, may a valve protect it?

The norm looks at the trap's water level; what is measured is the rim, so the drain type's offset comes off.
Where only the room's floor is known no offset is taken: for WCs, basins and machines the floor is already the
stricter height, and a floor drain near the limit stays unknown until its rim is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inspection.domain.checklist import UNKNOWN
from inspection.domain.expressions import Value

if TYPE_CHECKING:
    from inspection.domain.visibility import Subject


@dataclass(frozen=True, slots=True)
class Height:
    """How high a drain lies, as far as is known."""

    cm: float
    tolerance_cm: int
    offset_cm: int
    "Rim to trap water level; 0 where the room's floor stands in for the rim."
    floor_margin_cm: int
    "Where the floor stands in for a rim near it: how far below the floor the trap may lie; else 0."


def height(drain: Subject) -> Height | None:
    """The rim's height, else, indoors, the floor of its room; None where neither is known."""
    conventions = drain.facts.checklist.conventions
    kind = str(drain.lookup("drain_type"))
    offset = conventions.trap_offset_cm.get(kind, conventions.trap_offset_other_cm)
    method = drain.lookup("drain_height_method")
    if method in conventions.tolerance_cm:
        rim: Any = drain.lookup("drain_height_cm")
        return None if rim is None else Height(rim, conventions.tolerance_cm[str(method)], offset, 0)
    room = drain.facts.room_of(drain)
    if room is None or outdoor(drain):
        return None
    floor: Any = room.lookup("room_floor_height_cm")
    floor_method = room.lookup("room_height_method")
    if floor is None or floor_method not in conventions.tolerance_cm:
        return None
    near_floor = offset == conventions.trap_offset_other_cm
    return Height(floor, conventions.tolerance_cm[str(floor_method)], 0, offset if near_floor else 0)


def outdoor(drain: Subject) -> bool:
    return drain.lookup("drain_type") in drain.facts.checklist.conventions.outdoor_drains


def below_bl(drain: Subject) -> str:
    """Whether the trap lies below the backflow level: yes, no, unknown."""
    at = height(drain)
    if at is None:
        return str(drain.lookup("drain_below_bl"))
    level: Any = drain.lookup("BL")
    lowest = at.cm - at.tolerance_cm
    if lowest - at.offset_cm < level:
        return "yes"
    return UNKNOWN if lowest - at.floor_margin_cm < level else "no"


def trap_only(drain: Subject) -> bool:
    """The trap lies below the level, the rim does not."""
    at = height(drain)
    level: Any = drain.lookup("BL")
    return at is not None and drain.lookup("below_bl") == "yes" and at.cm - at.tolerance_cm >= level


def deep(drain: Subject) -> bool:
    """Far below the level, measured at the rim: there the water comes out, often and hard."""
    if drain.lookup("below_bl") != "yes":
        return False
    at = height(drain)
    level: Any = drain.lookup("BL")
    return at is None or level - at.cm >= drain.facts.checklist.conventions.deep_cm


def sewer_connected(drain: Subject) -> bool:
    return drain.lookup("drain_connected_to") in ("sewer", UNKNOWN)


def surcharge_prone(drain: Subject) -> bool:
    """Whether rain fills the sewer behind this drain."""
    return drain.lookup("sewer_system") != "separate" or drain.lookup("drain_wastewater") == "rain"


def protection(drain: Subject) -> str:
    """`prot`: what is said, as far as the linked device's record bears it out."""
    if drain.lookup("drain_type") == "indoor_cleanout":
        return {"yes": "tight", "no": "none"}.get(str(drain.lookup("drain_cover_tight")), UNKNOWN)
    said = str(drain.lookup("drain_protection"))
    if said in ("backflow_valve", "lifting_station"):
        device = drain.facts.device_of(drain)
        return said if device is not None and device.lookup("dev_kind") == said else UNKNOWN
    return said


def valve_allowed(drain: Subject) -> str:
    """Whether a backflow valve is enough here, by use, value, users and wastewater of the room."""
    room = drain.facts.room_of(drain)
    use = room.lookup("room_use") if room else UNKNOWN
    value = room.lookup("room_value") if room else UNKNOWN
    water = drain.lookup("drain_wastewater")
    if use in ("bedroom_living", "office_trade") or value == "high":
        return "no"
    units: Any = None
    if water == "faecal":
        units = drain.lookup("building_units")
        many = drain.facts.checklist.conventions.small_user_circle_units
        if drain.lookup("bf_wc_above_bl") == "no" or (units is not None and units > many):
            return "no"
    if UNKNOWN in (use, value, water):
        return UNKNOWN
    if water == "faecal" and (
        units is None
        or drain.lookup("bf_wc_above_bl") == UNKNOWN
        or drain.lookup("building_type") in ("mixed_use", UNKNOWN)
    ):
        return UNKNOWN
    return "yes"


DERIVED: Mapping[str, Callable[[Subject], Value]] = {
    "below_bl": below_bl,
    "trap_only": trap_only,
    "deep": deep,
    "outdoor": outdoor,
    "sewer_connected": sewer_connected,
    "surcharge_prone": surcharge_prone,
    "prot": protection,
    "valve_allowed": valve_allowed,
}

VALUES: Mapping[str, tuple[str, ...] | type] = {
    "below_bl": ("yes", "no", UNKNOWN),
    "trap_only": bool,
    "deep": bool,
    "outdoor": bool,
    "sewer_connected": bool,
    "surcharge_prone": bool,
    "prot": ("none", "backflow_valve", "lifting_station", "tight", UNKNOWN),
    "valve_allowed": ("yes", "no", UNKNOWN),
}
