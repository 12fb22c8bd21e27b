"""From a case to the heights that the cross-section draws, and the numbers of its pins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspection.domain import derived_drain
from inspection.domain.assessment import Assessment
from inspection.domain.checklist import Checklist
from inspection.domain.cross_section import (
    DeviceHeights,
    DrainHeights,
    Form,
    HouseHeights,
    OpeningHeights,
    Protection,
    RoomHeights,
    Symbol,
)
from inspection.domain.derived import known_floor_cm
from inspection.domain.visibility import Facts, Subject

_SYMBOLS: Mapping[str, Symbol] = {
    "floor_drain": "floor",
    "wc": "wc",
    "washbasin": "basin",
    "utility_sink": "basin",
    "shower_tub": "tray",
    "washing_machine": "machine",
    "indoor_cleanout": "cover",
}
_FORMS: Mapping[str, Form] = {
    "light_well_window": "light_well",
    "basement_stair_door": "stairs",
    "garage_door": "ramp",
    "entrance_door": "door",
    "terrace_door": "door",
}
_PROTECTION: Mapping[str, Protection] = {
    "none": "none",
    "tight": "none",
    "backflow_valve": "valve",
    "lifting_station": "lift",
}


@dataclass(frozen=True)
class Numbers:
    """Number of every drain, device and opening in the drawing, and the worst level found at it."""

    of: Mapping[str, int]
    worst: Mapping[str, str]


def numbers(facts: Facts, assessment: Assessment) -> Numbers:
    """Drains first, then devices, then openings."""
    order = [subject.id for kind in ("drain", "device", "opening") for subject in facts.of_kind[kind]]
    return Numbers(
        of={entity: number for number, entity in enumerate(order, 1)},
        worst=worst_levels(facts.checklist, assessment),
    )


def worst_levels(checklist: Checklist, assessment: Assessment) -> dict[str, str]:
    """Subject → the gravest level among its findings."""
    worst: dict[str, str] = {}
    for finding in assessment.findings:
        known = worst.get(finding.subject)
        if known is None or checklist.level_rank(finding.level) > checklist.level_rank(known):
            worst[finding.subject] = finding.level
    return worst


def house_heights(facts: Facts, assessment: Assessment, pins: Numbers) -> HouseHeights:
    """What is drawn. Without the template the sewer, or the rain, is left out."""
    backflow = "backflow" in facts.case.templates
    heavy_rain = "heavy_rain" in facts.case.templates
    flooding = _flooding_rooms(facts, assessment)
    level: Any = facts.building.lookup("BL")
    depth: Any = facts.building.lookup("water_depth") if heavy_rain else None
    groundwater: Any = facts.building.lookup("gw_depth_cm") if heavy_rain else None
    labels = {entity.id: entity.label for entity in facts.case.entities()}
    return HouseHeights(
        rooms=[
            RoomHeights(room.id, labels[room.id] or room.id, known_floor_cm(room), room.id in flooding)
            for room in facts.rooms
        ],
        drains=[_drain(drain, pins) for drain in facts.of_kind["drain"]],
        devices=[
            DeviceHeights(
                id=device.id,
                lifting=device.lookup("dev_kind") == "lifting_station",
                loop=device.lookup("dev_loop_above_bl") == "yes",
                number=pins.of[device.id],
                level=pins.worst.get(device.id),
            )
            for device in facts.of_kind["device"]
        ],
        openings=[_opening(opening, pins) for opening in facts.of_kind["opening"]],
        backflow_cm=level if backflow else None,
        water_cm=depth,
        groundwater_cm=groundwater,
    )


def _flooding_rooms(facts: Facts, assessment: Assessment) -> set[str]:
    """Rooms with a drain that nothing certain protects."""
    found = {finding.subject for finding in assessment.findings if finding.path == "sewer_backflow"}
    return {
        drain.room
        for drain in facts.of_kind["drain"]
        if drain.room and drain.id in found and not derived_drain.outdoor(drain)
    }


def _drain(drain: Subject, pins: Numbers) -> DrainHeights:
    at = derived_drain.height(drain)
    device = drain.facts.device_of(drain)
    return DrainHeights(
        id=drain.id,
        room=drain.room,
        symbol=_SYMBOLS.get(str(drain.lookup("drain_type")), "outlet"),
        rim_cm=at.cm if at else None,
        tolerance_cm=at.tolerance_cm if at else 0,
        outdoor=derived_drain.outdoor(drain),
        connected=drain.lookup("drain_connected_to") in ("sewer", "unknown"),
        protection=_PROTECTION.get(str(drain.lookup("prot")), "unknown"),
        device=device.id if device else None,
        number=pins.of[drain.id],
        level=pins.worst.get(drain.id),
    )


def _opening(opening: Subject, pins: Numbers) -> OpeningHeights:
    edge: Any = opening.lookup("op_edge_height_cm")
    return OpeningHeights(
        id=opening.id,
        room=opening.room,
        form=_FORMS.get(str(opening.lookup("op_type")), "window"),
        edge_cm=edge,
        number=pins.of[opening.id],
        level=pins.worst.get(opening.id),
    )
