"""JSON in and out: bodies become pydantic models at the edge, answers are models or plain dicts."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticSerializationError

from inspection.domain.errors import RefusalError

WORTH_COMPRESSING = 1000  # characters

M = TypeVar("M", bound=BaseModel)


class Body(BaseModel):
    """What a request may send; anything else is named and refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class RequestError(RefusalError):
    """`request_not_json`, `request_invalid` (with `fields`), `query_invalid`."""

    code = "request_invalid"


async def read(request: web.Request, model: type[M]) -> M:
    """Parse the body. Raises RequestError naming each field that is wrong."""
    if request.content_type != "application/json":
        raise RequestError("request_content_type", expected="application/json")
    try:
        data = json.loads(await request.read(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError, ConnectionError):  # cut short: the page has gone
        raise RequestError("request_not_json") from None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        fields = {".".join(map(str, problem["loc"])) or "body": problem["type"] for problem in error.errors()}
        raise RequestError(fields=fields, names=", ".join(list(fields)[:5])) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON


def answer(data: BaseModel | dict[str, Any], status: int = 200) -> web.Response:
    """JSON that is not kept by anybody on the way."""
    text = _dump(data)
    response = web.Response(
        text=text, status=status, content_type="application/json", headers={"Cache-Control": "no-store"}
    )
    if len(text) > WORTH_COMPRESSING:
        response.enable_compression()
    return response


def _dump(data: BaseModel | dict[str, Any]) -> str:
    try:
        text = data.model_dump_json() if isinstance(data, BaseModel) else json.dumps(data, ensure_ascii=False)
        text.encode()
    except (PydanticSerializationError, UnicodeEncodeError):
        # Half a character, which a request may name (JSON's escapes allow it) and an answer then repeats.
        return json.dumps(data.model_dump(mode="json") if isinstance(data, BaseModel) else data)
    return text
