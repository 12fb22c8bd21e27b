"""Where things lie on the plan while nobody has placed them; the same vectors run in the browser's twin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspection.domain.plan_places import Box, DrawnRoom, Place, Shot, Thing, grouped, numbers_word, places

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "plan.json").read_text(encoding="utf-8"))


def pin_of(entry: dict[str, Any]) -> Place | None:
    return Place(**entry["pin"]) if entry["pin"] else None


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_places(case: dict[str, Any]) -> None:
    found = places(
        [DrawnRoom(one["id"], one["floor"], Box(*one["box"])) for one in case["rooms"] if one["box"]],
        [Thing(**{**one, "pin": pin_of(one)}) for one in case["things"]],
        [Shot(**{**one, "pin": pin_of(one)}) for one in case["photos"]],
        case["north"],
    )
    assert {
        target: [place.floor, place.x, place.y, place.deg, place.placed] for target, place in found.items()
    } == case["places"]


def test_pictures_that_look_the_same_way_share_a_mark() -> None:
    def place(deg: int | None, placed: bool = False) -> Place:
        return Place("basement", 0, 0, deg, placed, "drain:d1")

    found = {"a": place(0), "b": place(20), "c": place(90), "d": place(None), "e": place(0, placed=True)}
    assert ["".join(targets) for _, targets in grouped("abcdex", found)] == ["ab", "c", "d", "e"]


def test_numbers_at_a_mark() -> None:
    for numbers, word in VECTORS["numbers"]:
        assert numbers_word(numbers) == word
