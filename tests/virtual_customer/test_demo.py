"""`kellerblick demo`: three links, one click for a customer, and a second start that keeps what is there."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from inspection.services.demo_people import PASSWORD
from tests.support.demo import Demo, demo

PATIENCE_S = 60
API = "/api/v1"


@asynccontextmanager
async def signed_in(server: Demo, login: str) -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(server.url, cookie_jar=jar, headers={"Origin": server.url}) as session:
        answer = await session.post(f"{API}/sign-in", json={"login": login, "password": PASSWORD})
        assert answer.status == 200
        yield session


async def consultations(session: aiohttp.ClientSession) -> list[dict[str, Any]]:
    async with session.get(f"{API}/consultations") as answer:
        found: list[dict[str, Any]] = (await answer.json())["consultations"]
        return found


def ready(found: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in found if one["customer"]["name"] == "Inge Behrens")


async def hear(
    ws: aiohttp.ClientWebSocketResponse, wanted: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            message: dict[str, Any] = json.loads((await ws.receive()).data)
            if wanted(message):
                return message


@pytest.mark.long  # with browsers on both ends: tests/whole/test_virtual_customer.py
async def test_one_click_brings_a_customer_whose_still_arrives(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as server, signed_in(server, "m.ahlers") as session:
        assert set(server.links) == {"consultant", "customer", "office"}
        here = ready(await consultations(session))
        path = f"{API}/consultations/{here['id']}"
        async with session.ws_connect(f"{path}/call") as ws:
            await ws.send_json({"type": "join", "role": "consultant"})
            assert (await session.post(f"{path}/virtual-customer")).status == 202
            joined = await hear(ws, lambda m: m["type"] == "participant-joined")
            assert joined["participant"]["role"] == "customer"
            offer = await hear(ws, lambda m: m["type"] == "description")
            assert "m=video" in offer["description"]["sdp"]
            photo = str(uuid.uuid4())
            request = {"request_id": "q", "photo_id": photo, "item": "site_photo", "entity": "building"}
            await ws.send_json({"type": "signal", "kind": "still-request", "payload": request})
            await hear(ws, lambda m: m.get("kind") == "photo" and m["payload"]["state"] == "ready")
            async with session.get(f"{path}/photos") as answer:
                [stored] = (await answer.json())["photos"]
            assert (stored["id"], stored["width"], stored["height"]) == (photo, 4032, 3024)
            assert (await session.delete(f"{path}/virtual-customer")).status == 204
            await hear(ws, lambda m: m["type"] == "participant-left")


@pytest.mark.long
async def test_a_second_start_keeps_everything_and_gives_a_fresh_link(tmp_path: Path) -> None:
    async with demo(tmp_path / "data") as server:
        async with signed_in(server, "j.petersen") as session:
            first = await consultations(session)
        link = server.links["customer"]
        await server.kill()
        await server.start()
        async with signed_in(server, "j.petersen") as session:
            second = await consultations(session)
        assert [one["id"] for one in second] == [one["id"] for one in first]
        assert server.links["customer"] != link
        states = {one["customer"]["name"]: one["state"] for one in second}
        assert states["Inge Behrens"] == "scheduled"
        assert len(second) == 7


async def test_the_trust_page_gives_the_authority_away_and_https_answers(tmp_path: Path) -> None:
    import ssl

    async with demo(tmp_path / "data") as server, aiohttp.ClientSession() as session:
        async with session.get(f"{server.url}/trust", headers={"Accept-Language": "de"}) as answer:
            page = await answer.text()
        assert "Diesem Demo-Server vertrauen" in page
        async with session.get(f"{server.url}/trust/kellerblick-demo.crt") as answer:
            der = await answer.read()
            assert answer.content_type == "application/x-x509-ca-cert"
        trust = ssl.create_default_context(cadata=der)
        async with session.get(f"https://127.0.0.1:{server.port + 363}/healthz", ssl=trust) as answer:
            assert answer.status == 200


@asynccontextmanager
async def taken_port() -> AsyncIterator[int]:
    """A port somebody listens on."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with server:
        yield int(server.sockets[0].getsockname()[1])


@pytest.mark.parametrize("offset", [0, 363])
async def test_a_taken_port_is_named_in_one_line(tmp_path: Path, offset: int) -> None:
    async with taken_port() as taken:
        port = taken - offset
        ended = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "inspection.cli", "demo", "--port", str(port), "--data", str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert str(port + offset) in ended.stderr
