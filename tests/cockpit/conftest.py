"""One server for the folder's tests; each test has a consultation and browsers of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cockpit.house import Client, House, house
from tests.cockpit.tablet import Tablets, tablets


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as served:
        yield served


@pytest.fixture
async def ahlers(running: House) -> AsyncIterator[Client]:
    """Marlene Ahlers, consultant, at the API."""
    async with running.client(await running.user("Marlene Ahlers")) as client:
        yield client


@pytest.fixture
async def desk(running: House) -> AsyncIterator[Tablets]:
    """Opens cockpits of the running server."""
    async with tablets(running) as opened:
        yield opened
