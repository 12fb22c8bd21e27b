"""Print copies of the stills: small, upright, without metadata."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

PRINT_WIDTH = 1000  # px; 80 mm in the photo documentation at 300 dpi
PRINT_HEIGHT = 1400  # px, for upright pictures
QUALITY = 80
MAX_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def print_copy(path: Path) -> bytes | None:
    """The picture as it is printed, or None where the file is missing or is no picture.

    A JPEG that is small already and carries no metadata is taken as it is: live consultations bring such.
    """
    try:
        with _whole_pictures_only(), Image.open(path, formats=_FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return None
            if image.format == "JPEG" and image.mode in ("RGB", "L"):
                plain = not image.getexif() and "exif" not in image.info and "icc_profile" not in image.info
                if plain and width <= PRINT_WIDTH and height <= PRINT_HEIGHT:
                    image.load()
                    return path.read_bytes()
                image.draft("RGB", (PRINT_WIDTH, PRINT_HEIGHT))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((PRINT_WIDTH, PRINT_HEIGHT), Image.Resampling.LANCZOS)
            out = BytesIO()
            _on_white(upright).save(out, "JPEG", quality=QUALITY, optimize=True)
            return out.getvalue()
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError):
        return None


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Importing WeasyPrint makes Pillow fill the missing half of a picture with grey: not in a protocol."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    paper = Image.new("RGB", rgba.size, "white")
    paper.paste(rgba, mask=rgba.getchannel("A"))
    return paper
