"""The real server on a free port with a real SQLite file, and people who use it."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from inspection.adapters.passwords import Argon2Passwords
from inspection.app import HOUSE, House, create_app
from inspection.services.ports import Utility
from inspection.settings import Settings
from inspection.web.runner import Runner

PASSWORD = "ein-langes-passwort"


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    json: Any = None

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def code(self) -> str | None:
        """The error's code, None for a success."""
        return self.json["error"]["code"] if isinstance(self.json, dict) and "error" in self.json else None


class Person:
    """One browser: keeps its cookies and names its origin as browsers do."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def call(self, method: str, path: str, json: Any = None, **more: Any) -> Answer:
        headers = {"Origin": self.url, **more.pop("headers", {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        if json is not None:
            more["json"] = json
        async with self.session.request(
            method, self.url + path, headers=headers, allow_redirects=False, **more
        ) as response:
            body = await response.read()
            is_json = response.content_type == "application/json" and body
            return Answer(response.status, response.headers, body, await response.json() if is_json else None)

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.call("GET", "/api/v1" + path, **more)

    async def post(self, path: str, json: Any = None, **more: Any) -> Answer:
        return await self.call("POST", "/api/v1" + path, json, **more)

    async def sign_in(self, login: str, password: str = PASSWORD) -> Answer:
        return await self.post("/sign-in", {"login": login, "password": password})

    async def new_consultation(self, name: str = "Ilse Behrens", **more: Any) -> str:
        answer = await self.post("/consultations", {"customer": {"name": name, "salutation": "Frau"}, **more})
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    async def append(self, consultation: str, *operations: dict[str, Any], **more: Any) -> Answer:
        path = f"/consultations/{consultation}/operations"
        return await self.post(path, {"operations": list(operations)}, **more)

    async def invite(self, consultation: str) -> str:
        """The secret of a new link."""
        answer = await self.post(f"/consultations/{consultation}/invitations")
        assert answer.status == 201, answer.text
        return str(answer.json["url"].partition("#")[2])


def operation(
    target: str, field_name: str, value: Any, based_on: int = 0, op_id: str | None = None
) -> dict[str, Any]:
    return {
        "op_id": op_id or str(uuid.uuid4()),
        "based_on": based_on,
        "target": target,
        "field": field_name,
        "value": value,
        "at": "2026-03-11T09:02:00Z",
    }


@dataclass
class Site:
    app: web.Application
    url: str
    stack: AsyncExitStack
    people: list[Person] = field(default_factory=list)

    @property
    def house(self) -> House:
        return self.app[HOUSE]

    async def person(self) -> Person:
        """A browser that nobody has signed in."""
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        await self.stack.enter_async_context(session)
        return Person(session, self.url)

    async def utility(self) -> Utility:
        async with self.house.storage.read() as tx:
            utility = await tx.utilities.first()
        assert utility is not None
        return utility

    async def other_utility(self) -> Utility:
        now = self.house.clock.now()
        utility = Utility(self.house.tokens.new_id(), "Anderswo", "", {}, now)
        async with self.house.storage.write() as tx:
            await tx.utilities.add(utility)
        return utility

    async def user(
        self, login: str, role: str = "consultant", utility: Utility | None = None, **more: Any
    ) -> Person:
        """A new user, signed in."""
        utility = utility or await self.utility()
        name = more.pop("name", login.title())
        await self.house.users.add(utility.id, login=login, name=name, role=role, password=PASSWORD, **more)
        person = await self.person()
        answer = await person.sign_in(login)
        assert answer.status == 200, answer.text
        return person


@asynccontextmanager
async def running_site(data: Path, **settings: Any) -> AsyncIterator[Site]:
    """Passwords are hashed cheaply and no worker process runs; all else is as in production."""
    passwords = Argon2Passwords(time_cost=1, memory_kib=64, parallelism=1)
    app = create_app(
        Settings(data=data, workers=0, utility_name="Stadtentwässerung Weserau", **settings),
        passwords=passwords,
    )
    runner = Runner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with AsyncExitStack() as stack:
        stack.push_async_callback(runner.cleanup)
        stack.callback(passwords.close)
        yield Site(app, f"http://127.0.0.1:{port}", stack)
