"""Guiding the customer from the cockpit, on two real pages in one call: hints, camera, STOPP, writing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.cockpit.house import House
from tests.cockpit.tablet import Tablet, Tablets, tablets
from tests.support import guided_phone
from tests.support.browsers import PHONE, TABLET, TABLET_UPRIGHT, Watched, open_context

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


HINTS = {
    "closer": "Bitte näher herangehen",
    "farther": "Bitte etwas weiter weg",
    "left": "Bitte weiter nach links",
    "right": "Bitte weiter nach rechts",
    "up": "Bitte weiter nach oben",
    "down": "Bitte weiter nach unten",
    "steady": "Bitte kurz ruhig halten",
    "slower": "Bitte langsamer bewegen",
    "light": "Bitte mehr Licht machen",
    "rule": "Bitte Zollstock anlegen",
    "turn": "Bitte langsam umdrehen",
}


@dataclass
class Pair:
    tablet: Tablet
    phone: Page
    errors: Watched
    "Of the phone."

    def tool(self, name: str) -> Locator:
        return self.tablet.page.locator(f"[data-tool={name}]")

    async def noted(self, what: str, wanted: Any) -> None:
        """The phone has come to this: `phone.<what>`."""
        await self.phone.wait_for_function(
            f"(wanted) => JSON.stringify(phone.{what}) === JSON.stringify(wanted)", arg=wanted
        )


async def meet(running: House, browser: Browser, opened: Tablets, init: str) -> Pair:
    async with running.client("ahlers") as ahlers:
        consultation = await ahlers.consultation()
        tablet = await opened.open("ahlers", consultation)
        link = (await ahlers.post(f"/consultations/{consultation}/invitations"))["url"]
    context = await open_context(browser, PHONE)
    opened.contexts.append(context)
    await context.add_init_script(guided_phone.SOCKETS + init)
    phone = await context.new_page()
    errors = Watched(phone)
    await phone.goto(link)
    await enter(phone)
    await expect(tablet.page.locator(".stopp-key")).to_be_visible()
    await tablet.page.wait_for_function("() => document.querySelector('video.live').videoWidth > 0")
    return Pair(tablet, phone, errors)


async def enter(phone: Page) -> None:
    await phone.get_by_role("button", name="Ja", exact=True).click()
    await phone.get_by_role("button", name="Kamera starten").click()


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def pair(running: House, browser: Browser) -> AsyncIterator[Pair]:
    """One call for the whole file, with a phone that can do everything."""
    async with tablets(running, browser) as opened:
        made = await meet(running, browser, opened, guided_phone.PHONE)
        yield made
        errors = [one for one in made.errors.errors if "ERR_INTERNET_DISCONNECTED" not in one]
        assert not errors, errors


async def test_each_hint_is_shown_spoken_felt_and_said_to_have_arrived(pair: Pair) -> None:
    for hint, words in HINTS.items():
        await pair.phone.evaluate("() => { phone.spoken = []; phone.shaken = []; }")
        key = pair.tablet.page.locator(f"[data-hint={hint}]")
        await key.click()
        await expect(pair.phone.locator(".say")).to_contain_text(words)
        await expect(pair.phone.locator(".say svg")).to_be_visible()
        await expect(
            pair.tablet.page.get_by_text(f"Angekommen: „{await key.inner_text()}“").last
        ).to_be_visible()
        await pair.noted("spoken", [{"text": words, "lang": "de-DE"}])
        await pair.noted("shaken", [150])


async def test_a_sentence_of_the_checklist_stands_large_on_her_phone(pair: Pair) -> None:
    page = pair.tablet.page
    await page.locator(".tab[data-section=outside]").click()
    item = pair.tablet.item("street_ref_point")
    await item.get_by_role("button", name="Hilfe zu dieser Frage").click()
    await pair.phone.evaluate("() => { phone.spoken = []; phone.shaken = []; }")
    await item.get_by_role("button", name="Aufs Telefon senden").click()
    words = "Gehen Sie bitte zur Bordsteinkante und drehen Sie sich langsam einmal um."
    await expect(pair.phone.locator(".say.long")).to_contain_text(words)
    await expect(page.get_by_text(f"Angekommen: „{words}“").last).to_be_visible()
    await pair.noted("spoken", [{"text": words, "lang": "de-DE"}])
    await page.locator(".tab").first.click()


async def test_light_zoom_focus_size_and_lens_obey(pair: Pair) -> None:
    page = pair.tablet.page
    await pair.tool("torch").click()
    await expect(pair.tool("torch")).to_have_attribute("aria-pressed", "true")
    await pair.noted("now.torch", True)

    await pair.tool("zoom").click()
    await page.get_by_role("button", name="Zoom größer").click()
    await pair.noted("now.zoom", 1.25)
    await expect(pair.tool("zoom")).to_contain_text("1,3×")
    await page.get_by_role("slider", name="Zoom").fill("3")
    await pair.noted("now", {"torch": True, "zoom": 3})  # the light stays on
    await page.get_by_role("button", name="Zoom kleiner").click()
    await pair.noted("now.zoom", 2.4)

    await page.locator("video.live").click()
    await expect(page.locator(".stage-focus.done")).to_be_visible()
    await expect(pair.phone.get_by_role("img", name="Die Kamera stellt hier scharf")).to_be_visible()
    point = await pair.phone.evaluate("phone.set.findLast((one) => one.pointsOfInterest)")
    assert (point["focusMode"], point["torch"], point["zoom"]) == ("single-shot", True, 2.4)
    assert [round(value, 1) for value in point["pointsOfInterest"][0].values()] == [0.5, 0.5]

    await pair.tool("size").click()
    for word, lines in (("Klein (360)", 360), ("Mittel (540)", 540), ("Voll (720)", 720)):
        await page.get_by_role("button", name=word).click()
        await expect(page.get_by_role("button", name=word)).to_have_attribute("aria-pressed", "true")
        await pair.noted("set.findLast((one) => one.lines).lines", lines)
        await pair.noted("now", {"torch": True, "zoom": 2.4})

    await pair.tool("lens").click()
    for word, lens in (("Weitwinkel", 0), ("Tele", 2), ("Normal", 1)):
        await page.get_by_role("button", name=word).click()
        await expect(page.get_by_role("button", name=word)).to_have_attribute("aria-pressed", "true")
        await pair.noted("lens", lens)
        await pair.noted("now", {"torch": True, "zoom": 2.4})
        await plays_on(page)
    await pair.tool("lens").click()
    await expect(page.locator(".tray")).to_have_count(0)


async def plays_on(page: Page) -> None:
    """Frames of a replaced track arrive."""
    await page.evaluate("() => { window.from = document.querySelector('video.live').currentTime; }")
    await page.wait_for_function("() => document.querySelector('video.live').currentTime > window.from + 0.3")


async def test_a_still_and_the_end_of_a_phone_call_leave_light_and_zoom_as_they_were(pair: Pair) -> None:
    wanted = {"torch": True, "zoom": 2.4}
    await pair.noted("now", wanted)
    before = len(await pair.phone.evaluate("phone.set"))
    await pair.tablet.page.locator(".tool.main").click()
    await expect(pair.phone.get_by_text("Bild ist angekommen")).to_be_visible()
    await pair.phone.wait_for_function(f"() => phone.set.length > {before}")
    await pair.noted("now", wanted)

    await pair.phone.evaluate(
        """() => {
          const [track] = document.querySelector("video").srcObject.getVideoTracks();
          phone.set.length = 0;
          track.dispatchEvent(new Event("unmute"));
        }"""
    )
    await pair.noted("set[0]", {"torch": True, "zoom": 2.4, "focusMode": "continuous"})

    # a dead camera, and a fresh one by one tap
    await pair.phone.evaluate("() => document.querySelector('video').srcObject.getVideoTracks()[0].stop()")
    await pair.phone.get_by_role("button", name="Weiter", exact=True).click()
    await pair.noted("now", wanted)


async def test_a_lens_that_does_not_open_gives_way_to_the_one_before(pair: Pair) -> None:
    page = pair.tablet.page
    await pair.phone.evaluate("() => { phone.refuses = ['lens 2']; }")
    await pair.tool("lens").click()
    await page.get_by_role("button", name="Tele").click()
    await expect(page.get_by_text("Die Linse ging nicht, die vorige läuft wieder.")).to_be_visible()
    await expect(page.get_by_role("button", name="Normal")).to_have_attribute("aria-pressed", "true")
    await pair.noted("now", {"torch": True, "zoom": 2.4})
    await plays_on(page)
    await pair.phone.evaluate("() => { phone.refuses = []; }")
    await pair.tool("lens").click()


async def test_stopp_lies_over_everything_until_it_is_lifted(pair: Pair) -> None:
    page, phone = pair.tablet.page, pair.phone
    await phone.evaluate("() => { phone.spoken = []; phone.shaken = []; phone.notes = 0; }")
    await phone.get_by_role("button", name="Bilder erlaubt").click()  # a dialog that lies open
    await expect(phone.locator("dialog.pictures")).to_be_visible()
    await page.get_by_role("button", name="STOPP").click()
    stopp = phone.locator("dialog.stopp")
    await expect(stopp.get_by_role("alert")).to_contain_text("Bitte sofort anhalten")
    await expect(phone.locator("dialog.pictures")).to_have_count(0)
    assert await stopp.get_by_role("link", name="Notruf 112").get_attribute("href") == "tel:112"
    await expect(page.get_by_role("heading", name="STOPP ist auf dem Telefon")).to_be_visible()
    await expect(page.locator(".stopp-seen")).to_contain_text(re.compile(r"angekommen .*, wird vorgelesen"))
    await expect(page.locator(".stage.stopped")).to_be_visible()
    spoken = await phone.evaluate("phone.spoken.at(-1).text")
    assert spoken.startswith("STOPP Bitte sofort anhalten Bleiben Sie jetzt stehen.")
    assert await phone.evaluate("phone.notes") >= 6
    assert [500, 150, 500, 150, 500] in await phone.evaluate("phone.shaken")

    for danger, title in (
        ("power", "Wasser nahe am Strom"),
        ("chamber", "Der Schacht ist offen"),
        ("flooded", "Der Raum steht unter Wasser"),
        ("fuel", "Öl oder Gas tritt aus"),
        ("fall", "Bleiben Sie, wo Sie sind"),
    ):
        await page.locator(f"[data-danger={danger}]").click()
        await expect(stopp.get_by_role("heading")).to_have_text(title)
        await expect(stopp.get_by_role("listitem")).to_have_count(3)
        await expect(page.locator(".stopp-seen")).to_contain_text("wird vorgelesen")
    await page.get_by_role("button", name="Selbst schreiben").click()
    await page.get_by_role("textbox", name="Die Gefahr in wenigen Worten").fill("Die Wand bricht")
    await page.get_by_role("button", name="Aufs Telefon").click()
    await expect(stopp.get_by_role("heading")).to_have_text("Die Wand bricht")

    # nothing gets over it: no hint, no text, no key
    await page.locator("[data-hint=closer]").click()
    await page.get_by_role("button", name="Text").click()
    await page.get_by_role("textbox", name="Text an").fill("Hallo")
    await page.get_by_role("textbox", name="Text an").press("Enter")
    await expect(page.locator(".chat-list .mine").last).to_contain_text("angekommen")
    for _ in range(3):
        await phone.keyboard.press("Escape")
    await expect(stopp).to_be_visible()
    assert (
        await phone.evaluate(
            "() => document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('dialog').className"
        )
        == "stopp"
    )
    assert await phone.locator(".say").inner_text() != HINTS["closer"]

    await stopp.get_by_role("button", name="Ich bin in Sicherheit").click()
    await expect(stopp).to_contain_text("weiß Bescheid")
    await page.get_by_role("button", name="STOPP").click()
    await expect(page.locator(".stopp-foot")).to_contain_text("„Ich bin in Sicherheit“ ist da.")
    await expect(stopp).to_be_visible()  # hers to lift, nobody else's
    await page.get_by_role("button", name="Aufheben").click()
    await expect(stopp).to_have_count(0)
    await expect(page.locator(".stage.stopped")).to_have_count(0)
    await expect(phone.locator(".note")).to_contain_text("Hallo")  # now she reads it


async def test_both_write_and_see_what_became_of_it(pair: Pair) -> None:
    page, phone = pair.tablet.page, pair.phone
    await phone.evaluate("() => { phone.spoken = []; }")
    await page.get_by_role("button", name="Text").click()
    field = page.get_by_role("textbox", name="Text an Frau Behrens")
    await field.fill("Wir schreiben uns.")
    await field.press("Enter")
    await expect(phone.locator(".note")).to_contain_text("Wir schreiben uns.")
    await expect(page.locator(".chat-list .mine").last).to_contain_text("vorgelesen")
    await pair.noted("spoken", [{"text": "Wir schreiben uns.", "lang": "de-DE"}])

    await page.get_by_role("button", name="Schließen").click()
    await phone.locator(".note").click()
    await phone.get_by_role("button", name="Ich höre schlecht").click()
    await expect(page.locator(".toast", has_text="Ich höre schlecht")).to_be_visible()
    await expect(phone.locator(".chat-list .mine").last).to_contain_text("angekommen")
    await expect(page.locator(".unread")).to_contain_text("1")
    await page.get_by_role("button", name="Text").click()
    await expect(page.locator(".chat-list .hers")).to_contain_text("Ich höre schlecht")
    await expect(phone.locator(".chat-list .mine").last).to_contain_text("hat es gelesen")

    # not read aloud where it is not wished
    await phone.get_by_role("switch", name="Neue Nachrichten vorlesen").uncheck(force=True)
    await phone.evaluate("() => { phone.spoken = []; }")
    await page.get_by_role("button", name="So ist es gut").click()
    await expect(phone.locator(".chat-list .hers").last).to_contain_text("So ist es gut")
    await expect(page.locator(".chat-list .mine").last).to_contain_text("gelesen")
    await pair.noted("spoken", [])
    await phone.get_by_role("switch", name="Neue Nachrichten vorlesen").check(force=True)


@pytest.mark.long
async def test_a_text_written_without_network_arrives_later(pair: Pair) -> None:
    page, phone = pair.tablet.page, pair.phone
    await phone.context.set_offline(True)
    await phone.evaluate("() => sockets.findLast((one) => one.readyState === 1).close()")
    await phone.get_by_role("textbox", name="Ihre Nachricht").fill("Hier ist kein Netz")
    await phone.get_by_role("button", name="Absenden").click()
    await expect(phone.locator(".chat-list .mine").last).to_contain_text("wird gesendet")
    await phone.context.set_offline(False)
    await expect(page.locator(".chat-list .hers").last).to_contain_text("Hier ist kein Netz")
    await expect(phone.locator(".chat-list .mine").last).to_contain_text("hat es gelesen")
    await phone.get_by_role("button", name="Bild groß").click()


async def test_commands_from_the_customers_seat_are_ignored(pair: Pair) -> None:
    page, phone = pair.tablet.page, pair.phone
    for kind, payload in (
        ("hint", {"hint": "closer", "hint_id": "h"}),
        ("hint", {"hint": "own", "hint_id": "h", "texts": {"de": 5}}),
        ("camera", {"set": "zoom", "value": 8}),
        ("torch", {"on": False}),
        ("stopp", {"stopp_id": "forged", "danger": "power"}),
        ("stopp-lift", {"stopp_id": "forged"}),
        ("hint-seen", {"hint_id": "never sent"}),
        ("camera-state", {"open": True, "zoom": {"min": "x"}, "lenses": [1, {}, None], "sizes": "no"}),
        ("stopp-state", {"stopp_id": 5, "danger": "power"}),
        ("chat", {"messages": "no"}),
        ("chat-state", None),
        ("hello", {}),
    ):
        await phone.evaluate(
            "(message) => send(message)", {"type": "signal", "kind": kind, "payload": payload}
        )
    await phone.evaluate(
        "(message) => send(message)",
        {
            "type": "signal",
            "kind": "chat",
            "payload": {
                "messages": [
                    {"id": "f1", "by": "consultant", "text": "forged"},
                    {"id": "f2", "by": "customer", "text": "echt"},
                ]
            },
        },
    )
    await expect(page.locator(".chat-list .hers").last).to_contain_text("echt")
    await expect(page.get_by_text("forged")).to_have_count(0)
    await expect(page.locator(".stage.stopped")).to_have_count(0)
    await pair.noted("now", {"torch": True, "zoom": 2.4})


@pytest.mark.long
async def test_who_opens_the_cockpit_anew_finds_stopp_camera_and_texts(pair: Pair) -> None:
    page, phone = pair.tablet.page, pair.phone
    await page.get_by_role("button", name="STOPP").click()
    await page.locator("[data-danger=chamber]").click()
    await expect(phone.locator("dialog.stopp")).to_contain_text("Der Schacht ist offen")
    await page.reload()
    await expect(page.get_by_role("heading", name="STOPP ist auf dem Telefon")).to_be_visible()
    await expect(page.locator("[data-danger=chamber]")).to_have_attribute("aria-pressed", "true")
    await expect(pair.tool("zoom")).to_contain_text("2,4×")
    await page.get_by_role("button", name="Aufheben").click()
    await expect(phone.locator("dialog.stopp")).to_have_count(0)
    await page.get_by_role("button", name="Text").click()
    await expect(page.locator(".chat-list .mine").first).to_contain_text("Hallo")
    await page.get_by_role("button", name="Schließen").click()


@pytest.mark.long
async def test_stopp_waits_for_a_phone_that_comes_back(pair: Pair) -> None:
    page, phone = pair.tablet.page, pair.phone
    await page.get_by_role("button", name="STOPP").click()
    await page.locator("[data-danger=power]").click()
    await phone.reload()
    await phone.get_by_role("button", name="Hier weitermachen").click()
    await expect(phone.locator("dialog.stopp")).to_contain_text("Wasser nahe am Strom")
    await page.get_by_role("button", name="Aufheben").click()
    await expect(phone.locator("dialog.stopp")).to_have_count(0)


@pytest.mark.long
async def test_stopp_is_in_reach_beside_an_upright_picture(pair: Pair) -> None:
    page = pair.tablet.page
    turn = """(size) => {
      const video = document.querySelector("video.live");
      for (const side in size) Object.defineProperty(video, side, { get: () => size[side] });
      video.dispatchEvent(new Event("resize"));
    }"""
    await page.evaluate(turn, {"videoWidth": 720, "videoHeight": 1280})
    for size in (TABLET, TABLET_UPRIGHT, PHONE):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        await page.locator(".flank .stopp-key").click(trial=True)
        await expect(page.locator(".flank .stopp-key")).to_be_in_viewport(ratio=1)
        await page.locator(".flank [data-hint=closer]").click(trial=True)
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]


async def test_what_a_phone_cannot_do_is_grey_and_says_why(running: House, browser: Browser) -> None:
    async with tablets(running, browser) as opened:
        pair = await meet(running, browser, opened, guided_phone.PLAIN)
        page = pair.tablet.page
        for tool, why in (
            ("torch", "Dieses Telefon gibt das Licht nicht frei."),
            ("zoom", "Dieses Telefon gibt den Zoom nicht frei."),
            ("lens", "Dieses Telefon zeigt der Seite nur eine Linse."),
            ("focus", "Dieses Telefon stellt nur selbst scharf."),
        ):
            await expect(pair.tool(tool)).to_have_attribute("aria-disabled", "true")
            await pair.tool(tool).click(force=True)
            await expect(page.locator(".toast").last).to_have_text(why)
        await page.locator("video.live").click()
        await expect(page.locator(".stage-focus")).to_have_count(0)
        await page.locator("[data-hint=closer]").click()
        await expect(page.get_by_text("Hinweise sind dort als Ton zu hören.")).to_be_visible()
