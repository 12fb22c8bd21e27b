"""One server and one browser for the folder; each test has a consultation and profiles of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.cockpit.house import Client, House, house
from tests.cockpit.tablet import Tablets, tablets
from tests.support.browsers import HEADLESS, chromium


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """With Frau Ahlers, consultant, and Herr Brandt of the office."""
    async with house(tmp_path_factory.mktemp("cockpit")) as served:
        await served.user("Marlene Ahlers")
        await served.user("Jan Brandt", "office", "Herr")
        yield served


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with chromium(program=HEADLESS, fps=10) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="package")
async def ahlers(running: House) -> AsyncIterator[Client]:
    """The consultant at the API."""
    async with running.client("ahlers") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="package")
async def brandt(running: House) -> AsyncIterator[Client]:
    """The office at the API."""
    async with running.client("brandt") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="package")
async def desk(running: House, browser: Browser) -> AsyncIterator[Tablets]:
    """Opens cockpits of the running server."""
    async with tablets(running, browser) as opened:
        yield opened
