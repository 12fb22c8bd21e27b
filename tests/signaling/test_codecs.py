"""A phone that speaks one video codec only, whichever it is, is seen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.signaling.stage import PageServer, Stage
from tests.support.browsers import HEADLESS, chromium

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

# Descriptions made by this browser name one video codec, and what it needs around it.
ONLY = """(() => {
  const describe = RTCPeerConnection.prototype.setLocalDescription;
  RTCPeerConnection.prototype.setLocalDescription = function (...given) {
    const codecs = RTCRtpReceiver.getCapabilities("video").codecs.filter((one) => one.mimeType === "%s");
    for (const one of this.getTransceivers()) {
      if (one.receiver.track.kind === "video") one.setCodecPreferences(codecs);
    }
    return describe.apply(this, given);
  };
})()"""

DECODED = """async (codec) => {
  const stats = [...((await page.call.getStats())?.values() ?? [])];
  const video = stats.find((one) => one.type === "inbound-rtp" && one.framesDecoded > 8);
  return stats.some((one) => one.id === video?.codecId && one.mimeType === codec);
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium(program=HEADLESS, fps=10) as browser:
        yield browser


@pytest.mark.parametrize("codec", ["video/VP8", "video/H264"])
@pytest.mark.parametrize("first", ["customer", "consultant"])
async def test_one_codec_is_enough(browser: Browser, codec: str, first: str) -> None:
    async with PageServer() as server, Stage(server, browser) as stage:
        second = {"customer": "consultant", "consultant": "customer"}[first]
        sides = {}
        for role in (first, second):
            sides[role] = await stage.open(role, init=ONLY % codec if role == "customer" else "")
        await sides["consultant"].until(DECODED, codec)
        assert sides["customer"].watched.errors == []
