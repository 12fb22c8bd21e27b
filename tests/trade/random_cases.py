"""Cases nobody thought of: any answers to any items, from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from inspection.domain.checklist import CHOICE_TYPES, ENTITY_SCOPES, EXCLUSIVE_OPTIONS, Checklist, Item

TEMPLATES = (["backflow"], ["heavy_rain"], ["backflow", "heavy_rain"])
TELLING_NUMBERS = (-210, -100, -99, -5, 0, 1, 4, 5, 9, 10, 14, 15, 19, 20, 24, 25, 30, 40, 41)


def random_case(checklist: Checklist, seed: int) -> dict[str, Any]:
    """The data of a case; the same for the same seed."""
    random = Random(seed)
    ids = {kind: [f"{kind}{number}" for number in range(random.randint(0, 3))] for kind in ENTITY_SCOPES}
    case: dict[str, Any] = {
        "templates": random.choice(TEMPLATES),
        "building": _answers(checklist, "building", ids, random),
    }
    for kind in ENTITY_SCOPES:
        case[f"{kind}s"] = [{"id": one, **_answers(checklist, kind, ids, random)} for one in ids[kind]]
        for entity in case[f"{kind}s"]:
            if "room" in checklist.scopes[kind].required_refs and ids["room"] and random.random() < 0.8:
                entity["room"] = random.choice(ids["room"])
    return case


def full_case(checklist: Checklist, seed: int, counts: Mapping[str, int]) -> dict[str, Any]:
    """All templates, so many entities of each kind, and every question answered."""
    random = Random(seed)
    ids = {kind: [f"{kind}{number}" for number in range(counts[kind])] for kind in ENTITY_SCOPES}

    def answers(scope: str) -> dict[str, Any]:
        found = {item.id: _answer(item, ids, random) for item in checklist.items_of(scope)}
        return {item: answer for item, answer in found.items() if answer is not None}

    case: dict[str, Any] = {"templates": list(checklist.templates), "building": answers("building")}
    for kind in ENTITY_SCOPES:
        case[f"{kind}s"] = [{"id": one, **answers(kind)} for one in ids[kind]]
        if "room" in checklist.scopes[kind].required_refs:
            for entity in case[f"{kind}s"]:
                entity["room"] = random.choice(ids["room"])
    return case


def _answers(checklist: Checklist, scope: str, ids: dict[str, list[str]], random: Random) -> dict[str, Any]:
    share = random.random()
    items = [item for item in checklist.items_of(scope) if random.random() < share]
    answers = {item.id: _answer(item, ids, random) for item in items}
    return {item: answer for item, answer in answers.items() if answer is not None}


def _answer(item: Item, ids: dict[str, list[str]], random: Random) -> Any:
    if item.type in CHOICE_TYPES:
        return random.choice(list(item.options))
    if item.type == "multi":
        several = [option for option in item.options if option not in EXCLUSIVE_OPTIONS]
        return random.choice([[], ["unknown"], random.sample(several, random.randint(1, 3))])
    if item.type == "number" and item.range:
        return min(max(random.choice(TELLING_NUMBERS), item.range.min), item.range.max)
    if item.type == "reference":
        return random.choice(ids[item.ref or ""] or [None])
    return "photo:p01" if item.type == "photo" else "x"
