"""The wheel carries everything and runs outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel's contents, as an installation would lay them out."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with the wheel's modules alone: the checkout is not on the path."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from inspection.cli import main; sys.exit(main())"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(unpacked), *arguments],
        cwd=unpacked,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_carries_pages_catalogues_browser_code_and_templates(unpacked: Path) -> None:
    for name in (
        "inspection/pages/base.html",
        "inspection/locale/de/customer.po",
        "inspection/locale/en/customer.po",
        "inspection/adapters/database/migrations/env.py",
        "inspection/_bundled/static/shared/peer.js",
        "inspection/_bundled/static/vendor/lit-html/lit-html.js",
        "inspection/_bundled/static/vendor/fonts/noto-sans/noto-sans-latin-400-normal.woff2",
        "inspection/_bundled/protocol_templates/checklist.yaml",
        "inspection/_bundled/protocol_templates/pdf/protocol.css",
        "signaling/rooms.py",
    ):
        assert (unpacked / name).is_file(), name


def test_its_command_reads_its_own_templates(unpacked: Path) -> None:
    case = ROOT / "tests" / "cases" / "case_1_terraced_no_valve.yaml"
    done = run(unpacked, "assess", str(case))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["overall"] == {"level": "high", "unclear": True}


def test_its_command_makes_a_protocol(unpacked: Path, tmp_path: Path) -> None:
    case = ROOT / "tests" / "cases" / "case_2_lifting_station_neglected.yaml"
    done = run(unpacked, "protocol", str(case), "-o", str(tmp_path / "out.pdf"), "--no-seal")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
