"""The cockpit in a call with the customer's page: picture, still, light, hints."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablet, Tablets
from tests.support.browsers import PHONE, open_context

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def in_call(ahlers: Client, desk: Tablets, init: str = "") -> tuple[str, Tablet, Page]:
    """Consultation, cockpit with the picture playing, and the customer's phone; both begin with `init`."""
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("room:r1", "exists", True), ("room:r1", "label", "Waschküche"))
    tablet = await desk.open("ahlers", consultation, init=init)
    link = (await ahlers.post(f"/consultations/{consultation}/invitations"))["url"]
    context = await open_context(desk.browser, PHONE)
    desk.contexts.append(context)
    phone = await context.new_page()
    if init:
        await phone.add_init_script(init)
    await phone.goto(link)
    await phone.get_by_role("button", name="Ja", exact=True).click()
    await phone.get_by_role("button", name="Kamera starten").click()
    await plays(tablet)
    return consultation, tablet, phone


async def plays(tablet: Tablet) -> None:
    """A second more of the live picture goes by."""
    await tablet.page.wait_for_function(
        """() => {
          const now = document.querySelector("video.live").currentTime;
          const { plays = { from: now, last: now } } = window;
          if (now < plays.last) throw new Error("the picture began anew");
          window.plays = { ...plays, last: now };
          if (now - plays.from < 1) return false;
          delete window.plays;
          return true;
        }"""
    )


@pytest.mark.long
async def test_the_picture_plays_on_while_answers_are_given(ahlers: Client, desk: Tablets) -> None:
    consultation, tablet, _ = await in_call(ahlers, desk)
    await expect(tablet.page.locator(".stage-connection")).to_contain_text("Verbindung")
    assert (await ahlers.get(f"/consultations/{consultation}"))["state"] == "in_call"
    await tablet.answer("building_type", "Reihenhaus / Bremer Haus")
    await tablet.go("rooms")
    await plays(tablet)


@pytest.mark.long
async def test_one_tap_at_an_item_brings_its_picture(ahlers: Client, desk: Tablets) -> None:
    consultation, tablet, _ = await in_call(ahlers, desk)
    await tablet.go("rooms")
    await expect(tablet.item("room_photo")).to_have_attribute("data-status", "open")
    await tablet.item("room_photo").get_by_role("button", name="Foto aufnehmen").click()
    await expect(tablet.item("room_photo").locator("[data-photo]")).to_be_visible()  # at once
    thumb = tablet.item("room_photo").get_by_role("button", name="Bild 1")
    await expect(thumb).to_be_visible()
    await expect(tablet.item("room_photo")).to_have_attribute("data-status", "answered")
    photos = (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]
    assert [(one["item"], one["entity"]) for one in photos] == [("room_photo", "r1")]


async def test_a_hint_is_seen_on_the_phone_and_said_to_be(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk)
    await tablet.page.get_by_role("toolbar", name="Hinweise").get_by_role("button", name="näher").click()
    await expect(phone.get_by_text("Bitte näher herangehen")).to_be_visible()
    await expect(tablet.page.get_by_text("Angekommen: „näher“")).to_be_visible()


@pytest.mark.long
async def test_a_lost_phone_is_said_in_words(ahlers: Client, desk: Tablets) -> None:
    _, tablet, phone = await in_call(ahlers, desk)
    await phone.context.close()
    desk.contexts.clear()
    await expect(tablet.page.locator(".stage-connection")).to_contain_text("Bild unterbrochen")
