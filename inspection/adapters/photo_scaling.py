"""One uploaded picture becomes the files that are kept. Pure but for the files; runs in a worker process."""

from __future__ import annotations

import contextlib
import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from inspection.adapters.full_disk import clear_when_full
from inspection.adapters.photo_quality import measure
from inspection.domain.photo import (
    COPIES,
    JPEG_QUALITY,
    MAX_PIXELS,
    CopyName,
    PictureError,
    Quality,
    sniff_content_type,
)
from inspection.domain.photo_metadata import UnreadablePictureError, strip_metadata


@dataclass(frozen=True)
class PictureFile:
    """A finished picture file, not yet in the store."""

    path: str
    sha256: str
    bytes: int
    width: int
    height: int
    mime: str


@dataclass(frozen=True)
class ScaledPhoto:
    """All that is kept of an uploaded photo."""

    original: PictureFile
    "Full resolution, the phone's own pixels, metadata stripped. Width and height are as shown."
    copies: Mapping[CopyName, PictureFile]
    quality: Quality | None = None


def scale_photo(path: Path, out_dir: Path) -> ScaledPhoto:
    """Strip an uploaded picture of its metadata and make the scaled copies, upright and in sRGB.

    Only the stripped file is decoded: what is kept is thereby known to be readable.
    Raises PictureError `photo_unreadable` or `photo_too_many_pixels`; StorageFullError.
    """
    data = path.read_bytes()
    mime = sniff_content_type(data[:12])
    if mime is None:
        raise PictureError("photo_unreadable")
    try:
        stripped = strip_metadata(data, mime)
        del data
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is ours
            with Image.open(BytesIO(stripped.data), formats=["JPEG", "PNG", "WEBP"]) as image:
                return _scale(image, stripped.data, mime, out_dir)
    except (UnreadablePictureError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureError("photo_unreadable") from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise PictureError("photo_too_many_pixels") from error


def _scale(image: Image.Image, stripped: bytes, mime: str, out_dir: Path) -> ScaledPhoto:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureError("photo_too_many_pixels")
    if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):  # lying on its side
        width, height = height, width
    image.draft("RGB", COPIES["screen"])  # JPEG: decodes at 1/2, 1/4 or 1/8 where that is enough
    upright = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    largest = upright.copy()
    largest.thumbnail(COPIES["screen"], Image.Resampling.LANCZOS, reducing_gap=3.0)
    largest = plain_rgb(largest, profile)
    copies = make_copies(largest, out_dir)
    original = write_file(stripped, out_dir / "original", (width, height), mime)
    return ScaledPhoto(original, copies, measure(largest))


def make_copies(picture: Image.Image, out_dir: Path) -> dict[CopyName, PictureFile]:
    """All scaled copies of an upright picture in sRGB, each made of the next larger one."""
    copies: dict[CopyName, PictureFile] = {}
    for name, box in COPIES.items():
        picture = picture.copy()
        picture.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
        copies[name] = write_jpeg(picture, out_dir / f"{name}.jpg")
    return copies


def plain_rgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Opaque sRGB: phones photograph in Display P3, screens and the PDF expect sRGB."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    if profile and image.mode in ("RGB", "CMYK", "L"):
        # A broken profile costs a shade of colour, not the photo.
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if converted is not None:
                image = converted
    rgb = image.convert("RGB")
    rgb.info.clear()
    return rgb


def write_jpeg(image: Image.Image, path: Path, quality: int = JPEG_QUALITY) -> PictureFile:
    """A JPEG without any metadata."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return write_file(buffer.getvalue(), path, image.size, "image/jpeg")


def write_file(data: bytes, path: Path, size: tuple[int, int], mime: str) -> PictureFile:
    """Raises StorageFullError."""
    try:
        with clear_when_full():
            path.write_bytes(data)
    except OSError as error:
        raise RuntimeError("a scaled picture cannot be written") from error  # says nothing about the picture
    return PictureFile(str(path), hashlib.sha256(data).hexdigest(), len(data), *size, mime)
