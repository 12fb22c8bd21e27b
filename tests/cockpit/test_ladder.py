"""The ladder on two real pages in a call: each step is seen, said in words on both sides, held and let go."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablet, Tablets
from tests.cockpit.test_call import in_call

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def hold(tablet: Tablet, step: str) -> None:
    await tablet.page.locator(".stage-connection").click()
    await tablet.page.locator(f"[data-hold={step}]").click()
    if step != "auto":
        await expect(tablet.page.locator(f".stage-connection[data-step={step}]")).to_be_visible()


async def arrives_with(tablet: Tablet, most: int, least: int = 0) -> None:
    """The picture comes in no more than this many lines, and moves. A busy encoder may take fewer."""
    await tablet.page.wait_for_function(
        """([most, least]) => {
          const video = document.querySelector("video.live");
          const frames = video.getVideoPlaybackQuality().totalVideoFrames;
          const lines = Math.min(video.videoWidth, video.videoHeight);
          if (lines > most || lines < least) return false;
          const from = (window.framesAt ??= {})[most + least] ??= frames;
          return frames > from + 5;
        }""",
        arg=[most, least],
    )


@pytest.mark.long
async def test_every_step_down_and_back(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk)
    chip, strip = tablet.page.locator(".stage-connection"), phone.locator(".strip")
    await expect(chip).to_contain_text("Verbindung gut")
    await hold(tablet, "p360")
    await expect(chip).to_contain_text("Bild kleiner")
    await arrives_with(tablet, 360)
    await hold(tablet, "p180")
    await expect(strip).to_contain_text("Verbindung schwach, der Ton bleibt an")
    await arrives_with(tablet, 180)

    await hold(tablet, "voice")
    await expect(strip).to_contain_text("sieht Standbilder")
    still = tablet.page.locator(".line-still")
    await expect(still).to_be_visible()
    first = await still.get_attribute("src")
    size = await still.evaluate("async (one) => (await one.decode(), [one.naturalWidth, one.naturalHeight])")
    assert max(size) == 1280
    assert min(size) >= 720
    await expect(still).not_to_have_attribute("src", first or "")
    await expect(tablet.page.locator(".line-age")).to_contain_text("Standbild, vor")

    await hold(tablet, "text")
    await expect(strip).to_contain_text("gerade ohne Ton")
    await hold(tablet, "auto")
    await hold(tablet, "p720")
    await expect(still).to_have_count(0)
    await arrives_with(tablet, 720, 361)
    await expect(strip).to_contain_text("Verbindung gut")


@pytest.mark.long
async def test_sharp_keeps_every_line_of_the_picture(ahlers: Client, desk: Tablets) -> None:
    _, tablet, _ = await in_call(ahlers, desk)
    await hold(tablet, "p180")
    await arrives_with(tablet, 180)
    await tablet.page.get_by_role("button", name="Scharf").click()
    await arrives_with(tablet, 720, 720)
    await expect(tablet.page.get_by_role("button", name="Scharf")).to_have_attribute("aria-pressed", "true")
