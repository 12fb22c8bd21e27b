"""Who takes part in a consultation, doing what a person does: reading words and tapping them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect
from playwright.async_api import Error as PlaywrightError

from tests.cockpit.tablet import Tablet
from tests.photos.site import Server
from tests.support.browsers import PHONE, TABLET, WITHIN_MS, open_context
from tests.support.demo import Demo
from tests.whole.words import DE, Words

CONSULTANT = "Mareike Ahlers"
OFFICE = "Jonas Petersen"
CUSTOMER = "Frau Behrens"


async def sign_in(browser: Browser, link: str, name: str, size: dict[str, int] = TABLET) -> Tablet:
    """Opens a link of the demo and signs in with one tap."""
    context = await open_context(browser, size)
    page = await context.new_page()
    tablet = Tablet(context, page)
    await page.goto(link)
    await page.get_by_role("button", name=name).first.click()
    return tablet


async def begin(tablet: Tablet, customer: str = CUSTOMER, words: Words = DE) -> None:
    """From the day's list into the cockpit."""
    await tablet.page.locator(".event").filter(has_text=customer).first.click()
    await tablet.page.get_by_role("button", name=words.begin).click()
    await expect(tablet.page.locator(".list")).to_be_visible()


async def arrive(browser: Browser, link: str, words: Words = DE) -> Page:
    """The customer opens her link."""
    context = await open_context(browser, PHONE, locale=words.locale)
    page = await context.new_page()
    await page.goto(link)
    await expect(page.get_by_role("button", name=words.start_camera)).to_be_visible()
    return page


async def start(page: Page, words: Words = DE) -> None:
    """She answers the question and starts the camera."""
    await page.get_by_role("button", name=words.yes, exact=True).click()
    await page.get_by_role("button", name=words.start_camera).click()


async def join(browser: Browser, link: str) -> Page:
    page = await arrive(browser, link)
    await start(page)
    return page


async def sees_moving_picture(page: Page) -> None:
    """More frames are decoded than were a moment before."""
    await page.wait_for_function(
        """() => {
          const video = [...document.querySelectorAll("video")].find((one) => one.videoWidth > 0);
          if (!video) return false;
          const now = video.getVideoPlaybackQuality().totalVideoFrames;
          window.framesBefore ??= now;
          return now > window.framesBefore + 10;
        }"""
    )
    await page.evaluate("() => { delete window.framesBefore; }")


def thumbnails(tablet: Tablet, item: str) -> Locator:
    """Of the pictures that are with the server; a preview is none."""
    return tablet.item(item).locator("button.thumb img")


async def take_photo(tablet: Tablet, item: str) -> None:
    """One tap at an item; the picture is shown there when it is with the server and scaled."""
    before = await thumbnails(tablet, item).count()
    frame = tablet.item(item).locator(".photo-missing, .thumb.add").first
    await frame.click()
    # Taken and sent by her, then scaled by the server: two waits in one.
    await expect(thumbnails(tablet, item)).to_have_count(before + 1, timeout=2 * WITHIN_MS)


async def type_number(tablet: Tablet, item: str, keys: str) -> None:
    """Opens the keypad of a question and presses its keys."""
    await tablet.item(item).locator("input.num").click()
    await tablet.press(item, keys)


async def finish(tablet: Tablet, words: Words = DE) -> None:
    """Ends the conversation and waits until the protocol can be opened."""
    await tablet.page.get_by_role("button", name=words.finish).click()
    await tablet.page.get_by_role("button", name=words.make_protocol).click()
    await expect(tablet.page.get_by_role("link", name=words.open_protocol)).to_be_visible()


async def api(server: Demo | Server, tablet: Tablet, path: str) -> Any:
    """What the API says to whoever is signed in on this tablet."""
    answer = await tablet.context.request.get(f"{server.url}/api/v1{path}")
    assert answer.ok, await answer.text()
    return await answer.json()


@asynccontextmanager
async def seen_on_failure(folder: Path, *browsers: Browser) -> AsyncIterator[None]:
    """When a step fails, what every page showed at that moment lies in the test's folder."""
    try:
        yield
    except BaseException:
        pages = [page for browser in browsers for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages):
            with suppress(PlaywrightError):
                await page.screenshot(path=folder / f"failed-{number}.png", timeout=5000)
        raise
