"""The protocol over HTTP: how far it is, and the PDF."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web
from pydantic import BaseModel

from inspection.web.auth import require_user
from inspection.web.errors import error_text
from inspection.web.files import send_file
from inspection.web.json_body import RequestError, answer
from inspection.web.media import media


class ProtocolStatusOut(BaseModel):
    state: str
    progress: float
    step: str
    version: int | None
    pages: int | None
    failure: str | None
    failure_text: str | None
    released_at: datetime | None
    url: str | None


async def status(request: web.Request) -> web.Response:
    actor = await require_user(request)
    consultation_id = request.match_info["id"]
    found = await media(request).protocols.status(actor, consultation_id)
    url = f"/api/v1/consultations/{consultation_id}/protocol.pdf?version={found.version}"
    return answer(
        ProtocolStatusOut(
            state=found.state,
            progress=found.progress,
            step=found.step,
            version=found.version,
            pages=found.pages if found.has_pdf else None,
            failure=found.failure,
            failure_text=error_text(request, found.failure, {}) if found.failure else None,
            released_at=found.released_at,
            url=url if found.has_pdf else None,
        )
    )


async def pdf(request: web.Request) -> web.StreamResponse:
    """Shown in the browser; `?download=1` saves it."""
    actor = await require_user(request)
    version = request.query.get("version")
    if version is not None and not (version.isascii() and version.isdigit() and len(version) < 6):
        raise RequestError("query_invalid", name="version")
    file = await media(request).protocols.file(
        actor, request.match_info["id"], int(version) if version else None
    )
    return send_file(
        file.path,
        content_type="application/pdf",
        name=file.name,
        download=request.query.get("download") == "1",
    )
