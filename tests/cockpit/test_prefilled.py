"""What the office found out is confirmed with one tap, keeps its source, and loses it with another answer."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import ADDRESS, CUSTOMER, Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

FACTS = [
    {"item": "building_type", "value": "terraced", "source": "Hausanschlussakte"},
    {"item": "building_units", "value": 1, "source": "Hausanschlussakte"},
    {"item": "building_basement", "value": "full", "source": "Hausanschlussakte"},
    {"item": "sewer_system", "value": "combined", "source": "Kanalkataster, DN 300"},
]


async def test_an_answer_of_the_office_is_confirmed_or_changed(ahlers: Client, desk: Tablets) -> None:
    body = {"customer": CUSTOMER, "address": ADDRESS, "office_facts": FACTS}
    consultation = str((await ahlers.post("/consultations", body))["id"])
    tablet = await desk.open("ahlers", consultation)
    kind = tablet.item("building_type")
    await expect(kind).to_contain_text("vom Büro · Hausanschlussakte")
    await kind.get_by_role("button", name="Stimmt").click()
    await expect(tablet.page.locator(".prefilled")).to_have_count(2)
    await tablet.item("building_units").get_by_role("button", name="Alle 2 bestätigen").click()
    await expect(tablet.page.locator(".prefilled")).to_have_count(0)

    await tablet.go("outside")
    sewer = tablet.item("sewer_system")
    await sewer.get_by_role("button", name="Ändern").click()
    await expect(sewer).to_contain_text("Kanalkataster, DN 300")
    await tablet.answer("sewer_system", "Trennsystem")
    await expect(sewer).not_to_contain_text("Kanalkataster")
    await tablet.page.get_by_role("button", name="Rückgängig").first.click()
    await expect(sewer).to_contain_text("Kanalkataster, DN 300")
    await tablet.all_sent()

    log = await ahlers.get(f"/consultations/{consultation}/operations?after=0")
    confirmed = [one for one in log["operations"] if one["field"] == "building_units"]
    assert [(one["value"], one["by"]["kind"]) for one in confirmed] == [(1, "office"), (1, "user")]
