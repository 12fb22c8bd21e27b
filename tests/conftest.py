"""What tests of many folders need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from inspection.adapters.catalogues import Catalogues
from inspection.adapters.templates_yaml import load_checklist
from inspection.web import openapi
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Checklist, texts and the API's description are read once, not for each server of the tests' process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inspection.app.load_checklist", cache(load_checklist))
        patch.setattr(Catalogues, "load", cache(Catalogues.load))
        patch.setattr(openapi, "document", cache(openapi.document))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL for all tests; each makes its own database."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()
