"""One server for the tests of a file; each makes its own consultation."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.photos import site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[site.Server]:
    async with site.running(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ahlers(server: site.Server) -> AsyncIterator[site.Person]:
    """The consultant."""
    async with site.consultant(server.url) as someone:
        yield someone
