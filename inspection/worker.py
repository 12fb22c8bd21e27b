"""Work that costs processor time or reads strangers' files, done in processes of its own with limits.

The server starts `serve` in fresh (`spawn`) processes and talks JSON over a pipe, never pickles: what a
broken decoder might make of a worker must not reach the server. A worker ends when its pipe closes, so a
killed server leaves none.

    server → worker   {"task": "scale_photo", "arguments": {…}}
    worker → server   {"kind": "ready"}                                    once, then per task:
                      {"kind": "progress", "done": 0.4, "step": "…"}       any number
                      {"kind": "done", "result": {…}}                      one of these three
                      {"kind": "refused", "code": "…"}
                      {"kind": "crashed", "trace": "…"}
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import resource
import signal
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from inspection.domain.photo import COPIES, JPEG_QUALITY, MAX_PIXELS, CopyName, sniff_content_type
from inspection.domain.photo_metadata import UnreadablePictureError, strip_metadata

MEMORY_LIMIT_BYTES = 2 * 1024**3  # address space; a picture of 50 MP decodes to 200 MB
CPU_LIMIT_S = 120  # per task; a protocol of 60 photos takes under 10
NICENESS = 5  # calls and answers go before work in the background

Progress = Callable[[float, str], None]
"""Told how much is done (0 to 1) and the step's name."""


class TaskRefusedError(Exception):
    """The input is at fault and trying again will not help; `args[0]` is a stable code."""


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


def scale_photo(path: Path, out_dir: Path) -> ScaledPhoto:
    """Strip an uploaded picture of its metadata and make the scaled copies, upright and in sRGB.

    Only the stripped file is decoded: what is kept is thereby known to be readable.
    Raises TaskRefusedError `photo_unreadable` or `photo_too_many_pixels`.
    """
    data = path.read_bytes()
    mime = sniff_content_type(data[:12])
    if mime is None:
        raise TaskRefusedError("photo_unreadable")
    try:
        stripped = strip_metadata(data, mime)
        del data
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is ours
            with Image.open(BytesIO(stripped.data), formats=["JPEG", "PNG", "WEBP"]) as image:
                return _scale(image, stripped.data, mime, out_dir)
    except (UnreadablePictureError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise TaskRefusedError("photo_unreadable") from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise TaskRefusedError("photo_too_many_pixels") from error


def _scale(image: Image.Image, stripped: bytes, mime: str, out_dir: Path) -> ScaledPhoto:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise TaskRefusedError("photo_too_many_pixels")
    if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):  # lying on its side
        width, height = height, width
    image.draft("RGB", COPIES["screen"])  # JPEG: decodes at 1/2, 1/4 or 1/8 where that is enough
    upright = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    copies: dict[CopyName, PictureFile] = {}
    current = upright
    for name, box in COPIES.items():
        current = current.copy()
        current.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
        if name == "screen":
            current = _plain_rgb(current, profile)
        copies[name] = _write_jpeg(current, out_dir / f"{name}.jpg")
    original = _write(stripped, out_dir / "original", (width, height), mime)
    return ScaledPhoto(original, copies)


def _plain_rgb(image: Image.Image, profile: bytes | None) -> Image.Image:
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


def _write_jpeg(image: Image.Image, path: Path) -> PictureFile:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return _write(buffer.getvalue(), path, image.size, "image/jpeg")


def _write(data: bytes, path: Path, size: tuple[int, int], mime: str) -> PictureFile:
    path.write_bytes(data)
    return PictureFile(str(path), hashlib.sha256(data).hexdigest(), len(data), *size, mime)


def _task_scale_photo(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    return asdict(scale_photo(Path(arguments["path"]), Path(arguments["out_dir"])))


Task = Callable[[Mapping[str, Any], Progress], dict[str, Any]]
TASKS: Mapping[str, Task] = {"scale_photo": _task_scale_photo}


def serve(connection: Connection) -> None:
    """Entry point of a worker process: tasks in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it closes the pipe
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no photo of a basement in a core dump
    os.nice(NICENESS)
    with contextlib.suppress(EOFError, OSError):
        _send(connection, kind="ready")
        while True:
            request = json.loads(connection.recv_bytes())
            _limit_cpu()
            _send(connection, **_answer(request, connection))


def _answer(request: Mapping[str, Any], connection: Connection) -> dict[str, Any]:
    def progress(done: float, step: str) -> None:
        _send(connection, kind="progress", done=done, step=step)

    try:
        return {"kind": "done", "result": TASKS[request["task"]](request["arguments"], progress)}
    except TaskRefusedError as refusal:
        return {"kind": "refused", "code": str(refusal)}
    except Exception:
        return {"kind": "crashed", "trace": traceback.format_exc()}


def _limit_cpu() -> None:
    """Past the soft limit the kernel ends the process; only the soft one can be moved on later."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + CPU_LIMIT_S
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _send(connection: Connection, **message: Any) -> None:
    connection.send_bytes(json.dumps(message).encode())
