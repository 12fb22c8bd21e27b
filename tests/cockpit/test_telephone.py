"""She hears nothing: a number to call, then both talk by telephone; the pages are silent but not blind."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets
from tests.cockpit.test_call import in_call, plays

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

SILENT = """async (silent) => {
  const playing = [...document.querySelectorAll("video.live")].some((one) => !one.muted);
  return playing !== silent;
}"""

# The log of the call has all this of her side.
TOLD = """async ([consultation, wanted]) => {
  const log = await (await fetch(`/api/v1/consultations/${consultation}/call-log`)).json();
  const hers = log.events.filter(({ side }) => side === "customer");
  const told = hers.map(({ kind, value }) => `${kind} ${value}`);
  return wanted.every((one) => told.includes(one));
}"""


async def microphone_is(page: Page, *, on: bool) -> None:
    """Of the phone: whether what it sends is a voice."""
    await page.wait_for_function(
        """(on) => document.querySelector("video.own").srcObject.getAudioTracks()
             .every((one) => one.enabled === on)""",
        arg=on,
    )


async def test_by_telephone_and_back(ahlers: Client, desk: Tablets) -> None:
    consultation, tablet, phone = await in_call(ahlers, desk)
    banner, card = tablet.page.locator(".banner.telephone"), phone.locator("section.telephone")
    await expect(banner).to_have_count(0)
    await expect(card).to_have_count(0)

    await phone.get_by_role("button", name="Ich höre nichts").click()
    await expect(card).to_contain_text("auf einem anderen Telefon")
    await expect(card).to_contain_text("nicht mit diesem Handy")
    await expect(card.locator("a")).to_have_count(0)  # a tap must not begin a call here
    await expect(banner).to_contain_text("hört nichts")
    await microphone_is(phone, on=True)

    await banner.get_by_role("button", name="Wir telefonieren").click()
    await expect(card).to_have_count(0)
    await expect(phone.locator(".strip")).to_contain_text("Sie telefonieren")
    await microphone_is(phone, on=False)
    await tablet.page.wait_for_function(SILENT, arg=True)
    await plays(tablet)

    await phone.reload()  # her page begins anew, the telephone call goes on
    await phone.get_by_role("button", name="Hier weitermachen").click()
    await expect(phone.locator(".strip")).to_contain_text("Sie telefonieren")
    await microphone_is(phone, on=False)

    await banner.get_by_role("button", name="Wir telefonieren").click()
    await expect(banner).to_have_count(0)
    await microphone_is(phone, on=True)
    await tablet.page.wait_for_function(SILENT, arg=False)

    await tablet.page.locator(".stage-connection").click()
    await tablet.page.locator("[data-hold=text]").click()
    await expect(card).to_be_visible()
    await expect(banner).to_contain_text("kommt nicht durch")
    await phone.get_by_role("button", name="Ohne Telefon weiter").click()
    await expect(card).to_have_count(0)

    await phone.goto("about:blank")  # what was measured goes out with the page
    await tablet.page.wait_for_function(
        TOLD, arg=[consultation, ["state connected", "telephone asked", "telephone on", "step text"]]
    )
