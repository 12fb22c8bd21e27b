"""One server and one browser for the folder; a demo's server beside it, whose pages say more."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser

from inspection.adapters.local_ca import ensure_certificate
from inspection.app import create_app
from inspection.settings import Settings
from inspection.web.parts import DemoUser
from inspection.web.trust import TRUST, Trust
from tests.accessibility.inspector import Inspector
from tests.pages.world import World, world
from tests.support.browsers import HEADLESS, chromium
from tests.support.ports import free_port

LANGUAGES = ["de", pytest.param("en", marks=pytest.mark.long)]
"Of long walks: the same pages in English, whose words are shorter, are for `make test-all`."


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with chromium(program=HEADLESS, fps=10) as started:
        yield started


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def town(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> AsyncIterator[World]:
    async with world(tmp_path_factory.mktemp("town"), browser) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="package")
async def weserau(town: World) -> AsyncIterator[World]:
    """Stadtentwässerung Weserau, with its pages open to whoever comes."""
    yield town
    await town.close_pages()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def demo_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Where a demo is served: people to sign in as, and a certificate to trust."""
    data, port = tmp_path_factory.mktemp("demo"), free_port()
    users = tuple(
        DemoUser(role, "demo", name, role)
        for name, role in (("Mareike Ahlers", "consultant"), ("Jonas Petersen", "office"))
    )
    app = create_app(Settings(data=data, port=port, workers=1, demo=True), demo_users=users)
    app[TRUST] = Trust(ensure_certificate(data / "tls", ()).ca, f"https://127.0.0.1:{port + 1}")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


@pytest_asyncio.fixture(
    loop_scope="package",
    params=[False, pytest.param(True, marks=pytest.mark.long)],
    ids=["as it is", "at 200 %"],
)
async def inspector(request: pytest.FixtureRequest) -> AsyncIterator[Inspector]:
    """Fails the test with everything it found."""
    made = Inspector(zoomed=request.param)
    yield made
    assert not made.complaints, "\n".join(made.complaints)
