"""Papers over HTTP: taken, drawn, shown, removed with every byte."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from inspection.adapters.paper_pages import make_pages
from inspection.domain.job import DRAW_PAPER, Job
from inspection.domain.paper import MAX_PAPER_BYTES, MAX_PAPERS, PaperError
from inspection.services.ports import WorkerRefusedError
from tests.support.papers import jpeg_with_position, pdf
from tests.support.site import Answer, Person, Site


@pytest.fixture
async def ahlers(site: Site) -> Person:
    return await site.user("ahlers", name="Marlene Ahlers")


async def send(person: Person, consultation: str, data: bytes, name: str = "Plan.pdf", **more: Any) -> Answer:
    params = {"name": name, "kind": "plan", **more}
    path = f"/api/v1/consultations/{consultation}/papers"
    headers = {"Content-Type": "application/octet-stream"}
    return await person.call("POST", path, data=BytesIO(data), params=params, headers=headers)


class InThisProcess:
    """The worker's task without its process."""

    async def run(self, task: str, arguments: dict[str, str], **_: Any) -> dict[str, Any]:
        assert task == DRAW_PAPER
        try:
            return asdict(make_pages(Path(arguments["path"]), Path(arguments["out_dir"])))
        except PaperError as error:
            raise WorkerRefusedError(error.code) from error


async def drawn(site: Site, consultation: str, paper: str) -> None:
    """What a runner does with the job."""
    papers, now = site.house.papers, site.house.clock.now()
    papers._workers = InThisProcess()  # type: ignore[assignment]
    utility = (await site.utility()).id
    job = Job("j1", utility, consultation, DRAW_PAPER, {"paper_id": paper}, now, now)
    try:
        await papers.run(job)
    except Exception as error:
        await papers.failed(job, str(error))


def files_of(site: Site, consultation: str) -> list[str]:
    return sorted(path.name for path in site.house.settings.files.glob(f"blobs/*/{consultation}/*"))


async def test_a_pdf_is_shown_page_by_page_and_goes_with_every_byte(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    answer = await send(ahlers, consultation, pdf(2), "Hausanschluss.pdf", kind="connection")
    assert answer.status == 201, answer.text
    paper = answer.json["id"]
    assert (answer.json["state"], answer.json["name"], answer.json["pages"]) == (
        "received",
        "Hausanschluss.pdf",
        [],
    )
    assert (await ahlers.get(f"/consultations/{consultation}/papers/{paper}/pages/1")).status == 404

    await drawn(site, consultation, paper)
    [shown] = (await ahlers.get(f"/consultations/{consultation}/papers")).json["papers"]
    assert (shown["state"], len(shown["pages"]), shown["by"]) == ("ready", 2, "Marlene Ahlers")
    page = await ahlers.call("GET", shown["pages"][1]["url"])
    assert (page.status, page.headers["Content-Type"]) == (200, "image/jpeg")
    assert page.body.startswith(b"\xff\xd8")
    file = await ahlers.call("GET", shown["file_url"])
    assert file.body == pdf(2) or file.body.startswith(b"%PDF-")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert len(files_of(site, consultation)) == 3

    path = f"/api/v1/consultations/{consultation}/papers/{paper}"
    assert (await ahlers.call("DELETE", path)).status == 204
    assert (await ahlers.call("DELETE", path)).code == "not_found"
    assert files_of(site, consultation) == []


async def test_the_same_file_twice_is_one_paper(site: Site, ahlers: Person) -> None:
    consultation, data = await ahlers.new_consultation(), pdf(1)
    first, second = (
        await send(ahlers, consultation, data),
        await send(ahlers, consultation, data, "anders.pdf"),
    )
    assert first.json["id"] == second.json["id"]
    assert len((await ahlers.get(f"/consultations/{consultation}/papers")).json["papers"]) == 1


async def test_a_photographed_paper_loses_its_position(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    paper = (await send(ahlers, consultation, jpeg_with_position(), "Karte.jpg")).json["id"]
    await drawn(site, consultation, paper)
    file = await ahlers.get(f"/consultations/{consultation}/papers/{paper}/file")
    assert file.status == 200
    assert b"Exif" not in file.body
    assert len(files_of(site, consultation)) == 2, "what came with a position is gone"


@pytest.mark.parametrize(
    ("data", "params", "status", "code"),
    [
        (b"<html>" + b"x" * 100, {}, 415, "paper_type"),
        (b"", {}, 415, "paper_type"),
        (b"%PDF-", {}, 415, "paper_type"),
        (b"%PDF-1.7" + b"x" * MAX_PAPER_BYTES, {}, 413, "paper_too_large"),
        (pdf(1), {"name": "\u200b"}, 422, "paper_name"),
        (pdf(1), {"kind": "secret"}, 400, "query_invalid"),
    ],
    ids=["html", "empty", "short", "large", "nameless", "kind"],
)
async def test_what_is_no_paper_is_refused(
    site: Site, ahlers: Person, data: bytes, params: dict[str, str], status: int, code: str
) -> None:
    consultation = await ahlers.new_consultation()
    answer = await send(ahlers, consultation, data, **params)
    assert (answer.status, answer.code) == (status, code)
    assert files_of(site, consultation) == []


async def test_what_cannot_be_drawn_says_why(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    paper = (await send(ahlers, consultation, pdf(1, password="geheim"))).json["id"]
    await drawn(site, consultation, paper)
    [shown] = (await ahlers.get(f"/consultations/{consultation}/papers")).json["papers"]
    assert (shown["state"], shown["failure"]) == ("failed", "paper_locked")
    assert "Passwort" in shown["failure_text"]
    assert files_of(site, consultation) == []


async def test_there_is_an_end_to_papers(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    for number in range(MAX_PAPERS):
        assert (await send(ahlers, consultation, f"%PDF-1.7 number {number}".encode())).status == 201
    assert (await send(ahlers, consultation, pdf(1))).code == "paper_too_many"
