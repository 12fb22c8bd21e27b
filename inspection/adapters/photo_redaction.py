"""Parts of a picture filled with one colour in all its files. Runs in a worker process."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from inspection.adapters.photo_scaling import ScaledPhoto, make_copies, plain_rgb, write_jpeg
from inspection.domain.photo import MAX_PIXELS, PictureError
from inspection.domain.redaction import Box, pixels

FILL = (18, 32, 42)
"The ink of our pages: dark on every picture, and no colour that a camera gives."
ORIGINAL_QUALITY = 92
"Of the full-resolution file that replaces the phone's own: it is decoded and encoded once more."


def redact_photo(path: Path, boxes: Sequence[Box], out_dir: Path) -> ScaledPhoto:
    """All files of the picture anew, with nothing of the boxes and their margin left.

    They are filled in the decoded picture at full resolution, upright; the copies are made of that. So no
    pixel, no thumbnail inside of the file and no half-transformed block of the old one is carried over.
    Raises PictureError `photo_unreadable` or `photo_too_many_pixels`; StorageFullError.
    """
    try:
        data = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is ours
            with Image.open(BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise PictureError("photo_too_many_pixels")
                picture = plain_rgb(ImageOps.exif_transpose(image), image.info.get("icc_profile"))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureError("photo_unreadable") from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise PictureError("photo_too_many_pixels") from error
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        left, top, right, bottom = pixels(box, picture.width, picture.height)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=FILL)
    original = write_jpeg(picture, out_dir / "original", ORIGINAL_QUALITY)
    return ScaledPhoto(original, make_copies(picture, out_dir))
