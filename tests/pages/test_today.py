"""The consultant's day: what is planned, what is known, and how a call begins."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from inspection.app import HOUSE
from inspection.services.consultations import PAGE_ROWS
from tests.pages.world import World, start_camera

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_the_day_shows_what_is_known_and_its_source(weserau: World) -> None:
    await weserau.consultation()
    page = await weserau.signed_in("ahlers", "/consultant")
    await page.locator(".event", has_text="Frau Behrens").first.click()
    facts = page.locator(".facts")
    await expect(facts).to_contain_text("Reihenhaus")
    await expect(facts).to_contain_text("Bauakte")


async def test_a_waiting_customer_is_seen(weserau: World) -> None:
    consultation = await weserau.consultation("Warta Wartensleben")
    page = await weserau.signed_in("ahlers", "/consultant")
    await page.locator(".event", has_text="Frau Wartensleben").click()
    await expect(page.get_by_text("Frau Wartensleben ist noch nicht im Gespräch.")).to_be_visible()
    await start_camera(await weserau.phone(await weserau.link(consultation)))
    await expect(page.get_by_text("Frau Wartensleben ist da und wartet")).to_be_visible()


async def test_the_call_begins_with_one_tap(weserau: World) -> None:
    consultation = await weserau.consultation("Bea Beginn")
    page = await weserau.signed_in("ahlers", "/consultant")
    await page.locator(".event", has_text="Frau Beginn").click()
    await expect(page.locator(".detail h2")).to_have_text("Frau Beginn")
    await page.get_by_role("button", name="Gespräch beginnen").click()
    await page.wait_for_url(f"**/consultant/consultations/{consultation}")
    found = await weserau.app[HOUSE].consultations.get(weserau.ahlers, consultation)
    assert found.row.consultation.state == "in_call"


async def test_who_rings_now_is_advised_now(weserau: World) -> None:
    page = await weserau.signed_in("ahlers", "/consultant")
    await page.get_by_role("button", name="Sofort beraten").first.click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Name", exact=True).fill("Jetzt Gleich")
    await form.get_by_label("Straße").fill("Deichstraße")
    await form.get_by_role("button", name="Anlegen und Link zeigen").click()
    await expect(page.locator(".detail h2")).to_have_text("Frau Gleich")
    link = page.get_by_role("textbox", name="Link", exact=True)
    await expect(link).to_have_value(re.compile(r"/join#\S{20,}"))
    await expect(page.locator(".event.chosen")).to_contain_text("Frau Gleich")


async def test_other_days_are_a_tap_away(weserau: World) -> None:
    await weserau.consultation("Heike Heute")
    page = await weserau.signed_in("ahlers", "/consultant")
    await expect(page.locator(".event", has_text="Frau Heute")).to_be_visible()
    await page.get_by_role("button", name="Vorheriger Tag").click()
    await expect(page.get_by_text("An diesem Tag ist keine Beratung geplant.")).to_be_visible()
    await page.get_by_role("button", name="Heute", exact=True).click()
    await expect(page.locator(".event", has_text="Frau Heute")).to_be_visible()


async def test_a_day_is_shown_whole_however_long_it_is(weserau: World) -> None:
    for number in range(PAGE_ROWS + 1):
        await weserau.consultation(f"Nr{number:02} Voll")
    await weserau.consultation("Ende Zuletzt")
    page = await weserau.signed_in("ahlers", "/consultant")
    await expect(page.locator(".event", has_text="Frau Zuletzt")).to_be_visible()


@pytest.mark.long
async def test_the_list_says_test_waiting_and_what_is_left_for_a_visit(weserau: World) -> None:
    consultation = await weserau.consultation("Lina Liste")
    page = await weserau.signed_in("ahlers", "/consultant")
    card = page.locator(".event", has_text="Frau Liste")
    await expect(card).to_contain_text("Noch kein Verbindungstest")
    await start_camera(await weserau.phone(await weserau.link(consultation)))
    await page.reload()
    await expect(card.locator(".tag")).to_have_text("ist da")

    house = weserau.app[HOUSE]
    await house.consultations.start(weserau.ahlers, consultation)
    task = {
        "op_id": "0000000d-0000-4000-8000-000000000001",
        "based_on": 0,
        "target": "building",
        "field": "onsite_terrain_position",
        "value": "zu dunkel, nur vor Ort zu sehen",
        "at": datetime.now(UTC).isoformat(),
    }
    appended = await house.operations.append(weserau.ahlers, consultation, [task])
    assert not appended.refused
    await house.consultations.finish(weserau.ahlers, consultation)
    await page.reload()
    await expect(card).to_contain_text("1 Aufgabe vor Ort offen")
    await expect(card.locator(".tag")).to_have_text("Nachtermin")
