"""The phone lies on its side during the call: picture, words and every button stay in reach."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.accessibility.inspector import Inspector, measured
from tests.pages.world import ConsultantEnd, World
from tests.support import guided_phone
from tests.support.browsers import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

LYING = {"width": 844, "height": 390}
SMALL = {"width": 667, "height": 320}
"An iPhone SE; its browser's bars take some of the 375."

OUT_OF_REACH = """
  () => [...document.querySelectorAll("button, a[href], summary, input")]
    .filter((one) => one.checkVisibility() && !one.closest("[inert]"))
    .filter((one) => !document.querySelector("dialog[open]") || one.closest("dialog[open]"))
    .flatMap((one) => {
      const hidden = one.closest(".call-screen") && !one.closest(".over, .dock, .chat, .curtain");
      if (!hidden) one.scrollIntoView({ block: "nearest" });
      const moved = document.querySelector(".call-screen")?.scrollTop ?? 0;
      if (moved) return [`only a page can scroll to it: ${one.textContent.trim()}`];
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const seen = left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const name = one.textContent.trim().replace(/\\s+/g, " ");
      if (!seen) return [`outside: ${name} ${[left, top, right, bottom].map(Math.round)}`];
      return one.contains(there) ? [] : [`covered: ${name} by ${there?.tagName}.${there?.className}`];
    })
"""


async def in_reach(page: Page, inspector: Inspector, state: str) -> None:
    """On its side, in both sizes; upright again it is as it was."""
    for size in (LYING, SMALL):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        where = f"{state}, {size['width']}"
        found = await page.evaluate(OUT_OF_REACH) + await measured(page)
        inspector.complaints += [f"{where}: {one}" for one in found]
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    inspector.complaints += [f"{state}, upright: {one}" for one in await page.evaluate(OUT_OF_REACH)]


async def picture_moves(page: Page, consultant: ConsultantEnd) -> None:
    before = await consultant.frames()
    await consultant.page.wait_for_function(f"() => end.frames > {before + 3}")
    shown = await page.locator("video.own").bounding_box()
    assert shown is not None
    assert shown["height"] >= 300, "the picture is hardly to be seen"
    assert shown["width"] >= 300, "the picture is hardly to be seen"


@pytest.mark.parametrize("language", ["de", pytest.param("en", marks=pytest.mark.long)])
async def test_a_rotated_phone(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await weserau.consultation()
    path, _, secret = (await weserau.link(consultation)).partition("#")
    page = await weserau.phone(
        f"{path}?lang={language}#{secret}", init=guided_phone.PHONE, reduced_motion="reduce"
    )
    await page.locator(".yes-no button").first.click()
    await page.locator("footer .primary").click()
    await in_reach(page, inspector, "waiting")
    consultant = await weserau.consultant_end(consultation)
    await expect(page.locator(".call-screen .strip")).to_be_visible()
    await in_reach(page, inspector, "call")
    await page.set_viewport_size(LYING)  # type: ignore[arg-type]
    await picture_moves(page, consultant)

    await consultant.say("hint", {"hint": "left", "hint_id": "h1"})
    await expect(page.locator(".say p")).to_contain_text("links" if language == "de" else "left")
    await in_reach(page, inspector, "instruction")
    text = "Bitte zeigen Sie mir den Ablauf im Boden, ganz hinten links neben der Waschmaschine, danke."
    await consultant.say("chat", {"messages": [{"id": "m1", "by": "consultant", "text": text}]})
    await expect(page.locator(".say.note")).to_be_visible()
    await in_reach(page, inspector, "text")
    await page.locator("[data-key=chat]").click()
    await expect(page.locator(".chat-list")).to_be_visible()
    await in_reach(page, inspector, "writing")
    await page.locator(".chat-back").click()

    await consultant.say("ladder-hold", {"step": "text"})
    await expect(page.locator(".telephone")).to_be_visible()
    await in_reach(page, inspector, "telephone")
    await consultant.say("ladder-hold", {"step": "p360"})
    await expect(page.locator(".telephone")).to_have_count(0)

    await consultant.say("stopp", {"stopp_id": "s1", "danger": "power"})
    await expect(page.locator("dialog.stopp")).to_be_visible()
    await in_reach(page, inspector, "STOPP")
    await consultant.say("stopp-lift", {"stopp_id": "s1"})
    await expect(page.locator("dialog.stopp")).to_have_count(0)

    await page.locator(".pictures-key").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await in_reach(page, inspector, "her word on pictures")
    await page.get_by_role("dialog").locator("footer .primary").click()
    await page.evaluate("() => document.querySelector('video').srcObject.getVideoTracks()[0].stop()")
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await in_reach(page, inspector, "camera stopped")
    await page.locator(".curtain .button").click()
    await page.locator(".key.end").click()
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await in_reach(page, inspector, "hung up")
