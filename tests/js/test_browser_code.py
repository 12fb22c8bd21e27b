"""What the browser computes without a page is tested by node's own runner; here it joins the suite."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
NODE = Path(__file__).resolve().parents[2] / "deploy" / "node.sh"
TIMEOUT_S = 120


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.test.mjs")), ids=lambda path: path.name)
def test_browser_code(path: Path) -> None:
    done = subprocess.run(
        [NODE, "node", "--test", str(path)], capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
