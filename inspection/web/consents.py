"""POST /consultations/{id}/consent."""

from __future__ import annotations

from typing import Literal

from aiohttp import web
from pydantic import AwareDatetime, Field

from inspection.web.auth import require_actor
from inspection.web.consultations import consent_out
from inspection.web.json_body import Body, answer, read
from inspection.web.parts import parts


class ConsentIn(Body):
    purpose: str = Field(max_length=40)
    given: bool
    text_version: str = Field(max_length=40)
    language: Literal["de", "en"]
    how: Literal["click", "oral"]
    at: AwareDatetime | None = None
    "When it was said, where a visit had no network; only from a user."


async def record(request: web.Request) -> web.Response:
    actor = await require_actor(request)
    body = await read(request, ConsentIn)
    site = parts(request)
    consent = await site.consents.record(
        actor, request.match_info["id"], **body.model_dump(), log=site.operations
    )
    return answer(consent_out(consent), status=201)
