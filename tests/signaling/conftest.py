from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.signaling.support import CallServer


@pytest.fixture
async def server() -> AsyncIterator[CallServer]:
    async with CallServer() as server:
        yield server
