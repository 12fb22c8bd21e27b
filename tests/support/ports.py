"""Free ports on loopback."""

from __future__ import annotations

import os
import random
import socket

# Below the range from which outgoing connections take their near end: nobody is given one of these
# between our look and the server's start.
FIRST, LAST = 20_000, 32_000
SHARES = 8


def own_range() -> range:
    """Of one process of tests: those that run side by side have ranges of their own, gw0, gw1, …"""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % SHARES
    width = (LAST - FIRST) // SHARES
    return range(FIRST + number * width, FIRST + (number + 1) * width)


def some_port(also: int = 0) -> int:
    """One of ours, and so is the one `also` above it; whether they are free is not said."""
    ours = own_range()
    return random.randrange(ours.start, ours.stop - also)


def free_port(also: int = 0) -> int:
    """A TCP port that is free, and so is the one `also` above it."""
    while True:
        port = some_port(also)
        if _is_free(port) and _is_free(port + also):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as sock:
        try:
            sock.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
