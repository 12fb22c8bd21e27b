"""A customer whose phone runs Firefox calls a consultant whose tablet runs Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.world import World
from tests.support.firefox import firefox

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

ARRIVING = """async (kinds) => {
  const stats = [...(await end.call.getStats()).values()];
  const comes = (kind) =>
    stats.some((one) => one.type === "inbound-rtp" && one.kind === kind && one.packetsReceived > 0);
  const reported = stats.some((one) => one.type === "remote-inbound-rtp" && one.kind === "audio");
  return reported && kinds.every(comes); // and the phone reports that it receives our voice
}"""


async def test_a_customer_with_firefox_is_seen_and_heard_and_sends_a_still(
    weserau: World, tmp_path: Path
) -> None:
    consultation = await weserau.consultation()
    link = await weserau.link(consultation)
    end = await weserau.consultant_end(consultation)
    async with firefox(tmp_path) as browser:
        phone = await browser.open(weserau.url + link)
        await phone.tap("Ja")
        await phone.tap("Kamera starten")
        await end.sees_picture()
        await phone.until("document.body.innerText.includes('Ton ist an')")
        await end.page.wait_for_function(ARRIVING, arg=["audio", "video"])
        await end.say("hint", {"hint": "closer", "hint_id": "h1"})
        await end.heard("hint-seen", hint_id="h1")
        photo = "6a2f0c36-9f0a-4d55-8a1c-0f4b60a6a001"
        request = {"request_id": "r1", "photo_id": photo, "item": "site_photo", "entity": "building"}
        await end.say("still-request", request | {"label": "Übersicht"})
        await end.heard("still-state", photo_id=photo, state="done")
        await end.news("photo", photo_id=photo, state="ready")
        assert not phone.errors, phone.errors
