"""The customer's position: what she is asked, and what her phone found."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, Field

from inspection.domain.position import Position
from inspection.services.positions import Positions
from inspection.web.auth import require_customer
from inspection.web.json_body import Body, answer, read
from inspection.web.parts import parts

POSITIONS = web.AppKey("positions", Positions)

EARTH_AROUND_M = 50_000_000  # no accuracy is worse


class PositionIn(Body):
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False)
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False)
    accuracy_m: float = Field(gt=0, le=EARTH_AROUND_M, allow_inf_nan=False)
    taken_at: AwareDatetime


class PositionOut(BaseModel):
    lat: float
    lon: float
    accuracy_m: float
    taken_at: datetime


class PositionAskOut(BaseModel):
    text_version: str
    text: dict[str, str]
    given: bool | None
    "Her last word; null while nobody has asked."
    position: PositionOut | None


def position_out(position: Position | None) -> PositionOut | None:
    if position is None:
        return None
    return PositionOut(
        lat=position.lat, lon=position.lon, accuracy_m=position.accuracy_m, taken_at=position.taken_at
    )


async def asked(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    found = await request.app[POSITIONS].asked(actor)
    text = parts(request).consent_text["position"]
    return answer(
        PositionAskOut(
            text_version=text["text_version"],
            text=text["text"],
            given=found.consent.given if found.consent else None,
            position=position_out(found.position),
        )
    )


async def record(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    body = await read(request, PositionIn)
    position = await request.app[POSITIONS].record(actor, **body.model_dump())
    out = position_out(position)
    assert out is not None
    return answer(out, status=201)
