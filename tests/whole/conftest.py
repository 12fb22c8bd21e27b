"""The demo as a newcomer starts it, with browsers whose camera shows the generated basement."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.media.fake_camera import write
from tests.support.demo import Demo, demo


@pytest.fixture(scope="session")
def camera_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The basement, 1920×1080: larger than what the call sends, as a phone's is. Few frames: less work."""
    target = tmp_path_factory.mktemp("camera") / "basement.y4m"
    write(target, seconds=4.0, fps=8, size=(1920, 1080))
    return target


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Demo]:
    async with demo(tmp_path) as server:
        yield server
