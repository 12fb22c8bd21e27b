"""The connection test of the customer's page: ways, runs, result."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from inspection.domain.connection_test import Checks, ConnectionTest, Measured, Way
from inspection.services.connection_tests import ConnectionTests, Runs
from inspection.web.auth import require_customer
from inspection.web.json_body import Body, answer, read

CONNECTION_TESTS = web.AppKey("connection_tests", ConnectionTests)

SDP_MAX = 64 * 1024
ID_MAX = 40

WayName = Literal["direct", "relay"]


class IceServerOut(BaseModel):
    urls: list[str]
    username: str | None = None
    credential: str | None = None


class WaysOut(BaseModel):
    ways: list[WayName]
    ice_servers: list[IceServerOut]


class OfferIn(Body):
    way: WayName
    sdp: str = Field(min_length=1, max_length=SDP_MAX)


class RunOut(BaseModel):
    id: str
    sdp: str


class MeasuredOut(BaseModel):
    connected: bool
    kbits: float
    fps: float
    loss: float | None
    round_trip_ms: float | None
    pair: str
    estimate_kbits: float | None


class ChecksIn(Body):
    camera: Literal["ok", "refused", "busy", "no-camera", "in-app", "insecure", "unknown"]
    microphone: Literal["ok", "silent", "missing"]
    speaker: Literal["heard", "not-heard", "unanswered"]
    light: Literal["ok", "missing"]
    in_app: bool
    device: str = Field(max_length=80)


class RunIn(Body):
    id: str = Field(max_length=ID_MAX)
    estimate_kbits: float | None = Field(default=None, ge=0, le=1_000_000, allow_inf_nan=False)
    pair: str = Field(default="", max_length=20, pattern=r"^[a-z]*(/[a-z]*)?$")


class ResultIn(Body):
    checks: ChecksIn
    runs: list[RunIn] = Field(default_factory=list, max_length=4)
    failed: list[WayName] = Field(default_factory=list, max_length=2)


class ConnectionTestOut(BaseModel):
    at: datetime
    verdict: Literal["no-camera", "no-microphone", "bad", "weak", "good"]
    line: Literal["good", "weak", "bad"]
    ways: dict[WayName, MeasuredOut]
    checks: ChecksIn


def connection_test_out(test: ConnectionTest) -> ConnectionTestOut:
    return ConnectionTestOut.model_validate(
        {
            "at": test.at,
            "verdict": test.verdict.value,
            "line": test.line.value,
            "ways": {way.value: vars(measured) for way, measured in test.ways.items()},
            "checks": vars(test.checks),
        }
    )


async def ways(request: web.Request) -> web.Response:
    found, servers = await _tests(request).ways(await require_customer(request))
    out: dict[str, Any] = {"ways": [way.value for way in found], "ice_servers": list(servers)}
    return answer(WaysOut.model_validate(out))


async def begin(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    body = await read(request, OfferIn)
    run, sdp = await _tests(request).begin(actor, Way(body.way), body.sdp)
    return answer(RunOut(id=run, sdp=sdp), status=201)


async def measured(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    return answer(_measured(_tests(request).measured(actor, request.match_info["run"])))


async def end(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    return answer(_measured(await _tests(request).end(actor, request.match_info["run"])))


async def conclude(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    body = await read(request, ResultIn)
    runs = Runs(
        ids=tuple(run.id for run in body.runs),
        failed=tuple(Way(way) for way in body.failed),
        estimates={run.id: run.estimate_kbits for run in body.runs},
        pairs={run.id: run.pair for run in body.runs},
    )
    test = await _tests(request).conclude(actor, Checks(**body.checks.model_dump()), runs)
    return answer(connection_test_out(test), status=201)


def _tests(request: web.Request) -> ConnectionTests:
    return request.app[CONNECTION_TESTS]


def _measured(found: Measured) -> MeasuredOut:
    return MeasuredOut.model_validate(vars(found))
