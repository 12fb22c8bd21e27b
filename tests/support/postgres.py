"""A real PostgreSQL of Debian's package, started once and thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from tests.support.ports import free_port

USER, PASSWORD = "kellerblick", "geheim:/@ä"  # what a URL must quote
START_TIMEOUT_S = 30
SYSTEM_USER = "postgres"  # made by Debian's package; PostgreSQL refuses to run as root


def binaries() -> Path:
    """Where initdb and postgres are; Debian keeps them out of PATH."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = newest[-1] if newest else shutil.which("initdb")
    if found is None:
        raise AssertionError("PostgreSQL is missing; `make test` installs the Debian package postgresql")
    return Path(found).parent


class PostgresServer:
    """Loopback only, no Unix socket, with a password; nothing is kept, so nothing waits for the disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self._bin = binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="kellerblick-postgres-"))
        self._as_user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self._folder, SYSTEM_USER, SYSTEM_USER)
            self._as_user = [f"--reuid={SYSTEM_USER}", f"--regid={SYSTEM_USER}", "--clear-groups"]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        password = self._folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        password.chmod(0o644)  # its folder is closed to all others
        self._run(
            "initdb", "--pgdata", str(self._data), "--username", USER, "--pwfile", str(password),
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "shared_buffers": "32MB",
            "max_connections": "60",
        }
        log = (self._folder / "log").open("wb")
        self._process = subprocess.Popen(
            self._command("postgres", "-D", str(self._data))
            + [part for name, value in settings.items() for part in ("-c", f"{name}={value}")],
            stdout=log, stderr=log, cwd=self._folder,
        )  # fmt: skip
        log.close()
        until = time.monotonic() + START_TIMEOUT_S
        while subprocess.run(
            [self._bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        ).returncode:
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError("PostgreSQL did not start:\n" + (self._folder / "log").read_text())
            time.sleep(0.02)

    def new_database(self, template: str = "template0") -> str:
        """Makes one; its SQLAlchemy URL."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def url(self, database: str, **changes: Any) -> str:
        from sqlalchemy import URL

        parts = {"username": USER, "password": PASSWORD, "host": "127.0.0.1", "port": self.port, **changes}
        url = URL.create("postgresql+asyncpg", database=database, **parts)
        return url.render_as_string(hide_password=False)

    def sql(self, statement: str, database: str = "postgres") -> str:
        """As somebody who administers it."""
        command = [
            str(self._bin / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database,
            "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement,
        ]  # fmt: skip
        environment = os.environ | {"PGPASSWORD": PASSWORD}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def stop(self) -> None:
        if self._process is not None:
            subprocess.run(self._command("pg_ctl", "stop", "-D", str(self._data), "-m", "immediate", "-s"))
            self._process.wait(20)
        shutil.rmtree(self._folder)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _command(self, program: str, *arguments: str) -> list[str]:
        """As the right user, and never longer than the tests run."""
        return ["setpriv", "--pdeathsig=INT", *self._as_user, str(self._bin / program), *arguments]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            self._command(program, *arguments), capture_output=True, text=True, cwd=self._folder
        )
        assert done.returncode == 0, done.stdout + done.stderr
