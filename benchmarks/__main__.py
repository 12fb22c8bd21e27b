"""`make bench`: run the cases whose name begins with $ONLY, print one table, write $BENCH_JSON."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from benchmarks import join_call, protocol_assess, protocol_render
from benchmarks.report import Result, table, write_json

CASES: dict[str, Callable[[], Result]] = {
    join_call.VIEWER: join_call.measure_viewer,
    join_call.CUSTOMER: join_call.measure_customer,
    protocol_assess.CASE: protocol_assess.measure,
    protocol_render.TIME: protocol_render.measure_time,
    protocol_render.MEMORY: protocol_render.measure_memory,
}


def main() -> int:
    only = os.environ.get("ONLY", "")
    results = [measure() for name, measure in CASES.items() if name.startswith(only)]
    print(table(results))
    if target := os.environ.get("BENCH_JSON"):
        write_json(results, Path(target))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
