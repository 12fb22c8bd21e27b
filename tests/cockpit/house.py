"""A running Kellerblick with users and a consultation, and the cockpit as a person uses it."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from aiohttp import web

from inspection.app import HOUSE, create_app
from inspection.settings import Settings
from inspection.web.parts import PARTS
from tests.support.ports import free_port

PASSWORD = "correct horse battery staple"
CUSTOMER = {"name": "Inge Behrens", "salutation": "Frau", "phone": "0421 5550117", "language": "de"}
ADDRESS = {
    "street": "Deichstraße",
    "number": "14",
    "postcode": "28203",
    "city": "Weserau",
    "district": "Altwieden",
}
CASES = Path(__file__).resolve().parents[1] / "cases"


@dataclass(frozen=True)
class House:
    """The application on a port of its own."""

    url: str
    app: web.Application

    async def user(self, name: str, role: str = "consultant", salutation: str = "Frau") -> str:
        """Adds a user; the login."""
        login = name.split()[-1].lower()
        await self.app[HOUSE].users.add(
            self.app[PARTS].utility.id,
            login=login,
            name=name,
            role=role,
            password=PASSWORD,
            salutation=salutation,
        )
        return login

    @asynccontextmanager
    async def client(self, login: str) -> AsyncIterator[Client]:
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address instead of a name
        async with aiohttp.ClientSession(self.url, headers={"Origin": self.url}, cookie_jar=jar) as session:
            client = Client(session)
            await client.post("/sign-in", {"login": login, "password": PASSWORD})
            yield client


@dataclass(frozen=True)
class Client:
    """A signed-in user of the API."""

    session: aiohttp.ClientSession

    async def post(self, path: str, body: object = None) -> Any:
        async with self.session.post(f"/api/v1{path}", json=body or {}) as response:
            text = await response.text()
            assert response.ok, f"{path}: {response.status} {text}"
            return json.loads(text) if text else None

    async def get(self, path: str) -> Any:
        async with self.session.get(f"/api/v1{path}") as response:
            text = await response.text()
            assert response.ok, f"{path}: {response.status} {text}"
            return json.loads(text)

    async def consultation(self) -> str:
        return str((await self.post("/consultations", {"customer": CUSTOMER, "address": ADDRESS}))["id"])

    async def write(
        self,
        consultation: str,
        *changes: tuple[str, str, Any],
        based_on: int | None = None,
        ago: timedelta = timedelta(),
    ) -> int:
        """Writes fields as this user, so long ago by the tablet's clock; the seq afterwards."""
        path = f"/consultations/{consultation}/operations"
        seen = (await self.get(f"{path}?after=0"))["seq"] if based_on is None else based_on
        at = (datetime.now(UTC) - ago).isoformat()
        operations = [
            {
                "op_id": str(uuid.uuid4()),
                "based_on": seen,
                "target": target,
                "field": field,
                "value": value,
                "at": at,
            }
            for target, field, value in changes
        ]
        answer = await self.post(path, {"operations": operations})
        assert not answer["refused"], answer["refused"]
        return int(answer["seq"])

    async def answers(self, consultation: str) -> dict[tuple[str, str], Any]:
        """(target, field) → value, as the log stands."""
        log = await self.get(f"/consultations/{consultation}/operations?after=0")
        return {(one["target"], one["field"]): one["value"] for one in log["operations"]}

    async def play(self, consultation: str, case: str) -> None:
        """Writes all answers of a worked case; no pictures."""
        data = yaml.safe_load((CASES / f"{case}.yaml").read_text(encoding="utf-8"))
        await self.write(consultation, *changes_of(data))


def changes_of(case: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """The fields of a case file as changes, devices before the drains that name them."""

    def is_answer(field: str, value: Any) -> bool:
        return field not in ("id", "consult_media_consent") and not str(value).startswith("photo:")

    changes = [
        ("building", field, value) for field, value in case["building"].items() if is_answer(field, value)
    ]
    for kind in ("room", "device", "drain", "opening"):
        for entity in case[f"{kind}s"]:
            target = f"{kind}:{entity['id']}"
            changes.append((target, "exists", True))
            changes += [(target, field, value) for field, value in entity.items() if is_answer(field, value)]
    return changes


@asynccontextmanager
async def house(data: Path, *, demo: bool = False) -> AsyncIterator[House]:
    port = free_port()
    app = create_app(Settings(data=data, port=port, workers=1, demo=demo))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield House(f"http://127.0.0.1:{port}", app)
    finally:
        await runner.cleanup()
