"""What was drawn on a picture is printed over it; what is no drawing is left out and breaks nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspection.domain.protocol.drawing import drawing
from tests.protocol.conftest import Printed

CASE = "case_1_terraced_no_valve"
ARROW = {"type": "arrow", "colour": "blue", "points": [0.2, 0.8, 0.5, 0.5]}
CIRCLE = {"type": "circle", "colour": "orange", "points": [0.5, 0.5, 0.7, 0.5]}
LABEL = {"type": "text", "colour": "white", "points": [0.3, 0.9], "text": "keine Klappe darin"}
NUMBER = {"type": "number", "colour": "blue", "points": [0.8, 0.2], "text": "1"}


def test_shapes_are_measured_in_the_picture() -> None:
    found = drawing([ARROW, CIRCLE, LABEL, NUMBER], 1000, 750)
    assert found is not None
    assert (found.width, found.height) == (1000, 750)
    assert [shape.kind for shape in found.shapes] == ["stroke", "stroke", "label", "number"]
    assert found.shapes[0].path.startswith("M200 600L500 375M")
    assert found.shapes[1].path.startswith("M300 375a200 200 ")


@pytest.mark.parametrize(
    "value",
    [
        None,
        "arrow",
        {},
        [None, 3, "x", []],
        [{**ARROW, "type": "script"}],
        [{**ARROW, "colour": '"/><script>'}],
        [{**ARROW, "points": [0.1]}],
        [{**ARROW, "points": [0.1, "x"]}],
        [{**ARROW, "points": [float("nan"), 0, 1, 1]}],
        [{**ARROW, "points": [5, 5, 9, 9]}],
        [{**ARROW, "points": [0.1, 0.2] * 10_000}],
        [{**LABEL, "text": 7}],
        [{**LABEL, "text": "  "}],
        [{**CIRCLE, "points": [0.5, 0.5, 0.5, 0.5]}],
    ],
)
def test_what_is_no_drawing_is_left_out(value: object) -> None:
    assert drawing(value, 1000, 750) is None


def test_a_drawing_is_printed_with_where_the_picture_was_taken(
    print_case: Callable[..., Printed],
    worked_case: Callable[[str], dict[str, Any]],
    photos: Path,
) -> None:
    case = worked_case(CASE)
    records = {
        "drawing": [ARROW, CIRCLE, LABEL, NUMBER, {"type": "nonsense"}],
        "heading_deg": 214,
        "tilt_deg": -82,
        "channel": "on_site",
    }
    case["meta"]["photos"] = [{"id": "p01", **records}, {"id": "p02", "drawing": "nonsense", "tilt_deg": "x"}]
    files = {f"p0{n}": photos / f"p0{n}.jpg" for n in range(1, 10)}
    first = print_case(case, "de", files)
    once = first.path.read_bytes()
    text = first.flat()
    assert "keine Klappe darin" in text
    assert "SW 214° · 82° nach unten · vor Ort aufgenommen" in text
    assert print_case(case, "de", files).path.read_bytes() == once
