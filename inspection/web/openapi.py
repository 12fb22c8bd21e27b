"""`GET /api/v1/openapi.json`, made of the URL map and the pydantic models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic.json_schema import models_json_schema

from inspection import __version__
from inspection.web.auth import CUSTOMER_COOKIE, GUEST_COOKIE, USER_COOKIE

if TYPE_CHECKING:
    from inspection.web.routes import Route

_DOCUMENT = web.AppKey[Mapping[str, Any]]("openapi", Mapping)
_REF = "#/components/schemas/{model}"
_SECURITY = {"anyone": None, "user": "user", "customer": "customer", "guest": "guest"}

HEADERS: Mapping[str, Mapping[str, Any]] = {
    "Tus-Resumable": {"type": "string", "enum": ["1.0.0"]},
    "Upload-Length": {"type": "integer", "minimum": 1},
    "Upload-Offset": {"type": "integer", "minimum": 0},
    "Upload-Metadata": {"type": "string", "description": "key base64,key base64: photo_id, item, entity, …"},
}
"Required where a route names them."

ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "text", "details"],
            "properties": {
                "code": {"type": "string", "description": "stable"},
                "text": {"type": "string", "description": "for people, in their language"},
                "details": {"type": "object"},
            },
        }
    },
}


def prepare(app: web.Application, prefix: str, routes: Iterable[Route]) -> None:
    app[_DOCUMENT] = document(prefix, tuple(routes))


async def openapi_json(request: web.Request) -> web.Response:
    """Describes the whole HTTP API."""
    return web.json_response(request.app[_DOCUMENT])


def document(prefix: str, routes: tuple[Route, ...]) -> dict[str, Any]:
    bodies = [(route.body, "validation") for route in routes if route.body]
    answers = [(route.answers, "serialization") for route in routes if route.answers]
    models: list[Any] = list(dict.fromkeys([*bodies, *answers]))
    references, definitions = models_json_schema(models, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(prefix + route.path, {})[route.method.lower()] = _operation(route, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kellerblick", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": {**definitions.get("$defs", {}), "Error": ERROR},
            "securitySchemes": {
                "user": {"type": "apiKey", "in": "cookie", "name": USER_COOKIE},
                "customer": {"type": "apiKey", "in": "cookie", "name": CUSTOMER_COOKIE},
                "guest": {"type": "apiKey", "in": "cookie", "name": GUEST_COOKIE},
            },
        },
    }


def _operation(route: Route, references: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    who = [_SECURITY.get(name.strip()) for name in route.who.split(",")]
    operation: dict[str, Any] = {
        "summary": route.summary,
        "security": [{name: []} if name else {} for name in who],
        "parameters": [
            *_path_parameters(route.path),
            *_query_parameters(route.query),
            *_header_parameters(route.headers),
        ],
        "responses": {
            str(route.status): _success(route, references),
            "default": {
                "description": "refused",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            },
        },
    }
    if route.body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": references[route.body, "validation"]}},
        }
    elif route.takes:
        operation["requestBody"] = {
            "required": True,
            "content": {route.takes: {"schema": {"type": "string", "format": "binary"}}},
        }
    return operation


def _success(route: Route, references: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    success: dict[str, Any] = {"description": "done"}
    if route.answers:
        success["content"] = {"application/json": {"schema": references[route.answers, "serialization"]}}
    elif route.status != 204:
        success["content"] = {route.media_type: {}}
    return success


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)", path)
    ]


def _query_parameters(names: Iterable[str]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names]


def _header_parameters(names: Iterable[str]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "header", "required": True, "schema": HEADERS[name]} for name in names]
