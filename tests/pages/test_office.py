"""The office finds a consultation, sees its protocol beside its data, and invites."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from inspection.domain.operations import Operation
from tests.pages.world import World
from tests.support.browsers import DESK

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def archive(weserau: World) -> Page:
    return await weserau.signed_in("petersen", "/office", DESK)


async def finished(weserau: World, name: str, number: str) -> str:
    """A consultation that was held and whose protocol is being made."""
    consultation = await weserau.consultation(name, number=number)
    house = weserau.app[HOUSE]
    await house.consultations.start(weserau.ahlers, consultation)
    await house.consultations.finish(weserau.ahlers, consultation)
    return consultation


async def test_one_box_finds_by_number_name_and_address(weserau: World) -> None:
    await weserau.consultation("Deniz Yıldız", salutation="Herr", number="22")
    await weserau.consultation("Ute Müller-Lüdenscheidt", number="9b")
    page = await archive(weserau)
    rows = page.locator("tbody tr")
    search = page.get_by_role("searchbox")
    for words, found in (
        ("yildiz", "Deniz Yıldız"),
        ("MUELLER", "Ute Müller-Lüdenscheidt"),
        ("deichstr 9b", "Ute Müller-Lüdenscheidt"),
    ):
        await search.fill(words)
        await expect(rows).to_have_count(1)
        await expect(rows.first).to_contain_text(found)
    await expect(rows.first.locator("mark")).to_have_text(["Deichstr", "9b"])
    await search.fill("Wiesenweg")
    await expect(page.get_by_text("Dazu finden wir keine Beratung.")).to_be_visible()


async def test_a_protocol_appears_beside_its_data_when_it_is_rendered(weserau: World) -> None:
    consultation = await finished(weserau, "Petra Protokoll", "14")
    page = await archive(weserau)
    await page.get_by_role("searchbox").fill("petra protokoll")
    await expect(page.locator("tbody tr")).to_have_count(1)
    frame = page.locator("iframe.sheet")
    await expect(frame).to_be_visible()
    pdf = f"/api/v1/consultations/{consultation}/protocol.pdf"
    assert pdf in str(await frame.get_attribute("src"))
    await expect(page.locator(".data")).to_contain_text("Frau Petra Protokoll")

    async with page.expect_download() as download:
        await page.get_by_role("link", name="Herunterladen").click()
    file = await (await download.value).path()
    assert file.read_bytes().startswith(b"%PDF-")
    assert re.fullmatch(r"RB-\d{4}-\d{6}\.pdf", (await download.value).suggested_filename)
    opens = page.get_by_role("link", name="Protokoll öffnen")
    assert pdf in str(await opens.get_attribute("href"))


@pytest.mark.long
async def test_chips_narrow_by_state_and_level(weserau: World) -> None:
    house = weserau.app[HOUSE]
    await weserau.consultation("Geplant Planke")
    begun = await weserau.consultation("Begonnen Planke")
    await house.consultations.start(weserau.ahlers, begun)
    answer = Operation("o1", 0, "building", "street_ref_point", None, datetime.now(UTC))
    await house.operations.append(weserau.ahlers, begun, [answer])
    level = (await house.consultations.get(weserau.ahlers, begun)).row.overview["overall"]["level"]
    page = await archive(weserau)
    await page.get_by_role("searchbox").fill("planke")
    rows = page.locator("tbody tr")
    await expect(rows).to_have_count(2)
    chip = page.get_by_role("button", name="Im Gespräch", exact=True)
    await chip.click()
    await expect(rows).to_have_count(1)
    await expect(rows.first).to_contain_text("Begonnen Planke")
    await chip.click()
    await expect(rows).to_have_count(2)
    words = {"low": "gering", "moderate": "mittel", "high": "hoch", "very_high": "sehr hoch"}
    for name, word in words.items():
        chip = page.get_by_role("button", name=word, exact=True)
        await chip.click()
        await expect(rows).to_have_count(1 if name == level else 0)
        await chip.click()


async def test_a_new_consultation_shows_its_link(weserau: World) -> None:
    page = await archive(weserau)
    await page.get_by_role("button", name="Neue Beratung").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Name", exact=True).fill("Käthe Ünlü")
    await form.get_by_label("Straße").fill("Am Wieddeich")
    await form.get_by_label("Hausnummer").fill("3")
    await form.get_by_role("button", name="Anlegen und Link zeigen").click()
    link = page.get_by_role("textbox", name="Link", exact=True)
    await expect(link).to_have_value(re.compile(re.escape(weserau.url) + r"/join#\S{20,}"))
    await expect(page.locator(".qr svg")).to_be_visible()
    await expect(page.locator("tbody tr")).to_have_count(1)

    phone = await weserau.phone((await link.input_value()).removeprefix(weserau.url))
    await expect(phone.get_by_role("heading", name="Guten Tag, Frau Ünlü")).to_be_visible()


async def test_arrow_keys_walk_through_the_list(weserau: World) -> None:
    for number in ("1", "2"):
        await weserau.consultation("Pfeil Taste", number=number)
    page = await archive(weserau)
    await page.get_by_role("searchbox").fill("pfeil")
    await expect(page.locator("tbody tr")).to_have_count(2)
    await page.locator("tr.chosen button").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("tbody tr").nth(1)).to_have_class("chosen")
    await expect(page.locator("tbody tr").nth(1).locator("button")).to_be_focused()
