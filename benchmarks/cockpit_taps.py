"""cockpit/taps and cockpit/typed: what a whole consultation costs the consultant's hand.

Worked case 1 is played through the real cockpit by touch, at a person's pace ($COCKPIT_PACE_S seconds of
thought before each tap, 0.7 by default), from her consent to the protocol, with a picture at each question
that a picture answers. The office has entered before what it knows. Keys of the cockpit's keypad are taps;
scrolling is not.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.report import Result
from benchmarks.stage import CAMERA_FPS, CAMERA_SIZE
from signaling.media.fake_camera import write
from tests.cockpit.house import ADDRESS, CUSTOMER, house
from tests.cockpit.tablet import tablets
from tests.played.case import PlayedCase
from tests.played.hand import Hand
from tests.played.player import Player
from tests.support.browsers import chromium
from tests.whole.people import arrive, sees_moving_picture

TAPS, TYPED = "cockpit/taps", "cockpit/typed"
CASE = "case_1_terraced_no_valve"
PACE_S = 0.7


def measure_taps() -> Result:
    return Result(TAPS, _measured()[0], "taps", None, "<= 150 taps")


def measure_typed() -> Result:
    return Result(TYPED, _measured()[1], "characters", None, "<= 120 characters")


@cache
def _measured() -> tuple[int, int]:
    return asyncio.run(_measure())


async def _measure() -> tuple[int, int]:
    """Taps and typed characters."""
    case = PlayedCase.read(CASE)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        camera = folder / "basement.mjpeg"
        write(camera, seconds=4.0, fps=CAMERA_FPS, size=CAMERA_SIZE)
        async with (
            house(folder / "data") as running,
            chromium() as browser,
            chromium(camera=camera) as phones,
            tablets(running, browser) as desk,
        ):
            login, office = await running.user("Marlene Ahlers"), await running.user("Jan Brandt", "office")
            async with running.client(office) as client:
                wanted = {"customer": CUSTOMER, "address": ADDRESS, "office_facts": case.office_facts()}
                made = await client.post("/consultations", {**wanted, "templates": case.data["templates"]})
            consultation = str(made["id"])
            tablet = await desk.open(login, consultation)
            async with running.client(login) as client:
                link = (await client.post(f"/consultations/{consultation}/invitations"))["url"]
            phone = await arrive(phones, link)
            await phone.get_by_role("button", name="Nein", exact=True).click()  # asked by word of mouth
            await phone.get_by_role("button", name="Kamera starten").click()
            await sees_moving_picture(tablet.page)
            hand = Hand(tablet, float(os.environ.get("COCKPIT_PACE_S", PACE_S)))
            player = Player(case, hand, {}, photos=True)
            await player.whole()
            await player.finish()
            return hand.taps, hand.typed
