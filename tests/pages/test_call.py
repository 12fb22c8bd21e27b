"""The customer's side of a call, held by a consultant's end that says what a cockpit says."""

from __future__ import annotations

import uuid

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from tests.pages.world import LAMP, ConsultantEnd, World, start_camera

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def in_call(weserau: World, *, stills: bool = True, init: str = "") -> tuple[str, Page, ConsultantEnd]:
    consultation = await weserau.consultation()
    phone = await weserau.phone(await weserau.link(consultation), init=init)
    await start_camera(phone, stills=stills)
    consultant = await weserau.consultant_end(consultation)
    await expect(phone.get_by_text("Frau Ahlers sieht Ihr Bild")).to_be_visible()
    await consultant.sees_picture()
    return consultation, phone, consultant


async def test_the_consultant_sees_the_picture_and_an_instruction_is_answered(weserau: World) -> None:
    _, phone, consultant = await in_call(weserau)
    await expect(phone.get_by_text("Verbindung gut")).to_be_visible()
    await consultant.say("hint", {"hint": "closer", "hint_id": "h1"})
    await expect(phone.get_by_text("Bitte näher herangehen")).to_be_visible()
    assert (await consultant.heard("hint-seen"))["hint_id"] == "h1"


@pytest.mark.long
async def test_the_voice_of_the_consultant_is_played(weserau: World) -> None:
    init = """
      const NativeAudio = window.Audio;
      window.Audio = function () { return (window.voice = new NativeAudio()); };
    """
    _, phone, _ = await in_call(weserau, init=init)
    await phone.wait_for_function("() => voice.srcObject?.getAudioTracks().length === 1 && !voice.paused")
    await phone.get_by_role("button", name="Ton ist an").click()
    await expect(phone.get_by_role("button", name="Ton ist aus")).to_be_visible()
    assert await phone.evaluate("voice.muted")


async def test_a_still_arrives_in_full_resolution(weserau: World) -> None:
    consultation, phone, consultant = await in_call(weserau)
    request = {"request_id": "r1", "photo_id": str(uuid.uuid4()), "item": "site_photo", "entity": "building"}
    await consultant.say("still-request", request | {"label": "Haus"})
    await expect(phone.get_by_text("Bitte kurz ruhig halten")).to_be_visible()
    await consultant.heard("still-state", state="taking")
    await consultant.heard("still-state", state="uploading")
    assert (await consultant.heard("still-state", state="done"))["photo_id"] == request["photo_id"]
    await expect(phone.get_by_text("Bild ist angekommen")).to_be_visible()

    await consultant.news("photo", photo_id=request["photo_id"], state="ready")
    camera = await phone.evaluate(
        "() => document.querySelector('video').srcObject.getVideoTracks()[0].getCapabilities()"
    )
    photo = (await weserau.app[HOUSE].photos.all(weserau.ahlers, consultation))[0].photo
    assert photo.id == request["photo_id"]
    assert (photo.width, photo.height) == (camera["width"]["max"], camera["height"]["max"])


async def test_without_consent_no_still_is_taken(weserau: World) -> None:
    consultation, _, consultant = await in_call(weserau, stills=False)
    photo = str(uuid.uuid4())
    await consultant.say(
        "still-request", {"request_id": "r1", "photo_id": photo, "item": "site_photo", "entity": "building"}
    )
    assert (await consultant.heard("still-state", state="failed"))["reason"] == "consent"
    assert not await weserau.app[HOUSE].photos.all(weserau.ahlers, consultation)


@pytest.mark.long
async def test_the_light_goes_on_from_either_side(weserau: World) -> None:
    _, phone, consultant = await in_call(weserau, init=LAMP)
    await consultant.say("torch", {"on": True})
    await consultant.heard("torch-state", on=True, supported=True)
    await phone.get_by_role("button", name="Licht ist an").click()
    await expect(phone.get_by_role("button", name="Licht ist aus")).to_be_visible()
    assert await phone.evaluate("window.lamp") is False


@pytest.mark.long
async def test_a_phone_without_a_lamp_says_so(weserau: World) -> None:
    _, phone, consultant = await in_call(weserau)
    await consultant.heard("torch-state", on=False, supported=False)
    await phone.get_by_role("button", name="Kein Licht").click(force=True)
    await expect(phone.get_by_text("Dieses Telefon gibt das Licht nicht frei.")).to_be_visible()


@pytest.mark.long
async def test_hanging_up_can_be_taken_back(weserau: World) -> None:
    _, phone, consultant = await in_call(weserau)
    await phone.get_by_role("button", name="Auflegen").click()
    await expect(phone.get_by_text("Frau Ahlers sieht und hört jetzt nichts mehr.")).to_be_visible()
    await phone.get_by_role("button", name="Weiter sprechen").click()
    await expect(phone.get_by_text("Frau Ahlers sieht Ihr Bild")).to_be_visible()

    await phone.get_by_role("button", name="Auflegen").click()
    await phone.get_by_role("button", name="Gespräch beenden").click()
    await expect(phone.get_by_role("heading", name="Vielen Dank, Frau Behrens")).to_be_visible()
    await consultant.page.wait_for_function("() => !end.socket.other")

    await phone.get_by_role("button", name="Noch einmal verbinden").click()
    await expect(phone.get_by_text("Frau Ahlers sieht Ihr Bild")).to_be_visible()


async def test_the_end_of_the_consultation_says_what_comes_next(weserau: World) -> None:
    consultation, phone, _ = await in_call(weserau)
    house = weserau.app[HOUSE]
    await house.consultations.start(weserau.ahlers, consultation)
    await house.consultations.finish(weserau.ahlers, consultation)
    await expect(phone.get_by_role("heading", name="Vielen Dank, Frau Behrens")).to_be_visible()
    await expect(
        phone.get_by_text("Stadtentwässerung Weserau schickt Ihnen danach das Protokoll.")
    ).to_be_visible()
    assert await phone.locator("video").count() == 0
    assert await phone.get_by_role("button", name="Noch einmal verbinden").count() == 0


async def test_a_blocked_voice_needs_one_tap(weserau: World) -> None:
    blocking = """
      window.blocked = true;
      const play = HTMLMediaElement.prototype.play;
      HTMLMediaElement.prototype.play = function () {
        if (this instanceof HTMLAudioElement && window.blocked) {
          return Promise.reject(new DOMException("no", "NotAllowedError"));
        }
        return play.call(this);
      };
    """
    _, phone, _ = await in_call(weserau, init=blocking)
    button = phone.get_by_role("button", name="Ton an", exact=True)
    await expect(button).to_be_visible()
    await phone.evaluate("window.blocked = false")
    await button.click()
    await expect(phone.get_by_text("Halten Sie die Kamera nach vorn")).to_be_visible()
    await expect(phone.get_by_role("button", name="Ton ist an")).to_be_visible()
