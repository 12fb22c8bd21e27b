"""A real server and its people over HTTP: consultant, customer, uploads by tus, and what the room is told."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import signal
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp

from inspection.app import build, prepare
from inspection.settings import load
from tests.support.ports import free_port

API = "/api/v1"
LOGIN, PASSWORD = "m.ahlers", "korrekt-pferd-batterie"
TUS = {"Tus-Resumable": "1.0.0"}


class Server:
    """`kellerblick serve` as a process of its own; `kill()` and `start()` keep port and data."""

    def __init__(self, data: Path, settings: Mapping[str, str] | None = None) -> None:
        """`settings`: more KELLERBLICK_* variables."""
        self.data = data
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KELLERBLICK_")},
            **(settings or {}),
        }
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = b""
        self._process: asyncio.subprocess.Process | None = None
        self._drain: asyncio.Task[None] | None = None

    async def add_user(self, login: str = LOGIN, role: str = "consultant") -> None:
        """As the command does, without a process of its own."""
        settings = load({**self.environment, "KELLERBLICK_DATA": str(self.data)})
        house = build(settings)
        try:
            await prepare(house)
            utility = await house.users.ensure_utility(settings.utility_name, settings.utility_phone)
            await house.users.add(
                utility.id,
                login=login,
                name="Marlene Ahlers",
                salutation="Frau",
                role=role,
                password=PASSWORD,
            )
        finally:
            await house.close()

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "inspection.cli", "serve",
            "--port", str(self.port), "--data", str(self.data),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, env=self.environment,
        )  # fmt: skip
        up = asyncio.Event()
        self._drain = asyncio.create_task(self._read(up))
        await asyncio.wait_for(up.wait(), 60)
        assert self._process.returncode is None, self.output.decode()

    async def _read(self, up: asyncio.Event) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.output += line
            if line.startswith(b"Kellerblick"):
                up.set()
        await self._process.wait()
        up.set()

    async def kill(self) -> None:
        """As a power cut does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)
            await asyncio.wait_for(self._process.wait(), 30)
        if self._drain is not None:
            await self._drain
        self._process = self._drain = None


@asynccontextmanager
async def running(data: Path, settings: Mapping[str, str] | None = None) -> AsyncIterator[Server]:
    server = Server(data, settings)
    await server.add_user()
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@dataclass
class Person:
    """Somebody's browser: cookies, and the origin of the pages."""

    url: str
    session: aiohttp.ClientSession

    async def call(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Any]:
        async with self.session.request(method, self.url + API + path, json=body, **options) as response:
            text = await response.text()
            is_json = response.content_type == "application/json"
            return response.status, (await response.json() if is_json else text)

    async def get(self, path: str) -> Any:
        status, body = await self.call("GET", path)
        assert status == 200, body
        return body

    async def post(self, path: str, body: Any = None) -> Any:
        status, answer = await self.call("POST", path, body if body is not None else {})
        assert status < 300, answer
        return answer

    async def wait(self, path: str, until: Callable[[Any], bool], timeout_s: float = 30) -> Any:
        """Ask until the answer is as wanted."""
        body: Any = None
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    body = await self.get(path)
                    if until(body):
                        return body
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{path} stayed {body}") from None


@asynccontextmanager
async def person(url: str) -> AsyncIterator[Person]:
    jar = aiohttp.CookieJar(unsafe=True)  # cookies for an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Origin": url}) as session:
        yield Person(url, session)


@asynccontextmanager
async def consultant(url: str, login: str = LOGIN) -> AsyncIterator[Person]:
    async with person(url) as someone:
        await someone.post("/sign-in", {"login": login, "password": PASSWORD})
        yield someone


async def begin(someone: Person) -> str:
    """A consultation whose call has begun; its id."""
    made = await someone.post(
        "/consultations",
        {
            "customer": {"name": "Erika Muster", "salutation": "Frau"},
            "address": {"street": "Am Deich", "number": "7", "postcode": "28199", "city": "Bremen"},
        },
    )
    await someone.post(f"/consultations/{made['id']}/start")
    return str(made["id"])


@asynccontextmanager
async def customer(someone: Person, consultation: str, *, consents: bool = True) -> AsyncIterator[Person]:
    """The customer, come by a link of this consultant."""
    invited = await someone.post(f"/consultations/{consultation}/invitations")
    secret = invited["url"].partition("#")[2]
    async with person(someone.url) as guest:
        welcome = await guest.post("/invitation/exchange", {"secret": secret.rpartition("=")[2]})
        if consents:
            await consent(guest, consultation, welcome["consent"]["text_version"], given=True)
        yield guest


async def consent(guest: Person, consultation: str, text_version: str, *, given: bool) -> None:
    await guest.post(
        f"/consultations/{consultation}/consent",
        {"purpose": "stills", "given": given, "text_version": text_version, "language": "de", "how": "click"},
    )


@dataclass
class Sending:
    """One photo on its way, step by step as a tus client goes."""

    who: Person
    data: bytes
    photo_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    item: str = "room_photo"
    entity: str = "building"
    mime: str = "image/jpeg"
    sha256: str = ""
    location: str = ""
    more: dict[str, str] = field(default_factory=dict)
    error: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    async def create(self, length: int | None = None) -> int:
        metadata = {
            "photo_id": self.photo_id,
            "item": self.item,
            "entity": self.entity,
            "type": self.mime,
            "sha256": self.sha256 or hashlib.sha256(self.data).hexdigest(),
            "taken_at": "2026-03-11T09:12:00.250Z",
            **self.more,
        }
        pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())
        headers = {"Upload-Length": str(length or len(self.data)), "Upload-Metadata": ",".join(pairs)}
        status = await self._send("POST", API + "/uploads", headers)
        self.location = self.headers.get("Location", self.location)
        return status

    async def patch(self, start: int, end: int | None = None, data: bytes | None = None) -> int:
        body = data if data is not None else self.data[start:end]
        headers = {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
        return await self._send("PATCH", self.location, headers, body)

    async def offset(self) -> int:
        status = await self._send("HEAD", self.location, {})
        assert status == 200
        return int(self.headers["Upload-Offset"])

    async def delete(self) -> int:
        return await self._send("DELETE", self.location, {})

    async def send(self) -> int:
        """All at once."""
        status = await self.create()
        return status if status >= 300 else await self.patch(0)

    async def _send(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> int:
        url = self.who.url + path
        stream = None if body is None else BytesIO(body)
        async with self.who.session.request(method, url, headers={**TUS, **headers}, data=stream) as response:
            self.headers = dict(response.headers)
            is_json = response.content_type == "application/json"
            self.error = (await response.json())["error"] if is_json and method != "HEAD" else None
            return response.status

    @property
    def code(self) -> str:
        return str(self.error["code"])


def is_ready(photo_id: str) -> Callable[[Any], bool]:
    """For `Person.wait` on a list of photos."""
    return lambda body: any(p["id"] == photo_id and p["state"] == "ready" for p in body["photos"])


@asynccontextmanager
async def room(someone: Person, consultation: str) -> AsyncIterator[asyncio.Queue[dict[str, Any]]]:
    """What the room is told: every event as it comes."""
    events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    url = f"{someone.url}{API}/consultations/{consultation}/call"
    async with someone.session.ws_connect(url) as socket:
        await socket.send_json({"type": "join", "role": "watcher"})
        welcome = await socket.receive_json()
        assert welcome["type"] == "welcome", welcome

        async def read() -> None:
            async for message in socket:
                data = message.json()
                if data["type"] == "event":
                    events.put_nowait(data)

        reading = asyncio.create_task(read())
        try:
            yield events
        finally:
            await socket.close()
            await reading
