"""A visit with the same tool: without a network from start to end, stills from the tablet's own camera."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import expect

from inspection.app import HOUSE
from inspection.domain.access import Actor, Role
from inspection.web.parts import PARTS
from tests.cockpit.away import KEPT, own_tablet, prepared, sign_in
from tests.cockpit.house import Client, House
from tests.cockpit.tablet import Tablet
from tests.support.full_device import FULL

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

JPEG = b"\x00\x10JFIF\x00"
HOUSE_FIELDS = (
    ("room:r1", "exists", True),
    ("room:r1", "label", "Waschküche"),
    ("drain:d1", "exists", True),
    ("drain:d1", "label", "Bodenablauf"),
    ("drain:d1", "room", "r1"),
    ("drain:d1", "onsite_drain_in_use", "Rost geht nicht auf"),
)


@asynccontextmanager
async def cut_off(running: House, ahlers: Client, profile: Path) -> AsyncIterator[tuple[Tablet, str]]:
    """A tablet that has the consultation with it and no network any more."""
    consultation = await ahlers.consultation()
    await ahlers.write(consultation, *HOUSE_FIELDS)
    async with own_tablet(running, profile) as tablet:
        await sign_in(tablet, running)
        await prepared(tablet, consultation)
        await tablet.context.set_offline(True)
        yield tablet, consultation


async def consents(tablet: Tablet) -> None:
    await tablet.go("opening")
    item = tablet.item("consult_media_consent")
    await item.get_by_role("button", name="Text vorlesen").click()
    await tablet.page.locator("[data-panel=consent]").get_by_role("button", name="Ja, erteilt").click()
    await expect(item).to_contain_text("Erteilt")


async def test_a_visit_without_a_network_from_start_to_end(
    running: House, ahlers: Client, tmp_path: Path
) -> None:
    async with cut_off(running, ahlers, tmp_path) as (tablet, consultation):
        page = tablet.page
        await page.reload()
        await page.get_by_role("button", name="Vor Ort", exact=True).click()
        await expect(page.get_by_role("heading", name="Vor Ort bei Frau Behrens")).to_be_visible()
        await consents(tablet)
        tasks = page.get_by_role("region", name="Aufgaben vor Ort: 1")
        await expect(tasks).to_contain_text("Rost geht nicht auf")
        await page.locator(".room[data-room=r1]").click()
        await tasks.get_by_role("button").click()
        await tablet.answer("drain_in_use", "Selten")
        await expect(tasks).to_have_count(0)

        await page.get_by_role("button", name="Kamera starten").click()
        await expect(page.locator(".onsite-video")).to_have_js_property("videoWidth", 1280)
        await page.locator(".tool.main").click()
        await expect(tablet.page.locator("button.thumb img").first).to_be_visible()
        await expect(page.locator(".top-waiting")).to_contain_text("1 Bild wartet")
        await page.get_by_role("button", name="Kamera aus").click()
        await expect(page.locator(".onsite-video")).to_have_count(0)
        await tablet.all_kept()
        await page.locator(".top-finish").click()
        await page.get_by_role("button", name="Gespräch beenden und").click()
        await expect(page.get_by_text("Der Abschluss geht hinaus")).to_be_visible()
        ids, extractable = await page.evaluate(KEPT)
        assert {one.split("/")[0] for one in ids} == {"answers", "copy", "deeds", "pictures"}
        assert not any(extractable)
    for file in (tmp_path / "Default" / "IndexedDB").rglob("*"):
        if file.is_file():
            assert JPEG not in file.read_bytes(), file.name

    async with own_tablet(running, tmp_path) as tablet:
        page = tablet.page
        await tablet.context.set_offline(True)
        await page.goto(f"/consultant/consultations/{consultation}")
        await expect(page.get_by_text("Der Abschluss geht hinaus")).to_be_visible()
        await expect(page.locator(".top-waiting")).to_contain_text("1 Bild wartet")
        await tablet.context.set_offline(False)
        await tablet.all_sent()
        await expect(page.get_by_text("Der Abschluss geht hinaus")).to_have_count(0)
        await expect(page.locator(".top-waiting")).to_have_count(0)
    found = await ahlers.get(f"/consultations/{consultation}")
    assert found["state"] == "in_review"
    assert [(one["given"], one["how"]) for one in found["consents"]] == [(True, "oral")]
    answers = await ahlers.answers(consultation)
    assert answers["drain:d1", "drain_in_use"] == "rarely"
    channels = {
        target.partition(":")[0]: value for (target, field), value in answers.items() if field == "channel"
    }
    assert channels == {"visit": "on_site", "photo": "on_site"}
    photos = (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]
    assert len(photos) == 1
    assert photos[0]["taken_at"] < photos[0]["received_at"]
    user = (await ahlers.get("/me"))["user"]
    actor = Actor(user["id"], running.app[PARTS].utility.id, user["name"], Role.CONSULTANT, "de")
    assert len(await running.app[HOUSE].photos.all(actor, consultation)) == 1


async def test_a_tablet_without_room_says_so_and_loses_no_picture(
    running: House, ahlers: Client, tmp_path: Path
) -> None:
    async with cut_off(running, ahlers, tmp_path) as (tablet, consultation):
        page = tablet.page
        await page.get_by_role("button", name="Vor Ort", exact=True).click()
        await consents(tablet)
        await page.locator(".room[data-room=r1]").click()
        await page.get_by_role("button", name="Kamera starten").click()
        await expect(page.locator(".onsite-video")).to_have_js_property("videoWidth", 1280)
        shutter, thumbs = page.locator(".tool.main"), page.locator("button.thumb img")
        await shutter.click()
        await expect(page.locator(".top-waiting")).to_contain_text("1 Bild wartet")
        await expect(thumbs).to_have_count(1)

        await page.evaluate(FULL)
        await page.evaluate("window.full = true")
        await shutter.click()
        await expect(page.get_by_text("Auf diesem Gerät ist kein Platz für noch ein Bild.")).to_be_visible()
        await expect(shutter).to_be_enabled()
        await expect(page.locator(".top-waiting")).to_contain_text("1 Bild wartet")
        await expect(thumbs).to_have_count(1)

        await page.evaluate("window.full = false")
        await shutter.click()
        await expect(page.locator(".top-waiting")).to_contain_text("2 Bilder warten")
        await tablet.context.set_offline(False)
        both_there = "async (path) => (await (await fetch(path)).json()).photos.length === 2"
        await page.wait_for_function(both_there, arg=f"/api/v1/consultations/{consultation}/photos")
