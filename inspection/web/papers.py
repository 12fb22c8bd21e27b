"""Papers over HTTP: upload, list, pages as pictures, the file itself, removal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Literal

from aiohttp import web
from pydantic import BaseModel

from inspection.domain.access import AccessError
from inspection.domain.paper import KINDS, MAX_PAPER_BYTES, Paper, PaperError
from inspection.services.papers import Papers
from inspection.web.auth import require_user
from inspection.web.errors import error_text
from inspection.web.files import send_file
from inspection.web.json_body import RequestError, answer

PAPERS = web.AppKey("papers", Papers)

BODY_TYPE = "application/octet-stream"
READ_BYTES = 256 * 1024
SILENCE_S = 30  # without a byte for that long, a line counts as dead


class PaperPageOut(BaseModel):
    width: int
    height: int
    url: str


class PaperOut(BaseModel):
    id: str
    name: str
    kind: Literal["connection", "map", "plan", "request", "other"]
    mime: str
    bytes: int
    state: Literal["received", "ready", "failed"]
    failure: str | None
    "Code of why it cannot be shown."
    failure_text: str | None
    pages: list[PaperPageOut]
    file_url: str | None
    by: str
    created_at: datetime


class PapersOut(BaseModel):
    papers: list[PaperOut]


def paper_out(request: web.Request, paper: Paper) -> PaperOut:
    base = f"/api/v1/consultations/{paper.consultation_id}/papers/{paper.id}"
    return PaperOut(
        id=paper.id,
        name=paper.name,
        kind=paper.kind,
        mime=paper.mime,
        bytes=paper.bytes,
        state=paper.state,
        failure=paper.failure,
        failure_text=error_text(request, paper.failure, {}) if paper.failure else None,
        pages=[
            PaperPageOut(width=page.width, height=page.height, url=f"{base}/pages/{number}")
            for number, page in enumerate(paper.pages, 1)
        ],
        file_url=f"{base}/file" if paper.state == "ready" else None,
        by=paper.by_name,
        created_at=paper.created_at,
    )


async def add(request: web.Request) -> web.Response:
    """The body is the file; what it is, its own bytes say."""
    actor = await require_user(request)
    kind = next((one for one in KINDS if one == request.query.get("kind", "other")), None)
    if kind is None:
        raise RequestError("query_invalid", name="kind")
    if (request.content_length or 0) > MAX_PAPER_BYTES:
        raise PaperError("paper_too_large", limit_mb=MAX_PAPER_BYTES // 1_000_000)
    paper = await request.app[PAPERS].add(
        actor, request.match_info["id"], request.query.get("name", ""), kind, _body(request)
    )
    return answer(paper_out(request, paper), status=201)


async def list_all(request: web.Request) -> web.Response:
    actor = await require_user(request)
    found = await request.app[PAPERS].all(actor, request.match_info["id"])
    return answer(PapersOut(papers=[paper_out(request, paper) for paper in found]))


async def page(request: web.Request) -> web.StreamResponse:
    actor = await require_user(request)
    number = request.match_info["page"]
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        raise AccessError("not_found")
    file = await request.app[PAPERS].page(
        actor, request.match_info["id"], request.match_info["paper"], int(number)
    )
    return send_file(file.path, content_type=file.mime)


async def file(request: web.Request) -> web.StreamResponse:
    """To be saved, never shown: a PDF is opened by no page of ours."""
    actor = await require_user(request)
    found = await request.app[PAPERS].file(actor, request.match_info["id"], request.match_info["paper"])
    return send_file(found.path, content_type=found.mime, name=found.name, download=True)


async def remove(request: web.Request) -> web.Response:
    actor = await require_user(request)
    await request.app[PAPERS].remove(actor, request.match_info["id"], request.match_info["paper"])
    return web.Response(status=204)


async def _body(request: web.Request) -> AsyncIterator[bytes]:
    try:
        while True:
            async with asyncio.timeout(SILENCE_S):
                chunk = await request.content.read(READ_BYTES)
            if not chunk:
                return
            yield chunk
    except (TimeoutError, web.RequestPayloadError):
        raise RequestError("bad_request") from None  # cut short: half a paper is none
