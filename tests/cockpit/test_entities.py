"""Rooms, drains and devices: two taps to add, a name that is free, removed with a way back."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_rooms_and_drains_are_added_in_two_taps(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("rooms")
    await tablet.add("Waschküche")
    await tablet.go("drains")
    await tablet.add("Bodenablauf")
    await tablet.add("Bodenablauf 2")
    await tablet.all_sent()
    log = await ahlers.answers(consultation)
    names = {field: value for (target, field), value in log.items() if target.startswith("room:")}
    assert names["label"] == "Waschküche"
    drains = sorted({target for target, _ in log if target.startswith("drain:")})
    assert sorted(log[drain, "label"] for drain in drains) == ["Bodenablauf", "Bodenablauf 2"]
    for drain in drains:
        assert f"room:{log[drain, 'room']}" in {target for target, _ in log}
        assert log[drain, "drain_type"] == "floor_drain"  # its name tells
    await expect(tablet.page.locator(".room[data-room]", has_text="Waschküche")).to_be_visible()


@pytest.mark.long
async def test_a_drain_needs_a_room(ahlers: Client, desk: Tablets) -> None:
    tablet = await desk.open("ahlers", await ahlers.consultation())
    await tablet.go("drains")
    await tablet.page.locator(".chip.add").click()
    await tablet.page.get_by_role("button", name="Raum anlegen").click()
    await tablet.page.get_by_role("button", name="Heizungsraum", exact=True).click()
    await expect(tablet.section("rooms")).to_have_attribute("aria-current", "true")
    await expect(tablet.page.locator(".entity-name h2")).to_have_text("Heizungsraum")


@pytest.mark.long
async def test_a_name_of_ones_own_and_another_one_later(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("rooms")
    await tablet.page.locator(".chip.add").click()
    await tablet.page.get_by_label("Eigener Name").fill("Sauna <b>unten</b>")
    await tablet.page.get_by_role("button", name="Hinzufügen", exact=True).click()
    title = tablet.page.locator(".entity-name h2")
    await expect(title).to_have_text("Sauna <b>unten</b>")
    await tablet.page.get_by_role("button", name="umbenennen").click()
    await tablet.page.get_by_label("Name", exact=True).fill("Sauna")
    await tablet.page.get_by_role("button", name="Übernehmen").click()
    await expect(title).to_have_text("Sauna")
    await tablet.all_sent()
    assert "Sauna" in (await ahlers.answers(consultation)).values()


async def test_removed_at_once_and_brought_back(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("openings")
    light_well = tablet.page.locator(".entities .chip", has_text="Lichtschacht Straße")
    await light_well.click()
    await tablet.page.get_by_role("button", name="Lichtschacht Straße entfernen").click()
    await expect(light_well).to_have_count(0)
    await expect(tablet.path("surface_water")).to_have_attribute("data-level", "low")
    await tablet.page.locator(".toasts").get_by_role("button", name="Rückgängig").click()
    await expect(light_well).to_be_visible()
    await expect(tablet.path("surface_water")).to_have_attribute("data-level", "high")


@pytest.mark.long
async def test_a_device_is_added_where_a_drain_asks_for_it(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("drains")
    await tablet.item("drain_protection").click()
    await tablet.answer("drain_protection", "Rückstauverschluss")
    await tablet.item("drain_device").get_by_role("button", name="Neu anlegen").click()
    await tablet.page.get_by_role("button", name="Rückstauverschluss", exact=True).click()
    await expect(tablet.section("devices")).to_have_attribute("aria-current", "true")
    await tablet.all_sent()
    answers = await ahlers.answers(consultation)
    assert f"device:{answers['drain:d1', 'drain_device']}" in {target for target, _ in answers}


async def test_the_same_once_more_and_like_the_one_before(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    tablet = await desk.open("ahlers", consultation)
    page = tablet.page
    await tablet.go("drains")
    await page.locator(".entities .chip[data-target]").first.click()
    name = await page.locator(".entity-name h2").inner_text()
    await page.get_by_role("button", name=f"{name} verdoppeln").click()
    await expect(page.locator(".entity-name h2")).to_have_text(f"{name} 2")
    await expect(tablet.item("drain_wastewater")).to_have_attribute("data-status", "answered")
    await expect(tablet.item("drain_photo")).not_to_have_attribute("data-status", "answered")
    await page.get_by_role("button", name="Letzten Schritt rückgängig machen").click()
    await expect(page.get_by_role("button", name=f"{name} 2")).to_have_count(0)

    await tablet.add("Bodenablauf")  # a second tap fills it like the one before
    await page.locator(".entity-head + .like").click()
    await expect(tablet.item("drain_height_cm")).to_have_attribute("data-status", "answered")
    await page.locator(".toasts").get_by_role("button", name="Rückgängig").last.click()
    await expect(tablet.item("drain_height_cm")).to_have_attribute("data-status", "open")
    await tablet.item("drain_in_use").get_by_role("heading").scroll_into_view_if_needed()
    await page.get_by_role("button", name="Weiter").click()
    await page.locator(".item.active .answers > .like").click()
    await expect(tablet.item("drain_height_cm")).to_have_attribute("data-status", "answered")


async def test_a_device_that_nobody_recorded_is_made_with_a_tap_and_doubts_are_said(
    ahlers: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    await ahlers.write(
        consultation,
        ("drain:d1", "drain_protection", "lifting_station"),
        ("drain:d1", "drain_height_cm", -320),
    )
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("drains")
    await tablet.item("drain_height_cm").click()
    height = tablet.item("drain_height_cm")
    await expect(height.get_by_role("status")).to_contain_text("tiefer als der Fußboden")
    device = tablet.item("drain_device")
    await device.get_by_role("button", name="Hebeanlage anlegen").click()
    await expect(tablet.page.locator(".entity-name h2")).to_have_text("Hebeanlage")
    await tablet.go("drains")
    await expect(device.locator(".doubt")).to_have_count(0)
