"""Papers: sent by the office, opened in the consultant's day and beside the live picture, removed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from tests.pages.world import World
from tests.support.browsers import DESK
from tests.support.papers import pdf, pdf_file

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def office_of(weserau: World, name: str) -> tuple[Page, str]:
    consultation = await weserau.consultation(name)
    page = await weserau.signed_in("petersen", "/office", DESK)
    await page.get_by_role("searchbox").fill(name)
    await expect(page.locator("tbody tr")).to_have_count(1)
    await expect(page.locator(".papers-panel")).to_be_visible()
    return page, consultation


async def test_a_drawing_of_the_office_lies_beside_the_live_picture(weserau: World, tmp_path: Path) -> None:
    page, consultation = await office_of(weserau, "Paula Papier")
    await page.locator(".paper-pick input").set_input_files(pdf_file(tmp_path))
    paper = page.locator(".paper", has_text="Hausanschluss.pdf")
    await expect(paper).to_contain_text("Hausanschlussakte · 2 Seiten")
    await paper.locator(".paper-open").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("img")).to_have_attribute("alt", "Hausanschluss.pdf, Seite 1 von 2")
    await page.keyboard.press("Escape")
    await expect(paper.locator(".paper-open")).to_be_focused()

    house = weserau.app[HOUSE]
    await house.consultations.start(weserau.ahlers, consultation)
    cockpit = await weserau.signed_in("ahlers", f"/consultant/consultations/{consultation}")
    await cockpit.get_by_role("button", name="Unterlagen").click()
    shown = cockpit.locator(".paper-frame img")
    await expect(shown).to_have_attribute("alt", "Hausanschluss.pdf, Seite 1 von 2")
    await expect(cockpit.locator(".stage")).to_be_visible()
    frame = cockpit.locator(".paper-frame")
    await frame.focus()
    await cockpit.keyboard.press("+")
    await expect(frame).to_have_attribute("data-zoom", "150")
    await cockpit.keyboard.press("ArrowRight")
    await expect(shown).to_have_attribute("style", re.compile(r"translate\(-\d"))
    await cockpit.keyboard.press("0")
    await expect(frame).to_have_attribute("data-zoom", "100")
    await frame.dblclick()
    await expect(frame).to_have_attribute("data-zoom", "300")
    await cockpit.get_by_role("button", name="Nächste Seite").click()
    await expect(shown).to_have_attribute("alt", "Hausanschluss.pdf, Seite 2 von 2")
    # Removed while the page is on its way, it would be refused with 404.
    await shown.evaluate("(page) => page.decode()")

    await paper.get_by_role("button", name="Hausanschluss.pdf löschen").click()
    await page.locator(".paper.doomed").get_by_role("button", name="Löschen").click()
    await expect(page.get_by_text("Noch keine Unterlagen.")).to_be_visible()
    await expect(cockpit.get_by_text("Zu dieser Beratung gibt es keine Unterlagen.")).to_be_visible()


@pytest.mark.long
async def test_what_is_no_paper_is_said_where_it_was_dropped(weserau: World, tmp_path: Path) -> None:
    page, _ = await office_of(weserau, "Nora Nichts")
    (tmp_path / "Karte.pdf").write_bytes(pdf(1, password="geheim"))
    (tmp_path / "Brief.docx").write_bytes(b"PK\x03\x04 and more than twelve bytes")
    await page.locator(".paper-pick input").set_input_files([tmp_path / "Brief.docx", tmp_path / "Karte.pdf"])
    letter = page.locator(".paper", has_text="Brief.docx")
    await expect(letter.get_by_role("alert")).to_contain_text("weder PDF noch JPEG, PNG oder WebP")
    locked = page.locator(".paper", has_text="Karte.pdf")
    await expect(locked).to_contain_text("mit einem Passwort geschützt")
    await letter.get_by_role("button", name="Schließen").click()
    await expect(letter).to_have_count(0)
    weserau.accept("415")
