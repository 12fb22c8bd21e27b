"""`make bench`: run the cases whose name begins with $ONLY, print one table, write $BENCH_JSON."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    call_address,
    call_blackout,
    call_server,
    call_still,
    call_turn,
    call_weak,
    cockpit_answer,
    cockpit_large,
    cockpit_memory,
    cockpit_pointer,
    cockpit_still,
    cockpit_taps,
    join_bytes,
    join_call,
    protocol_assess,
    protocol_render,
    scale_soak,
    scale_sockets,
)
from benchmarks.report import Result, table, write_json

CASES: dict[str, Callable[[], Result]] = {
    join_call.VIEWER: join_call.measure_viewer,
    join_call.CUSTOMER: join_call.measure_customer,
    join_bytes.CASE: join_bytes.measure,
    **{f"call/blackout-{lasts}": call_blackout.case(lasts) for lasts in call_blackout.MUST},
    call_address.CASE: call_address.measure,
    call_server.CASE: call_server.measure,
    call_turn.CASE: call_turn.measure,
    **call_weak.CASES,
    **call_still.CASES,
    cockpit_answer.HERE: cockpit_answer.measure_here,
    cockpit_answer.OTHER: cockpit_answer.measure_other,
    cockpit_large.OPEN: cockpit_large.measure_open,
    cockpit_large.SCROLL: cockpit_large.measure_scroll,
    cockpit_memory.CASE: cockpit_memory.measure,
    cockpit_taps.TAPS: cockpit_taps.measure_taps,
    cockpit_taps.TYPED: cockpit_taps.measure_typed,
    cockpit_still.SEEN: cockpit_still.measure_seen,
    cockpit_still.KEPT: cockpit_still.measure_kept,
    cockpit_pointer.TIME: cockpit_pointer.measure_time,
    cockpit_pointer.PLACE: cockpit_pointer.measure_place,
    protocol_assess.CASE: protocol_assess.measure,
    protocol_render.TIME: protocol_render.measure_time,
    protocol_render.MEMORY: protocol_render.measure_memory,
    scale_soak.CASE: scale_soak.measure,
    scale_sockets.MEMORY: scale_sockets.measure_memory,
    scale_sockets.DELAY: scale_sockets.measure_delay,
}


def main() -> int:
    only = os.environ.get("ONLY", "")
    results: list[Result] = []
    failed: list[str] = []
    for name, measure in CASES.items():
        if not name.startswith(only):
            continue
        try:
            results.append(measure())
        except Exception:  # the others took long enough to be told all the same
            traceback.print_exc()
            failed.append(name)
    print(table(results))
    if target := os.environ.get("BENCH_JSON"):
        write_json(results, Path(target))
    if failed:
        print(f"not measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
