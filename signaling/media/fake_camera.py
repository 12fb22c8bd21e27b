"""`python -m signaling.media.fake_camera OUT.mjpeg`: the basement as a file, for a browser's fake camera.

Chromium takes it with `--use-file-for-fake-video-capture=OUT.mjpeg` and plays it in a loop, at 30 frames per
second. `OUT.y4m` is large, but says its own frame rate and need not be decoded.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from PIL import Image

from signaling.media.camera import LIVE_SIZE, Camera
from signaling.media.scene import SUBJECTS, gallery

FPS = 15
SECONDS = 6.0
QUALITY = 62


def write(
    target: Path,
    seconds: float = SECONDS,
    fps: int = FPS,
    upright: bool = False,
    size: tuple[int, int] = LIVE_SIZE,
) -> int:
    """Write the loop (to the floor drain and back) and give the number of frames."""
    gallery().prepare(SUBJECTS["floor_drain"], wait=True)
    camera = Camera(upright=upright, size=size)
    camera.torch = True
    count = int(seconds * fps)
    raw = target.suffix == ".y4m"
    camera.look_at("floor_drain", seconds * 0.2, stay_s=seconds * 0.35)
    back = False
    with target.open("wb") as file:
        if raw:
            file.write(f"YUV4MPEG2 W{camera.size[0]} H{camera.size[1]} F{fps}:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(count):
            t = number / fps
            if t > seconds * 0.72 and not back:
                camera.look_at("laundry", t)
                back = True
            picture = Image.fromarray(camera.frame(t))
            file.write(_planes(picture) if raw else _jpeg(picture))
    return count


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _planes(picture: Image.Image) -> bytes:
    """A frame of Y4M: luminance whole, both colour planes at half the size."""
    y, cb, cr = picture.convert("YCbCr").split()
    return b"FRAME\n" + b"".join(plane.tobytes() for plane in (y, cb.reduce(2), cr.reduce(2)))


def main() -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write the made-up basement as a Motion JPEG file.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--fps", type=int, default=FPS)
    parser.add_argument("--upright", action="store_true", help="720x1280 instead of 1280x720")
    args = parser.parse_args()
    count = write(args.out, args.seconds, args.fps, args.upright)
    sys.stdout.write(f"{args.out}: {count} frames, {args.out.stat().st_size // 1024} KiB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
