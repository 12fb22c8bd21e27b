"""`kellerblick add-user` as it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.site import running_site

PASSWORD = "ein-langes-passwort"


def add_user(data: Path, *arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KELLERBLICK_")}
    return subprocess.run(
        [sys.executable, "-m", "inspection.cli", "add-user", *arguments],
        input=password + "\n",
        env=environment | {"KELLERBLICK_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=60,
    )


async def test_who_was_added_signs_in(tmp_path: Path) -> None:
    added = add_user(tmp_path, "M.Ahlers", "--name", "Marlene Ahlers", "--role", "office")
    assert (added.returncode, added.stdout.strip()) == (0, "m.ahlers (office)"), added.stderr
    async with running_site(tmp_path) as site:
        person = await site.person()
        answer = await person.sign_in("m.ahlers", PASSWORD)
        assert answer.json["user"]["role"] == "office"


@pytest.mark.long
def test_what_is_wrong_is_said_in_words(tmp_path: Path) -> None:
    assert add_user(tmp_path, "ahlers", "--name", "A").returncode == 0
    for arguments, password, said in (
        (["ahlers", "--name", "A"], PASSWORD, "gibt es schon"),
        (["neu", "--name", "A"], "kurz", "10 bis 200 Zeichen"),
        (["neu", "--name", "A", "--role", "boss"], PASSWORD, "consultant, office, admin"),
        (["a b", "--name", "A", "--language", "en"], PASSWORD, "small letters"),
    ):
        refused = add_user(tmp_path, *arguments, password=password)
        assert refused.returncode == 1
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr
