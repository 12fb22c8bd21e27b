"""What the answers come to: what would change a level, and the result that ends the talk."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from pydantic import BaseModel

from inspection.services.results import Results
from inspection.web.auth import require_customer, require_user
from inspection.web.json_body import RequestError, answer

RESULTS = web.AppKey("results", Results)


class OutcomeOut(BaseModel):
    effect: str
    "lower, certain or higher"
    level: str
    unclear: bool
    changes: list[dict[str, Any]]
    "{target, item, value, measured, from, below} each; several come true together"
    others: list[dict[str, Any]]
    "Other answers to the same question with the same outcome."


class WhatIfOut(BaseModel):
    path: str
    level: str
    unclear: bool
    cut: bool
    "There was more to try than the bound allows."
    outcomes: list[OutcomeOut]
    seq: int


async def what_if(request: web.Request) -> web.Response:
    actor = await require_user(request)
    path = request.query.get("path", "")
    try:
        found = await request.app[RESULTS].what_if(actor, request.match_info["id"], path)
    except KeyError:
        raise RequestError("query_invalid", name="path") from None
    return answer(WhatIfOut(**found))


class ResultOut(BaseModel):
    heading: str
    "below, inflow, open, good or other: what to take home first"
    section: dict[str, Any]
    "The cross-section in two widths, ready to be drawn, with its legend."
    paths: list[dict[str, Any]]
    "{id, name, level, computed, unclear, open}"
    steps: list[dict[str, Any]]
    "{text, responsible, priority} of the first measures"
    seq: int


async def result(request: web.Request) -> web.Response:
    actor = await require_user(request)
    return answer(ResultOut(**await request.app[RESULTS].of(actor, request.match_info["id"])))


async def customer_result(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    return answer(ResultOut(**await request.app[RESULTS].for_customer(actor)))
