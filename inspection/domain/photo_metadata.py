"""Take the metadata (GPS, camera, names, hidden second pictures) out of a photo without touching its pixels.

Everything that is not needed to show the picture goes: a list of what stays is safer than a list of what
leaves. The one thing a viewer needs from Exif is the orientation; where it matters, a block with only that
tag is put back.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
    }
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
_EXIF_PREFIX = b"Exif\x00\x00"
_ORIENTATION_TAG = 0x0112
_TIFF_SHORT = 3

# JPEG markers, ITU-T T.81 table B.1
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_RESTARTS = range(0xD0, 0xD8)


class UnreadablePictureError(ValueError):
    """The bytes do not follow the format they claim."""


@dataclass(frozen=True)
class StrippedPicture:
    """The same pixels with nothing else but what showing them needs."""

    data: bytes
    orientation: int
    "Exif orientation 1 to 8; 1 is upright."


def strip_metadata(data: bytes, content_type: str) -> StrippedPicture:
    """Lossless copy of a JPEG, PNG or WebP without metadata.

    Raises UnreadablePictureError when the structure is broken, cut short, or of an animated WebP.
    """
    try:
        if content_type == "image/jpeg":
            return _strip_jpeg(data)
        if content_type == "image/png":
            return _strip_png(data)
        if content_type == "image/webp":
            return _strip_webp(data)
    except (struct.error, IndexError) as error:
        raise UnreadablePictureError("cut short") from error
    raise UnreadablePictureError(content_type)


def _strip_jpeg(data: bytes) -> StrippedPicture:
    orientation = 1
    kept: list[bytes] = []
    for marker, segment in _jpeg_segments(data):
        payload = segment[4:]
        if marker == _APP1 and payload.startswith(_EXIF_PREFIX):
            orientation = _orientation(payload[len(_EXIF_PREFIX) :])
        elif _jpeg_is_needed(marker, payload):
            kept.append(segment)
    if not kept or not any(segment[1] == _SOS for segment in kept):
        raise UnreadablePictureError("no picture in the JPEG")
    if orientation != 1:
        exif = _EXIF_PREFIX + _orientation_exif(orientation)
        kept.insert(0, struct.pack(">BBH", 0xFF, _APP1, len(exif) + 2) + exif)
    return StrippedPicture(b"\xff\xd8" + b"".join(kept) + b"\xff\xd9", orientation)


def _jpeg_is_needed(marker: int, payload: bytes) -> bool:
    if marker == _APP0:
        return payload.startswith(b"JFIF\x00")  # JFXX may hold a thumbnail
    if marker == _APP2:
        return payload.startswith(b"ICC_PROFILE\x00")  # others point to pictures behind this one
    if marker == _APP14:
        return payload.startswith(b"Adobe")  # says how colours are coded
    return not (_APP0 <= marker <= _APP15 or marker == _COM)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Segments between SOI and the first EOI; a scan comes with its entropy-coded data.

    What follows the first EOI (a second picture, the video of a »live« photo) is never looked at.
    """
    if data[:2] != b"\xff\xd8":
        raise UnreadablePictureError("no JPEG")
    position = 2
    while True:
        if data[position] != 0xFF:
            raise UnreadablePictureError("no marker where one must be")
        while data[position + 1] == 0xFF:  # fill bytes, T.81 B.1.1.2
            position += 1
        marker = data[position + 1]
        if marker == _EOI:
            return
        if marker in _RESTARTS or marker in (0x00, 0x01, _SOI):
            raise UnreadablePictureError("misplaced marker")
        (length,) = struct.unpack_from(">H", data, position + 2)
        end = position + 2 + length
        if length < 2 or end > len(data):
            raise UnreadablePictureError("segment longer than the file")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        yield marker, data[position:end]
        position = end


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next marker stands that is neither a stuffed 0xFF nor a restart."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            raise UnreadablePictureError("no end of the picture")
        following = data[position + 1]
        if following == 0x00 or following in _RESTARTS:
            position += 2
        elif following == 0xFF:
            position += 1
        else:
            return position


def _strip_png(data: bytes) -> StrippedPicture:
    if not data.startswith(_PNG_SIGNATURE):
        raise UnreadablePictureError("no PNG")
    orientation = 1
    kept: list[tuple[bytes, bytes]] = []
    position = len(_PNG_SIGNATURE)
    while True:
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if end > len(data):
            raise UnreadablePictureError("chunk longer than the file")
        if kind == b"eXIf":
            orientation = _orientation(data[position + 8 : position + 8 + length])
        elif kind in _PNG_KEPT:
            kept.append((kind, data[position:end]))
        position = end
        if kind == b"IEND":
            break
    if kept[0][0] != b"IHDR":
        raise UnreadablePictureError("no IHDR")
    if orientation != 1:
        body = b"eXIf" + _orientation_exif(orientation)
        chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        kept.insert(1, (b"eXIf", chunk))
    return StrippedPicture(_PNG_SIGNATURE + b"".join(chunk for _, chunk in kept), orientation)


def _strip_webp(data: bytes) -> StrippedPicture:
    """RIFF chunks as in the WebP Container Specification; odd sizes are padded to even."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise UnreadablePictureError("no WebP")
    (riff_size,) = struct.unpack_from("<I", data, 4)
    if 8 + riff_size > len(data):
        raise UnreadablePictureError("cut short")
    orientation = 1
    kept: list[bytes] = []
    position, riff_end = 12, 8 + riff_size
    while position + 8 <= riff_end:
        kind, length = struct.unpack_from("<4sI", data, position)
        body = data[position + 8 : position + 8 + length]
        if len(body) != length:
            raise UnreadablePictureError("chunk longer than the file")
        if kind in (b"ANIM", b"ANMF"):
            raise UnreadablePictureError("moving picture")
        if kind == b"EXIF":
            orientation = _orientation(body.removeprefix(_EXIF_PREFIX))
        elif kind in _WEBP_KEPT:
            kept.append(_webp_chunk(kind, body))
        position += 8 + length + length % 2
    has_exif = orientation != 1 and bool(kept) and kept[0].startswith(b"VP8X")
    if kept and kept[0].startswith(b"VP8X"):
        flags = kept[0][8] & ~0x0C  # bits: 0x08 Exif, 0x04 XMP
        kept[0] = kept[0][:8] + bytes([flags | (0x08 if has_exif else 0)]) + kept[0][9:]
    if has_exif:
        kept.append(_webp_chunk(b"EXIF", _orientation_exif(orientation)))
    body = b"WEBP" + b"".join(kept)
    return StrippedPicture(b"RIFF" + struct.pack("<I", len(body)) + body, orientation if has_exif else 1)


def _webp_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def _orientation(tiff: bytes) -> int:
    """Orientation from a TIFF block; 1 where it is absent or nonsense: Exif of phones is often broken."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (offset,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, offset)
        for index in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, offset + 2 + 12 * index)
            if tag == _ORIENTATION_TAG:
                return value if kind == _TIFF_SHORT and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _orientation_exif(orientation: int) -> bytes:
    """Big-endian TIFF block with one directory of one tag."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION_TAG, _TIFF_SHORT, 1, orientation, 0, 0)
