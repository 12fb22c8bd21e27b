"""The preparation, papers at the desk and beside the live picture, and the question where she is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from inspection.app import HOUSE
from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import Inspector
from tests.pages.test_position import call
from tests.pages.world import World
from tests.support.browsers import DESK, PHONE, TABLET_UPRIGHT
from tests.support.papers import pdf_file

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.long
async def test_preparing(weserau: World, inspector: Inspector, language: str, tmp_path: Path) -> None:
    consultation = await weserau.consultation("Pia Papier")
    page = await weserau.signed_in("petersen", f"/office?lang={language}", DESK)
    await page.get_by_role("searchbox").fill("Pia Papier")
    await expect(page.locator(".papers-panel")).to_be_visible()
    await page.locator(".paper-pick input").set_input_files(pdf_file(tmp_path))
    await expect(page.locator(".paper.ready")).to_be_visible()
    await inspector.look(page, "papers in the archive", PHONE)
    await page.locator(".paper-open").click()
    await inspector.look(page, "a paper over the page", PHONE)
    await page.keyboard.press("Escape")
    await page.locator(".known-acts button").click()
    await expect(page.locator(".prepare-row").first).to_be_visible()
    await page.locator("[data-field=coordinates] input").fill("?")
    await page.locator(".prepare footer .primary").click()
    await expect(page.locator(".prepare .wrong")).to_be_visible()
    await inspector.look(page, "preparation with a mistake", PHONE)
    await weserau.app[HOUSE].consultations.start(weserau.ahlers, consultation)
    cockpit = await weserau.signed_in("ahlers", f"/consultant/consultations/{consultation}?lang={language}")
    await expect(cockpit.locator(".prefilled")).to_be_visible()
    await inspector.look(cockpit, "an answer of the office")
    await cockpit.get_by_role("button", name={"de": "Unterlagen", "en": "Papers"}[language]).click()
    await expect(cockpit.locator(".paper-frame img")).to_be_visible()
    await inspector.look(cockpit, "papers beside the picture", TABLET_UPRIGHT)


@pytest.mark.long
async def test_the_question_where_she_is(weserau: World, inspector: Inspector) -> None:
    phone, cockpit, _ = await call(weserau, "Wanda Wo")
    await cockpit.locator(".place-proof button").click()
    await expect(phone.get_by_role("dialog")).to_be_visible()
    await inspector.look(phone, "asked where she is", PHONE)
    await phone.locator("dialog .yes-no button").first.click()
    await expect(cockpit.locator(".place-proof b")).to_be_visible()
    await inspector.look(cockpit, "how far the phone is")
    await phone.locator("dialog footer button").click()
    await phone.locator(".pictures-key").click()
    await expect(phone.locator("dialog .place")).to_be_visible()
    await inspector.look(phone, "to be taken back", PHONE)
