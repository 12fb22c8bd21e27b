"""The cockpit goes on without a network: over a reload, a closed browser and two days, and delivers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from tests.cockpit.house import PASSWORD, Client, House
from tests.cockpit.tablet import WITHIN_MS, Tablet
from tests.support.browsers import ARGUMENTS, CHROMIUM, TABLET

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
NAME, STREET = b"Behrens", b"Deichstra"
KEPT = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (!names.includes("kellerblick-desk")) return [];
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("kellerblick-desk");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const read = (store, method) => new Promise((resolve) => {
    const request = database.transaction(store).objectStore(store)[method]();
    request.onsuccess = () => resolve(request.result);
  });
  const [ids, keys] = [await read("records", "getAllKeys"), await read("keys", "getAll")];
  database.close();
  return [ids, keys.map((key) => key.extractable)];
}"""


@asynccontextmanager
async def own_tablet(running: House, profile: Path) -> AsyncIterator[Tablet]:
    """A browser with a profile on disk; leaving the block closes it as a person does."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            args=[*ARGUMENTS, *CAMERA],
            base_url=running.url,
            viewport=TABLET,  # type: ignore[arg-type]
            locale="de-DE",
            timezone_id="Europe/Berlin",
            has_touch=True,
        )
        page = context.pages[0]
        page.set_default_timeout(WITHIN_MS)
        expect.set_options(timeout=WITHIN_MS)
        try:
            yield Tablet(context, page)
        finally:
            await context.close()


async def sign_in(tablet: Tablet, running: House, login: str = "ahlers") -> None:
    answer = await tablet.context.request.post(
        f"{running.url}/api/v1/sign-in",
        data={"login": login, "password": PASSWORD},
        headers={"Origin": running.url},
    )
    assert answer.ok


async def prepared(tablet: Tablet, consultation: str) -> None:
    """Opened once with a network; from then on it needs none."""
    await tablet.page.goto(f"/consultant/consultations/{consultation}")
    await tablet.page.wait_for_selector("html[data-kept=true]", state="attached")


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
