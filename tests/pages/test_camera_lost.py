"""The camera is taken away in the middle of the call, and one tap brings the picture back."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.pages.test_camera_help import BUSY
from tests.pages.world import ConsultantEnd, World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

# The first camera is a drawing whose frames the test can stop; each later one is the browser's own. A phone
# whose camera another app has taken looks like the drawing: "live", not muted, and no frame comes any more.
DRAWN_FIRST = """
  const ask = MediaDevices.prototype.getUserMedia;
  window.camera = { asked: 0, draws: true, busy: false };
  MediaDevices.prototype.getUserMedia = async function (wanted) {
    if (camera.busy) throw new DOMException("no", "NotReadableError");
    const stream = await ask.call(this, wanted);
    if (camera.asked++ || !wanted.video) return stream;
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const pen = canvas.getContext("2d");
    setInterval(() => camera.draws && pen.fillRect(0, 0, Math.random() * 640, 480), 50);
    for (const track of stream.getVideoTracks()) {
      track.stop();
      stream.removeTrack(track);
    }
    camera.track = canvas.captureStream(20).getVideoTracks()[0];
    stream.addTrack(camera.track);
    return stream;
  };
"""

TITLE = {"de": "Ihr Bild ist stehen geblieben", "en": "Your picture has stopped"}
WHAT_TO_DO = {
    "de": "Tippen Sie auf „Weiter“, dann sieht Frau Ahlers wieder etwas.",
    "en": "Tap “Continue” and Ms Ahlers can see again.",
}
GO_ON = {"de": "Weiter", "en": "Continue"}
AGAIN = {"de": "Noch einmal versuchen", "en": "Try again"}


async def in_call(weserau: World, language: str) -> tuple[Page, ConsultantEnd]:
    consultation = await weserau.consultation()
    path, _, secret = (await weserau.link(consultation)).partition("#")
    phone = await weserau.phone(f"{path}?lang={language}#{secret}", init=DRAWN_FIRST)
    await phone.locator(".yes-no button").first.click()
    await phone.locator("footer .primary").click()
    consultant = await weserau.consultant_end(consultation)
    await expect(phone.locator(".strip")).to_be_visible()
    await consultant.sees_picture()
    return phone, consultant


async def is_told(phone: Page, language: str) -> None:
    dialog = phone.get_by_role("alertdialog", name=TITLE[language])
    await expect(dialog.get_by_text(WHAT_TO_DO[language])).to_be_visible()
    await expect(dialog.get_by_role("button", name=GO_ON[language])).to_be_focused()


async def sees_again(consultant: ConsultantEnd, frames: int) -> None:
    await consultant.page.wait_for_function(f"() => end.frames > {frames + 5}")


@pytest.mark.parametrize(
    ("language", "taken"),
    [("de", "camera.track.stop()"), ("en", "camera.draws = false")],
    ids=["ended", "live without frames"],
)
async def test_one_tap_brings_the_picture_back(weserau: World, language: str, taken: str) -> None:
    phone, consultant = await in_call(weserau, language)
    await phone.evaluate(f"() => {{ {taken} }}")
    await is_told(phone, language)
    before = await consultant.frames()
    await phone.keyboard.press("Enter")
    await expect(phone.locator(".say")).to_be_focused()
    await sees_again(consultant, before)
    assert await phone.evaluate("camera.asked") == 2


@pytest.mark.long
async def test_still_in_use_elsewhere_is_said_and_the_call_goes_on_later(weserau: World) -> None:
    language = "en"
    phone, consultant = await in_call(weserau, language)
    await phone.evaluate("() => { camera.busy = true; camera.track.stop(); }")
    await is_told(phone, language)
    await phone.get_by_role("button", name=GO_ON[language]).click()
    await expect(phone.get_by_role("heading", name=BUSY[language])).to_be_focused()
    before = await consultant.frames()
    await phone.evaluate("() => { camera.busy = false; }")
    await phone.get_by_role("button", name=AGAIN[language]).click()
    await expect(phone.locator(".strip")).to_be_visible()
    await sees_again(consultant, before)
