"""protocol/assess: judging the largest case the tests know, warm, median of 200."""

from __future__ import annotations

import dataclasses
import statistics
import time
from pathlib import Path

from benchmarks.report import Result
from inspection.adapters.case_file import load_case
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.assess import assess
from inspection.domain.case import Case

CASE = "protocol/assess"
CASE_FILE = Path(__file__).resolve().parent.parent / "tests" / "cases" / "case_1_terraced_no_valve.yaml"
COPIES = 5  # of each entity: ten rooms, fifteen drains, ten openings, an apartment building
ROUNDS = 200


def measure() -> Result:
    checklist = load_checklist(protocol_templates_dir())
    case = enlarged(load_case(CASE_FILE, checklist), COPIES)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assess(checklist, case)
        times.append(time.perf_counter() - start)
    return Result(CASE, statistics.median(times) * 1000, "ms", None, "<= 5 ms")


def enlarged(case: Case, copies: int) -> Case:
    """The case with each entity several times over, linked to the copy of its room."""

    def copied(entities: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(
            dataclasses.replace(
                entity,
                id=f"{entity.id}_{number}",
                room=f"{entity.room}_{number}" if entity.room else entity.room,
            )
            for number in range(copies)
            for entity in entities
        )

    return dataclasses.replace(
        case,
        rooms=copied(case.rooms),
        drains=copied(case.drains),
        devices=copied(case.devices),
        openings=copied(case.openings),
    )
