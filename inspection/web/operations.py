"""The operation log over HTTP: append, and read what came after."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field

from inspection.web.auth import require_user
from inspection.web.errors import error_json
from inspection.web.json_body import Body, RequestError, answer, read
from inspection.web.parts import parts


class OperationsIn(Body):
    operations: list[Any] = Field(description="{op_id, based_on, target, field, value, at} each")


class AcknowledgedOut(BaseModel):
    op_id: str
    seq: int


class RefusedOut(BaseModel):
    op_id: str | None
    error: dict[str, Any]


class AppendedOut(BaseModel):
    acknowledged: list[AcknowledgedOut]
    refused: list[RefusedOut]
    seq: int
    assessment: dict[str, Any] | None


class LogOut(BaseModel):
    operations: list[dict[str, Any]]
    seq: int
    assessment: dict[str, Any] | None


async def append(request: web.Request) -> web.Response:
    actor = await require_user(request)
    body = await read(request, OperationsIn)
    result = await parts(request).operations.append(actor, request.match_info["id"], body.operations)
    return answer(
        AppendedOut(
            acknowledged=[AcknowledgedOut(op_id=done.op_id, seq=done.seq) for done in result.acknowledged],
            refused=[
                RefusedOut(op_id=no.op_id, error=error_json(request, no.error.code, no.error.params))
                for no in result.refused
            ],
            seq=result.seq,
            assessment=result.assessment,
        )
    )


async def after(request: web.Request) -> web.Response:
    actor = await require_user(request)
    seq = request.query.get("after", "0")
    if not (seq.isascii() and seq.isdigit() and len(seq) < 10):
        raise RequestError("query_invalid", name="after")
    part = await parts(request).operations.after(actor, request.match_info["id"], int(seq))
    return answer(
        LogOut(
            operations=[logged.to_json() for logged in part.operations],
            seq=part.seq,
            assessment=part.assessment,
        )
    )
