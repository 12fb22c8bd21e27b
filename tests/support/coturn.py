"""A real coturn with the very configuration of `deploy/coturn`, on loopback and free ports.

async with Coturn() as turn:
    rooms = Rooms(ice=turn.provider())
    await turn.restart()
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import sqlite3
import struct
import tempfile
import time
from asyncio.subprocess import Process
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from inspection.adapters.local_ca import LocalCertificate, ensure_certificate
from signaling import TurnCredentials, ice_provider, turn_credentials
from signaling.ice import IceProvider
from tests.support.ports import some_port

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "coturn" / "turnserver.conf"
HOST = "127.0.0.1"
REALM = "turn.test"
START_TIMEOUT_S = 15.0
DATABASE_TABLES = (
    "turnusers_lt",
    "turn_secret",
    "allowed_peer_ip",
    "denied_peer_ip",
    "turn_origin_to_realm",
    "turn_realm_option",
    "oauth_key",
    "admin_user",
)
BINDING_REQUEST = struct.pack("!HHI", 0x0001, 0, 0x2112A442)  # RFC 8489 5; a transaction id follows


@dataclass
class Coturn:
    """`site`: more lines of a site's own configuration; they come last, and so count. `knows_itself`: it
    may relay to its own address."""

    site: tuple[str, ...] = ()
    knows_itself: bool = True
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    port: int = field(default_factory=lambda: free_relay_port())
    tls_port: int = field(default_factory=lambda: free_relay_port())

    async def __aenter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="kellerblick-coturn-")
        folder = Path(self._folder.name)
        self.certificate: LocalCertificate = ensure_certificate(folder / "tls", (ip_address(HOST),))
        self.log_file = folder / "log"
        self.configuration = folder / "turnserver.conf"
        _prepare_database(folder / "users.db")
        self.configuration.write_text(
            "\n".join([CONFIGURATION.read_text(encoding="utf-8"), *self._own_lines(folder), *self.site, ""])
        )
        self._process: Process | None = None
        try:
            await self.start()
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.stop()
        self._folder.cleanup()

    def _own_lines(self, folder: Path) -> list[str]:
        return [
            f"realm={REALM}",
            f"static-auth-secret={self.secret}",
            f"listening-ip={HOST}",
            f"relay-ip={HOST}",
            f"listening-port={self.port}",
            f"tls-listening-port={self.tls_port}",
            f"cert={self.certificate.certificate}",
            f"pkey={self.certificate.key}",
            "allow-loopback-peers",
            *([f"allowed-peer-ip={HOST}"] if self.knows_itself else []),
            f"userdb={folder / 'users.db'}",
            f"pidfile={folder / 'pid'}",
        ]

    # Its life

    async def start(self) -> None:
        """Returns when it answers."""
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                "setpriv", "--pdeathsig=KILL",  # never longer than the tests run
                "turnserver", "-c", str(self.configuration), "--log-file=stdout",
                stdout=log, stderr=log,
            )  # fmt: skip
        until = time.monotonic() + START_TIMEOUT_S
        while not await asyncio.to_thread(_answers, self.port):
            if self._process.returncode is not None or time.monotonic() > until:
                raise AssertionError("coturn did not start:\n" + self.log)

    async def stop(self) -> None:
        """At once, as a crash would."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def restart(self) -> None:
        """All allocations are gone; addresses and secret are the same."""
        await self.stop()
        await self.start()

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    # What it is to others

    @property
    def udp_url(self) -> str:
        return f"turn:{HOST}:{self.port}?transport=udp"

    @property
    def tcp_url(self) -> str:
        return f"turn:{HOST}:{self.port}?transport=tcp"

    @property
    def tls_url(self) -> str:
        return f"turns:{HOST}:{self.tls_port}?transport=tcp"

    @property
    def urls(self) -> tuple[str, ...]:
        return (self.udp_url, self.tcp_url, self.tls_url)

    def login(self, participant: str = "test", *, ttl_s: int = 600, secret: str = "") -> TurnCredentials:
        return turn_credentials(secret or self.secret, participant, int(time.time()) + ttl_s)

    def provider(self, *urls: str, ttl_s: int = 3600) -> IceProvider:
        """For `Rooms(ice=…)`; all its ways in unless some are named."""
        return ice_provider(turn_urls=urls or self.urls, turn_secret=self.secret, ttl_s=ttl_s, now=time.time)


def free_relay_port() -> int:
    """A port that is free for UDP and TCP."""
    while True:
        port = some_port()
        with (
            socket.socket(type=socket.SOCK_STREAM) as stream,
            socket.socket(type=socket.SOCK_DGRAM) as datagram,
        ):
            try:
                stream.bind((HOST, port))
                datagram.bind((HOST, port))
            except OSError:
                continue
        return port


def _prepare_database(file: Path) -> None:
    """coturn 4.6 asks its database for more secrets; while it makes missing tables it refuses who comes.

    The package's own, /var/lib/turn/turndb, has them all, but only for the package's user to read.
    """
    with contextlib.closing(sqlite3.connect(file)) as database:
        for table in DATABASE_TABLES:
            database.execute(f"CREATE TABLE {table} (realm text, value text)")


def _answers(port: int, within_s: float = 0.1) -> bool:
    """Whether a STUN server answers there over UDP."""
    with socket.socket(type=socket.SOCK_DGRAM) as probe:
        probe.settimeout(within_s)
        probe.connect((HOST, port))
        try:
            probe.send(BINDING_REQUEST + secrets.token_bytes(12))
            return bool(probe.recv(512))
        except TimeoutError:
            return False
        except ConnectionRefusedError:
            time.sleep(within_s / 5)
            return False
