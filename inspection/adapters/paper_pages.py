"""A paper becomes pictures of its pages. Runs in a worker process, with its limits.

PDFs are drawn by poppler's `pdftoppm`, a process of its own for each page: what a broken PDF makes of it
reaches neither server nor tablet.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import subprocess
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from inspection.adapters.full_disk import clear_when_full
from inspection.adapters.photo_scaling import PictureFile, plain_rgb
from inspection.domain.paper import MAX_PAGES, PDF, PaperError, sniff_paper_type
from inspection.domain.photo import MAX_PIXELS
from inspection.domain.photo_metadata import UnreadablePictureError, strip_metadata

INFO, DRAW = "pdfinfo", "pdftoppm"
PACKAGE = "poppler-utils"
PAGE_PX = 2600  # longer side: A4 at 222 dpi
LARGE_PAGE_PX = 4000  # of a sheet larger than A3
LARGE_PT = 1200  # longer side of A3: 1191 pt
JPEG_QUALITY = 82
TIMEOUT_S = 30  # for one page
_PAGE = re.compile(rb"^Page +(\d+) size: +([\d.]+) x ([\d.]+) pts", re.MULTILINE)
_PAGES = re.compile(rb"^Pages: +(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class PaperFiles:
    original: PictureFile | None
    "A picture without its metadata; None for a PDF, which stays as it came."
    pages: Sequence[PictureFile]


def make_pages(path: Path, out_dir: Path) -> PaperFiles:
    """Raises PaperError when the file cannot be shown; StorageFullError."""
    with path.open("rb") as file:
        mime = sniff_paper_type(file.read(12))
    if mime is None:
        raise PaperError("paper_unreadable")
    if mime == PDF:
        return PaperFiles(None, [_draw(path, out_dir, *page) for page in _sizes(path)])
    return _picture(path.read_bytes(), mime, out_dir)


def _picture(data: bytes, mime: str, out_dir: Path) -> PaperFiles:
    try:
        stripped = strip_metadata(data, mime).data
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is ours
            with Image.open(BytesIO(stripped), formats=["JPEG", "PNG", "WEBP"]) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise PaperError("paper_unreadable")
                image.draft("RGB", (LARGE_PAGE_PX, LARGE_PAGE_PX))
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((LARGE_PAGE_PX, LARGE_PAGE_PX), Image.Resampling.LANCZOS, reducing_gap=3.0)
                page = plain_rgb(upright, image.info.get("icc_profile"))
    except (UnreadablePictureError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise PaperError("paper_unreadable") from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise PaperError("paper_unreadable") from error
    buffer = BytesIO()
    page.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    original = _write(stripped, out_dir / "original", (width, height), mime)
    return PaperFiles(original, [_write(buffer.getvalue(), out_dir / "page-1.jpg", page.size, "image/jpeg")])


def _sizes(path: Path) -> Iterator[tuple[int, float]]:
    """Number and longer side in points of each page."""
    told = _run(INFO, "-f", "1", "-l", str(MAX_PAGES), str(path))
    count = _PAGES.search(told)
    if count is None or int(count[1]) < 1:
        raise PaperError("paper_unreadable")
    if int(count[1]) > MAX_PAGES:
        raise PaperError("paper_too_many_pages", limit=MAX_PAGES)
    sizes = {int(page): max(float(width), float(height)) for page, width, height in _PAGE.findall(told)}
    for page in range(1, int(count[1]) + 1):
        yield page, sizes.get(page, 0)


def _draw(path: Path, out_dir: Path, page: int, longest_pt: float) -> PictureFile:
    pixels = LARGE_PAGE_PX if longest_pt > LARGE_PT else PAGE_PX
    root = out_dir / f"page-{page}"
    options = ["-jpeg", "-jpegopt", f"quality={JPEG_QUALITY}", "-scale-to", str(pixels), "-singlefile"]
    _run(DRAW, *options, "-f", str(page), "-l", str(page), str(path), str(root))
    drawn = root.with_suffix(".jpg")
    try:
        data = drawn.read_bytes()
        with Image.open(BytesIO(data), formats=["JPEG"]) as image:
            size = image.size
    except (OSError, SyntaxError, ValueError) as error:
        raise PaperError("paper_unreadable") from error
    return PictureFile(str(drawn), hashlib.sha256(data).hexdigest(), len(data), *size, "image/jpeg")


def _run(program: str, *arguments: str) -> bytes:
    """What it prints. It inherits this process's limits of memory and time."""
    try:
        done = subprocess.run(  # our own arguments, no shell
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise PaperError("paper_no_reader") from error
    except subprocess.TimeoutExpired as error:
        raise PaperError("paper_unreadable") from error
    if done.returncode != 0:
        raise PaperError("paper_locked" if b"Incorrect password" in done.stderr else "paper_unreadable")
    return done.stdout


def _write(data: bytes, path: Path, size: tuple[int, int], mime: str) -> PictureFile:
    with contextlib.ExitStack() as stack:
        stack.enter_context(clear_when_full())
        path.write_bytes(data)
    return PictureFile(str(path), hashlib.sha256(data).hexdigest(), len(data), *size, mime)
