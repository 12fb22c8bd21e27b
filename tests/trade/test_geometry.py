"""Heights: which drain lies below the backflow level, which opening below the water."""

from __future__ import annotations

from typing import Any

import pytest

from inspection.domain.assess import assess
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.visibility import Facts

# drain_type, rim, method, backflow level, below_bl, trap_only, deep
RIMS = [
    ("floor_drain", -210, "measured", 0, "yes", False, True),
    ("utility_sink", -90, "estimated", 0, "yes", False, False),
    ("floor_drain", -100, "measured", 0, "yes", False, True),
    ("floor_drain", -99, "measured", 0, "yes", False, False),
    ("floor_drain", 0, "measured", 0, "yes", False, False),
    ("floor_drain", 4, "measured", 0, "yes", False, False),
    ("floor_drain", 5, "measured", 0, "yes", True, False),
    ("floor_drain", 14, "measured", 0, "yes", True, False),
    ("floor_drain", 15, "measured", 0, "no", False, False),
    ("wc", 24, "measured", 0, "yes", True, False),
    ("wc", 25, "measured", 0, "no", False, False),
    ("washbasin", 44, "measured", 0, "yes", True, False),
    ("washbasin", 45, "measured", 0, "no", False, False),
    ("floor_drain", 19, "estimated", 0, "yes", False, False),
    ("floor_drain", 20, "estimated", 0, "yes", True, False),
    ("floor_drain", 29, "estimated", 0, "yes", True, False),
    ("floor_drain", 30, "estimated", 0, "no", False, False),
    ("ramp_drain", 24, "measured", 10, "yes", True, False),
    ("ramp_drain", 25, "measured", 10, "no", False, False),
    ("indoor_cleanout", 10, "measured", 10, "yes", False, False),
    ("washbasin", 120, "measured", 0, "no", False, False),
]

# drain_type, floor of the room (measured), below_bl, trap_only, deep: the drain's own height is not known
FLOORS = [
    ("floor_drain", -200, "yes", False, True),
    ("washbasin", 4, "yes", False, False),
    ("washbasin", 5, "no", False, False),
    ("floor_drain", 5, "unknown", False, False),
    ("floor_drain", 14, "unknown", False, False),
    ("floor_drain", 15, "no", False, False),
    ("floor_drain", None, "unknown", False, False),
    ("ramp_drain", -200, "unknown", False, False),
]

# edge, method, depth on the map, freeboard, rule without protection
EDGES = [
    (0, "measured", 35, -35, "sw_01_edge_well_below_water"),
    (25, "measured", 35, -10, "sw_01_edge_well_below_water"),
    (30, "measured", 35, -5, "sw_02_edge_below_water"),
    (35, "measured", 35, 0, "sw_03_freeboard_small"),
    (45, "measured", 35, 10, None),
    (45, "estimated", 35, 5, "sw_03_freeboard_small"),
    (None, "measured", 35, None, "sw_05_edge_unknown"),
    (None, "unknown", 35, None, "sw_05_edge_unknown"),
]


def _drain(
    checklist: Checklist, drain: dict[str, Any], room: dict[str, Any], level: float
) -> dict[str, object]:
    data = {
        "templates": ["backflow"],
        "building": {"backflow_level_cm": level},
        "rooms": [{"id": "r1", **room}],
        "drains": [{"id": "d1", "room": "r1", "drain_connected_to": "sewer", **drain}],
    }
    subject = Facts(checklist, parse_case(data, checklist)).of_kind["drain"][0]
    return {name: subject.lookup(name) for name in ("below_bl", "trap_only", "deep")}


@pytest.mark.parametrize(("kind", "rim", "method", "level", "below", "trap_only", "deep"), RIMS)
def test_a_drain_with_its_own_height(
    checklist: Checklist,
    kind: str,
    rim: int,
    method: str,
    level: int,
    below: str,
    trap_only: bool,
    deep: bool,
) -> None:
    drain = {"drain_type": kind, "drain_height_cm": rim, "drain_height_method": method}
    found = _drain(checklist, drain, {}, level)
    assert found == {"below_bl": below, "trap_only": trap_only, "deep": deep}


@pytest.mark.parametrize(("kind", "floor", "below", "trap_only", "deep"), FLOORS)
def test_a_drain_whose_floor_stands_in(
    checklist: Checklist, kind: str, floor: int | None, below: str, trap_only: bool, deep: bool
) -> None:
    drain = {"drain_type": kind, "drain_height_method": "unknown", "drain_below_bl": "unknown"}
    room = {"room_floor_height_cm": floor, "room_height_method": "measured"}
    found = _drain(checklist, drain, room, 0)
    assert found == {"below_bl": below, "trap_only": trap_only, "deep": deep}


def test_the_utilitys_setting_stands_in_for_the_level(checklist: Checklist) -> None:
    data = {"templates": ["backflow"], "settings": {"default_backflow_level_cm": 10}, "building": {}}
    assert Facts(checklist, parse_case(data, checklist)).building.lookup("BL") == 10


@pytest.mark.parametrize(("edge", "method", "depth", "freeboard", "rule"), EDGES)
def test_an_opening(
    checklist: Checklist, edge: int | None, method: str, depth: int, freeboard: int | None, rule: str | None
) -> None:
    opening = {
        "op_type": "entrance_door",
        "op_edge_method": method,
        "op_edge_height_cm": edge,
        "op_protection": "none",
    }
    data = {
        "templates": ["heavy_rain"],
        "building": {"map_scenario": "exceptional", "map_depth_cm": depth},
        "openings": [{"id": "o1", **opening}],
    }
    case = parse_case(data, checklist)
    assert Facts(checklist, case).of_kind["opening"][0].lookup("freeboard") == freeboard
    fired = [finding.rule for finding in assess(checklist, case).findings if finding.subject == "o1"]
    assert fired == ([rule] if rule else [])
