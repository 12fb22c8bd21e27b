"""The house in cross-section: heights to scale, numbers apart, and something sensible for every house."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.domain.cross_section import (
    CrossSection,
    DeviceHeights,
    DrainHeights,
    HouseHeights,
    OpeningHeights,
    RoomHeights,
    cross_section,
    signed,
)
from inspection.domain.cross_section.sheet import WIDE


def drain(number: int = 1, room: str | None = "r1", rim: float | None = -210, **more: Any) -> DrainHeights:
    values: dict[str, Any] = {
        "id": f"d{number}", "room": room, "symbol": "floor", "rim_cm": rim, "tolerance_cm": 5,
        "outdoor": False, "connected": True, "protection": "none", "device": None, "number": number,
        "level": "high",
    }  # fmt: skip
    return DrainHeights(**{**values, **more})


def opening(
    number: int, form: Any = "window", edge: float | None = 5, room: str | None = "r1"
) -> OpeningHeights:
    return OpeningHeights(f"o{number}", room, form, edge, number, "high")


def house(**more: Any) -> HouseHeights:
    values: dict[str, Any] = {
        "rooms": [RoomHeights("r1", "Waschküche", -210, True), RoomHeights("r2", "Heizungsraum", -210)],
        "drains": [drain()], "devices": [], "openings": [],
        "backflow_cm": 0, "water_cm": 8, "groundwater_cm": 180,
    }  # fmt: skip
    return HouseHeights(**{**values, **more})


def test_heights_are_to_scale() -> None:
    drawn = cross_section(
        house(drains=[drain(1, rim=-210), drain(2, rim=-105), drain(3, rim=0)], backflow_cm=10)
    )
    low, middle, high = (shape.y for shape in drawn.drains)
    assert high == drawn.zero
    assert middle - high == pytest.approx(low - middle, abs=0.2)
    assert drawn.rooms[0].floor == low
    per_cm = (low - high) / 210
    assert drawn.backflow == pytest.approx(drawn.zero - 10 * per_cm, abs=0.2)
    assert drawn.water == pytest.approx(drawn.zero - 8 * per_cm, abs=0.2)
    assert drawn.groundwater == pytest.approx(drawn.zero + 180 * per_cm, abs=0.2)


def test_an_estimated_rim_has_a_whisker_a_measured_one_none() -> None:
    drawn = cross_section(house(drains=[drain(1), drain(2, rim=-90, tolerance_cm=20), drain(3, rim=None)]))
    assert [shape.whisker is not None for shape in drawn.drains] == [False, True, False]
    top, low = drawn.drains[1].whisker or (0, 0)
    assert top < drawn.drains[1].y < low


def test_an_unknown_rim_lies_on_the_floor_and_says_so() -> None:
    drawn = cross_section(house(drains=[drain(1, rim=None)])).drains[0]
    assert not drawn.known
    assert drawn.y == drawn.floor


def test_only_rooms_that_flood_are_hatched_up_to_the_level() -> None:
    drawn = cross_section(house(backflow_cm=-100))
    assert [room.hatch_top for room in drawn.rooms] == [drawn.backflow, None]
    assert drawn.hatched
    assert not cross_section(house(rooms=[RoomHeights("r1", "Keller", -210)])).hatched


def test_without_backflow_there_is_no_sewer_and_without_rain_no_water() -> None:
    drawn = cross_section(house(backflow_cm=None, water_cm=None, groundwater_cm=None))
    assert drawn.sewer is None
    assert drawn.backflow is drawn.water is drawn.groundwater is drawn.lens is None
    assert not drawn.drains[0].connected


def test_water_runs_in_over_an_edge_below_it() -> None:
    drawn = cross_section(house(openings=[opening(2, "light_well", 5), opening(3, "window", 25, "r2")]))
    assert [(shape.side, shape.inflow) for shape in drawn.openings] == [("left", True), ("right", False)]
    assert drawn.lens is not None
    assert (drawn.lens.number, drawn.lens.edge_cm, drawn.lens.water_cm) == (2, 5, 8)


def test_one_opening_per_wall_is_cut_open_the_others_are_seen_from_the_front() -> None:
    openings = [
        opening(number, form) for number, form in enumerate(("window", "light_well", "door", "ramp"), 2)
    ]
    sides = {shape.form: shape.side for shape in cross_section(house(openings=openings)).openings}
    assert sides["ramp"] == "left"
    assert sorted(sides.values()) == ["front", "front", "front", "left"]


def test_a_lifting_station_rises_above_the_level_only_with_a_known_loop() -> None:
    served = [drain(1, protection="lift", device="v1")]
    for loop, above in ((True, True), (False, False)):
        lift = cross_section(house(drains=served, devices=[DeviceHeights("v1", True, loop, 2, None)])).lifts[
            0
        ]
        assert (lift.top < cross_section(house()).zero) is above


def test_groundwater_too_deep_to_matter_is_left_out() -> None:
    assert cross_section(house(groundwater_cm=600)).groundwater is None


def test_signs_of_heights() -> None:
    assert [signed(cm) for cm in (5, 0, -210, -0.5)] == ["+5", "0", "−210", "−0.5"]


def assert_sound(drawn: CrossSection) -> None:
    """Everything lies on the paper, inside the house, and no tick covers another."""
    left, right = drawn.house
    assert drawn.left < left < right - 60 < drawn.right
    assert 40 < drawn.height < 420
    for room in drawn.rooms:
        assert left - 0.2 <= room.x0 < room.x1 <= right + 0.2
        assert room.ceiling < room.floor <= drawn.slab + 0.2
    for shape in drawn.drains:
        assert 0 < shape.y < drawn.bottom
        assert shape.outdoor or left <= shape.x <= right
    assert all(0 < pin.x < drawn.width for pin in drawn.pins)
    ticks = [tick.y for tick in drawn.ticks]
    assert ticks == sorted(ticks)
    assert all(after - before >= 12 for before, after in pairwise(ticks))


def test_pins_of_a_normal_house_do_not_cover_each_other() -> None:
    drains = [drain(number, "r1" if number < 5 else "r2", -210 + 15 * number) for number in range(1, 9)]
    drawn = cross_section(house(drains=drains, openings=[opening(9), opening(10, "light_well", 5, "r2")]))
    assert_sound(drawn)
    for one, other in combinations(drawn.pins, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (2 * WIDE.pin) ** 2


heights = st.one_of(st.none(), st.integers(-450, 300))
numbers = st.integers(0, 7)
protections = st.sampled_from(("none", "valve", "lift", "unknown"))
forms = st.sampled_from(("light_well", "stairs", "ramp", "window", "door"))


@settings(max_examples=100, deadline=None)
@given(
    rooms=st.lists(st.tuples(heights, st.booleans(), st.text(max_size=30)), max_size=7),
    drains=st.lists(st.tuples(numbers, heights, st.booleans(), protections), max_size=14),
    openings=st.lists(st.tuples(forms, numbers, heights), max_size=8),
    level=st.one_of(st.none(), st.integers(-100, 200)),
    water=st.one_of(st.none(), st.integers(0, 150)),
    groundwater=st.one_of(st.none(), st.integers(0, 900)),
)
def test_every_house_can_be_drawn(
    rooms: Any, drains: Any, openings: Any, level: int | None, water: int | None, groundwater: int | None
) -> None:
    drawn = cross_section(
        HouseHeights(
            rooms=[
                RoomHeights(f"r{n}", label, floor, floods) for n, (floor, floods, label) in enumerate(rooms)
            ],
            drains=[
                drain(
                    n, f"r{room}", rim, outdoor=outdoor, protection=protection, device="v1", tolerance_cm=20
                )
                for n, (room, rim, outdoor, protection) in enumerate(drains)
            ],
            devices=[DeviceHeights("v1", True, False, 99, None)],
            openings=[
                opening(50 + n, form, edge, f"r{room}") for n, (form, room, edge) in enumerate(openings)
            ],
            backflow_cm=level,
            water_cm=water,
            groundwater_cm=groundwater,
        )
    )
    assert_sound(drawn)
