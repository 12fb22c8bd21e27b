"""Everyone in step: answers of another tablet arrive, and where two differ, a person decides."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_an_answer_arrives_at_the_other_tablet(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    leads = await desk.open("ahlers", consultation)
    watches = await desk.open("brandt", consultation)
    await expect(
        watches.page.get_by_role("status").filter(has_text="Frau Ahlers führt das Gespräch")
    ).to_be_visible()
    await leads.answer("building_type", "Reihenhaus / Bremer Haus")
    await expect(watches.item("building_type")).to_contain_text("Reihenhaus / Bremer Haus")
    await leads.go("rooms")
    await leads.add("Waschküche")
    await expect(watches.page.locator(".room", has_text="Waschküche")).to_be_visible()
    await watches.go("provision")
    await watches.answer("org_pipe_inspection", "Noch nie")
    await leads.go("provision")
    await expect(leads.item("org_pipe_inspection")).to_contain_text("Noch nie")


async def test_two_values_stand_side_by_side_until_a_tap_decides(
    ahlers: Client, brandt: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("building", "building_units", 1))
    tablet = await desk.open("ahlers", consultation)
    # had looked before the consultant answered
    await brandt.write(consultation, ("building", "building_units", 3), based_on=0)
    group = tablet.item("building_units").get_by_role("group", name="Zwei Angaben")
    await expect(group).to_contain_text("Jan Brandt")
    await expect(group).to_contain_text("Marlene Ahlers")
    await group.get_by_role("button", name="Marlene Ahlers").click()
    await expect(group).to_have_count(0)
    await tablet.all_sent()
    assert (await brandt.answers(consultation))["building", "building_units"] == 1


@pytest.mark.long
async def test_the_second_page_of_a_consultant_takes_the_seat_and_the_first_watches(
    ahlers: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    first = await desk.open("ahlers", consultation)
    await expect(first.page.locator(".top-voice")).to_be_visible()
    second = await desk.open("ahlers", consultation)
    await expect(first.page.get_by_text("Hier übernehmen")).to_be_visible()
    await expect(second.page.locator(".top-voice")).to_be_visible()
    await first.page.get_by_text("Hier übernehmen").click()
    await expect(second.page.get_by_text("Hier übernehmen")).to_be_visible()
