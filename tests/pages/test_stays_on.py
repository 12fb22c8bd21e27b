"""One call per phone: a second tab takes it over. The screen stays on, a blocked voice needs one tap."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.pages.world import World
from tests.support.browsers import Watched

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

AWAKE = """
  window.locks = { held: 0, asked: 0 };
  WakeLock.prototype.request = async (kind) => {
    locks.asked += kind === "screen" ? 1 : 0;
    locks.held += 1;
    return { release: async () => { locks.held -= 1; } };
  };
  window.blocked = true;
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (!(this instanceof HTMLAudioElement) || !window.blocked) return play.call(this);
    return Promise.reject(new DOMException("no", "NotAllowedError"));
  };
"""
TAKEN_OVER = {"de": "Ihr Gespräch läuft jetzt woanders", "en": "Your call is now running elsewhere"}
WINDOW = {"de": "in einem anderen Fenster", "en": "in another window"}
SOUND = {"de": "Ton an", "en": "Sound on"}
SOUND_IS_ON = {"de": "Ton ist an", "en": "Sound is on"}


@pytest.mark.parametrize("language", ["de", pytest.param("en", marks=pytest.mark.long)])
async def test_a_call_in_two_tabs(weserau: World, language: str) -> None:
    consultation = await weserau.consultation()
    path, _, secret = (await weserau.link(consultation)).partition("#")
    address = f"{path}?lang={language}#{secret}"
    first = await weserau.phone(address, init=AWAKE)
    assert await first.evaluate("locks.asked") == 0, "not before there is a call"
    await first.locator(".yes-no button").first.click()
    await first.locator("footer .primary").click()
    await weserau.consultant_end(consultation)
    await first.get_by_role("button", name=SOUND[language], exact=True).click()
    await expect(first.get_by_role("button", name=SOUND[language], exact=True)).to_be_visible()
    await first.evaluate("() => { blocked = false; }")
    await first.get_by_role("button", name=SOUND[language], exact=True).click()
    await expect(first.get_by_role("button", name=SOUND_IS_ON[language])).to_be_visible()
    await expect(first.locator(".say")).to_be_visible()
    assert await first.evaluate("[locks.held, locks.asked]") == [1, 1]
    # A hidden page loses the lock; back on the screen it asks again.
    await first.evaluate("() => { locks.held = 0; document.dispatchEvent(new Event('visibilitychange')); }")
    await first.wait_for_function("locks.asked === 2")

    second = await first.context.new_page()
    watched = Watched(second)
    await second.goto(path + f"?lang={language}")
    await expect(second.get_by_text(WINDOW[language])).to_be_visible()
    await second.locator("footer .primary").click()
    await expect(first.get_by_role("heading", name=TAKEN_OVER[language])).to_be_focused()
    await expect(second.locator(".call-screen .strip")).to_be_visible()
    assert await first.evaluate("locks.held") == 0, "the screen of the left tab may darken"
    assert await first.locator("video").count() == 0
    assert not watched.errors
