"""Nothing is lost: answers given without a server wait, survive a reload, and go out by themselves."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

OPERATIONS = "**/api/v1/consultations/*/operations"


async def test_answers_wait_for_the_server_and_survive_a_reload(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    tablet.accepted.append("Failed to load resource")
    await tablet.page.route(OPERATIONS, lambda route: route.abort())
    await tablet.answer("consult_attendee_role", "Eigentümer/in")
    await tablet.answer("building_basement", "Vollkeller")
    await expect(tablet.page.locator(".top-waiting")).to_contain_text("2 Antworten warten auf den Server")
    await expect(tablet.page.locator(".risk")).to_contain_text("Stand")

    await tablet.all_kept()
    await tablet.page.reload()
    await expect(tablet.item("building_basement")).to_have_attribute("data-status", "answered")

    await tablet.page.unroute(OPERATIONS)
    await tablet.all_sent()
    await expect(tablet.page.locator(".top-waiting")).to_have_count(0)
    answers = await ahlers.answers(consultation)
    assert answers["building", "consult_attendee_role"] == "owner"
    assert answers["building", "building_basement"] == "full"


@pytest.mark.long
async def test_a_refused_answer_says_so_and_blocks_no_other(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("device:v1", "exists", True), ("device:v1", "label", "Hebeanlage"))
    await ahlers.play(consultation, "case_1_terraced_no_valve")
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("drains")
    await tablet.item("drain_protection").click()
    await tablet.answer("drain_protection", "Hebeanlage")
    tablet.accepted.append("Failed to load resource")
    await tablet.page.route(OPERATIONS, lambda route: route.abort())
    await tablet.answer("drain_device", "Hebeanlage")
    await tablet.item("drain_in_use").click()
    await tablet.answer("drain_in_use", "Ja")
    await ahlers.write(consultation, ("device:v1", "exists", False))  # gone meanwhile
    await tablet.page.unroute(OPERATIONS)
    await tablet.all_sent()
    await expect(tablet.item("drain_device").get_by_role("alert")).to_be_visible()
    answers = await ahlers.answers(consultation)
    assert answers["drain:d1", "drain_in_use"] == "yes"
    assert ("drain:d1", "drain_device") not in answers
