"""Three real pages in one call: the customer's, the cockpit, and a guest's who came by its link."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablet, Tablets
from tests.cockpit.test_call import in_call, plays
from tests.cockpit.test_ladder import hold
from tests.support.browsers import PHONE, Watched, open_context

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

PEERS = """
  const Native = RTCPeerConnection;
  window.peers = [];
  window.RTCPeerConnection = class extends Native {
    constructor(...given) { super(...given); window.peers.push(this); }
  };
  window.voicesHeard = async () => {
    let heard = 0;
    for (const peer of window.peers) {
      if (peer.connectionState !== "connected") continue;
      for (const one of (await peer.getStats()).values()) {
        if (one.type === "inbound-rtp" && one.kind === "audio" && one.totalAudioEnergy > 0) heard += 1;
      }
    }
    return heard;
  };
"""
"Init script: all connections of a page, and over how many of them a voice is heard."
SHOWS = """() => peers.findIndex((peer) => peer.connectionState === "connected" &&
  peer.getReceivers().some(({ track }) => track.kind === "video" && !track.muted))"""
"Which connection brings a picture."


@dataclass
class Three:
    consultation: str
    tablet: Tablet
    phone: Page
    guest: Page
    watched: Watched


async def guest_link(tablet: Tablet, name: str = "Frau Yılmaz") -> str:
    page = tablet.page
    await page.locator(".third-key.write").click()
    await page.locator("[data-kind=interpreter]").click()
    await page.locator("input[name=guest-name]").fill(name)
    await page.get_by_role("button", name="Link zeigen").click()
    return await page.locator("input[name=guest-link]").input_value()


async def guest_page(desk: Tablets, link: str) -> tuple[Page, Watched]:
    context = await open_context(desk.browser, PHONE)
    await context.add_init_script(PEERS)
    desk.contexts.append(context)
    page = await context.new_page()
    watched = Watched(page)
    await page.goto(link)
    return page, watched


async def hears(page: Page, voices: int) -> None:
    await page.wait_for_function(f"async () => (await voicesHeard()) >= {voices}")


@pytest_asyncio.fixture(loop_scope="package")
async def three(ahlers: Client, desk: Tablets) -> AsyncIterator[Three]:
    consultation, tablet, phone = await in_call(ahlers, desk, PEERS)
    guest, watched = await guest_page(desk, await guest_link(tablet))
    await expect(guest.get_by_text("Sie sprechen mit Frau Behrens und Frau Ahlers.")).to_be_visible()
    await expect(phone.locator(".strip-guest")).to_have_count(0)
    await guest.get_by_role("button", name="Mitsprechen").click()
    await expect(guest.get_by_text("Beide hören Sie")).to_be_visible()
    yield Three(consultation, tablet, phone, guest, watched)
    errors = [error for error in watched.errors if "status of 401" not in error]  # it was sent out
    assert not errors


async def test_the_guest_hears_both_and_both_hear_the_guest(three: Three) -> None:
    phone, tablet, guest = three.phone, three.tablet.page, three.guest
    await expect(phone.locator(".strip-guest")).to_have_text("Frau Yılmaz (dolmetscht) hört und spricht mit")
    await expect(tablet.locator(".banner.third")).to_contain_text(
        "Frau Yılmaz (dolmetscht) hört und spricht mit"
    )
    for page in (guest, phone, tablet):
        await hears(page, 2)

    # The picture goes with the ladder.
    picture = guest.locator("video.guest-picture")
    await expect(picture).to_be_visible()
    await guest.wait_for_function("() => document.querySelector('video.guest-picture')?.videoHeight > 0")
    await hold(three.tablet, "p360")
    await expect(guest.locator(".guest-none")).to_be_visible()
    await three.tablet.page.get_by_role("button", name="Foto").first.click()
    still = guest.locator("img.guest-picture")
    await expect(still).to_be_visible()
    size = await still.evaluate(
        "async (one) => (await one.decode(), Math.max(one.naturalWidth, one.naturalHeight))"
    )
    assert size >= 1280
    await expect(guest.get_by_text("kein Livebild, damit der Ton bleibt")).to_be_visible()
    await hold(three.tablet, "p720")
    await expect(picture).to_be_visible()
    before = await picture.evaluate("(one) => one.currentTime")
    await guest.wait_for_function(
        "(then) => document.querySelector('video.guest-picture').currentTime > then", arg=before
    )

    # Text goes to all.
    await guest.get_by_role("button", name="Schreiben").click()
    await guest.get_by_label("Ihre Nachricht").fill("Ich übersetze")
    await guest.keyboard.press("Enter")
    await expect(phone.locator(".note")).to_contain_text("Ich übersetze")
    await expect(guest.get_by_text("gelesen")).to_be_visible()

    # A reload returns, and the first call is the same throughout.
    main = await phone.evaluate("() => peers[0].connectionState")
    await guest.reload()
    await guest.get_by_role("button", name="Mitsprechen").click()
    await expect(guest.get_by_text("Beide hören Sie")).to_be_visible()
    await hears(guest, 2)
    await expect(guest.locator(".guest-row, img.guest-picture").first).to_be_visible()

    await tablet.locator(".third-end").click()
    await expect(guest.get_by_text("Das Gespräch ist für Sie beendet.")).to_be_visible()
    await expect(phone.locator(".strip-guest")).to_have_count(0)
    await expect(tablet.locator(".banner.third")).to_have_count(0)
    assert main == await phone.evaluate("() => peers[0].connectionState") == "connected"
    assert await tablet.evaluate("() => peers[0].connectionState") == "connected"


@pytest.mark.long
async def test_each_of_the_three_may_reload_and_the_guest_may_vanish(three: Three) -> None:
    phone, tablet, guest = three.phone, three.tablet.page, three.guest
    await tablet.reload()
    await hears(tablet, 2)
    await phone.reload()
    await phone.locator("footer .primary").click()
    await expect(phone.locator(".strip-guest")).to_be_visible()
    await hears(phone, 2)
    await expect(guest.get_by_text("Beide hören Sie")).to_be_visible()
    await guest.wait_for_function("() => document.querySelector('video.guest-picture')?.videoHeight > 0")

    main = await tablet.evaluate(SHOWS)
    assert main >= 0
    await guest.context.set_offline(True)
    await guest.goto("about:blank", wait_until="commit")
    await expect(tablet.locator(".banner.third")).to_contain_text("Verbindung unterbrochen")
    await plays(three.tablet)
    assert await tablet.evaluate(SHOWS) == main


@pytest.mark.long
async def test_the_link_is_taken_back_before_anybody_came(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk)
    link = await guest_link(tablet)
    await tablet.page.get_by_role("button", name="Link zurücknehmen").click()
    await expect(tablet.page.get_by_role("button", name="Link zeigen")).to_be_visible()
    guest, _ = await guest_page(desk, link)
    await expect(guest.get_by_role("heading", name="Dieser Link gilt nicht mehr")).to_be_visible()
    await expect(phone.locator(".strip-guest")).to_have_count(0)
