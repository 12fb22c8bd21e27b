"""Photos over HTTP: the list of a consultation, and each in its sizes."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from aiohttp import web
from pydantic import BaseModel

from inspection.domain.access import AccessError
from inspection.domain.photo import Photo, Quality, SizeName
from inspection.domain.picture_quality import Light, is_sharp, light
from inspection.services.photos import ShownPhoto
from inspection.web.auth import require_actor
from inspection.web.errors import error_text
from inspection.web.files import send_file
from inspection.web.json_body import answer
from inspection.web.media import media

SIZES: tuple[SizeName, ...] = get_args(SizeName)


class QualityOut(BaseModel):
    """How well the picture can be read."""

    sharp: bool
    light: Light
    sharpness: float
    brightness: float
    "0 (black) to 1 (white)."


class PhotoOut(BaseModel):
    id: str
    number: int
    state: str
    failure: str | None
    "Code of why the photo cannot be shown."
    failure_text: str | None
    width: int | None
    height: int | None
    taken_at: datetime | None
    received_at: datetime
    item: str | None
    entity: str | None
    caption: str | None
    sha256: str | None
    quality: QualityOut | None
    "None until it is ready, and for pictures from before it was measured."
    redacted: int
    "How many parts of it were made unrecognizable."
    urls: dict[str, str]
    "Size → address; empty unless the photo is ready. Another one once parts of it are gone."


class PhotosOut(BaseModel):
    photos: list[PhotoOut]


def photo_out(request: web.Request, shown: ShownPhoto) -> PhotoOut:
    photo = shown.photo
    base = f"/api/v1/consultations/{photo.consultation_id}/photos/{photo.id}"
    return PhotoOut(
        id=photo.id,
        number=photo.number,
        state=photo.state,
        failure=photo.failure,
        failure_text=error_text(request, photo.failure, {}) if photo.failure else None,
        width=photo.width,
        height=photo.height,
        taken_at=photo.taken_at,
        received_at=photo.received_at,
        item=shown.item,
        entity=shown.entity,
        caption=shown.caption,
        sha256=photo.sha256_stored,
        quality=_quality_out(photo.quality) if photo.quality else None,
        redacted=len(photo.redaction.boxes) if photo.redaction else 0,
        urls={size: f"{base}/{size}?v={version(photo)}" for size in SIZES if size in photo.sizes}
        if photo.state == "ready"
        else {},
    )


def version(photo: Photo) -> str:
    """Of its files: an address with it shows no picture that a browser kept from before."""
    return (photo.sha256_stored or "")[:8]


def _quality_out(quality: Quality) -> QualityOut:
    return QualityOut(
        sharp=is_sharp(quality),
        light=light(quality),
        sharpness=quality.sharpness,
        brightness=quality.brightness,
    )


async def list_all(request: web.Request) -> web.Response:
    actor = await require_actor(request)
    found = await media(request).photos.all(actor, request.match_info["id"])
    return answer(PhotosOut(photos=[photo_out(request, shown) for shown in found]))


async def get(request: web.Request) -> web.StreamResponse:
    """One size, as it is now."""
    actor = await require_actor(request)
    size = request.match_info["size"]
    wanted = next((name for name in SIZES if name == size), None)
    if wanted is None:
        raise AccessError("not_found")
    file = await media(request).photos.file(
        actor, request.match_info["id"], request.match_info["photo"], wanted
    )
    return send_file(file.path, content_type=file.size.mime)
