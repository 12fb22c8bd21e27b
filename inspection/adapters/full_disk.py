"""A full disk, as the kernel says it and as the product says it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from inspection.domain.photo import StorageFullError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(error: OSError) -> bool:
    """No room, no quota left, or a file at the largest size this process may write."""
    return error.errno in _FULL


@contextmanager
def clear_when_full() -> Iterator[None]:
    """Raises StorageFullError instead of what the kernel says."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise StorageFullError from error
        raise
