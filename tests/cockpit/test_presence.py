"""Who is where: pages of the house see each other at section and question, and customers never hear it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_each_sees_where_the_other_is_until_it_leaves(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    leads = await desk.open("ahlers", consultation)
    office = await desk.open("brandt", consultation)
    brandt = leads.page.get_by_role("group", name="Wer noch hier ist").get_by_role("button")
    await expect(brandt).to_have_attribute("aria-label", "Herr Brandt ist bei: Eröffnung")
    await expect(office.page.locator(".presence-chip")).to_have_attribute(
        "aria-label", "Frau Ahlers ist bei: Eröffnung"
    )
    await office.go("provision")
    await office.answer("org_pipe_inspection", "Noch nie")
    await office.item("org_pipe_inspection").click()
    await expect(leads.section("provision")).to_contain_text("Herr Brandt ist hier")
    await brandt.click()
    await expect(leads.section("provision")).to_have_attribute("aria-current", "true")
    await expect(leads.page.locator(".presence-item")).to_have_text("Herr Brandt ist hier")
    await office.page.close()
    await expect(brandt).to_have_count(0)
    await expect(leads.page.locator(".presence-item")).to_have_count(0)
