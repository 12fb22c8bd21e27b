"""The sketch plan in the protocol: to scale, numbered as the findings, nothing where nobody drew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspection.adapters.protocol_pdf import Look, html_page
from inspection.domain.languages import LANGUAGES
from inspection.domain.plan import MOST_HIGH, WIDTH, PhotoFacts, PinFacts, RoomFacts, plan
from inspection.domain.protocol_document import Document
from tests.protocol.conftest import Printed
from tests.support.pdf_check import problems

CASE = "case_1_terraced_no_valve"
SKETCH: dict[str, Any] = {
    "north_deg": 30,
    "street_side": "bottom",
    "rooms": [
        {"room": "r1", "floor": "basement", "box": {"x": 0, "y": 0, "w": 400, "h": 300}},
        {"room": "r2", "floor": "basement", "box": {"x": 400, "y": 0, "w": 200, "h": 300}},
    ],
    "pins": [
        {"kind": "drain", "id": "d1", "floor": "basement", "x": 100, "y": 150, "deg": None},
        {"kind": "opening", "id": "o1", "floor": "outside", "x": 200, "y": 380, "deg": None},
    ],
    "doors": [
        {"kind": "door", "floor": "basement", "x": 400, "y": 150, "w": 90, "deg": 90},
        {"kind": "stairs", "floor": "basement", "x": 500, "y": 200, "w": 90, "deg": 0},
    ],
}
VISITS = [
    {"place": "outside", "arrived_at": "2026-03-11T08:05:00Z", "minutes": 9.2, "channel": "video"},
    {"place": "r1", "arrived_at": "2026-03-11T08:14:00Z", "minutes": 21.0, "channel": "on_site"},
    {"place": "gone", "arrived_at": "2026-03-11T08:20:00Z", "minutes": 1, "channel": "video"},
    {"place": "closing", "arrived_at": "kein Zeitpunkt", "minutes": 1},
    "nichts",
]


def drawn_case(data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """With a plan, a way, and a picture of the floor drain that looks to the east."""
    shown = {"id": "p05", "entity": "d1", "heading_deg": 60}
    meta = {**data["meta"], "plan": SKETCH, "visits": VISITS, "photos": [shown], **more}
    return {**data, "meta": meta}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_with_a_row_for_every_number(
    language: str,
    print_case: Callable[..., Printed],
    worked_case: Callable[[str], dict[str, Any]],
    photos: Path,
) -> None:
    protocol = print_case(drawn_case(worked_case(CASE)), language, {"p05": photos / "p05.jpg"})
    assert problems(protocol.path) == []
    text = protocol.flat()
    words = {
        "de": ("Lageplan", "Keller", "Waschküche", "−210 cm", "Straße, Höhe 0", "Skizze, nicht maßstäblich",
               "Bodenablauf Waschküche", "Lichtschacht Straße", "Weg durchs Haus", "9 min", "vor Ort"),
        "en": ("Sketch plan", "Basement", "−210 cm", "Street, height 0", "sketch, not surveyed",
               "The way through the house", "9 min", "on site"),
    }[language]  # fmt: skip
    for word in words:
        assert word in text, word


def test_the_same_bytes(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    first, second = (print_case(drawn_case(worked_case(CASE))).path.read_bytes() for _ in range(2))
    assert first == second


def test_wedges_doors_and_pins_are_drawn(
    document_of: Callable[..., Document], look: Look, worked_case: Callable[[str], dict[str, Any]]
) -> None:
    document = document_of(drawn_case(worked_case(CASE)), "de", ("p05",))
    html = html_page(document, {}, look).html
    drawings = re.findall(r'<svg[^>]*class="plan".*?</svg>', html, re.S)
    assert len(drawings) == 2, "around the house, and the basement"
    basement = drawings[1]
    assert basement.count('fill="#8ed3f7"') == 1, "a wedge"
    assert basement.count('stroke-dasharray="3 3"') == 1, "the door's swing"
    assert basement.count('<circle r="10"') == 3, "drains"
    assert "rotate(30)" in basement, "north"
    assert 'alt="Lageplan Keller' in basement


def test_without_a_plan_there_is_no_section(printed: Callable[[str, str], Printed]) -> None:
    text = printed(CASE, "de").flat()
    assert "Lageplan" not in text
    assert "Weg durchs Haus" not in text


ROOMS = [RoomFacts("r1", "Waschküche", -210), RoomFacts("r2", "Flur mit einem sehr langen Namen", None)]
PINS = [PinFacts("d1", "drain", "r1", 1, "high"), PinFacts("o1", "opening", "r1", 2, None)]


def test_it_is_to_scale_and_fits() -> None:
    drawn = plan(SKETCH, ROOMS, PINS, [], 0)
    assert drawn
    outside, basement = drawn.floors
    assert [floor.floor for floor in drawn.floors] == ["outside", "basement"]
    laundry, hall = basement.rooms
    assert laundry.w == pytest.approx(2 * hall.w, abs=0.2)
    assert basement.bar / basement.bar_cm == pytest.approx(laundry.w / 400, abs=0.01)
    assert (laundry.depth, hall.depth) == ("deep", "unknown")
    assert hall.name.endswith("…") or len(hall.name) < 33
    assert [(pin.number, pin.placed) for pin in basement.pins] == [(1, True)]
    assert [shape.w for shape in outside.outline]
    for width in (1, 5000):
        box = {"x": -9000, "y": 9000, "w": width, "h": 5000}
        tall = plan({"rooms": [{"room": "r1", "floor": "basement", "box": box}]}, ROOMS, PINS, [], 0)
        assert tall
        assert tall.floors[0].height <= MOST_HIGH + 1
        assert all(room.x >= 0 and room.x + room.w <= WIDTH for room in tall.floors[0].rooms)


def test_many_pictures_share_marks() -> None:
    photos = [PhotoFacts(f"p{n}", n, "drain:d1", "r1", float(n % 360)) for n in range(1, 121)]
    drawn = plan(SKETCH, ROOMS, PINS, photos, 0)
    assert drawn
    marks = drawn.floors[1].photos
    assert len(marks) <= 8
    assert all(mark.wedge for mark in marks)


@pytest.mark.parametrize(
    "sketch",
    [
        None, [], "x", {}, {"rooms": "x", "pins": 3, "doors": None}, {"rooms": [None, 5, {}]},
        {"rooms": [{"room": "r9", "floor": "basement", "box": {"x": 0, "y": 0, "w": 9, "h": 9}}]},
        {"rooms": [{"room": "r1", "floor": "roof", "box": {"x": 0, "y": 0, "w": 9, "h": 9}}]},
        {"rooms": [{"room": "r1", "floor": "basement", "box": {"x": float("nan"), "y": 0, "w": 9, "h": 9}}]},
        {"rooms": [{"room": ["r1"], "floor": {}, "box": []}]},
        {"pins": [{"kind": "drain", "id": "d9", "floor": "basement", "x": 1, "y": 1}]},
        {"pins": [{"kind": "drain", "id": "d1", "floor": ["basement"], "x": 1e9, "y": 1}]},
    ],
)  # fmt: skip
def test_what_is_malformed_is_passed_over(sketch: Any) -> None:
    assert plan(sketch, ROOMS, PINS, [], 0) is None
