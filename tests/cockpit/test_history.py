"""Every answer has its history, and where two people differ, one place decides: the question."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

HEIGHT, METHOD = "room_floor_height_cm", "room_height_method"


async def test_what_stood_there_once_is_taken_back_into_force(
    ahlers: Client, brandt: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    room = "room:r1"
    await brandt.write(consultation, (room, "exists", True), (room, "label", "Waschküche"))
    await brandt.write(consultation, (room, HEIGHT, -195), (room, METHOD, "estimated"))
    await ahlers.write(consultation, (room, HEIGHT, -212), (room, METHOD, "measured"))
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("rooms")
    await tablet.item(HEIGHT).click()
    item = tablet.item(HEIGHT)
    await item.get_by_role("button", name="Verlauf").click()
    history = item.get_by_role("region", name="Verlauf")
    await expect(history.locator("li")).to_have_count(2)
    await expect(history.locator("li.holds")).to_contain_text("−212 cm")
    await expect(history.locator("li").last).to_contain_text("Geschätzt, Jan Brandt (Büro)")
    await history.get_by_role("button", name="Gilt: −195 cm").click()
    await expect(history.locator("li.holds")).to_contain_text("−195 cm")
    await expect(history.locator("li.holds")).to_contain_text("Marlene Ahlers")
    await tablet.all_sent()
    answers = await ahlers.answers(consultation)
    assert (answers[room, HEIGHT], answers[room, METHOD]) == (-195, "estimated")

    # what the office says meanwhile comes into the open history
    await brandt.write(consultation, (room, HEIGHT, -200))
    await expect(history.locator("li")).to_have_count(4)

    # both at the same time: the question shows them with their methods, and one tap takes both
    await ahlers.write(consultation, (room, HEIGHT, -210), (room, METHOD, "measured"), based_on=1)
    both = item.get_by_role("group", name="Zwei Angaben")
    await expect(both).to_contain_text("Jan Brandt")
    await expect(history.get_by_role("button")).to_have_count(0)
    await both.get_by_role("button", name="Jan Brandt").click()
    await expect(both).to_have_count(0)
    await tablet.all_sent()
    assert (await ahlers.answers(consultation))[room, HEIGHT] == -200
