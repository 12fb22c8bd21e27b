"""One whole consultation in real browsers, to the PDF in the office's list: each database, each language.

In German on SQLite, as the demo's links lead; in English on PostgreSQL, as a server at work: signed in by
password, begun while the customer rings.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from playwright.async_api import Browser, Page, expect

from tests.cockpit.tablet import Tablet
from tests.photos import site
from tests.photos.site import Server
from tests.support.browsers import DESK, HEADLESS, TABLET, chromium, open_context
from tests.support.demo import Demo
from tests.support.postgres import PostgresServer
from tests.whole.people import (
    CONSULTANT,
    OFFICE,
    api,
    arrive,
    begin,
    finish,
    seen_on_failure,
    sees_moving_picture,
    sign_in,
    start,
    take_photo,
    thumbnails,
    type_number,
)
from tests.whole.words import DE, EN, Words, german_in, no_german_left, words_on

pytestmark = pytest.mark.browser


async def test_in_german_on_sqlite(running: Demo, camera_file: Path, tmp_path: Path) -> None:
    async with (
        chromium(camera=camera_file) as phones,
        chromium() as tablets,
        seen_on_failure(tmp_path, phones, tablets),
    ):
        leads = await sign_in(tablets, running.links["consultant"], CONSULTANT)
        await begin(leads)
        phone = await arrive(phones, running.links["customer"])
        await start(phone)
        await sees_moving_picture(leads.page)
        await hears_the_other(leads)
        watches = await second_tablet(running, tablets, leads)

        await answer_the_opening(leads, DE)
        await expect(leads.item("building_type")).to_contain_text(
            "Reihenhaus / Bremer Haus"
        )  # the office knew
        await expect(watches.item("damage_history")).to_contain_text("Nein, nie")
        await leads.go("outside")
        await take_photo(leads, "street_ref_point")
        await watches.go("outside")
        await expect(thumbnails(watches, "street_ref_point")).to_have_count(1)
        await describe_a_laundry(leads, DE)
        await describe_its_drain(leads, DE)
        assert (
            len(german_in(await words_on(leads.page))) > 10
        )  # so the English pages are really looked through
        await expect(leads.path("sewer_backflow")).to_contain_text("hoch")
        await watches.go("drains")
        await expect(watches.page.locator(".list")).to_contain_text("Bodenablauf")
        await expect(watches.path("sewer_backflow")).to_contain_text("hoch")

        await close(leads, phone, DE)
        number = await full_resolution(running, leads, photos=3)
        desk = await sign_in(tablets, running.links["office"], OFFICE, DESK)
        await office_opens_it(running, desk, number, tmp_path / "protocol.pdf", DE)
        for tablet in (leads, watches, desk):
            assert not tablet.watched.errors, tablet.watched.errors
    check_pdf(tmp_path / "protocol.pdf", number, DE, photos=3)


async def test_in_english_on_postgresql(postgres: PostgresServer, camera_file: Path, tmp_path: Path) -> None:
    settings = {
        "KELLERBLICK_DATABASE_URL": postgres.new_database(),
        "KELLERBLICK_UTILITY_NAME": "Harbour Drainage",
        "KELLERBLICK_UTILITY_PHONE": "0421 555 01 00",
    }
    async with (
        site.running(tmp_path, settings) as server,
        chromium(camera=camera_file) as phones,
        chromium(program=HEADLESS) as tablets,
        seen_on_failure(tmp_path, phones, tablets),
    ):
        leads = await sign_in_by_password(server, tablets)
        link = await advise_now(leads)
        phone = await arrive(phones, link, EN)
        await no_german_left(phone)
        await begin(leads, "Ms Miller", EN)
        await start(phone, EN)
        await sees_moving_picture(leads.page)
        await expect(phone.get_by_text(EN.sees_picture)).to_be_visible()
        await no_german_left(phone)

        await answer_the_opening(leads, EN)
        await leads.answer("building_type", "Terraced house")
        await no_german_left(leads.page)
        await describe_a_laundry(leads, EN)
        await describe_its_drain(leads, EN)
        await leads.path("sewer_backflow").click()
        await expect(leads.page.locator("[data-panel=reasons]")).to_contain_text("Floor drain")
        await no_german_left(leads.page)
        await leads.page.keyboard.press("Escape")

        await close(leads, phone, EN)
        await no_german_left(leads.page)
        await no_german_left(phone)
        number = await full_resolution(server, leads, photos=2)
        await leads.page.set_viewport_size(DESK)  # type: ignore[arg-type]
        await leads.page.goto(f"{server.url}/office")
        await office_opens_it(server, leads, number, tmp_path / "protocol.pdf", EN)
        await no_german_left(leads.page)
        assert not leads.watched.errors, leads.watched.errors
    text = check_pdf(tmp_path / "protocol.pdf", number, EN, photos=2)
    assert not german_in(text.splitlines()), german_in(text.splitlines())


async def sign_in_by_password(server: Server, browser: Browser) -> Tablet:
    context = await open_context(browser, TABLET, locale=EN.locale)
    page = await context.new_page()
    tablet = Tablet(context, page)
    await page.goto(f"{server.url}/consultant")
    await no_german_left(page)
    await page.get_by_label("User name").fill(site.LOGIN)
    await page.get_by_label("Password").fill(site.PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/consultant")
    return tablet


async def advise_now(tablet: Tablet) -> str:
    """Who rings is written down; the link for her phone."""
    page = tablet.page
    await page.get_by_role("button", name="Advise now").first.click()
    form = page.get_by_role("dialog")
    await no_german_left(page)
    await form.get_by_label("Name", exact=True).fill("Grace Miller")
    await form.get_by_label("Street").fill("Harbour Street")
    await form.get_by_label("House number").fill("14")
    await form.get_by_role("button", name="Create and show the link").click()
    link = page.get_by_role("textbox", name="Link", exact=True)
    await expect(link).to_have_value(re.compile(r"/join#\S{20,}"))
    await no_german_left(page)
    return await link.input_value()


async def hears_the_other(tablet: Tablet) -> None:
    """The tablet plays a live voice beside the picture."""
    await tablet.page.wait_for_function(
        """() => [...document.querySelectorAll("video, audio")].some(
          (one) => one.srcObject?.getAudioTracks().some((track) => track.readyState === "live"))"""
    )


async def second_tablet(server: Demo, browser: Browser, leads: Tablet) -> Tablet:
    """Another person of the utility opens the same consultation."""
    watches = await sign_in(browser, server.links["office"], OFFICE)
    await expect(watches.page.get_by_role("searchbox").first).to_be_visible()
    await watches.page.goto(leads.page.url)
    await expect(watches.page.locator(".list")).to_be_visible()
    return watches


async def answer_the_opening(tablet: Tablet, words: Words) -> None:
    await tablet.go("opening")
    await tablet.answer("consult_attendee_role", words.owner)
    await tablet.answer("damage_history", words.never)
    await tablet.all_sent()


async def describe_a_laundry(tablet: Tablet, words: Words) -> None:
    await tablet.go("rooms")
    await tablet.add(words.laundry)
    await tablet.answer("room_use", words.laundry)
    await type_number(tablet, "room_floor_height_cm", "-210")
    await tablet.answer("room_floor_height_cm", words.measured)
    await tablet.answer("room_value", words.low)
    await take_photo(tablet, "room_photo")
    await tablet.all_sent()


async def describe_its_drain(tablet: Tablet, words: Words) -> None:
    await tablet.go("drains")
    await tablet.add(words.floor_drain)
    await expect(tablet.item("drain_type")).to_contain_text(words.floor_drain)  # its name says so
    await type_number(tablet, "drain_height_cm", "-210")
    await tablet.answer("drain_height_cm", words.measured)
    await tablet.answer("drain_wastewater", words.grey_water)
    await tablet.answer("drain_connected_to", words.sewer)
    await tablet.answer("drain_protection", words.no)
    await take_photo(tablet, "drain_photo")
    await tablet.all_sent()


async def close(tablet: Tablet, phone: Page, words: Words) -> None:
    await finish(tablet, words)
    await expect(phone.get_by_role("heading", name=words.thanks)).to_be_visible()
    await tablet.page.get_by_role("button", name=words.release).click()
    await expect(tablet.page.get_by_text(words.released).first).to_be_visible()


async def full_resolution(server: Demo | Server, tablet: Tablet, photos: int) -> str:
    """Each still is the camera's 1920×1080, not the 1280×720 that the call sends. The protocol's number."""
    consultation = tablet.page.url.split("/consultations/")[1].split("?")[0]
    taken = (await api(server, tablet, f"/consultations/{consultation}/photos"))["photos"]
    assert len(taken) == photos
    for photo in taken:
        assert photo["state"] == "ready"
        assert sorted((photo["width"], photo["height"])) == [1080, 1920]
    summary = await api(server, tablet, f"/consultations/{consultation}")
    assert summary["state"] == "released"
    return str(summary["number"])


async def office_opens_it(
    server: Demo | Server, desk: Tablet, number: str, target: Path, words: Words
) -> None:
    await desk.page.get_by_role("searchbox").first.fill(number)
    row = desk.page.get_by_role("row").filter(has_text=number)
    await expect(row).to_have_count(1)
    await row.click()
    link = desk.page.get_by_role("link", name=words.open_protocol)
    address = await link.get_attribute("href")
    answer = await desk.context.request.get(f"{server.url}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    target.write_bytes(await answer.body())


def check_pdf(pdf: Path, number: str, words: Words, photos: int) -> str:
    """Whole, in its language, with its pictures; the text."""
    checked = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with pikepdf.open(pdf) as opened:
        assert str(opened.Root.Lang) == words.language
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    for wanted in (*words.in_pdf, words.laundry, words.floor_drain):
        assert wanted in text, wanted
    pages = text.rstrip("\f").split("\f")
    assert all(number in page for page in pages)
    images = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, text=True, check=True).stdout
    widths = [int(line.split()[3]) for line in images.splitlines()[2:]]
    assert sum(width >= 900 for width in widths) >= photos, images
    return text
