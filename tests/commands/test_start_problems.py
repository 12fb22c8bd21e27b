"""A server that cannot start says so in one line: a stable code, and what to do, as the terminal speaks."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from inspection import bundled
from inspection.adapters.database import engine
from inspection.cli import load_command
from inspection.commands.demo import TLS_OFFSET
from tests.support.ports import free_port

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def serve(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    """Run `kellerblick serve` in this process until it gives up; its exit status and what it says."""

    def run(
        *, language: str = "C", data: Path = tmp_path / "data", port: int = 0, host: str | None = None
    ) -> tuple[int, str]:
        monkeypatch.setenv("LC_ALL", language)
        monkeypatch.setenv("KELLERBLICK_WORKERS", "1")
        arguments = argparse.Namespace(host=host, port=str(port), data=str(data))
        status = load_command("serve").run(arguments)
        return status, capsys.readouterr().err.strip().splitlines()[-1]

    return run


@contextmanager
def _each_connection(statement: str) -> Iterator[None]:
    def on_connect(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(statement)
        cursor.close()

    event.listen(Engine, "connect", on_connect)
    try:
        yield
    finally:
        event.remove(Engine, "connect", on_connect)


def test_a_port_that_is_taken_is_named_in_both_languages(serve: Say) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, english = serve(port=port)
        assert status == 1
        assert english.startswith(f"kellerblick serve: start_port_taken: Port {port} is taken.")
        _, german = serve(port=port, language="de_DE.UTF-8")
        assert german.startswith(f"kellerblick serve: start_port_taken: Der Port {port} ist schon belegt.")


def test_a_port_or_an_address_that_one_may_not_have(serve: Say) -> None:
    """192.0.2.0/24 is nobody's (RFC 5737)."""
    port = free_port()
    status, english = serve(host="192.0.2.1", port=port)
    assert status == 1
    assert english.startswith(f"kellerblick serve: start_port_refused: Listening on port {port}")
    _, german = serve(host="192.0.2.1", port=port, language="de_DE.UTF-8")
    assert german.startswith(f"kellerblick serve: start_port_refused: Auf dem Port {port} darf hier nicht")


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid"])
def test_a_database_that_is_not_there(serve: Say, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    url = f"postgresql://somebody:secret-word@{host}:{free_port()}/kellerblick"
    monkeypatch.setenv("KELLERBLICK_DATABASE_URL", url)
    status, english = serve()
    assert status == 1
    assert english.startswith("kellerblick serve: start_database_unreachable: The database does not answer.")
    assert "secret-word" not in english
    _, german = serve(language="de")
    assert german.startswith("kellerblick serve: start_database_unreachable: Die Datenbank antwortet nicht.")


def test_a_file_that_is_no_database(serve: Say, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "kellerblick.db").write_bytes(b"no database at all, " * 100)
    status, english = serve(data=data)
    assert status == 1
    assert english.startswith("kellerblick serve: start_database_unusable: The database cannot be read.")
    assert (data / "kellerblick.db").read_bytes().startswith(b"no database")
    _, german = serve(data=data, language="de")
    assert german.startswith(
        "kellerblick serve: start_database_unusable: Die Datenbank lässt sich nicht lesen."
    )


def test_a_template_with_a_mistake(serve: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(bundled.protocol_templates_dir(), folder, ignore=shutil.ignore_patterns("pdf"))
    checklist = folder / "checklist.yaml"
    checklist.write_text(checklist.read_text(encoding="utf-8") + "\nsurprise: 1\n", encoding="utf-8")
    monkeypatch.setattr(bundled, "protocol_templates_dir", lambda: folder)
    status, english = serve()
    assert status == 1
    assert english.startswith("kellerblick serve: start_templates_invalid: Mistakes in the templates: 1.")
    assert english.endswith(f"kellerblick check-templates {folder}")
    _, german = serve(language="de")
    assert german.startswith("kellerblick serve: start_templates_invalid: Fehler in den Vorlagen: 1.")


def test_the_demo_says_it_likewise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the names of its own settings, and before it makes anything."""

    def demo(language: str, port: int, data: Path) -> str:
        monkeypatch.setenv("LC_ALL", language)
        arguments = argparse.Namespace(port=str(port), data=data, today_only=True)
        assert load_command("demo").run(arguments) == 1
        return capsys.readouterr().err.strip().splitlines()[-1]

    data = tmp_path / "data"
    with socket.socket() as other:
        port = free_port(TLS_OFFSET)
        other.bind(("0.0.0.0", port))
        other.listen()
        english = demo("C", port, data)
        assert english.startswith(f"kellerblick demo: start_port_taken: Port {port} is taken.")
        assert "PORT=" in english
        assert "KELLERBLICK_PORT" not in english
        assert demo("de", port, data).startswith(f"kellerblick demo: start_port_taken: Der Port {port} ist")
    assert not data.exists()
    data.write_text("in the way")
    assert demo("C", free_port(TLS_OFFSET), data).startswith(
        "kellerblick demo: start_data_folder: The folder"
    )


def test_a_folder_that_cannot_be_one(serve: Say, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    status, said = serve(data=file)
    assert status == 1
    assert said.startswith(f"kellerblick serve: start_data_folder: The folder “{file}” cannot be written.")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A data folder whose database exists."""
    data = tmp_path / "data"
    load = [sys.executable, "-m", "inspection.cli", "add-user", "ahlers", "--name", "A", "--data", str(data)]
    subprocess.run(load, input=b"ein-langes-passwort", check=True, stdout=subprocess.DEVNULL)
    return data


def test_a_locked_database(serve: Say, prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(prepared / "kellerblick.db", isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        status, said = serve(data=prepared)
    finally:
        other.close()
    assert status == 1
    assert said.startswith("kellerblick serve: start_database_busy: The database is locked")


def test_a_full_disk(serve: Say) -> None:
    with _each_connection("PRAGMA max_page_count=3"):
        status, said = serve()
    assert status == 1
    assert said.startswith("kellerblick serve: start_database_full: There is no room left")


def test_a_database_of_a_newer_version(serve: Say, prepared: Path) -> None:
    with sqlite3.connect(prepared / "kellerblick.db") as database:
        database.execute("UPDATE alembic_version SET version_num = 'm9999'")
    database.close()
    status, said = serve(data=prepared, language="de")
    assert status == 1
    assert said.startswith("kellerblick serve: start_database_newer: Die Datenbank wurde von einer neueren")


def test_a_missing_pango_is_named_with_its_package(tmp_path: Path) -> None:
    """In a process of its own, in which the loader finds something else under that name."""
    (tmp_path / "libpango-1.0.so.0").write_text("no library")
    environment = os.environ | {"LD_LIBRARY_PATH": str(tmp_path), "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "inspection.cli", "serve", "--port", str(free_port()), "--data", "x"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "kellerblick serve: start_library_missing: Libraries for the PDF are missing."
        " Install them: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    ]


def test_a_server_that_could_not_start_ends(tmp_path: Path) -> None:
    """No thread or worker process may keep it up."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        command = [sys.executable, "-m", "inspection.cli", "serve", "--port", port, "--data", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
