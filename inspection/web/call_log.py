"""POST and GET /consultations/{id}/call-log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, get_args

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspection.domain.call_log import (
    EVENTS_AT_ONCE,
    SAMPLES_AT_ONCE,
    Batch,
    Candidate,
    Event,
    EventKind,
    Sample,
    Side,
    State,
    Step,
    Transport,
)
from inspection.services.call_log import CallLogs
from inspection.web.auth import require_actor, require_user
from inspection.web.call_metrics import CALL_METRICS
from inspection.web.json_body import Body, answer, read

CALL_LOGS = web.AppKey("call_logs", CallLogs)

Ago = Annotated[float, Field(ge=0, le=86_400)]
Kbits = Annotated[float, Field(ge=0, le=1_000_000)]
VALUES = {
    "state": get_args(State),
    "step": get_args(Step),
    "path": tuple(f"{one}/{by}" for one in get_args(Candidate) for by in get_args(Transport)),
    "telephone": ("asked", "on", "off"),
}
"Of the other kinds of events: none."


class Strict(Body):
    """Numbers are numbers: `"3"` and `true` are not."""

    model_config = ConfigDict(strict=True)


class SampleIn(Strict):
    ago_s: Ago
    span_s: float = Field(ge=0, le=60)
    state: State
    step: Step
    local: Candidate | None = None
    remote: Candidate | None = None
    transport: Transport | None = None
    loss: float | None = Field(default=None, ge=0, le=1)
    round_trip_s: float | None = Field(default=None, ge=0, le=600)
    kbits_out: Kbits | None = None
    kbits_in: Kbits | None = None
    fps: float | None = Field(default=None, ge=0, le=240)
    frozen_s: float | None = Field(default=None, ge=0, le=3600)


class EventIn(Strict):
    ago_s: Ago
    kind: Literal["state", "step", "path", "restart", "renewal", "reload", "telephone"]
    value: str = Field(default="", max_length=12)

    @model_validator(mode="after")
    def _fits(self) -> EventIn:
        if self.value not in VALUES.get(self.kind, ("",)):
            raise ValueError("value")
        return self


class CallLogIn(Strict):
    batch: str = Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")
    samples: list[SampleIn] = Field(default_factory=list, max_length=SAMPLES_AT_ONCE)
    events: list[EventIn] = Field(default_factory=list, max_length=EVENTS_AT_ONCE)


class SampleOut(BaseModel):
    at: datetime
    side: Side
    state: State
    step: Step
    local: Candidate | None
    remote: Candidate | None
    transport: Transport | None
    loss: float | None
    round_trip_s: float | None
    kbits_out: float | None
    kbits_in: float | None
    fps: float | None
    frozen_s: float | None


class EventOut(BaseModel):
    at: datetime
    side: Side
    kind: EventKind
    value: str


class CallLogOut(BaseModel):
    samples: list[SampleOut]
    events: list[EventOut]


async def add(request: web.Request) -> web.Response:
    """204, also for what is kept already."""
    actor = await require_actor(request)
    body = await read(request, CallLogIn)
    logs = request.app[CALL_LOGS]
    kept = await logs.add(actor, request.match_info["id"], _batch(body, logs.now()))
    if kept is not None:
        request.app[CALL_METRICS].count(kept)
    return web.Response(status=204, headers={"Cache-Control": "no-store"})


async def get(request: web.Request) -> web.Response:
    actor = await require_user(request)
    batches = await request.app[CALL_LOGS].all(actor, request.match_info["id"])
    samples = [SampleOut(side=batch.side, **_shown(one)) for batch in batches for one in batch.samples]
    events = [EventOut(side=batch.side, **vars(one)) for batch in batches for one in batch.events]
    samples.sort(key=lambda one: one.at)
    events.sort(key=lambda one: one.at)
    return answer(CallLogOut(samples=samples, events=events))


def _batch(body: CallLogIn, now: datetime) -> Batch:
    def at(ago_s: float) -> datetime:
        return now - timedelta(seconds=ago_s)

    samples = [
        Sample(at=at(one.ago_s), **{name: value for name, value in one if name != "ago_s"})
        for one in body.samples
    ]
    events = [Event(at(one.ago_s), EventKind(one.kind), one.value) for one in body.events]
    return Batch(body.batch, Side.CUSTOMER, samples, events, now)  # whose it is, the use case knows


def _shown(sample: Sample) -> dict[str, Any]:
    return {name: value for name, value in vars(sample).items() if name != "span_s"}
