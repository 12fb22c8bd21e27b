"""Free notes beside the questions."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@pytest.mark.long
async def test_a_note_is_written_changed_and_removed(ahlers: Client, desk: Tablets) -> None:
    consultation = await ahlers.consultation()
    tablet = await desk.open("ahlers", consultation)
    await tablet.page.get_by_role("button", name="Notizen").click()
    panel = tablet.page.locator("[data-panel=notes]")
    await panel.get_by_label("Neue Notiz").fill("Schlüssel für den Heizungsraum beim Nachbarn")
    await panel.get_by_role("button", name="Notiz hinzufügen").click()
    note = panel.locator(".note textarea")
    await expect(note).to_have_value("Schlüssel für den Heizungsraum beim Nachbarn")
    await note.fill("Schlüssel beim Nachbarn links")
    await note.blur()
    await tablet.all_sent()
    assert "Schlüssel beim Nachbarn links" in (await ahlers.answers(consultation)).values()
    await panel.get_by_role("button", name="Notiz entfernen").click()
    await expect(note).to_have_count(0)
    await tablet.page.keyboard.press("Escape")
    await tablet.page.locator(".toasts").get_by_role("button", name="Rückgängig").click()
    await tablet.page.get_by_role("button", name="Notizen").click()
    await expect(note).to_have_value("Schlüssel beim Nachbarn links")
