"""The same server and people as for photos."""

from __future__ import annotations

from tests.photos.conftest import ahlers, server

__all__ = ["ahlers", "server"]
