"""The same server, people and tablets as for the cockpit."""

from __future__ import annotations

from tests.cockpit.conftest import ahlers, brandt, browser, desk, running

__all__ = ["ahlers", "brandt", "browser", "desk", "running"]
