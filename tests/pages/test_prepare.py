"""Before the appointment: what is known of the house, each with its source."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, expect

from inspection.app import HOUSE
from tests.pages.world import World
from tests.support.browsers import DESK

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def known(weserau: World, consultation: str) -> dict[str, Any]:
    """Field → value, as the log stands."""
    log = await weserau.app[HOUSE].operations.after(weserau.ahlers, consultation, 0)
    return {one.operation.field: one.operation.value for one in log.operations}


async def opened(weserau: World, name: str, login: str = "petersen") -> tuple[Page, str, Locator]:
    """The sheet of a new consultation, in the office or in the consultant's day."""
    consultation = await weserau.consultation(name)
    office = login == "petersen"
    page = await weserau.signed_in(login, "/office" if office else "/consultant", DESK)
    if office:
        await page.get_by_role("searchbox").fill(name)
        await expect(page.locator("tbody tr")).to_have_count(1)
    else:
        await page.locator(".event", has_text=name.split()[-1]).click()
    await page.get_by_role("button", name="Vorbereiten").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.locator(".prepare-row").first).to_be_visible()
    return page, consultation, sheet


def row(sheet: Locator, field: str) -> Locator:
    return sheet.locator(f"[data-field={field}]")


async def test_the_office_prepares_with_sources_and_heights_in_nhn(weserau: World) -> None:
    page, consultation, sheet = await opened(weserau, "Vera Vorbereitet")
    await row(sheet, "sewer_system").get_by_role("button", name="Mischsystem").click()
    await row(sheet, "sewer_system").get_by_role("button", name="Kanalkataster").click()
    source = row(sheet, "sewer_system").get_by_label("Quelle")
    await source.fill(f"{await source.input_value()}, DN 300")
    await row(sheet, "reference_nhn_m").locator("input").fill("4,35")
    level = row(sheet, "backflow_level_cm")
    await level.get_by_role("button", name="m NHN").click()
    await level.locator("input").first.fill("4,47")
    await expect(level.get_by_role("status")).to_contain_text("+12 cm")
    await level.get_by_role("button", name="Entwässerungssatzung").click()
    await row(sheet, "coordinates").locator("input").fill("53,2012 8,5876")
    await row(sheet, "building_year").locator("input").fill("1904")
    await sheet.get_by_role("button", name="Speichern").click()
    await expect(sheet).to_be_hidden()

    facts = page.locator(".facts")
    await expect(facts).to_contain_text("12 cm")
    await expect(facts).to_contain_text("Kanalkataster, DN 300")
    await expect(facts).to_contain_text("Reihenhaus / Bremer Haus von 1904")
    log = await known(weserau, consultation)
    assert log["backflow_level_cm"] == 12
    assert log["source_sewer_system"] == "Kanalkataster, DN 300"
    assert log["coordinates"] == {"lat": 53.2012, "lon": 8.5876}
    assert log["reference_nhn_m"] == 4.35


async def test_what_cannot_stand_is_named_where_it_stands(weserau: World) -> None:
    _, consultation, sheet = await opened(weserau, "Frieda Falsch")
    before = await known(weserau, consultation)
    await row(sheet, "backflow_level_cm").locator("input").first.fill("99999")
    await row(sheet, "coordinates").locator("input").fill("irgendwo")
    await row(sheet, "building_units").locator("input").first.fill("zwei")
    await sheet.get_by_role("button", name="Speichern").click()
    await expect(row(sheet, "backflow_level_cm")).to_contain_text("Möglich ist −500 bis 1000 cm.")
    await expect(row(sheet, "coordinates")).to_contain_text("Breite und Länge in Grad")
    await expect(row(sheet, "building_units")).to_contain_text("keine Zahl")
    await expect(sheet.locator("[aria-invalid=true]").first).to_be_focused()
    assert await known(weserau, consultation) == before


@pytest.mark.long
async def test_who_wrote_meanwhile_is_not_overwritten(weserau: World) -> None:
    page, consultation, sheet = await opened(weserau, "Zoe Zweimal", "ahlers")
    meanwhile = {
        "op_id": str(uuid4()),
        "based_on": 2,
        "target": "building",
        "field": "sewer_system",
        "value": "separate",
        "at": datetime.now(UTC).isoformat(),
    }
    await weserau.app[HOUSE].operations.append(weserau.petersen, consultation, [meanwhile])
    await row(sheet, "sewer_system").get_by_role("button", name="Mischsystem").click()
    await sheet.get_by_role("button", name="Speichern").click()
    two = row(sheet, "sewer_system").get_by_role("group", name="Zwei Angaben. Welche gilt?")
    await expect(two.get_by_role("button")).to_have_count(2)
    await two.get_by_role("button", name="Trennsystem").click()
    await sheet.get_by_role("button", name="Speichern").click()
    await expect(sheet).to_be_hidden()
    await expect(page.locator(".facts")).to_contain_text("Trennsystem")
    await expect(page.locator(".facts")).not_to_contain_text("zwei Angaben")
