"""How `make screenshots` sees a page: in four looks, at its sizes, settled; and what it complained about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from playwright.async_api import Browser, BrowserContext, Page, Response

from tests.support.browsers import DESK, PHONE, TABLET, TABLET_UPRIGHT, Watched, open_context

CUSTOMER = "Behrens"
LYING = {"width": 844, "height": 390}
SMALL = {"width": 1024, "height": 600}
SIZES = {
    "phone": PHONE,
    "lying": LYING,
    "tablet": TABLET,
    "upright": TABLET_UPRIGHT,
    "small": SMALL,
    "desk": DESK,
}
TABLETS = ("tablet", "upright", "small")
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Look:
    """One way to see every page."""

    language: str
    scheme: str

    @property
    def locale(self) -> str:
        return {"de": "de-DE", "en": "en-GB"}[self.language]

    @property
    def yes(self) -> str:
        return {"de": "Ja", "en": "Yes"}[self.language]


LOOKS = [Look(language, scheme) for language in ("de", "en") for scheme in ("light", "dark")]


class Camera:
    """Takes the pictures of one look."""

    def __init__(self, folder: Path, look: Look) -> None:
        self.folder = folder
        self.look = look
        self.errors: list[str] = []

    async def take(self, page: Page, name: str, *sizes: str, whole: bool = False) -> None:
        """At the last of these sizes it stays. `whole`: below the fold, too."""
        for size in sizes:
            await page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
            await settle(page)
            path = self.folder / f"{name}-{size}-{self.look.scheme}-{self.look.language}.png"
            await page.screenshot(path=path, full_page=whole)

    async def context(self, browser: Browser, size: str, **options: str) -> BrowserContext:
        return await open_context(
            browser,
            SIZES[size],
            color_scheme=cast(Scheme, self.look.scheme),
            locale=self.look.locale,
            reduced_motion="reduce",
            **options,
        )

    async def open(self, context: BrowserContext, url: str) -> Page:
        """A page in this look's language; what it complains about is printed, and each refused request."""
        page = await context.new_page()
        watched = Watched(page)
        watched.errors = self.errors
        page.on("response", self._answered)
        path, _, secret = url.partition("#")
        await page.goto(f"{path}?lang={self.look.language}" + (f"#{secret}" if secret else ""))
        return page

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            asked = f"{response.request.method} {response.url}"
            self.errors.append(
                f"{response.status} for {asked}, on {response.frame.page.url.partition('#')[0]}"
            )


async def settle(page: Page) -> None:
    """Pictures are decoded and the layout has been painted at this size."""
    await page.evaluate(
        """async () => {
          await document.fonts.ready;
          await Promise.all([...document.images].map((one) => one.decode().catch(() => {})));
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }"""
    )
