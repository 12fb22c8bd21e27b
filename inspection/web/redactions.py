"""Making parts of a picture unrecognizable, over HTTP."""

from __future__ import annotations

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from inspection.domain.redaction import BOXES_OF_A_PICTURE_MAX
from inspection.web.auth import require_user
from inspection.web.json_body import Body, answer, read
from inspection.web.media import media

Part = Annotated[float, Field(ge=-1, le=2, allow_inf_nan=False)]


class BoxIn(Body):
    """An upright rectangle of the picture as it is shown, in parts of its width and height."""

    x: Part
    y: Part
    w: Part
    h: Part


class RedactionIn(Body):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")]
    "Chosen by the page; the same one again changes nothing."
    boxes: Annotated[list[BoxIn], Field(min_length=1, max_length=BOXES_OF_A_PICTURE_MAX)]


class RedactionOut(BaseModel):
    photo: str
    state: str
    "`redacting` until no file holds anything of the boxes."
    redacted: int
    "How many parts of the picture are gone."


async def redact(request: web.Request) -> web.Response:
    """202: from now on nobody is shown the picture as it was."""
    actor = await require_user(request)
    body = await read(request, RedactionIn)
    photo = await media(request).redactions.redact(
        actor,
        request.match_info["id"],
        request.match_info["photo"],
        body.id,
        [box.model_dump() for box in body.boxes],
    )
    count = len(photo.redaction.boxes) if photo.redaction else 0
    return answer(RedactionOut(photo=photo.id, state=photo.state, redacted=count), status=202)
