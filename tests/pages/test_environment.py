"""Browsers are told apart for the help with their permissions; node runs the cases."""

from __future__ import annotations

import subprocess
from pathlib import Path

CASES = Path(__file__).with_name("environment.test.mjs")
NODE = Path(__file__).resolve().parents[2] / "deploy" / "node.sh"


def test_browsers_are_told_apart() -> None:
    done = subprocess.run(
        [NODE, "node", "--test", str(CASES)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
