"""Bare pages in a real Chromium, which call each other through a real server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page

from tests.signaling.support import CallServer
from tests.support.browsers import PHONE, TABLET, Watched

PAGES = Path(__file__).parent / "pages"
SHARED = Path(__file__).resolve().parents[2] / "static" / "shared"
PATIENCE_MS = 20_000


class PageServer(CallServer):
    """The call's server, and the two bare pages with the modules under test."""

    def add_routes(self, app: web.Application) -> None:
        app.router.add_static("/pages", PAGES)
        app.router.add_static("/shared", SHARED)


class Side:
    """One of the two pages."""

    def __init__(self, page: Page, watched: Watched) -> None:
        self.page = page
        self.watched = watched

    async def until(self, condition: str, argument: Any = None) -> None:
        await self.page.wait_for_function(condition, arg=argument, timeout=PATIENCE_MS)

    async def ask(self, expression: str) -> Any:
        return await self.page.evaluate(expression)

    async def connected(self) -> None:
        await self.until("window.page?.call.state === 'connected'")

    async def sees(self) -> None:
        """Eight frames more than now come out of the decoder and onto the page."""
        seen = await self.ask("window.page ? page.frames : 0")
        await self.until("seen => window.page?.frames > seen + 8", seen)

    async def hears(self) -> None:
        """The other side's voice arrives: half a second of it (25 packets of 20 ms)."""
        heard = (await self.ask("page.stats()"))["audioPackets"]
        await self.until("async heard => (await page.stats()).audioPackets > heard + 25", heard)

    async def joined(self, times: int) -> None:
        await self.until("n => page.log.filter(one => one === 'welcome').length >= n", times)

    async def log(self) -> list[str]:
        """What happened since the last time one looked."""
        return list(await self.ask("page.log.splice(0)"))


@dataclass
class Stage:
    server: PageServer
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    async def __aenter__(self) -> Stage:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await asyncio.gather(*(context.close() for context in self.contexts))

    async def open(self, role: str, *, init: str = "", **query: str) -> Side:
        """`init`: a script that runs before those of the page."""
        size = PHONE if role == "customer" else TABLET
        context = await self.browser.new_context(viewport=size)
        self.contexts.append(context)
        page = await context.new_page()
        if init:
            await page.add_init_script(init)
        side = Side(page, Watched(page))
        rest = "".join(f"&{name}={value}" for name, value in query.items())
        who = query.get("id", role)
        await page.goto(f"{self.server.origin}/pages/call.html?id={who}&roles={role}&role={role}{rest}")
        return side

    async def call(self) -> tuple[Side, Side]:
        customer, consultant = await asyncio.gather(self.open("customer"), self.open("consultant"))
        await asyncio.gather(customer.connected(), consultant.connected(), consultant.sees())
        return customer, consultant
