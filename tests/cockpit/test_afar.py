"""Third answer: it cannot be judged from afar. A task for a visit, with a reason; an answer ends it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

DRAIN = (
    ("room:r1", "exists", True),
    ("room:r1", "label", "Waschküche"),
    ("drain:d1", "exists", True),
    ("drain:d1", "label", "Bodenablauf"),
    ("drain:d1", "room", "r1"),
)


async def test_a_reason_makes_a_task_and_an_answer_ends_it(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, *DRAIN)
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("drains")
    await tablet.page.locator(".entities .chip", has_text="Bodenablauf").click()
    opened = tablet.page.locator(".top-open .num")
    before = int(await opened.inner_text())
    item = tablet.item("drain_in_use")
    await item.get_by_role("button", name="Aus der Ferne nicht zu beurteilen").click()
    await item.get_by_role("button", name="Rost geht nicht auf").click()
    await expect(item).to_have_attribute("data-status", "onsite")
    await expect(opened).to_have_text(str(before - 1))
    await tablet.all_sent()
    answers = await ahlers.answers(consultation)
    assert answers["drain:d1", "onsite_drain_in_use"] == "Rost geht nicht auf"

    await tablet.page.locator(".top-open").click()
    tasks = tablet.page.get_by_role("region", name="Vor Ort zu klären (1)")
    await expect(tasks).to_contain_text("Rost geht nicht auf")
    await tasks.get_by_role("button").click()
    await tablet.answer("drain_in_use", "Selten")
    await expect(item).to_have_attribute("data-status", "answered")
    await tablet.all_sent()
    answers = await ahlers.answers(consultation)
    assert answers["drain:d1", "onsite_drain_in_use"] is None
    assert answers["drain:d1", "drain_in_use"] == "rarely"

    await tablet.page.get_by_role("button", name="Letzten Schritt rückgängig machen").click()
    await expect(item).to_have_attribute("data-status", "onsite")


async def test_a_height_and_its_method_are_put_off_together_in_own_words(
    ahlers: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, *DRAIN, ("drain:d1", "drain_height_method", "unknown"))
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("drains")
    await tablet.page.locator(".entities .chip", has_text="Bodenablauf").click()
    await tablet.item("drain_height_cm").click()
    item = tablet.item("drain_height_cm")
    await item.get_by_role("button", name="Aus der Ferne nicht zu beurteilen").click()
    await item.get_by_label("Eigene Worte").fill("Unter <b>Teppich</b> 👍 تحت السجادة")
    await item.get_by_role("button", name="Vor Ort klären").click()
    await expect(item).to_have_attribute("data-status", "onsite")
    await tablet.all_sent()
    answers = await ahlers.answers(consultation)
    assert answers["drain:d1", "onsite_drain_height_method"] == "Unter <b>Teppich</b> 👍 تحت السجادة"
    assert answers["drain:d1", "drain_height_method"] is None, "the answer that stood there is taken out"
    await tablet.page.locator(".toasts").get_by_role("button", name="Rückgängig").click()
    await expect(item).to_have_attribute("data-status", "unknown")


async def test_a_picture_can_wait_for_a_visit(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, *DRAIN)
    tablet = await desk.open("ahlers", consultation)
    await tablet.go("rooms")
    item = tablet.item("room_photo")
    await item.get_by_role("button", name="Aus der Ferne nicht zu beurteilen").click()
    await item.get_by_role("button", name="abgeschlossen").click()
    await expect(item).to_have_attribute("data-status", "onsite")
    await item.get_by_role("button", name="Doch von hier").click()
    await expect(item).not_to_have_attribute("data-status", "onsite")
