"""What the log keeps beside answers: which values are taken, and how it reads in a case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.operation_rules import check
from inspection.domain.operations import (
    Author,
    LoggedOperation,
    Operation,
    OperationError,
    State,
    apply,
    empty_state,
    parse_operation,
)
from inspection.domain.record_export import (
    channel,
    office_data,
    onsite,
    overrides,
    plan,
    sources,
    visits,
)

CHECKLIST = load_checklist(protocol_templates_dir())
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
AHLERS = Author("u1", "Marlene Ahlers", "user")
BOX = {"x": 0, "y": 0, "w": 400, "h": 300}
PIN = {"floor": "basement", "x": 100, "y": 50, "deg": None}
ARROW = {"type": "arrow", "colour": "blue", "points": [0.1, 0.2, 0.5, 0.5]}


class Log:
    def __init__(self) -> None:
        self.state: State = empty_state()
        for target in ("room:r1", "room:r2", "drain:d1"):
            self.write(target, "exists", True)

    def write(self, target: str, field: str, value: Any, *, minute: float = 0, checked: bool = True) -> None:
        at = NOW + timedelta(minutes=minute)
        operation = Operation("op", self.state["seq"], target, field, value, at)
        if checked:
            check(CHECKLIST, self.state, operation)
        apply(self.state, LoggedOperation(operation, self.state["seq"] + 1, AHLERS))

    def visit(self, name: str, place: str, minute: float, **fields: Any) -> None:
        self.write(f"visit:{name}", "exists", True, minute=minute)
        self.write(f"visit:{name}", "place", place, minute=minute)
        for field, value in fields.items():
            self.write(f"visit:{name}", field, value, minute=minute)


TAKEN = [
    ("room:r1", "floor", "basement"),
    ("room:r1", "box", BOX),
    ("room:r1", "box", None),
    ("drain:d1", "pin", PIN),
    ("drain:d1", "pin", {**PIN, "deg": 270}),
    ("drain:d1", "onsite_drain_height_cm", "Rost verrostet, geht nicht auf"),
    ("building", "onsite_terrain_position", "zu dunkel"),
    ("building", "source_map_depth_cm", "Karte 2025-06"),
    ("path:sewer_backflow", "override", {"level": "low", "reason": "Sicherung im Schacht gesehen"}),
    ("path:sewer_backflow", "override", None),
    ("consultation", "north_deg", 45),
    ("consultation", "street_side", "left"),
    ("consultation", "coordinates", {"lat": 53.2012, "lon": 8.5876}),
    ("consultation", "reference_nhn_m", 4.35),
    ("consultation", "building_year", 1904),
    ("consultation", "earlier_contacts", "keine"),
]
REFUSED = [
    ("room:r1", "box", {**BOX, "w": 0}, "operation_out_of_range"),
    ("room:r1", "box", {**BOX, "w": True}, "operation_wrong_type"),
    ("room:r1", "box", {**BOX, "x": float("nan")}, "operation_wrong_type"),
    ("room:r1", "box", {"x": 1}, "operation_wrong_type"),
    ("room:r1", "box", [1, 2, 3, 4], "operation_wrong_type"),
    ("room:r1", "floor", "attic", "operation_unknown_option"),
    ("room:r1", "floor", ["basement"], "operation_unknown_option"),
    ("room:r1", "pin", PIN, "operation_unknown_field"),
    ("drain:d1", "pin", {**PIN, "floor": {}}, "operation_unknown_option"),
    ("drain:d1", "pin", {**PIN, "deg": 360}, "operation_out_of_range"),
    ("drain:d1", "onsite_room_use", "anderer Gegenstand", "operation_unknown_field"),
    ("drain:d1", "onsite_drain_height_cm", "x" * 401, "operation_too_long"),
    ("building", "onsite_consult_media_consent", "nie gefragt", "operation_unknown_field"),
    ("building", "source_nothing_such", "Büro", "operation_unknown_field"),
    ("path:sewer_backflow", "override", {"level": "low", "reason": "  kurz   "}, "operation_wrong_type"),
    ("path:sewer_backflow", "override", {"level": "low", "reason": "x" * 1001}, "operation_too_long"),
    (
        "path:sewer_backflow",
        "override",
        {"level": "not_assessed", "reason": "weil es so ist"},
        "operation_unknown_option",
    ),
    (
        "path:sewer_backflow",
        "override",
        {"level": [], "reason": "weil es so ist"},
        "operation_unknown_option",
    ),
    ("path:sewer_backflow", "exists", True, "operation_unknown_field"),
    ("path:fire", "override", None, "operation_unknown_entity"),
    ("visit:v9", "place", "outside", "operation_unknown_entity"),
    ("consultation", "north_deg", 360, "operation_out_of_range"),
    ("consultation", "state", "released", "operation_unknown_field"),
    ("consultation", "coordinates", {"lat": 91, "lon": 8}, "operation_out_of_range"),
    ("consultation", "coordinates", {"lat": "53", "lon": 8}, "operation_wrong_type"),
    ("consultation", "coordinates", {"lat": 53}, "operation_wrong_type"),
    ("consultation", "reference_nhn_m", 9000, "operation_out_of_range"),
    ("consultation", "building_year", 1904.5, "operation_wrong_type"),
    ("consultation", "building_year", 3000, "operation_out_of_range"),
    ("consultation", "parcel_id", "x" * 121, "operation_too_long"),
]


@pytest.mark.parametrize(("target", "field", "value"), TAKEN)
def test_what_fits_is_taken(target: str, field: str, value: Any) -> None:
    Log().write(target, field, value)


@pytest.mark.parametrize(("target", "field", "value", "code"), REFUSED)
def test_what_does_not_fit_is_refused(target: str, field: str, value: Any, code: str) -> None:
    with pytest.raises(OperationError) as refused:
        Log().write(target, field, value)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("drawing", "code"),
    [
        ([ARROW, {**ARROW, "type": "text", "text": "keine Klappe"}], None),
        ([], None),
        (
            [{**ARROW, "points": [0.1, 0.2] * 1000}, {**ARROW, "points": [0.5, 0.5] * 1001}],
            "operation_too_long",
        ),
        ([ARROW] * 201, "operation_too_long"),
        ([{**ARROW, "text": "x" * 81}], "operation_too_long"),
        ([{**ARROW, "points": [0.1, 0.2, 0.3]}], "operation_wrong_type"),
        ([{**ARROW, "points": [0.1, 7]}], "operation_out_of_range"),
        ([{**ARROW, "points": [0.1, "0.2"]}], "operation_wrong_type"),
        ([{**ARROW, "colour": "red"}], "operation_unknown_option"),
        ([{**ARROW, "href": "javascript:"}], "operation_wrong_type"),
        (["arrow"], "operation_wrong_type"),
        ({"0": ARROW}, "operation_wrong_type"),
    ],
)
def test_drawings(drawing: Any, code: str | None) -> None:
    log = Log()
    log.write("photo:p1", "exists", True, checked=False)
    if code is None:
        log.write("photo:p1", "drawing", drawing)
        return
    with pytest.raises(OperationError) as refused:
        log.write("photo:p1", "drawing", drawing)
    assert refused.value.code == code


def test_half_a_character_hides_nowhere() -> None:
    value = {"level": "low", "reason": "\ud800 kein Zeichen"}
    data = {"op_id": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "based_on": 0, "target": "path:roof"}
    with pytest.raises(OperationError) as refused:
        parse_operation({**data, "field": "override", "value": value, "at": "2026-03-11T09:00:00Z"})
    assert refused.value.params["part"] == "value"


def test_the_way_through_the_house() -> None:
    log = Log()
    assert visits(log.state, None) == []
    log.visit("a", "outside", 0)
    log.visit("b", "r1", 6)
    log.visit("c", "r1", 7)  # tapped again
    log.visit("d", "r2", 15.5, channel="on_site")
    log.visit("e", "closing", 20)
    log.write("room:r2", "exists", False)
    stays = visits(log.state, NOW + timedelta(minutes=30))
    assert [(stay["place"], stay["minutes"]) for stay in stays] == [
        ("outside", 6.0),
        ("r1", 14.0),
        ("closing", 10.0),
    ]
    assert channel(stays, []) == "video"
    log.write("room:r2", "exists", True)
    assert channel(visits(log.state, None), []) == "mixed"
    assert visits(log.state, None)[-1]["minutes"] is None
    assert channel([], [{"channel": "on_site"}]) == "on_site"


def test_a_visit_days_after_the_call_lengthens_no_stay_of_it() -> None:
    log = Log()
    log.visit("a", "r1", 0)
    log.visit("later", "r2", 4000, channel="on_site")
    log.visit("last", "outside", 4010, channel="on_site")
    stays = visits(log.state, NOW + timedelta(minutes=12))
    assert [(stay["place"], stay["minutes"]) for stay in stays] == [
        ("r1", 12.0),
        ("r2", 10.0),
        ("outside", None),
    ]


def test_stays_that_arrive_late_are_put_in_order() -> None:
    log = Log()
    log.visit("a", "r1", 0)
    log.visit("c", "outside", 10)
    log.visit("b", "r1", 5)  # of a tablet without a network
    stays = visits(log.state, NOW + timedelta(minutes=12))
    assert [(stay["place"], stay["minutes"]) for stay in stays] == [("r1", 10.0), ("outside", 2.0)]


def test_plan_reasons_and_sources() -> None:
    log = Log()
    assert plan(log.state) == {}
    log.write("room:r1", "box", BOX)
    log.write("drain:d1", "pin", PIN)
    log.write("door:x", "exists", True)
    log.write("door:x", "place", {"kind": "door", "floor": "basement", "x": 0, "y": 10, "w": 90, "deg": 0})
    drawn = plan(log.state)
    assert drawn["rooms"] == [{"room": "r1", "floor": "basement", "box": BOX}]
    assert drawn["pins"] == [{"kind": "drain", "id": "d1", **PIN}]
    assert [door["kind"] for door in drawn["doors"]] == ["door"]

    log.write("path:groundwater", "override", {"level": "high", "reason": "Frische Flecken an der Wand"})
    [override] = overrides(CHECKLIST, log.state)
    assert (override["path"], override["level"], override["by"]) == ("groundwater", "high", "Marlene Ahlers")

    log.write("drain:d1", "onsite_drain_height_cm", "Rost geht nicht auf")
    assert [(task["item"], task["done"]) for task in onsite(CHECKLIST, log.state)] == [
        ("drain_height_cm", False)
    ]
    log.write("drain:d1", "drain_height_cm", -210)
    assert [task["done"] for task in onsite(CHECKLIST, log.state)] == [True]

    log.write("building", "source_map_depth_cm", "Karte 2025-06")
    assert sources(CHECKLIST, log.state) == {}  # of nothing
    log.write("building", "map_depth_cm", 8)
    assert sources(CHECKLIST, log.state) == {}  # the source is older than the answer
    log.write("building", "source_map_depth_cm", "Karte 2025-06")
    assert sources(CHECKLIST, log.state) == {"map_depth_cm": "Karte 2025-06"}
    log.write("building", "map_depth_cm", 15)
    assert sources(CHECKLIST, log.state) == {}


def test_what_the_office_knows_has_its_place_in_the_archive() -> None:
    log = Log()
    for field, value in (("reference_nhn_m", 4.35), ("building_year", 1904), ("map_version", "2025-06")):
        log.write("consultation", field, value)
    assert office_data(log.state) == {
        "reference_level_nhn_m": 4.35,
        "building_year": 1904,
        "parcel_id": None,
        "map_version": "2025-06",
    }
