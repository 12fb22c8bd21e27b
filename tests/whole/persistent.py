"""People whose pages do not give up: what the server did not acknowledge they send again, as it was."""

from __future__ import annotations

import asyncio
import hashlib
import random
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from inspection.adapters.tus_client import TusClient
from tests.photos.site import API, LOGIN, PASSWORD

PAUSE_S = 0.03
"Before the next attempt; pages wait longer, and would meet fewer kills."
PATIENCE_S = 120.0  # with one request; far beyond any restart
PIECE_BYTES = 24 * 1024
"Of a photo, so that it takes several requests."
AT = "2026-03-11T09:02:00Z"


class RefusedError(AssertionError):
    """The server answered, and not with success."""

    def __init__(self, path: str, status: int, body: Any) -> None:
        super().__init__(f"{path}: {status} {body}")
        self.status = status


class Pulse:
    """Counts what the server answers, to whomever; waiting for answers goes by its pace, not a clock."""

    def __init__(self) -> None:
        self._count = 0
        self._beat = asyncio.Event()

    def beat(self) -> None:
        self._count += 1
        self._beat.set()

    async def wait(self, answers: int) -> None:
        until = self._count + answers
        while self._count < until:
            self._beat.clear()
            await self._beat.wait()


@dataclass
class Persistent:
    """One browser."""

    url: str
    session: aiohttp.ClientSession
    pulse: Pulse

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Until there is an answer. Raises RefusedError."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    return await self._once(method, path, body)
                except (aiohttp.ClientError, OSError):
                    await asyncio.sleep(PAUSE_S)

    async def _once(self, method: str, path: str, body: Any) -> Any:
        async with self.session.request(method, self.url + API + path, json=body) as response:
            data = await response.read()
            if response.status >= 300:
                raise RefusedError(path, response.status, data[:300])
            return await response.json() if response.content_type == "application/json" else data

    async def until(self, path: str, state: str, wanted: str) -> None:
        """Ask for a change of state; after a lost answer it may have happened already."""
        try:
            await self.ask("POST", path, {})
        except RefusedError as refused:
            now = (await self.ask("GET", state))["state"]
            if refused.status != 409 or now != wanted:
                raise


@asynccontextmanager
async def browser(url: str, pulse: Pulse) -> AsyncIterator[Persistent]:
    async def answered(*_: object) -> None:
        pulse.beat()

    tracing = aiohttp.TraceConfig()
    tracing.on_request_end.append(answered)
    jar = aiohttp.CookieJar(unsafe=True)  # cookies for an address without a name
    async with aiohttp.ClientSession(
        cookie_jar=jar, headers={"Origin": url}, trace_configs=[tracing]
    ) as session:
        yield Persistent(url, session, pulse)


@dataclass
class Kept:
    """What the server acknowledged of one consultation, and must therefore have for ever."""

    consultation: str
    operations: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    "By op_id: the seq it was acknowledged with, and what was sent."
    photos: dict[str, bytes] = field(default_factory=dict)
    "The file sent, by photo id."
    finished: bool = False


async def write(who: Persistent, kept: Kept, bursts: int, chance: random.Random) -> None:
    """One tablet: answers and notes in bursts; what was not acknowledged goes first in the next one."""
    path = f"/consultations/{kept.consultation}/operations"
    seq = 0
    for _ in range(bursts):
        burst = _burst(seq, chance)
        answered = await who.ask("POST", path, {"operations": burst})
        assert not answered["refused"], answered["refused"]
        sent = {operation["op_id"]: operation for operation in burst}
        got = {entry["op_id"]: entry["seq"] for entry in answered["acknowledged"]}
        assert got.keys() == sent.keys()
        kept.operations |= {op_id: (got[op_id], operation) for op_id, operation in sent.items()}
        seq = answered["seq"]
        await asyncio.sleep(chance.uniform(0, 0.06))


def _burst(seq: int, chance: random.Random) -> list[dict[str, Any]]:
    note = f"note:{uuid.UUID(int=chance.getrandbits(128))}"
    wanted: list[tuple[str, str, Any]] = [
        ("building", "building_units", chance.randint(1, 3)) for _ in range(chance.randint(1, 4))
    ]
    if chance.random() < 0.5:
        wanted += [(note, "exists", True), (note, "text", "Wasser steht am Kellerfenster. " * 5)]
    return [
        {
            "op_id": str(uuid.UUID(int=chance.getrandbits(128))),
            "based_on": seq,
            "target": target,
            "field": field_,
            "value": value,
            "at": AT,
        }
        for target, field_, value in wanted
    ]


async def photograph(who: Persistent, kept: Kept, pictures: list[bytes], chance: random.Random) -> None:
    """One phone: stills by tus in pieces, resumed where the server says."""
    client = TusClient(who.session, who.url + API + "/uploads", {}, PIECE_BYTES)
    for data in pictures:
        photo_id = str(uuid.UUID(int=chance.getrandbits(128)))
        metadata = {
            "photo_id": photo_id,
            "item": "room_photo",
            "entity": "building",
            "type": "image/jpeg",
            "sha256": hashlib.sha256(data).hexdigest(),
            "taken_at": AT,
        }
        await client.send(data, metadata)
        kept.photos[photo_id] = data


async def sign_in(who: Persistent) -> None:
    await who.ask("POST", "/sign-in", {"login": LOGIN, "password": PASSWORD})


async def consult(
    tablet: Persistent, other: Persistent, pictures: list[bytes], kept: list[Kept], chance: random.Random
) -> None:
    """One consultation, with two tablets and a phone, up to the wish for its protocol."""
    made = await tablet.ask("POST", "/consultations", {"customer": {"name": "Ilse Behrens"}})
    here = f"/consultations/{made['id']}"
    kept.append(Kept(made["id"]))
    await tablet.ask("POST", f"{here}/start", {})
    invited = await tablet.ask("POST", f"{here}/invitations", {})
    async with browser(tablet.url, tablet.pulse) as phone:
        secret = invited["url"].partition("#")[2].rpartition("=")[2]
        welcome = await phone.ask("POST", "/invitation/exchange", {"secret": secret})
        consent = {"purpose": "stills", "given": True, "language": "de", "how": "click"}
        version = welcome["consent"]["text_version"]
        await phone.ask("POST", f"{here}/consent", consent | {"text_version": version})
        await asyncio.gather(
            write(tablet, kept[-1], 12, random.Random(chance.random())),
            write(other, kept[-1], 8, random.Random(chance.random())),
            photograph(phone, kept[-1], pictures, random.Random(chance.random())),
        )
    await tablet.until(f"{here}/finish", here, "in_review")
    kept[-1].finished = True
