"""Where the handlers of uploads, photos and protocols find their use cases."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from inspection.services.photos import Photos
from inspection.services.protocols import Protocols
from inspection.services.redactions import Redactions
from inspection.services.uploads import Uploads


@dataclass(frozen=True)
class Media:
    uploads: Uploads
    photos: Photos
    redactions: Redactions
    protocols: Protocols


MEDIA = web.AppKey("media", Media)


def media(request: web.Request) -> Media:
    return request.app[MEDIA]
