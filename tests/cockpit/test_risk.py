"""Risk while it arises: the tiles, their reasons, the answers behind them, the open points."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_the_tiles_show_the_worked_case(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    tablet = await desk.open("ahlers", consultation)
    for path, level, word in (
        ("sewer_backflow", "high", "hoch"),
        ("surface_water", "high", "hoch"),
        ("groundwater", "moderate", "mittel"),
        ("roof_yard_drainage", "low", "gering"),
        ("organisation", "moderate", "mittel"),
    ):
        await expect(tablet.path(path)).to_have_attribute("data-level", level)
        await expect(tablet.path(path)).to_contain_text(word)
    await expect(tablet.path("groundwater")).to_contain_text("vorläufig")
    await expect(tablet.path("surface_water")).not_to_contain_text("vorläufig")


async def test_a_reason_leads_to_its_answer_and_the_answer_changes_the_level(
    ahlers: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    tablet = await desk.open("ahlers", consultation)
    await tablet.path("roof_yard_drainage").click()
    panel = tablet.page.locator("[data-panel=reasons]")
    await expect(panel).to_contain_text("Bisher spricht nichts")
    await tablet.path("surface_water").click()
    await expect(panel).to_contain_text("Lichtschacht Straße")
    await expect(panel).to_contain_text("Lichtschachtrand erhöhen")
    await panel.get_by_role("button", name="5 cm").click()
    await expect(panel).to_have_count(0)
    await expect(tablet.item("op_edge_height_cm")).to_be_focused()
    await tablet.item("op_edge_height_cm").get_by_role("textbox").click()
    await tablet.press("op_edge_height_cm", "50")
    await expect(tablet.path("surface_water")).to_have_attribute("data-level", "low")


async def test_open_points_are_those_of_the_server_and_lead_to_their_question(
    ahlers: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    log = await ahlers.get(f"/consultations/{consultation}/operations?after=0")
    tablet = await desk.open("ahlers", consultation)
    button = tablet.page.locator(".top-open")
    await expect(button).to_contain_text(str(len(log["assessment"]["open_points"])))
    await button.click()
    panel = tablet.page.locator("[data-panel=open]")
    await panel.get_by_role("button", name="Elementarschadenversicherung").click()
    await expect(tablet.section("provision")).to_have_attribute("aria-current", "true")
    await expect(tablet.item("org_insurance")).to_be_focused()


async def test_the_search_finds_a_question(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    tablet = await desk.open("ahlers", consultation)
    await tablet.page.get_by_role("button", name="Alle Abschnitte und Suche").click()
    panel = tablet.page.locator("[data-panel=sections]")
    await expect(panel).to_contain_text("Grundwasser")
    await panel.get_by_role("searchbox").fill("heizungsraum feuchtigkeit")
    await panel.get_by_role("button", name="Feuchtigkeitsspuren").click()
    await expect(tablet.item("room_moisture")).to_be_focused()
