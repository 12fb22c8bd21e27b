"""Answers by chips and keypad: at once on the page, soon in the log, and back by undo."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_a_chip_answers_and_is_undone(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await tablet.answer("consult_attendee_role", "Eigentümer/in")
    await tablet.all_sent()
    assert (await ahlers.answers(consultation))["building", "consult_attendee_role"] == "owner"

    await tablet.answer("consult_attendee_role", "Mieter/in")
    await tablet.page.get_by_role("button", name="Letzten Schritt rückgängig machen").click()
    await expect(tablet.choice("consult_attendee_role", "Eigentümer/in")).to_be_checked()
    await tablet.all_sent()
    assert (await ahlers.answers(consultation))["building", "consult_attendee_role"] == "owner"


async def test_none_excludes_all_others(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await tablet.answer("damage_history", "Aus Abläufen / WC")
    await tablet.answer("damage_history", "Vom Dach / aus der Dachrinne")
    await expect(tablet.item("damage_history_fixed")).to_be_visible()  # asked because of that answer
    await tablet.answer("damage_history", "Nein, nie")
    await expect(tablet.choice("damage_history", "Aus Abläufen / WC")).not_to_be_checked()
    await expect(tablet.item("damage_history_fixed")).to_have_count(0)
    await tablet.all_sent()
    assert (await ahlers.answers(consultation))["building", "damage_history"] == ["none"]


async def test_a_height_is_typed_with_its_method(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("room:r1", "exists", True), ("room:r1", "label", "Waschküche"))
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("rooms")
    height = tablet.item("room_floor_height_cm")
    await height.get_by_role("textbox").click()
    await tablet.press("room_floor_height_cm", "-2157<<0")
    await expect(height.get_by_role("textbox")).to_have_value("−210")
    await tablet.answer("room_floor_height_cm", "Gemessen / aus Plan")
    await tablet.all_sent()
    answers = await ahlers.answers(consultation)
    assert answers["room:r1", "room_floor_height_cm"] == -210
    assert answers["room:r1", "room_height_method"] == "measured"


async def test_a_real_keyboard_types_numbers_too(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    units = tablet.item("building_units")
    await units.get_by_role("textbox").click()
    await tablet.page.keyboard.type("2")
    await tablet.page.keyboard.press("Enter")  # on to the next question
    await expect(units).to_have_attribute("data-status", "answered")
    await tablet.all_sent()
    assert (await ahlers.answers(consultation))["building", "building_units"] == 2


async def test_a_number_out_of_range_is_said_and_not_sent(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await tablet.item("building_units").get_by_role("textbox").click()
    # A part of it that stood long enough to count is taken back with it.
    await tablet.press("building_units", "99")
    await expect(tablet.page.get_by_role("button", name="Letzten Schritt rückgängig machen")).to_be_enabled()
    await tablet.all_sent()
    assert (await ahlers.answers(consultation))["building", "building_units"] == 99
    await tablet.press("building_units", "999")
    await expect(tablet.item("building_units").get_by_role("alert")).to_contain_text("Bitte prüfen")
    await tablet.answer("building_basement", "Vollkeller")
    await tablet.all_sent()
    assert (await ahlers.answers(consultation)).get(("building", "building_units")) is None


async def test_next_goes_to_the_next_question_without_answer(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("building", "consult_attendee_role", "owner"))
    tablet = await desk.open("ahlers", consultation)
    await expect(tablet.item("consult_attendee_role")).to_have_attribute("aria-expanded", "false")
    await tablet.page.get_by_role("button", name="Weiter").click()
    await expect(tablet.item("building_type")).to_be_focused()


async def test_help_tells_what_to_say_and_where_it_stands(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("outside")
    item = tablet.item("street_ref_point")
    await item.get_by_role("button", name="Hilfe zu dieser Frage").click()
    note = item.get_by_role("note")
    await expect(note).to_contain_text("Bordstein")
    await expect(note).to_contain_text("DIN EN 12056-4")
