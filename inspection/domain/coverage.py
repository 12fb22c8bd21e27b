"""Is enough known about a path to judge it? Contradictions count as not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inspection.domain.checklist import UNKNOWN, Path
from inspection.domain.expressions import Value
from inspection.domain.visibility import Facts, Subject


class PathScope:
    """The Scope of rules over paths: the building's, with `path_active` and `path_covered`."""

    def __init__(self, facts: Facts, path: Path) -> None:
        self.path = path
        self.building = facts.building

    def lookup(self, name: str) -> Value:
        if name == "path_active":
            return is_active(self.building.facts, self.path)
        if name == "path_covered":
            return COVERED[self.path.id](self.building.facts)
        return self.building.lookup(name)

    def unanswered(self, item: str) -> bool:
        return self.building.unanswered(item)

    def any_room_has(self, installation: str) -> bool:
        return self.building.any_room_has(installation)

    def any_room_moisture(self, states: Sequence[str]) -> bool:
        return self.building.any_room_moisture(states)

    def template_active(self, name: str) -> bool:
        return self.building.template_active(name)


def is_active(facts: Facts, path: Path) -> bool:
    """Whether the consultation's templates assess this path."""
    return path.template is None or path.template in facts.case.templates


def _all_answered(subjects: Sequence[Subject], item: str) -> bool:
    return all(subject.is_answered(item) for subject in subjects)


def sewer_backflow(facts: Facts) -> bool:
    building, drains, devices = facts.building, facts.of_kind["drain"], facts.of_kind["device"]
    if not building.is_answered("backflow_level_source"):
        return False
    if not (_all_answered(drains, "drain_type") and _all_answered(devices, "dev_kind")):
        return False
    low = [drain for drain in drains if drain.lookup("below_bl") != "no"]
    none_below = building.lookup("bf_no_drains_below")
    if none_below == "yes":
        return not devices and not any(drain.lookup("sewer_connected") is True for drain in low)
    return none_below == "no" and bool(low)


def surface_water(facts: Facts) -> bool:
    building, openings = facts.building, facts.of_kind["opening"]
    if building.lookup("depth_assumed") is True and building.lookup("terrain_position") == UNKNOWN:
        return False
    if building.lookup("rooms_agree") is not True or not _all_answered(openings, "op_type"):
        return False
    none_low = building.lookup("sw_no_low_openings")
    if none_low != "yes":
        return none_low == "no" and bool(openings)
    conventions = facts.checklist.conventions
    edges: list[Any] = [opening.lookup("op_edge_height_cm") for opening in openings]
    if any(edge is not None and edge < conventions.low_opening_cm for edge in edges):
        return False
    depth: Any = building.lookup("water_depth")
    return bool(openings) or depth + conventions.freeboard_cm <= conventions.low_opening_cm


def groundwater(facts: Facts) -> bool:
    building = facts.building
    if building.lookup("rooms_agree") is not True:
        return False
    if building.lookup("building_basement") == "none":
        return True
    if not building.is_answered("gw_waterproofing"):
        return False
    return not any(room.lookup("room_moisture") == UNKNOWN for room in facts.rooms_below_street())


def roof_yard_drainage(facts: Facts) -> bool:
    asked = ("rd_gutters", "rd_downpipe_outlet", "rd_flat_roof_overflow")
    return all(facts.building.is_answered(item) for item in asked)


def organisation(facts: Facts) -> bool:
    return facts.building.is_answered("org_insurance") and facts.building.lookup("rooms_agree") is True


COVERED: Mapping[str, Callable[[Facts], bool]] = {
    "sewer_backflow": sewer_backflow,
    "surface_water": surface_water,
    "groundwater": groundwater,
    "roof_yard_drainage": roof_yard_drainage,
    "organisation": organisation,
}
