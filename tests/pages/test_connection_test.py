"""The connection test before the appointment: what the phone is told, and what office and consultant see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from tests.accessibility.inspector import Inspector
from tests.pages.world import World
from tests.support import refused_camera
from tests.support.browsers import DESK, PHONE, open_context
from tests.support.coturn import Coturn
from tests.support.site import running_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

TESTED_MS = 60_000
WITH_LIGHT = """
  const capabilities = MediaStreamTrack.prototype.getCapabilities;
  MediaStreamTrack.prototype.getCapabilities = function () {
    return {...capabilities.call(this), torch: true};
  };
  const apply = MediaStreamTrack.prototype.applyConstraints;
  window.lamp = [];
  MediaStreamTrack.prototype.applyConstraints = function (wanted) {
    const torch = wanted?.advanced?.[0]?.torch;
    if (torch === undefined) return apply.call(this, wanted);
    window.lamp.push(torch);
    return Promise.resolve();
  };
"""
DEAD_RELAY = {
    "ways": ["relay"],
    "ice_servers": [{"urls": ["turn:127.0.0.1:9?transport=udp"], "username": "1:x", "credential": "x"}],
}
STRANGER = """
  const take = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function ({type, sdp}) {
    const other = sdp.replace(/^a=ice-pwd:.*$/gm, "a=ice-pwd:abcdefghijklmnopqrstuvwx");
    return take.call(this, {type, sdp: other});
  };
"""


async def begin(page: Page) -> None:
    await page.get_by_role("button", name="Verbindung testen").click()
    await expect(page.get_by_role("heading", name="Wir prüfen Ihr Telefon")).to_be_visible()


async def hear(page: Page, answer: str = "Ja") -> None:
    await expect(page.get_by_text("Hören Sie den Ton?")).to_be_visible(timeout=TESTED_MS)
    await page.get_by_role("button", name=answer, exact=True).click()


async def kept(weserau: World, consultation: str) -> Any:
    """As the office's API has it."""
    house = weserau.app[HOUSE]
    return (await house.consultations.get(weserau.petersen, consultation)).connection_test


async def test_a_good_one_is_seen_by_the_consultant_at_once_and_by_the_office(
    weserau: World, inspector: Inspector
) -> None:
    later = datetime.now(UTC) + timedelta(minutes=50)
    consultation = await weserau.consultation("Vera Vorher", scheduled_at=later)
    day = await weserau.signed_in("ahlers", "/consultant")
    await day.get_by_role("button", name="Frau Vorher").click()
    await expect(day.get_by_role("heading", name="Frau Vorher")).to_be_visible()

    phone = await weserau.phone(await weserau.link(consultation), init=WITH_LIGHT)
    await expect(phone.locator("footer .primary")).to_have_text("Verbindung testen")
    await begin(phone)
    await expect(phone.locator(".preview video")).to_be_visible()
    await expect(phone.get_by_text("Wir hören Sie")).to_be_visible()
    await hear(phone)
    await expect(phone.get_by_role("heading", name="Alles bereit")).to_be_focused()
    await inspector.look(phone, "connection test: good")
    assert await phone.evaluate("lamp") == [True, False]

    test = await kept(weserau, consultation)
    assert test.verdict == "good"
    assert test.ways["direct"].pair.count("/") == 1
    assert test.ways["direct"].round_trip_ms is not None
    await expect(day.locator(".connection-card")).to_contain_text("gut, heute")
    office = await weserau.signed_in("petersen", "/office", DESK)
    await office.get_by_role("searchbox").fill(await number_of(weserau, consultation))
    await expect(office.locator(".view dl.data")).to_contain_text("gut, heute")

    await phone.get_by_role("button", name="Jetzt im Keller prüfen").click()
    await expect(phone.get_by_role("heading", name="Wir prüfen im Keller")).to_be_visible()
    await expect(phone.get_by_text("Hören Sie den Ton?")).to_be_visible(timeout=TESTED_MS)
    await inspector.look(phone, "connection test: tone")  # where it no longer takes the line its machine
    await phone.get_by_role("button", name="Abbrechen").click()
    await expect(phone.get_by_role("button", name="Kamera starten")).to_be_visible()
    assert not await phone.evaluate("Boolean(document.querySelector('video'))")


async def number_of(weserau: World, consultation: str) -> str:
    found = await weserau.app[HOUSE].consultations.get(weserau.petersen, consultation)
    return found.row.consultation.number


@pytest.mark.long
async def test_a_refused_camera_and_the_way_to_allow_it(weserau: World, inspector: Inspector) -> None:
    consultation = await weserau.consultation()
    phone = await weserau.phone(await weserau.link(consultation), init=refused_camera.PHONE)
    await begin(phone)
    await expect(phone.get_by_text("noch nicht erlaubt")).to_be_visible()
    await hear(phone, "Nein")
    await expect(phone.get_by_role("heading", name="Wir bekommen noch kein Bild")).to_be_visible()
    await inspector.look(phone, "connection test: no camera")
    test = await kept(weserau, consultation)
    assert (test.verdict, test.line, test.checks.speaker) == ("no-camera", "good", "not-heard")
    await phone.get_by_role("button", name="Zeigen, wie es geht").click()
    await expect(phone.get_by_role("heading", name="So erlauben Sie die Kamera")).to_be_visible()
    await phone.get_by_role("button", name="Noch einmal versuchen").click()
    await expect(phone.get_by_role("heading", name="Wir prüfen Ihr Telefon")).to_be_visible()


@pytest.mark.long
async def test_where_the_relay_is_dead(weserau: World, inspector: Inspector) -> None:
    consultation = await weserau.consultation()
    phone = await weserau.phone(await weserau.link(consultation))
    await phone.route(
        "**/customer/connection-test",
        lambda route: route.fulfill(json=DEAD_RELAY) if route.request.method == "GET" else route.continue_(),
    )
    await begin(phone)
    await hear(phone)
    await expect(phone.get_by_role("heading", name="Hier reicht der Empfang nicht")).to_be_visible()
    await expect(phone.get_by_text("Gehen Sie zur Kellertreppe")).to_be_visible()
    await inspector.look(phone, "connection test: bad")
    test = await kept(weserau, consultation)
    assert (test.verdict, test.ways["relay"].connected) == ("bad", False)
    office = await weserau.signed_in("petersen", "/office", DESK)
    await office.get_by_role("searchbox").fill(await number_of(weserau, consultation))
    await expect(office.locator(".view dl.data")).to_contain_text("Vor dem Termin anrufen: WLAN")
    await expect(office.locator(".view dl.data")).to_contain_text("TURN")


@pytest.mark.long
async def test_through_a_real_relay(weserau: World, tmp_path: Path) -> None:
    """With a policy that allows nothing else."""
    async with Coturn() as turn:
        settings = {"turn_urls": (turn.udp_url,), "turn_secret": turn.secret, "ice_policy": "relay"}
        async with running_site(tmp_path, **settings) as site:
            consultant = await site.user("ahlers")
            consultation = await consultant.new_consultation()
            secret = await consultant.invite(consultation)
            context = await open_context(weserau.browser, PHONE, base_url=site.url)
            phone = await context.new_page()
            await phone.goto(f"/join#{secret}")
            await begin(phone)
            await hear(phone)
            await expect(phone.locator(".tone")).to_be_hidden()
            await expect(phone.get_by_role("button", name="Abbrechen")).to_be_hidden()
            await context.close()
            test = (await consultant.get(f"/consultations/{consultation}")).json["connection_test"]
            assert test["verdict"] in ("good", "weak"), test  # how fast it is depends on the machine
    assert list(test["ways"]) == ["relay"]
    assert test["ways"]["relay"]["connected"]
    assert test["ways"]["relay"]["pair"].startswith("relay/")


@pytest.mark.long
async def test_where_nothing_reaches_the_server(weserau: World) -> None:
    consultation = await weserau.consultation()
    phone = await weserau.phone(await weserau.link(consultation), init=STRANGER)
    await begin(phone)
    await hear(phone)
    await expect(phone.get_by_role("heading", name="Hier reicht der Empfang nicht")).to_be_visible()
    assert not (await kept(weserau, consultation)).ways["direct"].connected


async def test_others_are_being_tested(weserau: World) -> None:
    consultation = await weserau.consultation()
    phone = await weserau.phone(await weserau.link(consultation))
    refusal = {"code": "connection_test_busy", "text": "…", "details": {"wait_s": 0}}
    await phone.route(
        "**/connection-test/runs", lambda route: route.fulfill(status=429, json={"error": refusal})
    )
    await begin(phone)
    await expect(phone.get_by_role("heading", name="Gerade prüfen viele")).to_be_visible(timeout=TESTED_MS)
    assert await kept(weserau, consultation) is None
    weserau.accept("429")
