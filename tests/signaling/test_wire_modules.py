"""The wire modules without a browser, by node's own runner: time and network are the test's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
NODE = FOLDER.parents[1] / "deploy" / "node.sh"
TIMEOUT_S = 120


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.test.mjs")), ids=lambda path: path.name)
def test_wire_module(path: Path) -> None:
    done = subprocess.run(
        [NODE, "node", "--test", str(path)], capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
