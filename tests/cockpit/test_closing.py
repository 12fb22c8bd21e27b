"""From the last answer to the released protocol, without leaving the cockpit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.async_api import expect

from inspection.app import HOUSE
from inspection.web.parts import PARTS
from tests.cockpit.house import Client, House
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_finish_makes_the_protocol_and_release_fixes_it(
    running: House, ahlers: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    await ahlers.post(f"/consultations/{consultation}/start")
    await _began(running, consultation, timedelta(minutes=25))
    tablet = await desk.open("ahlers", consultation)
    await tablet.page.get_by_role("button", name="Abschluss").first.click()
    panel = tablet.page.locator("[data-panel=finish]")
    await expect(panel).to_contain_text("Rückstau aus dem Kanal")
    await expect(panel).to_contain_text("Lichtschachtrand erhöhen")
    await expect(panel).to_contain_text("3 offene Punkte")
    await panel.get_by_role("button", name="Keine Einwilligung in Standbilder").click()
    await expect(tablet.page.locator("[data-panel=consent]")).to_be_visible()  # where it is mended
    await tablet.page.get_by_role("button", name="Abschluss").first.click()
    await panel.get_by_role("button", name="Gespräch beenden und Protokoll erstellen").click()

    link = panel.get_by_role("link", name="Protokoll öffnen")
    await expect(link).to_be_visible()
    effort = panel.locator(".effort")
    await expect(effort.get_by_role("definition").first).to_contain_text("25 min")
    await expect(panel).to_contain_text("Wie lange ein Besuch dauert, ist noch nicht eingetragen.")
    house = running.app[HOUSE]
    utility = running.app[PARTS].utility
    await house.efforts.choose(utility.id, visit_minutes=60, travel_minutes=40)

    pdf = await tablet.context.request.get(str(await link.get_attribute("href")))
    assert (await pdf.body()).startswith(b"%PDF-")

    await panel.get_by_role("button", name="Freigeben").click()
    await expect(panel).to_contain_text("Freigegeben. Das Protokoll ändert sich nicht mehr.")
    await expect(effort).to_contain_text("vor Ort 60, Weg 40")
    await expect(panel).to_contain_text("75 Minuten weniger als ein Besuch")
    await panel.get_by_role("button", name="Schließen").click()
    await tablet.item("building_type").click()
    await expect(tablet.choice("building_type", "Doppelhaushälfte")).to_be_disabled()
    assert (await ahlers.get(f"/consultations/{consultation}"))["state"] == "released"


async def _began(running: House, consultation: str, ago: timedelta) -> None:
    """The talk began so long ago."""
    utility = running.app[PARTS].utility
    async with running.app[HOUSE].storage.write() as tx:
        found = await tx.consultations.get(utility.id, consultation)
        assert found is not None
        assert found.started_at is not None
        await tx.consultations.save(replace(found, started_at=found.started_at - ago))
