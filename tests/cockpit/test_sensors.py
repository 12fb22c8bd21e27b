"""Compass, tilt and horizon as the phone tells them; and a phone without any of it, or with a no."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets
from tests.cockpit.test_call import in_call

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

TURNED = """
(() => {
  const held = { alpha: 146, beta: 52, gamma: 4, absolute: true };
  window.turn = (next) => Object.assign(held, next);
  setInterval(() => dispatchEvent(Object.assign(new Event("deviceorientationabsolute"), held)), 100);
})();
"""
ASKS = """
DeviceOrientationEvent.requestPermission = async () => {
  window.asked = (window.asked ?? 0) + 1;
  if (window.event?.type !== "click") throw new DOMException("a tap first", "NotAllowedError");
  return window.answer ?? "granted";
};
"""


async def test_the_rose_turns_with_the_phone(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk, init=TURNED)
    rose = tablet.page.locator(".rose")
    await expect(rose).to_contain_text("SW 209°")
    await expect(rose).to_contain_text("38° abwärts")
    await expect(tablet.page.locator(".horizon")).to_have_attribute(
        "aria-label", "Horizont: das Telefon ist um 3° nach rechts gedreht"
    )
    await phone.evaluate("() => turn({ alpha: 0, beta: 90, gamma: 0 })")
    await expect(rose).to_contain_text("N 0°")
    await expect(rose).to_contain_text("waagrecht")


async def test_a_phone_without_sensors_shows_nothing(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk)
    await phone.wait_for_function("() => document.querySelector('.call-screen > .live-layer')")
    await tablet.page.locator("button[data-tool=point]").click()  # the key is there, and the rest goes on
    await expect(tablet.page.locator(".rose, .compass-key, .horizon")).to_have_count(0)
    await expect(phone.locator(".compass-card")).to_have_count(0)


@pytest.mark.long
async def test_a_no_is_final(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk, init=ASKS)
    await phone.wait_for_function("() => document.querySelector('.call-screen > .live-layer')")
    await tablet.page.locator(".compass-key").click()
    await phone.locator(".compass-card .button").nth(1).click()
    await expect(phone.locator(".compass-card")).to_have_count(0)
    await expect(tablet.page.locator(".compass-key, .rose")).to_have_count(0)


@pytest.mark.long
async def test_her_yes_brings_the_rose(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk, init=TURNED + ASKS)
    await tablet.page.locator(".compass-key").click()
    await phone.locator(".compass-card .primary").click()
    await expect(tablet.page.locator(".rose")).to_contain_text("SW 209°")
