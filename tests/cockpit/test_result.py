"""The closing talk: the result on her phone for as long as it is shown, until she has understood."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets
from tests.cockpit.test_call import in_call

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_she_sees_the_result_and_says_that_she_has_understood(ahlers: Client, desk: Tablets) -> None:
    consultation, tablet, phone = await in_call(ahlers, desk)
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    page = tablet.page
    await page.get_by_role("button", name="Ergebnis", exact=True).tap()
    work = page.locator(".closing-work")
    await expect(work.locator("svg:visible").first).to_be_visible()
    await expect(page.locator(".top-back")).to_be_focused()

    await page.get_by_role("button", name="Frau Behrens das Ergebnis zeigen").tap()
    shown = phone.locator(".result-screen.closing")
    await expect(shown.locator(".result-house svg:visible").first).to_be_visible()
    await expect(page.locator(".share-state")).to_have_text("Frau Behrens sieht es jetzt")
    # The same words on both.
    told = await work.locator(".closing-rest").inner_text()
    for line in filter(None, map(str.strip, told.splitlines())):
        await expect(shown).to_contain_text(line)

    # What is answered meanwhile changes what both see.
    await expect(shown.locator(".result-paths li", has_text="Oberflächenwasser")).to_contain_text("hoch")
    await ahlers.write(
        consultation, ("opening:o1", "op_edge_height_cm", 50), ("opening:o2", "op_edge_height_cm", 50)
    )
    for place in (shown, work):
        await expect(place.locator(".result-paths li", has_text="Oberflächenwasser")).to_contain_text(
            "gering"
        )

    await shown.get_by_role("button", name="Verstanden").click()
    await expect(shown.locator(".result-understood")).to_be_visible()
    await expect(page.locator(".share-state")).to_have_text("Frau Behrens hat es verstanden")

    # Elsewhere a line says what she sees, with the key that ends it.
    await page.locator(".top-back").tap()
    banner = page.locator(".share-banner")
    await expect(banner).to_contain_text("Frau Behrens hat es verstanden")
    await banner.get_by_role("button", name="Nicht mehr zeigen").tap()
    await expect(shown).to_have_count(0)
    await expect(banner).to_have_count(0)
    await tablet.all_sent()
    answers = await ahlers.answers(consultation)
    assert "closing" in [value for (target, field), value in answers.items() if field == "place"]
