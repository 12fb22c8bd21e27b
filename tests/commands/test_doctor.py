"""`kellerblick doctor` as it is typed: its lines, its exit status, both languages."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from inspection.adapters.catalogues import Catalogues
from inspection.bundled import locale_dir
from inspection.commands import doctor
from tests.support.ports import free_port

Say = Callable[..., tuple[int, list[str]]]
ADAPTERS = Path(doctor.__file__).parents[1] / "adapters"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    def run(*only: str, language: str = "C", **variables: str) -> tuple[int, list[str]]:
        monkeypatch.setenv("LC_ALL", language)
        for name, value in variables.items():
            monkeypatch.setenv(f"KELLERBLICK_{name}", value)
        arguments = argparse.Namespace(only=only or doctor.CHECKS, data=str(tmp_path))
        status = doctor.run(arguments)
        captured = capsys.readouterr()
        return status, (captured.out or captured.err).splitlines()

    return run


@pytest.mark.long
def test_a_fresh_machine_is_fit_to_try(say: Say) -> None:
    """Warnings alone are no failure: nothing is set yet, and no call from outside is promised."""
    status, lines = say()
    assert status == 0, lines
    words = [tuple(line.split()[:2]) for line in lines]
    assert words[:-1] == [
        ("warning", "TLS"),
        ("warning", "TURN"),
        ("warning", "database"),
        ("ok", "disk"),
        ("ok", "libraries"),
        ("ok", "fonts"),
        ("ok", "worker"),
    ]
    assert words[-1][1] == "clock"


def test_one_failure_decides_and_says_how_to_mend_it(say: Say) -> None:
    port = free_port()
    turn = {"TURN_URLS": f"turn:127.0.0.1:{port}?transport=tcp", "TURN_SECRET": "x"}
    status, lines = say("turn", "disk", language="de_DE.UTF-8", **turn)
    assert status == 1
    assert lines[0] == (
        f"Fehler   TURN         turn:127.0.0.1:{port}?transport=tcp: antwortet nicht. "
        f"Läuft coturn, und ist TCP {port} in der Firewall offen?"
    )
    assert lines[-1].startswith("ok       Platte")


def test_settings_that_do_not_fit_are_named(say: Say) -> None:
    status, lines = say("disk", TURN_SECRET="x")
    assert status == 2
    assert lines == ["kellerblick doctor: KELLERBLICK_TURN_URLS is missing: KELLERBLICK_TURN_SECRET needs it"]


def test_each_finding_has_its_words() -> None:
    texts = Catalogues.load(locale_dir()).texts["de"]["doctor"]
    sources = "\n".join(
        path.read_text() for path in [*ADAPTERS.glob("doctor_*.py"), ADAPTERS / "turn_probe.py"]
    )
    codes = set(re.findall(r'"((?:stun|turn|' + "|".join(doctor.CHECKS) + r')_[a-z_]+)"', sources))
    shown = {key.removeprefix("doctor.") for key in texts}
    assert {key for key in shown if not key.startswith(("status_", "check_"))} == codes
    assert {key for key in shown if key.startswith("check_")} == {f"check_{name}" for name in doctor.CHECKS}
