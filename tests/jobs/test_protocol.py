"""Finishing a call makes a PDF, tells how far it is, and makes it once."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import uuid
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.photos import site
from tests.photos.pictures import photo
from tests.photos.site import Person, Sending, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")


def is_done(body: Any) -> bool:
    return body["state"] in ("ready", "failed")


async def answer(someone: Person, consultation: str, target: str, **values: Any) -> int:
    """Write some fields; the log's last seq."""
    operations = [
        {
            "op_id": str(uuid.uuid4()), "based_on": 0, "target": target, "field": field, "value": value,
            "at": "2026-03-11T09:05:00Z",
        }
        for field, value in values.items()
    ]  # fmt: skip
    result = await someone.post(f"/consultations/{consultation}/operations", {"operations": operations})
    assert result["refused"] == []
    return int(result["seq"])


async def finish(someone: Person, consultation: str) -> dict[str, Any]:
    """The protocol's status once it is done."""
    status, body = await someone.call("POST", f"/consultations/{consultation}/finish", {})
    assert status == 202, body
    assert body["job"]
    done: dict[str, Any] = await someone.wait(f"/consultations/{consultation}/protocol", is_done, 60)
    assert done["state"] == "ready", done
    return done


async def download(someone: Person, url: str, path: Path) -> Path:
    async with someone.session.get(someone.url + url) as response:
        assert response.status == 200, await response.text()
        assert response.content_type == "application/pdf"
        path.write_bytes(await response.read())
    return path


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def text_of(pdf: Path) -> str:
    return output_of("pdftotext", "-layout", str(pdf), "-")


@dataclass(frozen=True)
class Quiet:
    """Two consultations in which nothing has happened since the first of these tests."""

    left: str
    "Still in its call."
    finished: str
    "At once, before it could be rendered ahead."
    status: dict[str, Any]
    "Of its protocol."


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def quiet(server: Server, ahlers: Person) -> Quiet:
    left, finished = await site.begin(ahlers), await site.begin(ahlers)
    for consultation in (left, finished):
        await answer(ahlers, consultation, "room:r1", exists=True, label="Vorratskeller")
    return Quiet(left, finished, await finish(ahlers, finished))


@pytest.mark.long
async def test_from_the_call_to_the_pdf(server: Server, ahlers: Person, tmp_path: Path) -> None:
    consultation = await site.begin(ahlers)
    await answer(ahlers, consultation, "room:r1", exists=True, label="Waschküche Nord")
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, photo(size=(2000, 1500)), entity="r1")
        await sending.send()  # not scaled yet when the call ends: the protocol waits for it
        async with site.room(ahlers, consultation) as events:
            status = await finish(ahlers, consultation)
            heard = await until_ready(events)
        assert (await guest.call("GET", f"/consultations/{consultation}/protocol"))[0] == 401
    told = [event["payload"] for event in heard if event["kind"] == "protocol"]
    assert [payload["progress"] for payload in told] == sorted(payload["progress"] for payload in told)
    assert {payload["step"] for payload in told[:-1]} == {"build", "render"}
    assert (told[-1]["state"], told[-1]["pages"]) == ("ready", status["pages"])

    pdf = await download(ahlers, status["url"], tmp_path / "protocol.pdf")
    output_of("qpdf", "--check", str(pdf))
    text = text_of(pdf)
    assert "Am Deich 7" in text
    assert "Waschküche Nord" in text
    assert "Marlene Ahlers" in text
    images = output_of("pdfimages", "-list", str(pdf))
    assert "1000   750" in images, "the print copy, as it is"

    listed = (await ahlers.get("/consultations?q=deich"))["consultations"]
    found = next(entry for entry in listed if entry["id"] == consultation)
    assert (found["protocol"]["state"], found["protocol"]["pages"]) == ("ready", status["pages"])
    assert found["photos"] == 1


async def until_ready(events: asyncio.Queue[dict[str, Any]]) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []
    async with asyncio.timeout(30):
        while not (heard and heard[-1]["kind"] == "protocol" and heard[-1]["payload"]["state"] == "ready"):
            heard.append(await events.get())
    return heard


async def test_a_second_finish_changes_nothing(ahlers: Person, tmp_path: Path) -> None:
    consultation = await site.begin(ahlers)
    first = await finish(ahlers, consultation)
    before = (await download(ahlers, first["url"], tmp_path / "1.pdf")).read_bytes()
    async with site.room(ahlers, consultation) as events:
        assert await finish(ahlers, consultation) == first
        heard = await until_ready(events)
    steps = [event["payload"].get("step") for event in heard if event["kind"] == "protocol"]
    assert steps == ["build", None], "built once more to compare, not rendered"
    assert (await download(ahlers, first["url"], tmp_path / "2.pdf")).read_bytes() == before


@pytest.mark.long
async def test_an_answer_changed_in_review_is_rendered_before_release(ahlers: Person, tmp_path: Path) -> None:
    consultation = await site.begin(ahlers)
    await finish(ahlers, consultation)
    await answer(ahlers, consultation, "room:r1", exists=True, label="Heizungskeller")
    status, body = await ahlers.call("POST", f"/consultations/{consultation}/release", {})
    assert (status, body["error"]["code"]) == (409, "protocol_not_ready")
    status, body = await ahlers.call("GET", f"/consultations/{consultation}/protocol.pdf")
    assert (status, body["error"]["code"]) == (409, "protocol_not_ready"), "never the old one"
    ready = await ahlers.wait(f"/consultations/{consultation}/protocol", is_done, 60)
    pdf = await download(ahlers, ready["url"], tmp_path / "protocol.pdf")
    assert "Heizungskeller" in text_of(pdf)

    before = pdf.read_bytes()
    await ahlers.post(f"/consultations/{consultation}/release")
    released = await ahlers.get(f"/consultations/{consultation}/protocol")
    assert (released["state"], released["version"]) == ("ready", 1)
    assert released["released_at"]
    assert (await download(ahlers, ready["url"], tmp_path / "again.pdf")).read_bytes() == before
    refused = Sending(ahlers, photo(), more={"consultation": consultation})
    assert (await refused.create(), refused.code) == (409, "consultation_closed")


async def test_it_is_rendered_ahead_while_things_are_quiet(
    server: Server, ahlers: Person, quiet: Quiet
) -> None:
    folder = server.data / "files" / "blobs"
    async with asyncio.timeout(60):
        while not list(folder.glob(f"*/{quiet.left}/*.pdf")):  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.1)
    status = await ahlers.get(f"/consultations/{quiet.left}/protocol")
    assert (status["state"], status["url"]) == ("none", None), "a draft is shown to nobody"
    assert (await ahlers.call("GET", f"/consultations/{quiet.left}/protocol.pdf"))[0] == 404
    assert (await ahlers.get(f"/consultations/{quiet.left}"))["protocol"] is None
    assert (await finish(ahlers, quiet.left))["version"] == 1
    assert len(list(folder.glob(f"*/{quiet.left}/*.pdf"))) == 1, "one that is replaced does not stay"


async def test_what_was_to_be_rendered_ahead_takes_back_nothing(
    server: Server, ahlers: Person, quiet: Quiet
) -> None:
    with closing(sqlite3.connect(server.data / "kellerblick.db")) as database:
        query = "SELECT state FROM jobs WHERE consultation_id = ? AND kind = 'prerender_protocol'"
        async with asyncio.timeout(30):
            while database.execute(query, (quiet.finished,)).fetchall() != [("done",)]:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    assert await ahlers.get(f"/consultations/{quiet.finished}/protocol") == quiet.status


async def test_what_cannot_be_rendered_is_said_to_have_failed(server: Server, ahlers: Person) -> None:
    """As after a change of the checklist under a consultation's feet."""
    consultation = await site.begin(ahlers)
    await answer(ahlers, consultation, "building", building_type="detached")
    with closing(sqlite3.connect(server.data / "kellerblick.db")) as database:
        change = "UPDATE operations SET value = ? WHERE consultation_id = ?"
        database.execute(change, ('"castle"', consultation))
        database.commit()
    await server.kill()  # it knows the answer by heart
    await server.start()
    async with site.room(ahlers, consultation) as events:
        await ahlers.post(f"/consultations/{consultation}/finish")
        async with asyncio.timeout(60):
            while (event := await events.get())["payload"].get("state") != "failed":
                pass
    assert (event["kind"], event["payload"]["failure"]) == ("protocol", "protocol_case_invalid")
    status = await ahlers.get(f"/consultations/{consultation}/protocol")
    assert (status["state"], status["failure"], status["url"]) == ("failed", "protocol_case_invalid", None)
    assert "Checkliste" in status["failure_text"]


@pytest.mark.long
async def test_a_job_outlives_its_server(tmp_path: Path) -> None:
    async with site.running(tmp_path) as own, site.consultant(own.url) as someone:
        consultation = await site.begin(someone)
        await someone.post(f"/consultations/{consultation}/finish")
        await own.kill()
        await own.start()
        done = await someone.wait(f"/consultations/{consultation}/protocol", is_done, 60)
        assert done["state"] == "ready"
