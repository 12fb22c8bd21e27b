"""Who may come in, and where they land."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.pages.world import PASSWORD, World
from tests.support.browsers import TABLET

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def sign_in(page: Page, login: str, password: str) -> None:
    await page.get_by_label("Benutzername").fill(login)
    await page.get_by_label("Passwort").fill(password)
    await page.get_by_role("button", name="Anmelden").click()


async def test_a_wrong_password_is_told_and_the_right_one_opens_the_day(weserau: World) -> None:
    page = await weserau.page(TABLET)
    await page.goto("/sign-in")
    await sign_in(page, "ahlers", "wrong password")
    await expect(page.get_by_role("alert")).not_to_be_empty()
    weserau.accept("status of 401")
    await sign_in(page, "ahlers", PASSWORD)
    await page.wait_for_url("**/consultant")


async def test_the_office_lands_in_its_list(weserau: World) -> None:
    page = await weserau.page(TABLET)
    await page.goto("/sign-in")
    await sign_in(page, "petersen", PASSWORD)
    await page.wait_for_url("**/office")


async def test_who_was_sent_here_goes_on_to_the_page_he_wanted(weserau: World) -> None:
    page = await weserau.page(TABLET)
    await page.goto("/office")
    await page.wait_for_url("**/sign-in?next=/office")
    await sign_in(page, "ahlers", PASSWORD)
    await page.wait_for_url("**/office")


async def test_a_strange_address_to_go_on_to_is_not_followed(weserau: World) -> None:
    page = await weserau.page(TABLET)
    await page.goto("/sign-in?next=//example.org/trap")
    await sign_in(page, "ahlers", PASSWORD)
    await page.wait_for_url(f"{weserau.url}/consultant")


async def test_signing_out_shuts_the_door(weserau: World) -> None:
    page = await weserau.signed_in("ahlers", "/consultant")
    await page.locator(".menu summary").click()
    await page.get_by_role("button", name="Abmelden").click()
    await page.wait_for_url("**/sign-in")
    await page.goto("/consultant")
    await page.wait_for_url("**/sign-in?next=/consultant")
    weserau.accept("HTTP Authentication failed")  # a waiting room that was just being opened as the door shut
