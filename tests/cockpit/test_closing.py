"""From the last answer to the released protocol, without leaving the cockpit."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_finish_makes_the_protocol_and_release_fixes_it(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    await ahlers.post(f"/consultations/{consultation}/start")
    tablet = await desk.open("ahlers", consultation)
    await tablet.page.get_by_role("button", name="Abschluss").first.click()
    panel = tablet.page.locator("[data-panel=finish]")
    await expect(panel).to_contain_text("Rückstau aus dem Kanal")
    await expect(panel).to_contain_text("Lichtschachtrand erhöhen")
    await expect(panel).to_contain_text("3 offene Punkte")
    await expect(panel).to_contain_text("Keine Einwilligung in Standbilder")
    await panel.get_by_role("button", name="Gespräch beenden und Protokoll erstellen").click()

    link = panel.get_by_role("link", name="Protokoll öffnen")
    await expect(link).to_be_visible()
    pdf = await tablet.context.request.get(str(await link.get_attribute("href")))
    assert (await pdf.body()).startswith(b"%PDF-")

    await panel.get_by_role("button", name="Freigeben").click()
    await expect(panel).to_contain_text("Freigegeben. Das Protokoll ändert sich nicht mehr.")
    await panel.get_by_role("button", name="Schließen").click()
    await tablet.item("building_type").click()
    await expect(tablet.choice("building_type", "Doppelhaushälfte")).to_be_disabled()
    assert (await ahlers.get(f"/consultations/{consultation}"))["state"] == "released"
