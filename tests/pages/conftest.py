"""One server and one browser for all tests of the pages; each test has its own consultation and profiles."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.accessibility.inspector import Inspector
from tests.pages.world import World, world
from tests.support.browsers import HEADLESS, chromium


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with (
        chromium(program=HEADLESS) as browser,
        world(tmp_path_factory.mktemp("town"), browser) as made,
    ):
        yield made


@pytest_asyncio.fixture(loop_scope="package")
async def weserau(town: World) -> AsyncIterator[World]:
    """Stadtentwässerung Weserau, with its pages open to whoever comes."""
    yield town
    await town.close_pages()


@pytest_asyncio.fixture(loop_scope="package")
async def inspector() -> AsyncIterator[Inspector]:
    """Fails the test with everything it found."""
    made = Inspector()
    yield made
    assert not made.complaints, "\n".join(made.complaints)
