"""The customer's way from the link to the waiting room."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import update

from inspection.adapters.database.tables import invitations
from inspection.app import HOUSE
from signaling import Participant, Role
from signaling.messages import Join
from tests.pages.world import PHONE_NUMBER, World, start_camera
from tests.support.browsers import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]
LANGUAGES = ["de", pytest.param("en", marks=pytest.mark.long)]


WRONG = {"de": "Dieser Link passt nicht", "en": "This link does not work"}
OLD = {"de": "Dieser Link gilt nicht mehr", "en": "This link is no longer valid"}
OVER = {"de": "Ihre Beratung ist schon beendet", "en": "Your consultation is already finished"}
SOON = {"de": "Frau Ahlers kommt gleich", "en": "Ms Ahlers will be here soon"}
OCCUPIED = {"de": "vielleicht auf einem anderen Gerät", "en": "perhaps on another device"}
HERE = {"de": "Hier weitermachen", "en": "Go on here"}
ELSEWHERE = {"de": "Ihr Gespräch läuft schon woanders", "en": "Your call is already running elsewhere"}
TAKEN_OVER = {"de": "Ihr Gespräch läuft jetzt woanders", "en": "Your call is now running elsewhere"}


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


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_link_that_leads_nowhere_says_what_to_do(weserau: World, language: str) -> None:
    house = weserau.app[HOUSE]
    revoked, expired, closed = [await weserau.consultation() for _ in range(3)]
    links = [("/join#not-a-secret-of-ours", WRONG)]
    links += [(await weserau.link(one), OLD) for one in (revoked, expired)]
    links += [(await weserau.link(closed), OVER)]
    await house.invitations.revoke(weserau.ahlers, revoked)
    await house.consultations.start(weserau.ahlers, closed)
    await house.consultations.finish(weserau.ahlers, closed)
    async with house.engine.begin() as connection:
        past = house.clock.now() - timedelta(seconds=1)
        await connection.execute(
            update(invitations).where(invitations.c.consultation_id == expired).values(expires_at=past)
        )
    page = await weserau.page(PHONE)
    for link, title in links:
        path, _, secret = link.partition("#")
        await page.goto("about:blank")  # else only the fragment changes, and nothing is loaded
        await page.goto(f"{path}?lang={language}#{secret}")
        await expect(page.get_by_role("heading", name=title[language])).to_be_visible()
        await expect(page.get_by_role("link", name=PHONE_NUMBER)).to_be_visible()
    weserau.accept("status of 4")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_same_link_on_a_second_phone_takes_over_and_says_so(weserau: World, language: str) -> None:
    path, _, secret = (await weserau.link(await weserau.consultation())).partition("#")
    first = await weserau.phone(f"{path}?lang={language}#{secret}")
    await first.locator(".yes-no button").first.click()
    await first.locator("footer .primary").click()
    await expect(first.get_by_role("heading", name=SOON[language])).to_be_focused()

    second = await weserau.phone(f"{path}?lang={language}#{secret}")
    await expect(second.get_by_text(OCCUPIED[language])).to_be_visible()
    await second.get_by_role("button", name=HERE[language]).click()
    await expect(second.get_by_role("heading", name=SOON[language])).to_be_focused()
    await expect(first.get_by_role("heading", name=TAKEN_OVER[language])).to_be_focused()
    assert await first.locator("video").count() == 0

    await first.locator("footer .primary").click()
    await expect(first.get_by_role("heading", name=SOON[language])).to_be_focused()


class Silent:
    """A page that is there and says nothing."""

    def send(self, raw: str) -> None:
        pass

    def close(self, why: object = None) -> None:
        pass


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_finds_the_seat_taken_may_take_it(weserau: World, language: str) -> None:
    """Somebody else sits there by now: a third one in a call for two."""
    consultation = await weserau.consultation()
    path, _, secret = (await weserau.link(consultation)).partition("#")
    page = await weserau.phone(f"{path}?lang={language}#{secret}")
    await page.locator(".yes-no button").first.click()
    somebody = Participant("somebody", "Somebody", (Role.CUSTOMER,), consultation)
    await weserau.app[HOUSE].rooms.join(somebody, Join(role=Role.CUSTOMER), Silent())
    await page.locator("footer .primary").click()
    await expect(page.get_by_role("heading", name=ELSEWHERE[language])).to_be_focused()
    await page.get_by_role("button", name=HERE[language]).click()
    await expect(page.get_by_role("heading", name=SOON[language])).to_be_focused()


async def test_without_network_one_tries_again(weserau: World) -> None:
    page = await weserau.page(PHONE)
    await page.route("**/api/v1/invitation/exchange", lambda route: route.abort())
    await page.goto(await weserau.link(await weserau.consultation()))
    await expect(page.get_by_role("heading", name="Keine Verbindung ins Internet")).to_be_visible()
    await page.unroute("**/api/v1/invitation/exchange")
    await page.get_by_role("button", name="Noch einmal versuchen").click()
    await expect(page.get_by_role("heading", name="Guten Tag, Frau Behrens")).to_be_visible()
    weserau.accept("ERR_FAILED")
