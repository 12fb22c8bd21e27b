"""What the shutter saw stands at the question while the still itself is on its way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets
from tests.cockpit.test_call import in_call

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

OBSERVED = """
const made = RTCPeerConnection.prototype.createDataChannel;
RTCPeerConnection.prototype.createDataChannel = function (label, options) {
  const channel = made.call(this, label, options);
  if (label === "words") window.words = channel;
  return channel;
};"""


@asynccontextmanager
async def on_its_way(ahlers: Client, desk: Tablets) -> AsyncIterator[tuple[Page, Locator, asyncio.Event]]:
    """The phone, the question whose picture has been taken, and what lets the phone send it."""
    _, tablet, phone = await in_call(ahlers, desk, init=OBSERVED)
    for page in (phone, tablet.page):
        await page.wait_for_function("() => window.words?.readyState === 'open'")
    goes_on = asyncio.Event()

    async def held(route: Route) -> None:
        await goes_on.wait()
        await route.continue_()

    await phone.route("**/uploads", held)
    await tablet.go("rooms")
    item = tablet.item("room_photo")
    await item.locator(".photo-missing").click()
    try:
        yield phone, item, goes_on
    finally:
        goes_on.set()


async def test_what_the_shutter_saw_is_there_first_and_then_the_still(ahlers: Client, desk: Tablets) -> None:
    async with on_its_way(ahlers, desk) as (_, item, goes_on):
        preview = item.locator(".thumb.waiting img")
        await expect(preview).to_have_attribute("src", re.compile("^data:image/jpeg;base64,"))
        assert await preview.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 248
        goes_on.set()
        still = item.locator("button.thumb img")
        await expect(still).to_have_count(1)
        await expect(preview).to_have_count(0)
        assert "/photos/" in str(await still.get_attribute("src"))


async def test_a_preview_of_nothing_that_was_asked_for_is_dropped(ahlers: Client, desk: Tablets) -> None:
    async with on_its_way(ahlers, desk) as (phone, item, _):
        waiting = item.locator(".thumb.waiting")
        await expect(waiting.locator("img")).to_have_count(1)
        await phone.evaluate(
            """(photo_id) => {
              const say = (payload) => window.words.send(JSON.stringify({ kind: "still-preview", payload }));
              say({ photo_id: "never-asked-for", jpeg: "AAAA" });
              say({ photo_id, jpeg: '"><script>alert(1)</script>' });
              say({ photo_id, jpeg: 7 });
              say(null);
              say({ photo_id, jpeg: "AAAA" });
            }""",
            await waiting.get_attribute("data-photo"),
        )
        last = "data:image/jpeg;base64,AAAA"
        await expect(waiting.locator("img")).to_have_attribute("src", last)
        await expect(item.locator(".thumb[data-photo]")).to_have_count(1)
