"""Free ports on loopback."""

from __future__ import annotations

import random
import socket

# Below the range from which outgoing connections take their near end: nobody is given one of these
# between our look and the server's start.
FIRST, LAST = 20_000, 32_000


def free_port(also: int = 0) -> int:
    """A TCP port that is free, and so is the one `also` above it."""
    while True:
        port = random.randrange(FIRST, LAST)
        if _is_free(port) and _is_free(port + also):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as sock:
        try:
            sock.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
