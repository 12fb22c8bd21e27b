"""A database that cannot be used: one line, a status, no trace and no password."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.errors import DatabaseError
from inspection.adapters.database.migrate import upgrade
from tests.support.postgres import PASSWORD, PostgresServer

Url = Callable[[PostgresServer], str]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://kb:geheim@host/db", "something like postgresql+asyncpg://"),
        ("postgresql+psycopg2://kb:geheim@host/db", "something like postgresql+asyncpg://"),
        ("postgresql://kb:geheim@host:port/db", "something like postgresql+asyncpg://"),
        ("kellerblick.db", "something like postgresql+asyncpg://"),
        ("postgresql://kb:geheim@host/db?compress=1", "unknown option compress"),
    ],
)
def test_what_is_no_url_of_ours_is_said_without_the_password(url: str, said: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        create_engine(url)
    assert said in str(refused.value)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_urls_as_other_programs_write_them(scheme: str) -> None:
    url = create_engine(f"{scheme}://kb:geheim@host/db?sslmode=require").url
    assert (url.drivername, dict(url.query)) == ("postgresql+asyncpg", {"ssl": "require"})


REFUSED: list[tuple[Url, str]] = [
    (lambda server: server.url("postgres", password="falsch"), "password authentication failed"),
    (lambda server: server.url("nowhere"), 'database "nowhere" does not exist'),
    (lambda server: server.url("postgres", port=1), "Connect call failed"),
    (lambda server: server.url("postgres", username="reader", password="r"), "permission denied"),
]


@pytest.mark.parametrize(("url", "said"), REFUSED, ids=["password", "database", "server", "rights"])
async def test_a_postgresql_that_refuses(postgres: PostgresServer, url: Url, said: str) -> None:
    postgres.sql(
        "DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'r'; EXCEPTION WHEN duplicate_object THEN END $$"
    )
    engine = create_engine(url(postgres))
    with pytest.raises(DatabaseError, match=said) as refused:
        await upgrade(engine)
    assert "\n" not in str(refused.value)
    assert PASSWORD not in str(refused.value)
    await engine.dispose()


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["add-user", "ahlers", "--name", "A"]])
def test_a_command_ends_with_that_line(postgres: PostgresServer, tmp_path: Path, command: list[str]) -> None:
    variables = {"KELLERBLICK_DATABASE_URL": postgres.url("nowhere"), "KELLERBLICK_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "inspection.cli", *command],
        env=os.environ | variables,
        input="ein-langes-passwort\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(f"kellerblick {command[0]}: ")
    assert 'database "nowhere" does not exist' in done.stderr
    assert "Traceback" not in done.stderr
    assert PASSWORD not in done.stderr
