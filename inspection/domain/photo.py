"""What a photo is to the product: limits, sizes, states; and which kind of picture some bytes claim to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from inspection.domain.errors import RefusalError
from inspection.domain.redaction import Redaction

MAX_UPLOAD_BYTES = 40 * 1000 * 1000  # 40 MB
MAX_PIXELS = 50_000_000  # ASVS 5.2.6, pixel flood
JPEG_QUALITY = 80
MAX_NOTE = 400  # characters
MAX_PHOTOS = 300  # in one consultation; sixty are many

UPLOAD_LASTS = timedelta(hours=24)
"How long an unfinished upload may be resumed."

PhotoState = Literal["received", "ready", "redacting", "failed", "erased"]
"""`received`: safe on disk, not scaled yet; `ready`: all sizes exist; `redacting`: shown to nobody until
parts of it are gone; `failed`: cannot be shown; `erased`: only its id and number are left."""

CopyName = Literal["thumb", "screen", "print"]
SizeName = Literal["thumb", "screen", "print", "original"]

COPIES: Mapping[CopyName, tuple[int, int]] = {
    "screen": (1600, 1600),
    "print": (1000, 1400),
    "thumb": (320, 320),
}
"""Scaled copies: largest width and height in px, largest copy first. 1000 px print 85 mm at 300 dpi."""

EXTENSIONS: Mapping[str, str] = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
"""The accepted content types and how their files end."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class UploadError(RefusalError):
    """A picture that is not taken.

    `upload_metadata` (with `part`), `upload_too_large`, `upload_too_many`, `upload_not_a_picture`,
    `upload_offset` (with the right `offset`), `upload_hash_mismatch`, `upload_photo_exists`,
    `upload_expired`, `upload_interrupted`, `consent_missing`, `consultation_closed`.
    """

    code = "upload_metadata"


class PictureError(RefusalError):
    """A file that cannot be shown: `photo_unreadable` or `photo_too_many_pixels`."""

    code = "photo_unreadable"


class StorageFullError(RefusalError):
    """The disk has no room left; nothing half-written stays."""

    code = "storage_full"


@dataclass(frozen=True)
class PictureSize:
    """One stored file of a photo."""

    sha256: str
    bytes: int
    width: int
    height: int
    mime: str


@dataclass(frozen=True)
class Quality:
    """How well a picture can be read; what counts as good, `domain/picture_quality.py` says."""

    sharpness: float
    "0 (no edge is sharp) to about 3."
    brightness: float
    "0 (black) to 1 (white)."


@dataclass(frozen=True)
class Photo:
    """One still of a consultation. Where it belongs and its caption are in the operation log, not here."""

    id: str
    utility_id: str
    consultation_id: str
    number: int
    "Counts within the consultation, from 1: »Bild 3« in the talk and in the protocol."
    state: PhotoState
    mime: str
    bytes: int
    sha256_received: str
    "Of the bytes as the phone sent them, metadata included."
    received_at: datetime
    taken_at: datetime | None = None
    sha256_stored: str | None = None
    "Of the full-resolution file that is kept, metadata stripped."
    width: int | None = None
    height: int | None = None
    "In px as shown, orientation applied."
    failure: str | None = None
    "Code of why the state is `failed`."
    sizes: Mapping[SizeName, PictureSize] = field(default_factory=dict)
    quality: Quality | None = None
    "None until it is scaled, and for pictures from before it was measured."
    redaction: Redaction | None = None

    def erased(self) -> Photo:
        """What may stay: that there was one. Its id and number are never given again."""
        return replace(
            self,
            state="erased",
            mime="",
            bytes=0,
            sha256_received="",
            sha256_stored=None,
            taken_at=None,
            width=None,
            height=None,
            failure=None,
            sizes={},
            quality=None,
            redaction=None,
        )


@dataclass(frozen=True)
class UploadPurpose:
    """What a picture is for, as the phone said when it began to send."""

    item: str
    entity: str
    "`building` or an entity's id."
    mime: str
    taken_at: datetime | None = None
    note: str = ""
    room: str | None = None
    "Where it was taken: `outside` or a room's id; that of a room nobody knows is forgotten."
    heading_deg: int | None = None
    "0 (north) to 359, clockwise, as the phone's compass says."
    tilt_deg: int | None = None
    "-90 (straight down) to 90."
    channel: str | None = None
    "One of `records.CHANNELS`; None: of a call."


@dataclass(frozen=True)
class Upload:
    """A picture on its way. How far it is, its file on disk says; `offset` is what was last acknowledged."""

    id: str
    utility_id: str
    consultation_id: str
    photo_id: str
    length: int
    sha256: str
    "Expected."
    purpose: UploadPurpose
    by_id: str
    by_name: str
    by_kind: str
    created_at: datetime
    expires_at: datetime
    offset: int = 0
    finished_at: datetime | None = None
    "When the photo was registered; until then the upload never counts as complete."


def is_sha256(text: str) -> bool:
    """True for 64 lower-case hex digits."""
    return _SHA256.fullmatch(text) is not None


def is_client_id(text: str) -> bool:
    """True for an id a client may make up: also safe as part of a file name."""
    return _ID.fullmatch(text) is not None


def sniff_content_type(head: bytes) -> str | None:
    """The accepted content type whose signature `head` (the first 12 bytes or more) carries, or None."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return None
