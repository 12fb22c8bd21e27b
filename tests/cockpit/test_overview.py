"""The checklist at a glance: what is missing is one tap away, and a search finds what is there."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablet, Tablets
from tests.support.browsers import PHONE, TABLET, TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def overview(ahlers: Client, desk: Tablets, case: str = "case_2_lifting_station_neglected") -> Tablet:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, case)
    tablet = await desk.open("ahlers", consultation)
    await tablet.page.locator(".top-mode[data-mode=overview]").click()
    await tablet.page.locator(".glance-sections [data-section=drains]").click()
    return tablet


async def test_rows_say_what_is_known_and_what_is_missing(ahlers: Client, desk: Tablets) -> None:
    tablet = await overview(ahlers, desk)
    rows = tablet.page.locator(".glance-row:not(.question)")
    await expect(rows).to_have_count(4)
    await expect(rows.filter(has_text="Dusche")).to_contain_text("−198 cm")
    await expect(rows.filter(has_text="Dusche")).to_contain_text("Hebeanlage")
    unknown = rows.filter(has_text="Bodenablauf Technikraum")
    await expect(unknown).to_contain_text("unbekannt")
    await tablet.page.locator("[data-filter=unknown]").click()
    await expect(rows).to_have_count(1)
    await unknown.click()
    await expect(tablet.page.locator(".entity-name h2")).to_have_text("Bodenablauf Technikraum")
    await expect(tablet.page.locator(".cockpit")).not_to_have_class("working")


@pytest.mark.long
async def test_it_is_there_at_each_size(ahlers: Client, desk: Tablets) -> None:
    tablet = await overview(ahlers, desk)
    for size in (TABLET, TABLET_UPRIGHT, PHONE):
        await tablet.page.set_viewport_size(size)  # type: ignore[arg-type]
        await tablet.page.locator(".glance-row").last.click(trial=True)
        await tablet.page.locator(".glance-sections [data-section=drains]").click(trial=True)
        await tablet.page.locator(".glance-find input").click(trial=True)
        await tablet.page.locator(".foot .primary").click(trial=True)


async def test_the_search_finds_things_and_answers(ahlers: Client, desk: Tablets) -> None:
    tablet = await overview(ahlers, desk)
    field = tablet.page.get_by_role("searchbox", name="Ablauf, Raum oder Frage suchen")
    await field.fill("gastebad")  # small letters, without marks
    found = tablet.page.locator(".search-found")
    await expect(found.locator("[data-target]").first).to_contain_text("Gästebad im Keller")
    await field.fill("gibt es hier nicht")
    await expect(tablet.page.locator(".search-empty")).to_contain_text("Nichts gefunden")
    await tablet.page.get_by_role("button", name="Suche leeren").click()
    await field.fill("dusche gesichert")
    await found.get_by_role("button", name="Ist die Ablaufstelle gegen Rückstau gesichert?").click()
    await expect(tablet.item("drain_protection")).to_be_focused()


@pytest.mark.long
async def test_adding_begins_at_the_overview(ahlers: Client, desk: Tablets) -> None:
    tablet = await overview(ahlers, desk)
    await tablet.page.get_by_role("button", name="Ablauf hinzufügen").click()
    await tablet.page.get_by_role("button", name="Hofablauf", exact=True).click()
    await expect(tablet.page.locator(".entity-name h2")).to_have_text("Hofablauf")
