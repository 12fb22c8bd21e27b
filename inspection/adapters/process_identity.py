"""Which process holds a lease, and whether it still lives. Linux: start times stand in /proc."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path


def own_identity() -> str:
    """Names this process among all servers of the database: host, process id and when it started.

    The start time tells a process from a later one with the same id: in a container it is always 1.
    """
    pid = os.getpid()
    return f"{_host()}-{pid}-{_started(pid)}"


def is_alive(identity: str) -> bool:
    """False when the process ran on this machine and does not any more; of others only their leases tell."""
    host, _, rest = identity.partition("-")
    if host != _host():
        return True
    pid, _, started = rest.partition("-")
    return pid.isdigit() and _started(int(pid)) == started


def _host() -> str:
    """Short enough for an identity of at most 40 characters, and free of dashes."""
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:12]


def _started(pid: int) -> str:
    """Clock ticks after boot, proc(5) field 22; empty when there is no such process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    after_name = stat.rpartition(")")[2].split()  # the name in brackets may hold spaces
    return "" if after_name[0] == "Z" else after_name[19]
