"""The system's libraries that a PDF needs: better missed at the start than at the end of the first call."""

from __future__ import annotations

import ctypes

PACKAGES = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0"}
"Library → the package of Debian and Ubuntu that brings it."


def missing_packages() -> list[str]:
    """Packages whose library cannot be loaded."""
    return [package for library, package in PACKAGES.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
