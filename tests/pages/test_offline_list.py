"""Pictures taken where there is no network: kept encrypted, over a closed browser, then sent."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from inspection.app import HOUSE
from tests.pages.world import ConsultantEnd, World, start_camera
from tests.support.browsers import ARGUMENTS, CHROMIUM, PHONE, WITHIN_MS, Watched
from tests.support.full_device import FULL

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
JPEG = b"\x00\x10JFIF\x00"
LABELS = ("Bodenablauf Waschküche", "Absperrventil", "Wasserzähler")

REMEMBER = """
  const toBlob = HTMLCanvasElement.prototype.toBlob; // the fake camera's pictures are all the same
  HTMLCanvasElement.prototype.toBlob = function (give, ...how) {
    const mark = crypto.getRandomValues(new Uint8Array(16));
    toBlob.call(this, (blob) => give(new Blob([blob, mark], { type: blob.type })), ...how);
  };
  window.shots = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.shots.push(blob); return make.call(URL, blob); };
"""
SHA256 = """async () => {
  const digest = await crypto.subtle.digest("SHA-256", await window.shots.at(-1).arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}"""
KEPT = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (!names.includes("kellerblick-list")) return [];
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("kellerblick-list");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const read = (method) => new Promise((resolve) => {
    const request = database.transaction("records").objectStore("records")[method]();
    request.onsuccess = () => resolve(request.result);
  });
  const [ids, records] = [await read("getAllKeys"), await read("getAll")];
  database.close();
  const start = (sealed) => btoa(String.fromCharCode(...new Uint8Array(sealed.slice(0, 4096))));
  return records.map(({ sealed }, at) => [ids[at], start(sealed)]);
}"""


@asynccontextmanager
async def own_phone(weserau: World, profile: Path) -> AsyncIterator[tuple[BrowserContext, Page]]:
    """A browser with a profile on disk; leaving the block closes it as a person does."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            args=[*ARGUMENTS, *FAKE],
            base_url=weserau.url,
            viewport=PHONE,  # type: ignore[arg-type]
            locale="de-DE",
            timezone_id="Europe/Berlin",
        )
        await context.add_init_script(REMEMBER)
        page = context.pages[0]
        context.set_default_timeout(WITHIN_MS)
        expect.set_options(timeout=WITHIN_MS)
        try:
            yield context, page
        finally:
            await context.close()


def entries(*labels: str) -> list[dict[str, str]]:
    return [
        {
            "photo_id": str(uuid.uuid4()),
            "item": item,
            "entity": "building",
            "label": label,
            "hint": "Senkrecht von oben, eine Armlänge Abstand.",
        }
        for label, item in zip(labels, ("site_photo", "street_ref_point", "site_photo"), strict=False)
    ]


async def sent_off(weserau: World, phone: Page, wanted: list[dict[str, str]]) -> tuple[str, ConsultantEnd]:
    """In a call, with the list on the phone."""
    consultation = await weserau.consultation()
    await phone.goto(await weserau.link(consultation))
    await start_camera(phone)
    consultant = await weserau.consultant_end(consultation)
    await expect(phone.get_by_text("Frau Ahlers sieht Ihr Bild")).to_be_visible()
    await consultant.say("picture-list", {"list_id": "l1", "entries": wanted})
    await expect(phone.locator(".shot")).to_have_count(len(wanted))
    return consultation, consultant


async def take(phone: Page) -> str:
    """One picture she is content with; its sha256."""
    await phone.get_by_role("button", name="Aufnehmen", exact=True).click()
    await expect(phone.locator("img.taken")).to_be_visible()
    sha256: str = await phone.evaluate(SHA256)
    await phone.get_by_role("button", name="Passt").click()
    return sha256


async def stored(weserau: World, consultation: str) -> dict[str, Any]:
    return {
        one.photo.id: one.photo for one in await weserau.app[HOUSE].photos.all(weserau.ahlers, consultation)
    }


async def test_three_pictures_over_a_closed_browser(weserau: World, tmp_path: Path) -> None:
    wanted = entries(*LABELS)
    async with own_phone(weserau, tmp_path) as (context, phone):
        watched = Watched(phone)
        consultation, consultant = await sent_off(weserau, phone, wanted)
        await expect(phone.get_by_role("heading", name="3 Bilder für Frau Ahlers")).to_be_visible()
        await expect(phone.get_by_text("Sie dürfen die Seite schließen.")).to_be_visible()
        await consultant.heard("picture-list-state")

        await context.set_offline(True)
        await expect(phone.get_by_text("Kein Netz. Das macht nichts")).to_be_visible()
        taken = []
        await phone.get_by_role("button", name=f"{LABELS[0]} aufnehmen").click()
        await phone.get_by_role("button", name="Aufnehmen", exact=True).click()
        await phone.get_by_role("button", name="Noch einmal").click()
        for label in LABELS:
            await expect(phone.get_by_role("heading", name=label)).to_be_visible()
            taken.append(await take(phone))
        await expect(phone.get_by_role("heading", name="Alle 3 Bilder sind gemacht")).to_be_visible()
        await expect(phone.get_by_text("Wartet auf Netz")).to_have_count(3)
        await nothing_readable(phone, 7)  # the list, three pictures, three previews
        assert not await stored(weserau, consultation)
        assert not [one for one in watched.errors if "Failed to" not in one and "ERR_" not in one]
    for file in (tmp_path / "Default" / "IndexedDB").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert JPEG not in content, file.name
            assert LABELS[1].encode() not in content, file.name

    async with own_phone(weserau, tmp_path) as (context, phone):
        await context.set_offline(True)
        await phone.goto("/join")
        await expect(phone.get_by_role("heading", name="Alle 3 Bilder sind gemacht")).to_be_visible()
        await expect(phone.get_by_text("Was Sie aufgenommen haben, ist noch da.")).to_be_visible()
        await expect(phone.locator(".shot img")).to_have_count(3)
        await context.set_offline(False)
        await expect(phone.get_by_role("heading", name="Alle 3 Bilder sind angekommen")).to_be_visible()
        await expect(phone.get_by_text("Bei Frau Ahlers angekommen")).to_have_count(3)
        await phone.wait_for_function(f"async () => !(await ({KEPT})()).length")
        await phone.wait_for_function("async () => !(await caches.keys()).length")
        await phone.wait_for_function(
            "async () => !(await navigator.serviceWorker.getRegistrations()).length"
        )
    photos = await stored(weserau, consultation)
    assert [photos[one["photo_id"]].sha256_received for one in wanted] == taken
    assert len(photos) == len(set(taken)) == 3
    assert all(photo.taken_at < photo.received_at for photo in photos.values())
    view = await weserau.app[HOUSE].operations.after(weserau.ahlers, consultation, 0)
    fields = {(one.operation.target, one.operation.field): one.operation.value for one in view.operations}
    for one in wanted:
        assert fields[f"photo:{one['photo_id']}", "item"] == one["item"]


async def nothing_readable(phone: Page, count: int) -> None:
    kept: list[tuple[str, str]] = await phone.evaluate(KEPT)
    assert len(kept) == count
    assert not [name for name, start in kept if start.startswith("/9j/") or "Bodenablauf" in start]


HELD = """
  const ask = window.fetch; // a route would not see what the service worker asks for in the page's place
  window.fetch = (what, how) => window.held && String(what.url ?? what).includes("/api/v1/uploads")
    ? Promise.reject(new TypeError("held up")) : ask(what, how);
"""


@pytest.mark.long
async def test_a_phone_without_room_keeps_what_it_has_and_a_withdrawal_deletes_it(weserau: World) -> None:
    phone = await weserau.phone("/healthz", init=FULL + HELD + REMEMBER)
    consultation, consultant = await sent_off(weserau, phone, entries(*LABELS))
    await phone.evaluate("window.held = true")
    await phone.get_by_role("button", name=f"{LABELS[0]} aufnehmen").click()
    await take(phone)
    await expect(phone.get_by_role("heading", name=LABELS[1])).to_be_visible()
    await phone.evaluate("window.full = true")
    await take(phone)
    await expect(phone.get_by_text("Auf dem Telefon ist kein Platz für noch ein Bild.")).to_be_visible()
    await expect(phone.locator("[data-state=sending], [data-state=taken]")).to_have_count(1)

    await weserau.withdraw(consultation)
    await expect(phone.get_by_role("heading", name="Die Bilder sind gelöscht")).to_be_visible()
    await phone.wait_for_function(f"async () => !(await ({KEPT})()).length")
    refused = await consultant.heard("picture-list-state", refused="consent")
    assert refused["entries"] == []
    await consultant.say("picture-list", {"list_id": "l2", "entries": entries(LABELS[0])})
    await consultant.heard("picture-list-state", list_id="l2", refused="consent")
    assert not await stored(weserau, consultation)
    weserau.accept("Failed to load resource")
