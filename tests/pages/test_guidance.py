"""Guided where the phone can do less, is quiet, hears nonsense, or somebody speaks from a wrong seat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.pages.world import ConsultantEnd, World, start_camera
from tests.support import guided_phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@dataclass
class Call:
    phone: Page
    consultant: ConsultantEnd

    async def silence(self) -> None:
        """Nothing was said, shaken or sounded yet."""
        await self.phone.evaluate("() => { phone.spoken = []; phone.shaken = []; phone.notes = 0; }")

    async def handled(self) -> None:
        """Whatever was said before has been handled: the answer to a hello comes after it."""
        await self.consultant.page.evaluate("end.signals.length = 0")
        await self.consultant.say("hello", {})
        await self.consultant.heard("camera-state")


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def call(town: World) -> AsyncIterator[Call]:
    consultation = await town.consultation()
    init = guided_phone.PHONE + guided_phone.SOCKETS
    phone = await town.phone(await town.link(consultation), init=init)
    await start_camera(phone)
    consultant = await town.consultant_end(consultation)
    await expect(phone.get_by_text("Frau Ahlers sieht Ihr Bild")).to_be_visible()
    yield Call(phone, consultant)
    await town.close_pages()


async def test_without_a_voice_of_her_language_a_tone_is_heard(call: Call) -> None:
    await call.phone.evaluate("() => { phone.voices = ['fr-FR']; }")
    await call.silence()
    await call.consultant.say("hint", {"hint": "left", "hint_id": "t1"})
    assert (await call.consultant.heard("hint-heard", hint_id="t1"))["heard"] == "tone"
    assert await call.phone.evaluate("[phone.spoken.length, phone.notes, phone.shaken]") == [0, 2, [150]]
    await call.consultant.say("stopp", {"stopp_id": "s1", "danger": "power"})
    await call.consultant.heard("stopp-state", stopp_id="s1", seen=True, heard="tone")
    await call.consultant.say("stopp-lift", {"stopp_id": "s1"})
    await expect(call.phone.locator("dialog.stopp")).to_have_count(0)
    await call.phone.evaluate("() => { phone.voices = ['de-DE', 'en-GB']; }")


async def test_a_voice_that_stays_silent_gives_way_to_a_tone(call: Call) -> None:
    await call.phone.evaluate(
        "() => { phone.speak = speechSynthesis.speak; speechSynthesis.speak = (words) => words.onerror(); }"
    )
    await call.silence()
    await call.consultant.say("hint", {"hint": "right", "hint_id": "t2"})
    assert (await call.consultant.heard("hint-heard", hint_id="t2"))["heard"] == "tone"
    await call.phone.evaluate("() => { speechSynthesis.speak = phone.speak; }")


async def test_who_turned_the_sound_off_is_not_spoken_to_but_for_danger(call: Call) -> None:
    await call.phone.get_by_role("button", name="Ton ist an").click()
    await call.silence()
    await call.consultant.say("hint", {"hint": "up", "hint_id": "t3"})
    await call.consultant.heard("hint-seen", hint_id="t3")
    await call.handled()
    assert await call.phone.evaluate("[phone.spoken.length, phone.notes, phone.shaken]") == [0, 0, [150]]
    await call.consultant.say("stopp", {"stopp_id": "s2", "danger": "flooded"})
    await call.consultant.heard("stopp-state", stopp_id="s2", heard="voice")
    await call.consultant.say("stopp-lift", {"stopp_id": "s2"})
    await expect(call.phone.locator("dialog.stopp")).to_have_count(0)
    await call.phone.get_by_role("button", name="Ton ist aus").click()


async def test_seen_is_only_said_of_a_screen_that_is_on(call: Call) -> None:
    hide = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    await call.phone.evaluate("() => { phone.voices = []; }")
    await call.phone.evaluate(hide, True)
    await call.consultant.say("hint", {"hint": "down", "hint_id": "t4"})
    await call.handled()
    assert not await call.consultant.page.evaluate("end.signals.some((one) => one.kind === 'hint-seen')")
    await call.phone.evaluate(hide, False)
    await call.consultant.heard("hint-seen", hint_id="t4")

    await call.phone.evaluate(hide, True)
    await call.consultant.say(
        "chat", {"messages": [{"id": "m1", "by": "consultant", "text": "Sind Sie da?"}]}
    )
    await call.consultant.heard("chat-state", state="arrived")
    assert not await call.consultant.page.evaluate("end.signals.some((one) => one.payload?.state === 'read')")
    await call.phone.evaluate(hide, False)
    await call.consultant.heard("chat-state", state="read")
    await call.phone.evaluate("() => { phone.voices = ['de-DE', 'en-GB']; }")


@pytest.mark.parametrize("sender", ["customer", "watcher"])
async def test_commands_from_a_wrong_seat_do_nothing(call: Call, sender: str) -> None:
    await call.consultant.say("hint", {"hint": "steady", "hint_id": "base"})
    await expect(call.phone.locator(".say")).to_contain_text("ruhig halten")
    await call.phone.evaluate("() => { phone.set.length = 0; }")
    for kind, payload in (
        ("hint", {"hint": "closer", "hint_id": "x"}),
        ("torch", {"on": True}),
        ("camera", {"set": "zoom", "value": 5}),
        ("camera", {"set": "lens", "value": "lens-1"}),
        ("stopp", {"stopp_id": "x", "danger": "power"}),
        ("chat", {"messages": [{"id": "x", "by": "consultant", "text": "forged"}]}),
    ):
        message = {"type": "signal", "from": sender, "kind": kind, "payload": payload}
        await call.phone.evaluate("(message) => hear(message)", message)
    await call.handled()
    assert await call.phone.evaluate("phone.set") == []
    await expect(call.phone.locator(".say")).to_contain_text("ruhig halten")
    await expect(call.phone.locator("dialog.stopp")).to_have_count(0)
    await expect(call.phone.get_by_text("forged")).to_have_count(0)


NONSENSE: list[tuple[str, Any]] = [
    ("hint", None),
    ("hint", {"hint": "constructor"}),
    ("hint", {"hint": "jump", "hint_id": "x"}),
    ("torch", "on"),
    ("camera", None),
    ("camera", {"set": "zoom", "value": "9"}),
    ("camera", {"set": "lens", "value": "front"}),
    ("camera", {"set": "size", "value": 4000}),
    ("camera", {"set": "size", "value": "toString"}),
    ("camera", {"set": "focus", "value": {"x": 2, "y": 0.5}}),
    ("camera", {"set": "torch", "value": True}),
    ("stopp", {"stopp_id": "x", "danger": "boredom"}),
    ("stopp", {"danger": "power"}),
    ("stopp-lift", None),
    (
        "chat",
        {
            "messages": [
                None,
                {"id": 5, "by": "consultant", "text": "x"},
                {"id": "y", "by": "office", "text": "x"},
            ]
        },
    ),
    ("chat-state", {"ids": "all", "state": "read"}),
    ("chat-state", {"ids": [], "state": "constructor"}),
]


async def test_what_makes_no_sense_changes_nothing(call: Call) -> None:
    await call.phone.evaluate("() => { phone.set.length = 0; }")
    before = await call.phone.locator(".say").inner_text()
    for kind, payload in NONSENSE:
        await call.consultant.say(kind, payload)
    await call.handled()
    assert [one for one in await call.phone.evaluate("phone.set") if one.get("torch")] == []
    assert await call.phone.locator(".say").inner_text() == before
    await expect(call.phone.locator("dialog.stopp")).to_have_count(0)


async def test_a_zoom_beyond_the_range_stops_at_its_end(call: Call) -> None:
    await call.consultant.say("camera", {"set": "zoom", "value": 99})
    await call.phone.wait_for_function("() => phone.now.zoom === 8")
    await call.phone.evaluate("() => { phone.refuses = ['zoom']; }")
    await call.consultant.say("camera", {"set": "zoom", "value": 2})
    await call.consultant.heard("camera-state", failed="zoom")
    await call.phone.evaluate("() => { phone.refuses = []; }")


async def test_who_is_safe_and_alone_finds_back_to_the_picture(call: Call) -> None:
    await call.consultant.say("stopp", {"stopp_id": "s9", "danger": "chamber"})
    await call.phone.get_by_role("button", name="Ich bin in Sicherheit").click()
    await call.consultant.heard("stopp-state", stopp_id="s9", safe=True)
    stopp = call.phone.locator("dialog.stopp")
    await expect(stopp.get_by_role("button")).to_have_count(0)  # the consultant lifts it
    await call.consultant.page.evaluate("() => { end.call.close(); end.socket.leave(); }")
    await stopp.get_by_role("button", name="Zurück zum Bild").click()
    await expect(stopp).to_have_count(0)
