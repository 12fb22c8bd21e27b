"""A tablet with a profile of its own on disk, as it is carried about: opened, closed, without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.cockpit.house import PASSWORD, House
from tests.cockpit.tablet import Tablet
from tests.support.browsers import ARGUMENTS, CHROMIUM, TABLET, WITHIN_MS

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
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
        context.set_default_timeout(WITHIN_MS)
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
