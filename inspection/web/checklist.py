"""GET /checklist: the checklist as the browser needs it."""

from __future__ import annotations

import hashlib
import json

from aiohttp import web

from inspection.web.auth import require_actor

_BODY = web.AppKey("checklist_body", tuple[bytes, str])


def prepare(app: web.Application, checklist_json: object) -> None:
    """Serialise it once."""
    body = json.dumps(checklist_json, ensure_ascii=False, separators=(",", ":")).encode()
    app[_BODY] = (body, hashlib.sha256(body).hexdigest()[:32])


async def checklist(request: web.Request) -> web.StreamResponse:
    await require_actor(request)
    body, tag = request.app[_BODY]
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{tag}"', "Vary": "Cookie"}
    known = request.if_none_match
    if known is not None and any(etag.value in (tag, "*") for etag in known):
        return web.Response(status=304, headers=headers)
    response = web.Response(body=body, content_type="application/json", headers=headers)
    response.enable_compression()
    return response
