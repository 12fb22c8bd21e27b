"""The cockpit goes on without a network: over a reload, a closed browser and two days, and delivers."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.cockpit.away import KEPT, own_tablet, prepared, sign_in
from tests.cockpit.house import Client, House
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

NAME, STREET = b"Behrens", b"Deichstra"


def later(days: int) -> str:
    """Init script: the tablet's clock is that much ahead."""
    return f"""
      const now = Date.now;
      const ahead = {days} * 24 * 3_600_000;
      window.Date = class extends Date {{
        constructor(...given) {{ super(...(given.length ? given : [now() + ahead])); }}
        static now() {{ return now() + ahead; }}
      }};
    """


async def test_answers_over_a_reload_and_a_closed_browser_without_a_network(
    running: House, ahlers: Client, tmp_path: Path
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("building", "building_type", "terraced"))
    async with own_tablet(running, tmp_path) as tablet:
        await sign_in(tablet, running)
        await prepared(tablet, consultation)
        await tablet.context.set_offline(True)
        await tablet.answer("consult_attendee_role", "Eigentümer/in")
        await expect(tablet.page.locator(".top-waiting")).to_contain_text("1 Antwort wartet")
        await tablet.all_kept()
        await tablet.page.reload()
        await expect(tablet.item("consult_attendee_role")).to_have_attribute("data-status", "answered")
        await expect(tablet.page.locator(".risk-as-of")).to_contain_text("Stand")
        await expect(tablet.item("building_type")).to_contain_text("Reihenhaus")
        await tablet.go("provision")
        await tablet.answer("org_pipe_inspection", "Noch nie")
        await expect(tablet.page.locator(".top-waiting")).to_contain_text("2 Antworten warten")
        await tablet.all_kept()
        ids, extractable = await tablet.page.evaluate(KEPT)
        assert sum(one.startswith("answers/") for one in ids) == 2
        assert not any(extractable)
    for file in tmp_path.rglob("*"):
        if file.is_file() and ("IndexedDB" in str(file) or "CacheStorage" in str(file)):
            content = file.read_bytes()
            assert NAME not in content, file
            assert STREET not in content, file
    async with own_tablet(running, tmp_path) as tablet:
        await tablet.context.set_offline(True)
        await tablet.page.goto(f"/consultant/consultations/{consultation}")
        await expect(tablet.page.locator(".top-case h1")).to_have_text("Frau Behrens")
        await expect(tablet.page.locator(".top-waiting")).to_contain_text("2 Antworten warten")
        await tablet.context.set_offline(False)
        await tablet.all_sent()
        await expect(tablet.page.locator(".top-waiting")).to_have_count(0)
        ids, _ = await tablet.page.evaluate(KEPT)
        assert not [one for one in ids if one.startswith("answers/")]
    answers = await ahlers.answers(consultation)
    assert answers["building", "consult_attendee_role"] == "owner"
    assert answers["building", "org_pipe_inspection"] == "never"


async def test_after_two_days_both_values_stand_side_by_side_and_after_a_month_nothing_is_written_over(
    running: House, ahlers: Client, brandt: Client, tmp_path: Path
) -> None:
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, ("building", "building_units", 1))
    async with own_tablet(running, tmp_path) as tablet:
        await sign_in(tablet, running)
        await prepared(tablet, consultation)
        await tablet.context.set_offline(True)
        await tablet.item("building_type").scroll_into_view_if_needed()
        await tablet.answer("building_type", "Reihenhaus / Bremer Haus")
        await tablet.all_kept()
    await brandt.write(consultation, ("building", "building_type", "detached"))
    async with own_tablet(running, tmp_path) as tablet:
        await tablet.page.add_init_script(later(days=2))
        await sign_in(tablet, running)  # the session has ended meanwhile
        await tablet.page.goto(f"/consultant/consultations/{consultation}")
        await tablet.all_sent()
        group = tablet.item("building_type").get_by_role("group", name="Zwei Angaben")
        await expect(group).to_contain_text("Jan Brandt")
        await expect(group).to_contain_text("Marlene Ahlers")
        await tablet.context.set_offline(True)
        await tablet.answer("consult_attendee_role", "Eigentümer/in")
        await tablet.all_kept()
    async with own_tablet(running, tmp_path) as tablet:
        await tablet.page.add_init_script(later(days=30))
        await sign_in(tablet, running)
        await tablet.page.goto(f"/consultant/consultations/{consultation}")
        await expect(tablet.page.get_by_role("alert")).to_contain_text("Eine Antwort hat länger als 7 Tage")
    assert ("building", "consult_attendee_role") not in await ahlers.answers(consultation)


@pytest.mark.long
async def test_an_ended_session_keeps_the_answers_and_another_user_cannot_read_them(
    running: House, ahlers: Client, tmp_path: Path
) -> None:
    consultation = await ahlers.consultation()
    async with own_tablet(running, tmp_path) as tablet:
        await sign_in(tablet, running)
        await prepared(tablet, consultation)
        await tablet.context.clear_cookies()
        await tablet.answer("consult_attendee_role", "Eigentümer/in")
        await expect(tablet.page.get_by_role("alert")).to_be_visible()
        await tablet.all_kept()
        await sign_in(tablet, running, "brandt")
        await tablet.page.goto("/consultant")
        await expect(tablet.page.get_by_text("wartet 1 Antwort von jemand anderem")).to_be_visible()
        await tablet.page.goto(f"/consultant/consultations/{consultation}")
        await tablet.all_sent()
        ids, _ = await tablet.page.evaluate(KEPT)
        assert [one.split("/")[0] for one in ids if "/" in one].count("answers") == 1
        assert ("building", "consult_attendee_role") not in await ahlers.answers(consultation)
        await sign_in(tablet, running)
        await tablet.page.goto("/consultant")  # from here, too
        await tablet.page.wait_for_selector("html[data-delivered=true]", state="attached")
    assert (await ahlers.answers(consultation))["building", "consult_attendee_role"] == "owner"


@pytest.mark.long
async def test_two_tabs_send_each_answer_once(running: House, ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    tablet.accepted.append("Failed to load resource")
    tablet.accepted.append("WebSocket connection")
    await tablet.context.set_offline(True)
    await tablet.answer("consult_attendee_role", "Eigentümer/in")
    await tablet.all_kept()
    await tablet.context.set_offline(False)
    await tablet.page.route("**/operations", lambda route: route.abort())
    other = await tablet.context.new_page()
    await other.goto(f"/consultant/consultations/{consultation}")
    await other.wait_for_selector("html[data-unsent='0'][data-unwritten='0']", state="attached")
    await tablet.page.unroute("**/operations")
    await tablet.all_sent()
    log = await ahlers.get(f"/consultations/{consultation}/operations?after=0")
    assert [one["field"] for one in log["operations"]].count("consult_attendee_role") == 1
