"""The fake camera's file is Motion JPEG that a browser can play."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from signaling.media.fake_camera import write


def test_the_file_is_a_row_of_jpegs(tmp_path: Path) -> None:
    target = tmp_path / "camera.mjpeg"
    assert write(target, seconds=1.0, fps=6) == 6
    data = target.read_bytes()
    starts = [at for at in range(len(data) - 2) if data[at : at + 3] == b"\xff\xd8\xff"]
    assert len(starts) == 6
    assert Image.open(io.BytesIO(data[starts[5] :])).size == (1280, 720)
