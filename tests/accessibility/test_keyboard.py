"""Each page's main job by keyboard alone: no mouse, no touch, and one always sees where one is."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from inspection.app import HOUSE
from tests.accessibility.test_cockpit import cockpit, prepared
from tests.accessibility.test_customer import arrive, start
from tests.pages.world import LAMP, PASSWORD, World
from tests.support.browsers import DESK, TABLET

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

MOST_STEPS = 80
NAME = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = one.matches("input.unseen") ? one.closest("label") : one;
  const { outlineStyle, boxShadow } = getComputedStyle(shown);
  const seen = outlineStyle !== "none" || boxShadow !== "none" || shown.matches("input, textarea");
  return { seen: seen || one.matches(".item.active"), text: one.outerHTML.slice(0, 200) };
}"""


async def tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Tab until this has the focus; each stop on the way is marked for the eye."""
    for _ in range(MOST_STEPS):
        await page.keyboard.press("Shift+Tab" if back else "Tab")
        here = await page.evaluate(NAME)
        assert here is None or here["seen"], f"nothing shows that this has the focus: {here['text']}"
        if await page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is out of reach of the keyboard")


async def test_signing_in(weserau: World) -> None:
    page = await weserau.page(TABLET)
    await page.goto("/sign-in")
    await expect(page.locator("input[name=login]")).to_be_focused()
    await page.keyboard.type("ahlers")
    await tab_to(page, "input[name=password]")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/consultant")


async def test_choosing_a_consultation_and_beginning_it(weserau: World) -> None:
    await weserau.consultation("Tilda Taste")
    page = await weserau.signed_in("ahlers", "/consultant")
    await expect(page.locator(".event").first).to_be_visible()
    for _ in range(MOST_STEPS):
        await tab_to(page, ".event")
        if "Frau Taste" in await page.evaluate("() => document.activeElement.textContent"):
            break
    await page.keyboard.press("Enter")
    await expect(page.locator(".detail h2")).to_have_text("Frau Taste")
    await tab_to(page, ".detail footer .primary")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/consultant/consultations/*")


async def test_a_form_gives_the_focus_back(weserau: World) -> None:
    page = await weserau.signed_in("ahlers", "/consultant")
    await expect(page.locator(".day")).to_be_visible()
    for _ in range(MOST_STEPS):
        await tab_to(page, "header.top button")
        if "Sofort beraten" in await page.evaluate("() => document.activeElement.textContent"):
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await tab_to(page, "dialog input[name=name]")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.get_by_role("button", name="Sofort beraten").first).to_be_focused()


async def test_answering(weserau: World) -> None:
    page = await cockpit(weserau, await prepared(weserau), "de")
    attendee = "[data-item=consult_attendee_role]"
    await tab_to(page, f"button{attendee}")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"section{attendee}")).to_be_focused()
    await tab_to(page, f"{attendee} input[type=radio]")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(f"{attendee} input[value=tenant]")).to_be_checked()
    await expect(page.locator(f"{attendee} input[value=tenant]")).to_be_focused()

    history = "[data-item=damage_history]"
    await tab_to(page, f"button{history}")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"section{history}")).to_be_focused()
    await tab_to(page, f"{history} input[type=checkbox]")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await expect(page.locator(f"{history} input:focus")).to_be_checked()
    await expect(page.locator(f"{history} input[value=none]")).not_to_be_checked()

    await tab_to(page, ".foot .square")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"{history} input[value=none]")).to_be_checked()
    await expect(page.locator(f"section{history}")).to_be_focused()


async def test_a_number(weserau: World) -> None:
    page = await cockpit(weserau, await prepared(weserau), "de")
    await tab_to(page, ".tab[data-section=drains]")
    await page.keyboard.press("Enter")
    height = "[data-item=drain_height_cm]"
    await tab_to(page, f"button{height}")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"section{height}")).to_be_focused()
    await tab_to(page, f"{height} input.num")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("-150")
    await expect(page.locator(f"{height} input.num")).to_have_value("−150")
    await page.keyboard.press("Enter")
    await expect(page.locator("section.item:focus")).to_be_visible()  # the next question
    await expect(page.locator(height)).to_have_count(0)
    await tab_to(page, ".foot .square")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toasts")).to_contain_text("−160")
    await expect(page.locator(f"section{height}")).to_be_focused()


async def test_adding_a_room(weserau: World) -> None:
    page = await cockpit(weserau, await prepared(weserau), "de")
    await tab_to(page, ".tab[data-section=rooms]")
    await page.keyboard.press("Enter")
    await tab_to(page, ".chip.add")
    await page.keyboard.press("Enter")
    await expect(page.locator(".adding")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".chip.add")).to_be_focused()
    await page.keyboard.press("Enter")
    await tab_to(page, ".adding .chip.call")
    name = await page.evaluate("() => document.activeElement.textContent")
    await page.keyboard.press("Enter")
    await expect(page.locator(".entity-name h2")).to_have_text(name)
    await expect(page.locator(".entity-name h2")).to_be_focused()

    await tab_to(page, ".entity-head button")
    await page.keyboard.press("Enter")
    await expect(page.locator(".entity-rename input[name=name]")).to_be_focused()
    await page.keyboard.press("Control+A")
    await page.keyboard.type("Werkstatt")
    await page.keyboard.press("Enter")
    await expect(page.locator(".entity-name h2")).to_have_text("Werkstatt")
    await expect(page.locator(".entity-head button").first).to_be_focused()


PANELS = (
    (".top-notes", "notes"),
    (".top-open", "open"),
    (".top-finish", "finish"),
    (".path[data-path=sewer_backflow]", "reasons"),
    (".tab.all", "sections"),
    ("[data-item=consult_media_consent] .button", "consent"),
)
"Selector of what opens it, its name."


async def test_a_panel_closes_and_gives_the_focus_back(weserau: World) -> None:
    page = await cockpit(weserau, await weserau.consultation(), "de")
    for opener, panel in PANELS:
        await tab_to(page, opener)
        await page.keyboard.press("Enter")
        shown = page.locator(f"[data-panel={panel}]")
        await expect(shown.locator("#panel-title")).to_be_focused()
        await tab_to(page, ".panel-head button")
        await page.keyboard.press("Escape")
        await expect(shown).to_have_count(0)
        await expect(page.locator(opener)).to_be_focused()


async def test_the_customer_answers_and_starts(weserau: World) -> None:
    consultation = await weserau.consultation()
    page = await arrive(weserau, "de", consultation)
    await tab_to(page, "summary")
    await page.keyboard.press("Enter")
    await expect(page.locator("details")).to_have_attribute("open", "")
    await tab_to(page, ".yes-no button")
    await page.keyboard.press("Enter")
    await expect(page.locator(".yes-no button").first).to_have_attribute("aria-pressed", "true")
    await tab_to(page, "footer .primary")
    await page.keyboard.press("Enter")
    await expect(page.locator(".preview video")).to_be_visible()


async def test_a_call_by_keyboard_on_both_sides(weserau: World) -> None:
    consultation = await prepared(weserau)
    phone = await arrive(weserau, "de", consultation, init=LAMP)
    await start(phone, "de")
    page = await cockpit(weserau, consultation, "de")
    await expect(phone.locator(".say")).to_be_focused()
    await expect(page.locator(".hints")).to_be_visible()
    await her_keys(phone)

    await tab_to(page, ".top-voice")
    was = await page.locator(".top-voice").get_attribute("aria-pressed")
    await page.keyboard.press("Enter")
    await expect(page.locator(".top-voice")).not_to_have_attribute("aria-pressed", str(was))
    await tab_to(page, ".tool.main:enabled")
    await page.keyboard.press("Enter")
    await expect(phone.locator(".sending .icon")).to_be_visible()  # arrived
    await tab_to(page, "[data-tool=torch]")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-tool=torch]")).to_have_attribute("aria-pressed", "true")
    assert await phone.evaluate("window.lamp")
    await tab_to(page, "[data-hint=closer]")
    await page.keyboard.press("Enter")
    await expect(phone.locator(".say")).to_contain_text("näher")

    await tab_to(page, ".top-finish", back=True)
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-panel=finish] #panel-title")).to_be_focused()
    await tab_to(page, "[data-panel=finish] .big.primary")
    await page.keyboard.press("Enter")
    await expect(phone.locator("h1")).to_be_focused()
    await expect(phone.locator("h1")).to_contain_text("Vielen Dank")


async def her_keys(phone: Page) -> None:
    """Light, sound, pictures and hanging up; the focus stays where she is."""
    await tab_to(phone, ".key")
    await phone.keyboard.press("Enter")
    await phone.wait_for_function("() => window.lamp === true")
    await phone.keyboard.press("Enter")
    await phone.wait_for_function("() => window.lamp === false")
    await tab_to(phone, ".key:nth-child(2)")
    await phone.keyboard.press("Space")
    await expect(phone.locator(".key:focus")).to_have_attribute("aria-pressed", "false")
    await phone.keyboard.press("Space")
    await expect(phone.locator(".key:focus")).to_have_attribute("aria-pressed", "true")
    await tab_to(phone, ".key.end")
    await phone.keyboard.press("Enter")
    await expect(phone.locator(".curtain .button")).to_be_focused()  # "Weiter sprechen"
    await phone.keyboard.press("Enter")
    await expect(phone.locator(".key.end")).to_be_focused()
    await tab_to(phone, ".pictures-key", back=True)
    await phone.keyboard.press("Enter")
    await tab_to(phone, "dialog footer .primary")
    await phone.keyboard.press("Enter")
    await expect(phone.locator(".pictures-key")).to_be_focused()


async def test_the_archive(weserau: World) -> None:
    consultation = await weserau.consultation("Klara Klaviatur")
    await weserau.consultation("Klara Klaviatur", number="9")
    house = weserau.app[HOUSE]
    await house.consultations.start(weserau.ahlers, consultation)
    await house.consultations.finish(weserau.ahlers, consultation)
    page = await weserau.signed_in("petersen", "/office", DESK)
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.type("klaviatur")
    await expect(page.locator("tbody tr")).to_have_count(2)
    await tab_to(page, "tr.chosen button")
    for _ in range(2):
        if "14" in await page.locator("tr.chosen td").first.inner_text():
            break
        await page.keyboard.press("ArrowDown")
        await expect(page.locator("tr.chosen button")).to_be_focused()
    await expect(page.locator("iframe.sheet")).to_be_visible()
    await tab_to(page, ".view footer a.primary")
    async with page.context.expect_event("request", lambda request: "/protocol.pdf" in request.url):
        await page.keyboard.press("Enter")
