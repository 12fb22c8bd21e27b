"""Peak memory of a process with its children, watched from outside."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

INTERVAL_S = 0.02
MIB = 1024


class Peak:
    """The largest sum seen, in MiB."""

    mib: float = 0.0


@contextlib.contextmanager
def peak_of(pid: int) -> Iterator[Peak]:
    """Watch while the block runs.

    Proportional set size: what processes share counts once, so a browser of many processes is not wronged.
    """
    peak, stop = Peak(), threading.Event()

    def watch() -> None:
        while not stop.is_set():
            peak.mib = max(peak.mib, sum(map(pss_kib, tree(pid))) / MIB)
            stop.wait(INTERVAL_S)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        stop.set()
        thread.join()


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for parent in found:
        for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += map(int, tasks.read_text().split())
    return found


def pss_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # ended meanwhile
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
