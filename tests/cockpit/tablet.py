"""A cockpit in a real browser, used by what a person sees: questions, chips, tabs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect
from playwright.async_api import Error as PlaywrightError

from tests.cockpit.house import PASSWORD, House
from tests.support.browsers import GRANTED, TABLET, Watched, open_context

KEPT = "cookies,local_storage,indexeddb,cache_storage,service_workers,file_systems"
"What a page leaves on a device; not the files it was made of."
EMPTIED_S = 20
"""A browser empties a profile in a moment, or, once in thousands of times, never says so."""

DRAWN = """() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(resolve));
  setTimeout(resolve, 300); // a page behind another draws no frames
})"""
"What was tapped just now is counted at the next frame."


class Tablet:
    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.watched = Watched(page)
        self.accepted: list[str] = []
        "Beginnings of what the browser may complain about: a test brought it about."

    def section(self, section: str) -> Locator:
        return self.page.locator(f".tab[data-section={section}]")

    async def go(self, section: str) -> None:
        await self.section(section).click()
        await expect(self.section(section)).to_have_attribute("aria-current", "true")

    def item(self, item: str) -> Locator:
        """A question of what is shown now, unfolded or folded."""
        return self.page.locator(f".list [data-item={item}]")

    def chip(self, item: str, text: str) -> Locator:
        return self.item(item).locator("label").filter(has=self.page.get_by_text(text, exact=True))

    def choice(self, item: str, text: str) -> Locator:
        return self.chip(item, text).locator("input")

    async def answer(self, item: str, text: str) -> None:
        await self.chip(item, text).click()
        await expect(self.choice(item, text)).to_be_checked()

    async def press(self, item: str, keys: str) -> None:
        """Keys of the keypad: digits, "-" for the sign, "<" for delete."""
        names = {"-": "±", "<": "delete"}
        for key in keys:
            await self.item(item).locator(f'[data-key="{names.get(key, key)}"]').click()

    async def add(self, name: str) -> None:
        """The plus and the suggested name."""
        await self.page.locator(".chip.add").click()
        await self.page.get_by_role("button", name=name, exact=True).click()
        await expect(self.page.locator(".entity-name h2")).to_have_text(name)

    def path(self, path: str) -> Locator:
        return self.page.locator(f".path[data-path={path}]")

    async def all_sent(self) -> None:
        """Nothing of ours waits any more, and nothing of it is kept on the tablet."""
        await self.page.evaluate(DRAWN)
        await self.page.wait_for_selector("html[data-unsent='0'][data-unwritten='0']", state="attached")

    async def all_kept(self) -> None:
        """What was answered until now is kept on the tablet."""
        await self.page.wait_for_selector("html[data-unwritten='0']", state="attached")


class Tablets:
    def __init__(self, browser: Browser, running: House) -> None:
        self.browser = browser
        self.running = running
        self.opened: list[Tablet] = []
        self.contexts: list[BrowserContext] = []
        "Of others, to be closed with the tablets."
        self.taken: set[BrowserContext] = set()
        "Off the shelf, or to be put there."

    async def open(
        self,
        login: str,
        consultation: str,
        size: dict[str, int] = TABLET,
        language: str = "de",
        init: str = "",
        workers: Literal["allow", "block"] = "block",
    ) -> Tablet:
        """A profile of its own that signs in and opens the cockpit.

        `workers`: whether it may open without a network; routes do not hold up what a worker asks for.
        """
        context = await self._context(size, workers)
        answer = await context.request.post(
            "/api/v1/sign-in",
            data={"login": login, "password": PASSWORD},
            headers={"Origin": self.running.url},
        )
        assert answer.ok, await answer.text()
        page = await context.new_page()
        tablet = Tablet(context, page)
        self.opened.append(tablet)
        if init:
            await page.add_init_script(init)
        await page.goto(f"/consultant/consultations/{consultation}?lang={language}")
        await expect(page.locator(".list")).to_be_visible()
        return tablet

    async def _context(self, size: dict[str, int], workers: Literal["allow", "block"]) -> BrowserContext:
        """One that was used before has nothing left of it but the files of our pages."""
        for context in _shelf(self.browser):
            if (size, workers) == (TABLET, "block") and context not in self.taken:
                self.taken.add(context)
                return context
        context = await open_context(self.browser, size, base_url=self.running.url, service_workers=workers)
        if (size, workers) == (TABLET, "block"):
            _shelf(self.browser).append(context)
            self.taken.add(context)
        return context

    async def close(self) -> None:
        """What may be used again is put back as if it were new."""
        for context in dict.fromkeys([tablet.context for tablet in self.opened] + self.contexts):
            if context in self.taken and await _as_new(context, self.running.url):
                continue
            if context in self.taken:
                _shelf(self.browser).remove(context)
            await context.close()


_shelves: WeakKeyDictionary[Browser, list[BrowserContext]] = WeakKeyDictionary()


def _shelf(browser: Browser) -> list[BrowserContext]:
    return _shelves.setdefault(browser, [])


async def _as_new(context: BrowserContext, origin: str) -> bool:
    """Whether a profile could be emptied: of pages, sign-in, routes, permissions and what pages have kept."""
    try:
        await context.set_offline(False)
        for page in context.pages:
            await page.close()
        await context.unroute_all()
        await context.clear_cookies()
        await context.grant_permissions(GRANTED)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        async with asyncio.timeout(EMPTIED_S):
            await session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT})
        await page.close()
    except (
        PlaywrightError,
        TimeoutError,
    ):  # it was closed by the test; the browser never said that it is empty
        return False
    return True


@asynccontextmanager
async def tablets(running: House, browser: Browser) -> AsyncIterator[Tablets]:
    """Closes what was opened; an error on any of the pages fails the test."""
    opened = Tablets(browser, running)
    yield opened
    await opened.close()
    errors = [
        error
        for tablet in opened.opened
        for error in tablet.watched.errors
        if not error.startswith(tuple(tablet.accepted))
    ]
    assert not errors, errors
