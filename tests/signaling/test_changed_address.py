"""The phone leaves the Wi-Fi for the mobile network: nobody tells the page, and picture and voice come back.

It needs a network namespace. Who may not make one in his own name gets one where he is root (user namespace),
and the test runs there once more; where that is forbidden too it is skipped, and says why.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.weak_link import WeakLink, hindrance
from tests.signaling.stage import PageServer, Side, Stage
from tests.support.browsers import CHROMIUM, Watched, chromium

pytestmark = pytest.mark.browser

AS_ROOT_OF_OWN = ("unshare", "--user", "--map-root-user", "--net")
RAISE_LOOPBACK = ("sh", "-c", 'ip link set lo up && exec "$@"', "sh")
INSIDE = "KELLERBLICK_TEST_IN_NAMESPACE"


async def test_picture_and_voice_come_back_at_another_address() -> None:
    reason = hindrance()
    if reason is None:
        await change_address()
    elif INSIDE in os.environ:
        pytest.skip(reason)
    else:
        await asyncio.to_thread(again_as_root_of_own, reason)


def again_as_root_of_own(reason: str) -> None:
    probe = subprocess.run([*AS_ROOT_OF_OWN, "true"], capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"{reason}; a user namespace neither: {probe.stderr.strip()}")
    here = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", str(Path(__file__))]
    run = subprocess.run(
        [*AS_ROOT_OF_OWN, *RAISE_LOOPBACK, *here],
        env=os.environ | {INSIDE: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "1 skipped" in run.stdout:
        pytest.skip(f"{reason}; nor in a user namespace: {run.stdout}")
    assert run.returncode == 0, run.stdout + run.stderr


async def change_address() -> None:
    async with WeakLink() as link, PageServer(host="0.0.0.0") as server:
        origin = f"http://{link.host}:{server.port}"
        trusting = [f"--unsafely-treat-insecure-origin-as-secure={origin}"]
        async with (
            chromium(program=link.inside(CHROMIUM), arguments=trusting) as phones,
            chromium() as tablets,
            Stage(server, tablets) as stage,
        ):
            page = await phones.new_page()
            phone = Side(page, Watched(page))
            await page.goto(f"{origin}/pages/call.html?id=customer&roles=customer&role=customer")
            consultant = await stage.open("consultant")
            await asyncio.gather(consultant.connected(), phone.connected(), consultant.sees())
            await link.change_address()
            await consultant.until("performance.now() - page.lastFrameAt > 500")
            await phone.joined(2)
            await asyncio.gather(consultant.sees(), consultant.hears(), phone.hears())
            for side in (consultant, phone):
                assert await side.ask("page.connections.length") == 1
