"""A file of a page does not arrive: the page is loaded once more, and where that is no help it says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, Route, expect

from tests.pages.world import World
from tests.support.browsers import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


def failing(times: int, asked: list[str]) -> Callable[[Route], Awaitable[None]]:
    """As many tries fail as when the network changes just then; then it comes."""

    async def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= times:
            await route.abort("failed")
        else:
            await route.continue_()

    return answer


async def without(weserau: World, file: str, times: int) -> tuple[Page, list[str]]:
    """Her page, of which a file stays away so many times; waits until it was asked for twice."""
    phone, asked = await weserau.page(PHONE), list[str]()
    await phone.route(f"**/{file}", failing(times, asked))
    link = await weserau.link(await weserau.consultation())
    async with phone.expect_event("request", lambda request: file in request.url and len(asked) == 1):
        await phone.goto(link)
    return phone, asked


@pytest.mark.parametrize(
    "file",
    ["customer/main.js", "customer/state.js", "customer/welcome.css"],
    ids=["script", "import", "sheet"],
)
async def test_it_is_loaded_once_more(weserau: World, file: str) -> None:
    phone, asked = await without(weserau, file, times=1)
    await expect(phone.get_by_role("button", name="Kamera starten")).to_be_visible()
    assert len(asked) == 2
    weserau.accept("net::ERR_FAILED")


async def test_where_it_stays_away_words_and_a_button_say_what_to_do(weserau: World) -> None:
    phone, asked = await without(weserau, "customer/main.js", times=2)
    await expect(phone.get_by_role("alert")).to_contain_text("Diese Seite ist nicht ganz angekommen.")
    assert len(asked) == 2
    await phone.get_by_role("button", name="Seite neu laden").click()
    await expect(phone.get_by_role("button", name="Kamera starten")).to_be_visible()
    assert len(asked) == 3
    weserau.accept("net::ERR_FAILED")


async def test_the_cockpit_too(weserau: World) -> None:
    consultation, asked = await weserau.consultation(), list[str]()
    tablet = await weserau.signed_in("ahlers", "/consultant", service_workers="block")
    await tablet.route("**/consultant/main.js", failing(1, asked))
    await tablet.goto(f"/consultant/consultations/{consultation}")
    await expect(tablet.locator(".list")).to_be_visible()
    assert len(asked) == 2
    weserau.accept("net::ERR_FAILED")
