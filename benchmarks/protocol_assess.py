"""protocol/assess: judging about the largest house there is, every question answered; warm, median of 200."""

from __future__ import annotations

import statistics
import time

from benchmarks.report import Result
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.assess import assess
from inspection.domain.case import Case, parse_case
from inspection.domain.checklist import Checklist
from tests.trade.random_cases import full_case

CASE = "protocol/assess"
ENTITIES = {"room": 15, "drain": 40, "device": 8, "opening": 15}
SEED = 1
ROUNDS = 200


def measure() -> Result:
    checklist = load_checklist(protocol_templates_dir())
    case = largest_case(checklist)
    assess(checklist, case)  # the conditions are ready from here on, as in a server that has judged one
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assess(checklist, case)
        times.append(time.perf_counter() - start)
    return Result(CASE, statistics.median(times) * 1000, "ms", None, "<= 5 ms")


def largest_case(checklist: Checklist) -> Case:
    """Any answers rather than likely ones, so that most rules find something: some seventy findings."""
    return parse_case(full_case(checklist, SEED, ENTITIES), checklist)
