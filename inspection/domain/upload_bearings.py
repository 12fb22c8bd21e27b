"""Where a picture was taken, in which direction and how, as an upload's metadata say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypedDict

from inspection.domain.photo import UploadError, is_client_id
from inspection.domain.records import CHANNELS

ON_SITE = "on_site"
_NUMBER = re.compile(r"-?\d{1,3}(\.\d{1,9})?")


class Bearings(TypedDict):
    """Fields of `UploadPurpose`."""

    room: str | None
    heading_deg: int | None
    tilt_deg: int | None
    channel: str | None


def bearings(metadata: Mapping[str, str], *, is_customer: bool) -> Bearings:
    """`room`, `heading`, `tilt` and `channel`; each may be absent or empty.

    Raises UploadError `upload_metadata` for what no page of ours sends: a customer was not on a visit.
    """
    room, channel = metadata.get("room") or None, metadata.get("channel") or None
    if room is not None and not is_client_id(room):
        raise UploadError(part="room")
    if channel is not None and (channel not in CHANNELS or (is_customer and channel == ON_SITE)):
        raise UploadError(part="channel")
    heading = _degrees(metadata, "heading", 0, 360)
    return Bearings(
        room=room,
        heading_deg=None if heading is None else heading % 360,
        tilt_deg=_degrees(metadata, "tilt", -90, 90),
        channel=channel,
    )


def _degrees(metadata: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = metadata.get(name)
    if not text:
        return None
    if not (text.isascii() and _NUMBER.fullmatch(text)) or not least <= float(text) <= most:
        raise UploadError(part=name)
    return round(float(text))
