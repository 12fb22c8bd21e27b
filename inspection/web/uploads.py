"""Resumable uploads over HTTP: tus 1.0 core, creation, expiration, termination (https://tus.io/protocols).

The header `Upload-Metadata` carries photo_id, item, entity, sha256, type; may carry taken_at, note, room (an
id or `outside`), heading (0 to 360), tilt (-90 to 90), channel (video, on_site, offline) and, from a
consultant, consultation. Every answer says by `Upload-Offset` how much is safe; the one that completes the
photo names it in `Kellerblick-Photo`. Refusals have the error shape of the whole API.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
from collections.abc import AsyncIterator
from email.utils import format_datetime

from aiohttp import ClientPayloadError, web

from inspection.domain.access import Actor
from inspection.domain.photo import MAX_UPLOAD_BYTES, UploadError
from inspection.services.uploads import UploadProgress
from inspection.web.auth import require_actor
from inspection.web.call_metrics import CALL_METRICS
from inspection.web.json_body import RequestError
from inspection.web.media import media

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
BODY_TYPE = "application/offset+octet-stream"
URL = "/api/v1/uploads"
MAX_METADATA = 8 * 1024
READ_BYTES = 256 * 1024
SILENCE_S = 60  # without a byte for that long, a line counts as dead


class TusError(RequestError):
    """`upload_protocol`: not a tus 1.0 request; `part` names the header."""

    code = "upload_protocol"


async def options(request: web.Request) -> web.Response:
    """What this server speaks; asked before anybody is known."""
    return _empty(
        {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(MAX_UPLOAD_BYTES),
        }
    )


async def create(request: web.Request) -> web.Response:
    """201 with the upload's address; the same one again for the same photo."""
    actor = await _tus_actor(request)
    length = _number(request, "Upload-Length")
    progress = await media(request).uploads.create(actor, length, _metadata(request))
    return _empty({"Location": f"{URL}/{progress.upload.id}", **_headers(progress)}, status=201)


async def head(request: web.Request) -> web.Response:
    """How far the upload is."""
    actor = await _tus_actor(request)
    progress = await media(request).uploads.progress(actor, request.match_info["upload"])
    return _empty({"Upload-Length": str(progress.upload.length), **_headers(progress)}, status=200)


async def patch(request: web.Request) -> web.Response:
    """Take bytes from the offset on. 204: they are on disk; with the last, the photo in the database."""
    actor = await _tus_actor(request)
    if request.content_type != BODY_TYPE:
        raise TusError("request_content_type", expected=BODY_TYPE)
    progress = await media(request).uploads.append(
        actor, request.match_info["upload"], _number(request, "Upload-Offset"), _body(request)
    )
    if progress.is_complete:
        request.app[CALL_METRICS].uploaded()
    return _empty(_headers(progress))


async def delete(request: web.Request) -> web.Response:
    """Give an upload up."""
    actor = await _tus_actor(request)
    await media(request).uploads.terminate(actor, request.match_info["upload"])
    return _empty({})


async def _body(request: web.Request) -> AsyncIterator[bytes]:
    """What arrives; ends early where the phone's connection does, so that what came is kept."""
    with contextlib.suppress(TimeoutError, ConnectionError, ClientPayloadError, web.RequestPayloadError):
        while True:
            async with asyncio.timeout(SILENCE_S):
                chunk = await request.content.read(READ_BYTES)
            if not chunk:
                return
            yield chunk


async def _tus_actor(request: web.Request) -> Actor:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise TusError("upload_version", expected=VERSION)
    return await require_actor(request)


def _number(request: web.Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise TusError(part=name)
    return int(text)


def _metadata(request: web.Request) -> dict[str, str]:
    """`key base64,key base64`; a key may stand alone. Raises TusError."""
    header = request.headers.get("Upload-Metadata", "")
    if len(header) > MAX_METADATA:
        raise TusError(part="Upload-Metadata")
    values: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, encoded = pair.partition(" ")
        try:
            values[key] = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise UploadError(part=key[:40]) from None
    return values


def _headers(progress: UploadProgress) -> dict[str, str]:
    headers = {
        "Upload-Offset": str(progress.offset),
        "Upload-Expires": format_datetime(progress.upload.expires_at, usegmt=True),
    }
    if progress.is_complete:
        headers["Kellerblick-Photo"] = progress.upload.photo_id
    return headers


def _empty(headers: dict[str, str], status: int = 204) -> web.Response:
    return web.Response(
        status=status, headers={"Tus-Resumable": VERSION, "Cache-Control": "no-store", **headers}
    )
