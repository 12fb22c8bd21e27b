"""The fake camera's file is Motion JPEG or Y4M that a browser can play."""

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


def test_y4m_says_its_frame_rate(tmp_path: Path) -> None:
    target = tmp_path / "camera.y4m"
    assert write(target, seconds=0.5, fps=6, size=(320, 180)) == 3
    head, _, frames = target.read_bytes().partition(b"\n")
    assert head.split()[:4] == [b"YUV4MPEG2", b"W320", b"H180", b"F6:1"]
    assert len(frames) == 3 * (len(b"FRAME\n") + 320 * 180 * 3 // 2)
