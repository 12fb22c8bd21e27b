"""Derived values of a protection device: what runs through it, is it of the right type, is it maintained?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from inspection.domain.checklist import UNKNOWN
from inspection.domain.expressions import Value

if TYPE_CHECKING:
    from inspection.domain.visibility import Subject

WASTEWATERS_WORST_FIRST = ("faecal", UNKNOWN, "grey", "rain")
SINGLE_FLAPS = ("type_0", "type_1")
"Serve only the overflow of a rainwater tank."
NEVER_SUITABLE = ("type_4", "manual_gate")


def _wastewaters(device: Subject) -> set[Value]:
    linked = (drain.lookup("drain_wastewater") for drain in device.facts.drains_of(device))
    return {device.lookup("dev_wastewater"), *linked}


def carried(device: Subject) -> str:
    """The worst wastewater of the record and of all linked drains."""
    found = _wastewaters(device)
    return next(water for water in WASTEWATERS_WORST_FIRST if water in found)


def upstream_rain(device: Subject) -> str:
    """Whether rainwater shares the device with other wastewater."""
    worst = device.lookup("carried")
    if worst == "rain":
        return "no"
    said = str(device.lookup("dev_upstream_rain"))
    if said == "yes":
        return "yes"
    if "rain" in _wastewaters(device):
        return UNKNOWN if worst == UNKNOWN else "yes"
    return said


def upper_through(device: Subject) -> str:
    """Whether wastewater from above the backflow level runs through, by the drains or by the record."""
    levels = [drain.lookup("below_bl") == "no" for drain in device.facts.drains_of(device)]
    if any(levels) and not all(levels):
        return "yes"
    return str(device.lookup("dev_upstream_upper_floors"))


def valve_suitable(device: Subject) -> str:
    """Whether the valve's type fits what it carries."""
    if device.lookup("dev_kind") != "backflow_valve":
        return "n_a"
    kind = device.lookup("dev_valve_type")
    water = device.lookup("carried")
    if kind in NEVER_SUITABLE:
        return "no"
    linked = (
        [drain.lookup("drain_type") for drain in device.facts.drains_of(device)]
        if kind in SINGLE_FLAPS
        else []
    )
    if kind in SINGLE_FLAPS and (
        water in ("faecal", "grey") or any(place != "tank_overflow" for place in linked)
    ):
        return "no"
    if UNKNOWN in (kind, water) or (kind in SINGLE_FLAPS and not linked):
        return UNKNOWN
    if water == "faecal":
        return "yes" if kind == "type_3f" else "no"
    return "yes"


def maintenance_interval_months(device: Subject) -> int:
    """By kind and house; where the kind is open, the shorter of the two."""
    conventions = device.facts.checklist.conventions
    kind = device.lookup("dev_kind")
    if kind == "backflow_valve":
        return conventions.valve_interval_months
    house = device.lookup("building_type")
    units: Any = device.lookup("building_units")
    if house in (*conventions.trade_house_types, UNKNOWN):
        size = "trade"
    elif house in conventions.small_house_types and units is not None and units <= 1:
        size = "small"
    else:
        size = "several"
    station = conventions.station_interval_months[size]
    return station if kind == "lifting_station" else min(station, conventions.valve_interval_months)


def maintenance(device: Subject) -> str:
    """`maint`: ok within the interval, late within twice of it, then overdue."""
    state = device.lookup("dev_maintenance_state")
    if state == "never":
        return "overdue"
    months: Any = device.lookup("dev_last_maintenance_months")
    if state == UNKNOWN or months is None:
        return UNKNOWN
    interval = maintenance_interval_months(device)
    if months <= interval:
        return "ok"
    return "late" if months <= 2 * interval else "overdue"


DERIVED: Mapping[str, Callable[[Subject], Value]] = {
    "carried": carried,
    "upstream_rain": upstream_rain,
    "upper_through": upper_through,
    "valve_suitable": valve_suitable,
    "maint": maintenance,
}

VALUES: Mapping[str, tuple[str, ...] | type] = {
    "carried": WASTEWATERS_WORST_FIRST,
    "upstream_rain": ("yes", "no", UNKNOWN),
    "upper_through": ("yes", "no", UNKNOWN),
    "valve_suitable": ("yes", "no", UNKNOWN, "n_a"),
    "maint": ("ok", "late", "overdue", UNKNOWN),
}
