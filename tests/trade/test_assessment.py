"""What an assessment promises beside the worked cases: reasons, open points, nothing averaged away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspection.domain.assess import Assessment, assess
from inspection.domain.assessment import assessment_to_json
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist

ReadCase = Callable[[str], dict[str, Any]]
Judge = Callable[[dict[str, Any]], Assessment]


@pytest.fixture
def judge(checklist: Checklist) -> Judge:
    return lambda data: assess(checklist, parse_case(data, checklist))


def _finding(result: Assessment, rule: str) -> Any:
    return next(finding for finding in result.findings if finding.rule == rule)


def test_a_finding_names_the_answers_that_carry_it(judge: Judge, read_worked_case: ReadCase) -> None:
    result = judge(read_worked_case("case_1_terraced_no_valve"))
    because = _finding(result, "sw_02_edge_below_water").because
    assert set(because) == {
        ("opening:o1", "op_edge_height_cm", 5),
        ("opening:o1", "op_edge_method", "measured"),
        ("opening:o1", "op_protection", "none"),
        ("building", "map_depth_cm", 8),
    }


def test_only_the_part_of_an_or_that_holds_is_named(judge: Judge, read_worked_case: ReadCase) -> None:
    result = judge(read_worked_case("case_2_lifting_station_neglected"))
    assert _finding(result, "bf_09_device_impaired").because == (("device:v1", "dev_condition", "dirty"),)


def test_a_floor_that_stands_in_is_named_with_its_room(judge: Judge, read_worked_case: ReadCase) -> None:
    result = judge(read_worked_case("case_2_lifting_station_neglected"))
    because = _finding(result, "bf_03_protection_or_level_unknown").because
    assert ("room:r2", "room_floor_height_cm", -200) in because
    assert ("drain:d3", "drain_below_bl", "yes") not in because


def test_a_rule_over_rooms_names_the_room(judge: Judge, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_1_terraced_no_valve")
    data["rooms"][1]["room_installations"] = ["heating", "oil_tank"]
    because = _finding(judge(data), "or_02_oil_tank").because
    assert ("room:r2", "room_installations", ("heating", "oil_tank")) in because
    assert not [read for read in because if read.target == "room:r1"]


def test_a_device_names_its_own_drains_only(judge: Judge, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_0_small_base")
    data["drains"][1]["drain_wastewater"] = "faecal"
    because = _finding(judge(data), "bf_05_valve_wrong_type").because
    assert ("drain:d2", "drain_wastewater", "faecal") in because
    assert {read.target for read in because} == {"device:v2", "drain:d2"}


def test_a_consequence_names_the_answers_that_reach_it(judge: Judge, read_worked_case: ReadCase) -> None:
    result = judge(read_worked_case("case_1_terraced_no_valve"))
    assert result.consequence["r2"] == 3
    assert result.consequence_because["r2"] == (
        ("room:r2", "room_installations", ("heating", "main_electrical")),
    )


def test_every_measure_has_all_its_reasons(judge: Judge, read_worked_case: ReadCase) -> None:
    data = assessment_to_json(judge(read_worked_case("case_1_terraced_no_valve")))
    valve = next(measure for measure in data["measures"] if measure["id"] == "m_install_valve_grey")
    assert [data["findings"][number]["subject"] for number in valve["findings"]] == ["d1", "d2"]


def test_unknown_and_unanswered_are_open_points(judge: Judge, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_1_terraced_no_valve")
    del data["rooms"][0]["room_value"]
    data["drains"][0]["drain_in_use"] = "unknown"
    assert set(judge(data).open_points) == {
        ("building", "org_insurance"),
        ("building", "gw_waterproofing"),
        ("building", "gw_penetrations_tight"),
        ("r1", "room_value"),
        ("d1", "drain_in_use"),
    }


def test_a_picture_is_open_only_with_consent(judge: Judge, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_1_terraced_no_valve")
    del data["rooms"][0]["room_photo"]
    assert ("r1", "room_photo") in judge(data).open_points
    for consent in ("no", None):
        data["building"]["consult_media_consent"] = consent
        assert not [point for point in judge(data).open_points if point.item.endswith("photo")]


def test_the_consent_record_and_remarks_are_never_open(judge: Judge) -> None:
    points = {point.item for point in judge({"templates": ["backflow", "heavy_rain"]}).open_points}
    assert "consult_attendee_role" in points
    assert not points & {"consult_media_consent", "closing_remarks", "street_ref_point"}


def test_nothing_known_is_no_all_clear(judge: Judge, checklist: Checklist) -> None:
    result = judge({"templates": ["backflow", "heavy_rain"]})
    assert {path for path, found in result.paths.items() if found.unclear} == {
        path.id for path in checklist.paths
    }
    assert "low" not in {found.level for found in result.paths.values()}
    assert (result.overall.level, result.overall.unclear) == ("moderate", True)


def test_a_path_that_is_not_assessed_has_no_findings(judge: Judge, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_1_terraced_no_valve")
    data["templates"] = ["heavy_rain"]
    result = judge(data)
    assert (result.paths["sewer_backflow"].level, result.paths["sewer_backflow"].unclear) == (
        "not_assessed",
        False,
    )
    assert not [finding for finding in result.findings if finding.path == "sewer_backflow"]
    assert not [point for point in result.open_points if point.subject.startswith("d")]


def test_answers_that_became_invisible_do_not_count(judge: Judge, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_1_terraced_no_valve")
    data["drains"][0].update(drain_connected_to="infiltration", drain_protection="none")
    assert not [finding for finding in judge(data).findings if finding.subject == "d1"]


def test_the_worst_level_counts(judge: Judge, read_worked_case: ReadCase) -> None:
    data = read_worked_case("case_0_small_base")
    data["rooms"][0]["room_value"] = "high"
    data["devices"][0]["dev_condition"] = "damaged_stuck"
    result = judge(data)
    assert result.paths["sewer_backflow"].level == "very_high"
    assert result.overall.level == "very_high"
    assert next(one.priority for one in result.measures if one.id == "m_repair_or_replace_device") == 1


def test_each_measure_once_by_priority_then_id(judge: Judge) -> None:
    measures = judge(
        {"templates": ["backflow", "heavy_rain"], "rooms": [{"id": "r1"}], "drains": [{"id": "d1"}]}
    )
    keys = [(measure.priority, measure.id) for measure in measures.measures]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("kind", "depth", "measures"),
    [
        ("light_well_window", 10, ("m_raise_light_well",)),
        ("light_well_window", 30, ("m_raise_light_well", "m_watertight_opening")),
        ("vent", 30, ("m_watertight_opening",)),
        ("garage_door", 29, ("m_threshold",)),
        ("garage_door", 30, ("m_threshold", "m_watertight_opening")),
        ("other", 10, ("m_building_expert",)),
        ("other", 60, ("m_building_expert",)),
        (None, 50, ("m_building_expert",)),
        ("terrace_door", 50, ("m_threshold", "m_watertight_opening", "m_building_expert")),
    ],
)
def test_the_measure_for_an_opening(
    judge: Judge, kind: str | None, depth: int, measures: tuple[str, ...]
) -> None:
    opening = {"id": "o1", "op_type": kind, "op_edge_method": "measured", "op_edge_height_cm": 0}
    data = {"templates": ["heavy_rain"], "building": {"map_scenario": "extreme", "map_depth_cm": depth}}
    result = judge({**data, "openings": [{**opening, "op_protection": "none", "op_ramp_drain": "works"}]})
    assert _finding(result, "sw_01_edge_well_below_water").measures == measures


@pytest.mark.parametrize(
    ("drain", "room", "building", "measure"),
    [
        ({"drain_type": "floor_drain", "drain_in_use": "no"}, {}, {}, "m_seal_unused_drain"),
        ({"drain_type": "foundation_drain", "drain_in_use": "no"}, {}, {}, "m_foundation_drain"),
        ({"drain_type": "tank_overflow"}, {}, {}, "m_tank_overflow"),
        ({"drain_type": "yard_gully"}, {}, {}, "m_outdoor_lowpoint_drainage"),
        ({"drain_type": "floor_drain"}, {}, {}, "m_install_valve_grey"),
        ({"drain_type": "floor_drain"}, {"room_value": "high"}, {}, "m_install_lifting_station"),
        ({"drain_type": "floor_drain"}, {"room_use": "bedroom_living"}, {}, "m_install_lifting_station"),
        ({"drain_type": "floor_drain"}, {"room_use": "unknown"}, {}, "m_install_lifting_station"),
        ({"drain_type": "wc", "drain_wastewater": "faecal"}, {}, {}, "m_install_valve_faecal"),
        (
            {"drain_type": "wc", "drain_wastewater": "faecal"},
            {},
            {"building_units": 3},
            "m_install_lifting_station",
        ),
        (
            {"drain_type": "wc", "drain_wastewater": "faecal"},
            {},
            {"building_units": None},
            "m_install_lifting_station",
        ),
        (
            {"drain_type": "wc", "drain_wastewater": "faecal"},
            {},
            {"bf_wc_above_bl": "no"},
            "m_install_lifting_station",
        ),
        ({"drain_type": "floor_drain"}, {}, {"bf_wc_above_bl": "no"}, "m_install_valve_grey"),
    ],
)
def test_the_measure_for_a_drain(
    judge: Judge, drain: dict[str, Any], room: dict[str, Any], building: dict[str, Any], measure: str
) -> None:
    house = {
        "sewer_system": "combined",
        "building_type": "detached",
        "building_units": 1,
        "bf_wc_above_bl": "yes",
    }
    place = {"id": "r1", "room_use": "laundry", "room_value": "low"}
    outlet = {"id": "d1", "room": "r1", "drain_height_method": "measured", "drain_height_cm": -200}
    outlet |= {"drain_wastewater": "grey", "drain_connected_to": "sewer", "drain_protection": "none"}
    result = judge(
        {
            "templates": ["backflow"],
            "building": {**house, **building},
            "rooms": [{**place, **room}],
            "drains": [{**outlet, **drain}],
        }
    )
    assert _finding(result, "bf_01_unprotected_deep").measures == (measure,)
