"""One whole consultation, from the demo's links to the PDF in the office's list, in real browsers."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.cockpit.tablet import Tablet
from tests.support.browsers import DESK, chromium
from tests.support.demo import Demo
from tests.whole.people import (
    CONSULTANT,
    OFFICE,
    api,
    begin,
    finish,
    join,
    seen_on_failure,
    sees_moving_picture,
    sign_in,
    take_photo,
    thumbnails,
    type_number,
)

pytestmark = pytest.mark.browser


async def test_from_the_link_to_the_protocol(running: Demo, camera_file: Path, tmp_path: Path) -> None:
    async with (
        chromium(camera=camera_file) as phones,
        chromium() as tablets,
        seen_on_failure(tmp_path, phones, tablets),
    ):
        leads = await sign_in(tablets, running.links["consultant"], CONSULTANT)
        await begin(leads)
        phone = await join(phones, running.links["customer"])
        await sees_moving_picture(leads.page)
        await hears_the_other(leads)
        watches = await second_tablet(running, tablets, leads)

        await answer_the_opening(leads)
        await expect(watches.item("damage_history")).to_contain_text("Nein, nie")
        await leads.go("outside")
        await take_photo(leads, "street_ref_point")
        await watches.go("outside")
        await expect(thumbnails(watches, "street_ref_point")).to_have_count(1)
        await describe_a_laundry(leads)
        await describe_its_drain(leads)
        await expect(leads.path("sewer_backflow")).to_contain_text("hoch")
        await watches.go("drains")
        await expect(watches.page.locator(".list")).to_contain_text("Bodenablauf")
        await expect(watches.path("sewer_backflow")).to_contain_text("hoch")

        await finish(leads)
        await expect(phone.get_by_role("heading", name="Vielen Dank, Frau Behrens")).to_be_visible()
        await leads.page.get_by_role("button", name="Freigeben").click()
        await expect(leads.page.get_by_text("freigegeben").first).to_be_visible()

        number = await full_resolution(running, leads)
        await office_opens_it(running, tablets, number, tmp_path / "protocol.pdf")
        for tablet in (leads, watches):
            assert not tablet.watched.errors, tablet.watched.errors
    check_pdf(tmp_path / "protocol.pdf", number)


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


async def answer_the_opening(tablet: Tablet) -> None:
    await tablet.go("opening")
    await tablet.answer("consult_attendee_role", "Eigentümer/in")
    await expect(tablet.item("building_type")).to_contain_text("Reihenhaus / Bremer Haus")  # the office knew
    await tablet.answer("damage_history", "Nein, nie")
    await tablet.all_sent()


async def describe_a_laundry(tablet: Tablet) -> None:
    await tablet.go("rooms")
    await tablet.add("Waschküche")
    await tablet.answer("room_use", "Waschküche")
    await type_number(tablet, "room_floor_height_cm", "-210")
    await tablet.answer("room_floor_height_cm", "Gemessen / aus Plan")
    await tablet.answer("room_value", "Gering")
    await take_photo(tablet, "room_photo")
    await tablet.all_sent()


async def describe_its_drain(tablet: Tablet) -> None:
    await tablet.go("drains")
    await tablet.add("Bodenablauf")
    await expect(tablet.item("drain_type")).to_contain_text("Bodenablauf")  # its name says so
    await type_number(tablet, "drain_height_cm", "-210")
    await tablet.answer("drain_height_cm", "Gemessen / aus Plan")
    await tablet.answer("drain_wastewater", "Fäkalienfrei (Grauwasser)")
    await tablet.answer("drain_connected_to", "Öffentlicher Kanal")
    await tablet.answer("drain_protection", "Nein")
    await take_photo(tablet, "drain_photo")
    await tablet.all_sent()


async def full_resolution(server: Demo, tablet: Tablet) -> str:
    """Each still is the camera's 1920×1080, not the 1280×720 that the call sends. The protocol's number."""
    consultation = tablet.page.url.split("/consultations/")[1].split("?")[0]
    photos = (await api(server, tablet, f"/consultations/{consultation}/photos"))["photos"]
    assert len(photos) == 3
    for photo in photos:
        assert photo["state"] == "ready"
        assert sorted((photo["width"], photo["height"])) == [1080, 1920]
    summary = await api(server, tablet, f"/consultations/{consultation}")
    assert summary["state"] == "released"
    return str(summary["number"])


async def office_opens_it(server: Demo, browser: Browser, number: str, target: Path) -> None:
    desk = await sign_in(browser, server.links["office"], OFFICE, DESK)
    await desk.page.get_by_role("searchbox").first.fill(number)
    row = desk.page.get_by_role("row").filter(has_text=number)
    await expect(row).to_have_count(1)
    await row.click()
    link = desk.page.get_by_role("link", name="Protokoll öffnen")
    address = await link.get_attribute("href")
    answer = await desk.context.request.get(f"{server.url}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    target.write_bytes(await answer.body())
    assert not desk.watched.errors, desk.watched.errors


def check_pdf(pdf: Path, number: str) -> None:
    checked = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in (
        "Beratungsprotokoll",
        "Ergebnis auf einen Blick",
        "Waschküche",
        "Bodenablauf",
        "Offene Punkte",
    ):
        assert words in text, words
    pages = text.rstrip("\f").split("\f")
    assert all(number in page for page in pages)
    images = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, text=True, check=True).stdout
    widths = [int(line.split()[3]) for line in images.splitlines()[2:]]
    assert sum(width >= 900 for width in widths) >= 3, images
