"""`kellerblick utility` as it is typed, and what the next call is told."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.support.site import Site, running_site

TURN = {"turn_urls": ("turn:turn.test:3478",), "turn_secret": "x"}
TURN_VARIABLES = {"KELLERBLICK_TURN_URLS": "turn:turn.test:3478", "KELLERBLICK_TURN_SECRET": "x"}


def command(name: str, data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KELLERBLICK_")}
    return subprocess.run(
        [sys.executable, "-m", "inspection.cli", name, *arguments],
        env=environment | {"KELLERBLICK_DATA": str(data), "LC_ALL": "C"} | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


async def policy_told(site: Site) -> Any:
    login = f"user-{uuid.uuid4()}"
    person = await site.user(login)
    consultation = await person.new_consultation()
    url = f"{person.url}/api/v1/consultations/{consultation}/call"
    async with person.session.ws_connect(url, headers={"Origin": person.url}) as socket:
        await socket.send_json({"type": "join"})
        return (await socket.receive_json(timeout=5))["ice_transport_policy"]


@pytest.mark.long
async def test_what_the_utility_chose_counts_from_the_next_join_on(tmp_path: Path) -> None:
    async with running_site(tmp_path, **TURN) as site:
        assert await policy_told(site) == "all"
        done = command("utility", tmp_path, "--ice-policy", "relay", **TURN_VARIABLES)
        assert (done.returncode, done.stdout.rpartition(", ")[2]) == (0, "ice-policy relay\n"), done.stderr
        assert await policy_told(site) == "relay"
        shown = command("utility", tmp_path, **TURN_VARIABLES)
        assert shown.stdout == done.stdout
        done = command("utility", tmp_path, "--ice-policy", "default", **TURN_VARIABLES)
        assert done.stdout.endswith("ice-policy all\n")
        assert await policy_told(site) == "all"


async def test_the_setting_counts_for_who_has_not_chosen(tmp_path: Path) -> None:
    async with running_site(tmp_path, **TURN, ice_policy="relay") as site:
        assert await policy_told(site) == "relay"
        command("utility", tmp_path, "--ice-policy", "all", **TURN_VARIABLES)
        assert await policy_told(site) == "all"


@pytest.mark.long
def test_relay_alone_without_a_relay_is_refused_and_stops_a_start(tmp_path: Path) -> None:
    refused = command("utility", tmp_path, "--ice-policy", "relay")
    assert refused.returncode == 1
    assert refused.stderr.startswith("kellerblick utility: start_relay_missing: Calls are to go through TURN")
    assert command("utility", tmp_path, "--ice-policy", "relay", **TURN_VARIABLES).returncode == 0
    stopped = command("serve", tmp_path, "--port", "0", LC_ALL="de_DE.UTF-8")
    assert stopped.returncode == 1
    last = stopped.stderr.strip().splitlines()[-1]
    assert last.startswith("kellerblick serve: start_relay_missing: Gespräche sollen nur über TURN laufen")
    assert command("utility", tmp_path, "--ice-policy", "all").returncode == 0


@pytest.mark.parametrize("name", ["serve", "utility"])
def test_the_setting_without_a_relay_is_named(tmp_path: Path, name: str) -> None:
    done = command(name, tmp_path, KELLERBLICK_ICE_POLICY="relay")
    assert done.returncode == 2
    assert "KELLERBLICK_TURN_URLS is missing: KELLERBLICK_ICE_POLICY=relay needs it" in done.stderr
