"""The checklist by keyboard, and a checklist that becomes another while answers are given."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import Route, expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_undo_next_and_search_by_keys(ahlers: Client, desk: Tablets) -> None:
    tablet = await desk.open("ahlers", await ahlers.consultation())
    page = tablet.page
    await tablet.answer("building_type", "Reihenhaus / Bremer Haus")
    await page.keyboard.press("Control+z")
    await expect(tablet.item("building_type")).to_have_attribute("data-status", "open")
    await page.keyboard.press("Control+Enter")
    await expect(tablet.item("building_type")).not_to_be_focused()
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.type("Strassenkante")
    await page.keyboard.press("Control+a")
    await page.keyboard.type("bordstein")
    await page.keyboard.press("Escape")
    await expect(page.locator(".glance")).to_have_count(0)
    await tablet.section("outside").focus()
    await page.keyboard.press("ArrowRight")
    await expect(tablet.section("rooms")).to_be_focused()


@pytest.mark.long
async def test_another_checklist_is_said_and_a_refused_answer_becomes_a_note(
    ahlers: Client, desk: Tablets
) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await expect(tablet.page.locator(".top-voice")).to_be_visible()

    async def renewed(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**(await answer.json()), "version": "2027-01"})

    async def refuses(route: Route) -> None:
        operations = route.request.post_data_json["operations"]
        if any(one["field"] == "building_type" for one in operations):
            error = {"code": "operation_unknown_field", "text": "Diese Frage gibt es nicht."}
            refused = [{"op_id": one["op_id"], "error": error} for one in operations]
            body = {"acknowledged": [], "refused": refused, "seq": 0, "assessment": None}
            await route.fulfill(body=json.dumps(body), content_type="application/json")
        else:
            await route.continue_()

    await tablet.page.route("**/api/v1/checklist", renewed)
    await tablet.page.route("**/operations", refuses)
    await tablet.chip("building_type", "Reihenhaus / Bremer Haus").click()
    await expect(tablet.page.get_by_role("status").filter(has_text="Fassung 2027-01")).to_be_visible()
    await tablet.all_sent()
    texts = [
        str(value) for (_, field), value in (await ahlers.answers(consultation)).items() if field == "text"
    ]
    assert any("Reihenhaus / Bremer Haus" in text for text in texts), texts
