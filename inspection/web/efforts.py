"""What a consultation took, beside a visit."""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web
from pydantic import BaseModel

from inspection.domain.effort import Phases
from inspection.services.efforts import Efforts
from inspection.web.auth import require_user
from inspection.web.json_body import answer

EFFORTS = web.AppKey("efforts", Efforts)


class PhasesOut(BaseModel):
    opening: float
    outside: float
    inside: float
    closing: float


class WritingUpOut(BaseModel):
    minutes: float
    how: str
    "active or elapsed"


class EffortOut(BaseModel):
    """Minutes; null where nobody recorded or said it."""

    whole: float | None
    phases: PhasesOut | None
    writing_up: WritingUpOut | None
    visit: int | None
    travel: int | None


async def effort(request: web.Request) -> web.Response:
    actor = await require_user(request)
    found = await request.app[EFFORTS].of(actor, request.match_info["id"])
    return answer(
        EffortOut(
            whole=found.whole,
            phases=_phases(found.phases) if found.phases else None,
            writing_up=WritingUpOut(**asdict(found.writing_up)) if found.writing_up else None,
            visit=found.visit,
            travel=found.travel,
        )
    )


def _phases(spent: Phases) -> PhasesOut:
    return PhasesOut(opening=spent.opening, outside=spent.outside, inside=spent.inside, closing=spent.closing)
