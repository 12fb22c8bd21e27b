"""The customer's way from the link to the waiting room."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from tests.pages.world import PHONE_NUMBER, World, start_camera
from tests.support.browsers import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def consents(weserau: World, consultation: str) -> list[bool]:
    found = await weserau.app[HOUSE].consultations.get(weserau.ahlers, consultation)
    return [consent.given for consent in found.consents]


async def has_picture(page: Page) -> None:
    await page.wait_for_function("() => document.querySelector('video')?.videoWidth > 0")


async def test_two_taps_lead_from_the_link_to_the_waiting_room(weserau: World) -> None:
    consultation = await weserau.consultation()
    page = await weserau.phone(await weserau.link(consultation))
    await expect(page.get_by_role("heading", name="Guten Tag, Frau Behrens")).to_be_visible()
    await expect(page.get_by_text("Mareike Ahlers berät Sie heute")).to_be_visible()
    await expect(page.get_by_text(PHONE_NUMBER)).to_be_visible()
    assert "#" not in page.url, "the secret must not stay where a screenshot shows it"

    await start_camera(page)
    await has_picture(page)
    assert await consents(weserau, consultation) == [True]
    await expect(page.get_by_text("Nur Sie sehen dieses Bild")).to_be_visible()


async def test_the_camera_stays_shut_until_the_question_is_answered(weserau: World) -> None:
    consultation = await weserau.consultation()
    counting = """
      const ask = MediaDevices.prototype.getUserMedia;
      window.asked = 0;
      MediaDevices.prototype.getUserMedia = function (wanted) {
        window.asked += 1;
        return ask.call(this, wanted);
      };
    """
    page = await weserau.phone(await weserau.link(consultation), init=counting)
    for answer in ("Ja", "Nein"):
        button = page.get_by_role("button", name=answer, exact=True)
        await expect(button).to_have_attribute("aria-pressed", "false")
    await page.get_by_role("button", name="Kamera starten").click()
    await expect(page.get_by_text("Bitte tippen Sie zuerst auf Ja oder Nein.")).to_be_visible()
    assert await page.evaluate("window.asked") == 0

    await start_camera(page, stills=False)
    assert await page.evaluate("window.asked") == 1
    assert await consents(weserau, consultation) == [False]


async def test_a_reload_goes_on_without_the_secret(weserau: World) -> None:
    page = await weserau.phone(await weserau.link(await weserau.consultation()))
    await start_camera(page)
    await page.reload()
    await expect(page.get_by_role("heading", name="Guten Tag, Frau Behrens")).to_be_visible()
    await expect(page.get_by_role("button", name="Ja", exact=True)).to_have_attribute("aria-pressed", "true")


async def test_english_is_one_tap_away(weserau: World) -> None:
    page = await weserau.phone(await weserau.link(await weserau.consultation()))
    await page.get_by_role("link", name="English").click()
    await expect(page.get_by_role("heading", name="Hello, Ms Behrens")).to_be_visible()
    await expect(page.get_by_role("button", name="Start camera")).to_be_visible()
    assert await page.locator("html").get_attribute("lang") == "en"


async def test_a_wrong_link_says_what_to_do(weserau: World) -> None:
    page = await weserau.phone("/join#not-a-secret-of-ours")
    await expect(page.get_by_role("heading", name="Dieser Link passt nicht")).to_be_visible()
    await expect(page.get_by_role("link", name=f"Anrufen: {PHONE_NUMBER}")).to_be_visible()
    weserau.accept("status of 4")


async def test_a_revoked_link_opens_nothing(weserau: World) -> None:
    consultation = await weserau.consultation()
    link = await weserau.link(consultation)
    await weserau.app[HOUSE].invitations.revoke(weserau.ahlers, consultation)
    page = await weserau.phone(link)
    await expect(page.get_by_role("heading", name="Dieser Link passt nicht")).to_be_visible()
    weserau.accept("status of 4")


async def test_the_same_link_on_a_second_phone_takes_over_and_says_so(weserau: World) -> None:
    link = await weserau.link(await weserau.consultation())
    first = await weserau.phone(link)
    await start_camera(first)

    second = await weserau.phone(link)
    await expect(second.get_by_text("vielleicht auf einem anderen Gerät")).to_be_visible()
    await second.get_by_role("button", name="Hier weitermachen").click()
    await expect(second.get_by_role("heading", name="Frau Ahlers kommt gleich")).to_be_visible()
    elsewhere = first.get_by_role("heading", name="Ihr Gespräch läuft jetzt auf einem anderen Gerät")
    await expect(elsewhere).to_be_visible()
    assert await first.locator("video").count() == 0

    await first.get_by_role("button", name="Wieder hier weitermachen").click()
    await expect(first.get_by_role("heading", name="Frau Ahlers kommt gleich")).to_be_visible()


async def test_without_network_one_tries_again(weserau: World) -> None:
    page = await weserau.page(PHONE)
    await page.route("**/api/v1/invitation/exchange", lambda route: route.abort())
    await page.goto(await weserau.link(await weserau.consultation()))
    await expect(page.get_by_role("heading", name="Keine Verbindung ins Internet")).to_be_visible()
    await page.unroute("**/api/v1/invitation/exchange")
    await page.get_by_role("button", name="Noch einmal versuchen").click()
    await expect(page.get_by_role("heading", name="Guten Tag, Frau Behrens")).to_be_visible()
    weserau.accept("ERR_FAILED")
