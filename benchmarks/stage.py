"""What the cases in browsers need: the demo as a process of its own, and two real Chromiums.

Each of them is a process of its own, as tablet and phone are; people's steps come from `tests.whole.people`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser

from signaling.media.fake_camera import write
from tests.support.browsers import chromium
from tests.support.demo import Demo, demo

CAMERA_SIZE = (1280, 720)
CAMERA_FPS = 15


@dataclass(frozen=True)
class Stage:
    server: Demo
    phones: Browser
    "Its camera shows the generated basement."
    tablets: Browser
    camera: Path
    "The film of that basement, Motion JPEG."
    folder: Path
    "Gone afterwards."


@asynccontextmanager
async def stage(camera_size: tuple[int, int] = CAMERA_SIZE) -> AsyncIterator[Stage]:
    """All of it running; everything is ended and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        camera = folder / "basement.mjpeg"
        write(camera, seconds=4.0, fps=CAMERA_FPS, size=camera_size)
        async with (
            demo(folder / "data") as server,
            chromium(camera=camera) as phones,
            chromium() as tablets,
        ):
            yield Stage(server, phones, tablets, camera, folder)


def load() -> str:
    """How busy the machine is, for whoever reads the seconds: one minute's load and the processors."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
