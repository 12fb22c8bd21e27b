"""Pictures as phones make them, with everything in them that must not leave the house."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image, PngImagePlugin

SECRET_PHONE = "SecretPhone 15"
SECRET_COMMENT = "Keller von Frau Muster"


def drawing(width: int, height: int, seed: int = 0) -> Image.Image:
    """Soft colours with a red corner at the top left, by which turning is noticed."""
    noise = np.random.default_rng(seed).integers(60, 200, (12, 16, 3), dtype=np.uint8)
    image = Image.fromarray(noise).resize((width, height), Image.Resampling.BILINEAR)
    image.paste((255, 0, 0), (0, 0, width // 4, height // 4))
    return image


def exif(orientation: int = 1) -> bytes:
    """With the phone's name and where the house stands."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = SECRET_PHONE
    gps = tags.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (53.0, 4.0, 31.0), "E", (8.0, 48.0, 12.0)
    return tags.tobytes()


def photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (1200, 900), orientation: int = 1, seed: int = 0
) -> bytes:
    """A still with Exif, GPS and a comment."""
    image = drawing(*size, seed)
    buffer = BytesIO()
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET_COMMENT)
        image.save(buffer, "PNG", exif=exif(orientation), pnginfo=text, compress_level=1)
    elif kind == "WEBP":
        xmp = f"<x:xmpmeta>{SECRET_COMMENT}</x:xmpmeta>".encode()
        image.save(buffer, "WEBP", exif=exif(orientation), xmp=xmp, quality=85)
    else:
        image.save(buffer, "JPEG", exif=exif(orientation), comment=SECRET_COMMENT, quality=92)
    return buffer.getvalue()


def bomb(width: int = 10_000, height: int = 6_000) -> bytes:
    """60 megapixels of one colour in some 60 kB: a PNG with little in it but its size."""
    rows = zlib.compress((b"\x00" + bytes(width)) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
