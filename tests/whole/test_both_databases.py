"""One whole consultation on each database, and two servers on one PostgreSQL."""

from __future__ import annotations

import asyncio
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.photos import site
from tests.photos.pictures import photo
from tests.photos.site import Person, Sending, Server
from tests.support.postgres import PostgresServer

RENDERED_WITHIN_S = 60


def operation(target: str, field: str, value: Any, based_on: int = 0) -> dict[str, Any]:
    return {
        "op_id": str(uuid.uuid4()), "based_on": based_on, "target": target, "field": field, "value": value,
        "at": "2026-03-11T09:05:00Z",
    }  # fmt: skip


async def answer(who: Person, consultation: str, *operations: dict[str, Any]) -> dict[str, Any]:
    path = f"/consultations/{consultation}/operations"
    result: dict[str, Any] = await who.post(path, {"operations": list(operations)})
    assert result["refused"] == []
    return result


@pytest.mark.long  # in browsers it is part of test_consultation.py: English on PostgreSQL, German on SQLite
@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_whole_consultation(database_url: str, tmp_path: Path) -> None:
    settings = {"KELLERBLICK_DATABASE_URL": database_url}
    async with site.running(tmp_path, settings) as server, site.consultant(server.url) as ahlers:
        consultation = await site.begin(ahlers)
        made = await ahlers.get(f"/consultations/{consultation}")
        assert made["number"].endswith("-000001")

        first = await answer(
            ahlers,
            consultation,
            operation("building", "building_type", "detached"),
            operation("room:r1", "exists", True),
            operation("room:r1", "label", "Waschküche"),
            operation("room:r1", "room_use", "laundry"),
        )
        assert (first["seq"], first["assessment"]["consequence"]) == (4, {"r1": 2})

        async with site.customer(ahlers, consultation) as guest:
            picture = Sending(guest, photo(), entity="r1")
            assert await picture.create() == 201
            assert await picture.patch(0, 4000) == 204
            assert await picture.patch(await picture.offset()) == 204
            await ahlers.wait(f"/consultations/{consultation}/photos", site.is_ready(picture.photo_id))
            log = await ahlers.get(f"/consultations/{consultation}/operations?after=4")
            assert {entry["target"] for entry in log["operations"]} == {f"photo:{picture.photo_id}"}

        await server.kill()
        await server.start()
        assert (await ahlers.get(f"/consultations/{consultation}/operations"))["seq"] == log["seq"]

        await ahlers.post(f"/consultations/{consultation}/finish")
        status = await ahlers.wait(
            f"/consultations/{consultation}/protocol",
            lambda body: body["state"] in ("ready", "failed"),
            RENDERED_WITHIN_S,
        )
        assert status["state"] == "ready", status
        before = await download(ahlers, status["url"], tmp_path / "protocol.pdf")
        assert "Waschküche" in text_of(tmp_path / "protocol.pdf")

        released = await ahlers.post(f"/consultations/{consultation}/release")
        assert released["state"] == "released"
        assert await download(ahlers, status["url"], tmp_path / "again.pdf") == before
        path, late = f"/consultations/{consultation}/operations", operation("room:r1", "label", "Bad")
        refused = await ahlers.post(path, {"operations": [late]})
        assert refused["refused"][0]["error"]["code"] == "consultation_closed"

        found = await ahlers.get("/consultations?q=muster%20deich&state=released")
        assert [row["id"] for row in found["consultations"]] == [consultation]
        level = found["consultations"][0]["overall"]["level"]
        assert (await ahlers.get(f"/consultations?level={level}"))["total"] == 1


async def download(who: Person, url: str, path: Path) -> bytes:
    async with who.session.get(who.url + url) as response:
        assert response.status == 200, await response.text()
        path.write_bytes(await response.read())
    return path.read_bytes()


def text_of(pdf: Path) -> str:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.long
async def test_two_servers_on_one_postgresql(postgres: PostgresServer, tmp_path: Path) -> None:
    """They start at once on an empty database; then two tablets write the same log through them."""
    settings = {"KELLERBLICK_DATABASE_URL": postgres.new_database(), "KELLERBLICK_WORKERS": "1"}
    servers = [Server(tmp_path, settings), Server(tmp_path, settings)]
    try:
        await asyncio.gather(*(server.start() for server in servers))
        await servers[0].add_user()
        async with site.consultant(servers[0].url) as here, site.consultant(servers[1].url) as there:
            tablets = (here, there)
            consultation = await site.begin(here)
            results = await asyncio.gather(
                *(
                    answer(tablets[n % 2], consultation, operation("building", "building_units", n + 1))
                    for n in range(30)
                )
            )
            seqs = sorted(result["acknowledged"][0]["seq"] for result in results)
            assert seqs == list(range(1, 31))
            path = f"/consultations/{consultation}/operations"
            logs = [await tablet.get(path) for tablet in tablets]
            assert logs[0] == logs[1]

            begun = await asyncio.gather(*(site.begin(tablets[n % 2]) for n in range(10)))
            rows = [await here.get(f"/consultations/{one}") for one in begun]
            assert len({row["number"] for row in rows}) == len(begun)
    finally:
        for server in servers:
            await server.stop()
    assert (
        postgres.sql(
            "SELECT count(*) FROM utilities", settings["KELLERBLICK_DATABASE_URL"].rpartition("/")[2]
        )
        == "1"
    )
