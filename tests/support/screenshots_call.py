"""A call on both sides: each hint, danger, step of the ladder; by telephone, the list, a second device."""

from __future__ import annotations

from urllib.parse import urljoin

from playwright.async_api import BrowserContext, Page, expect

from tests.support.browsers import TABLET
from tests.support.photographs import Camera

STEPS = ("p720", "p360", "p180", "voice", "text")


async def upright_tablet_again(page: Page) -> None:
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]


async def hints(page: Page, customer: Page, camera: Camera) -> None:
    """Each one on the phone; then each danger of STOPP."""
    for hint in await page.locator("[data-hint]").all():
        name = str(await hint.get_attribute("data-hint"))
        before = await customer.locator(".say p").text_content()
        await hint.click()
        await expect(customer.locator(".say p")).not_to_have_text(before or "")
        await camera.take(customer, f"call-hint-{name}", "phone", *(["lying"] if name == "left" else []))
    await camera.take(customer, "call", "lying", "phone")
    await page.locator(".stopp-key").click()
    title = customer.locator("dialog.stopp h2")
    await expect(title).to_be_visible()
    await camera.take(customer, "call-stopp-general", "phone")
    for danger in await page.locator("[data-danger]").all():
        name = str(await danger.get_attribute("data-danger"))
        before = await title.text_content()
        await danger.click()
        await expect(title).not_to_have_text(before or "")
        await camera.take(customer, f"call-stopp-{name}", "phone", *(["lying"] if name == "power" else []))
    await customer.set_viewport_size({"width": 390, "height": 844})
    await page.locator(".stopp-foot .button").click()
    await expect(title).to_have_count(0)


async def ladder(page: Page, customer: Page, camera: Camera) -> None:
    """Each step, held by hand, as both see it."""
    await upright_tablet_again(page)
    await page.locator(".stage-connection").click()
    await camera.take(page, "cockpit-ladder-choice", "tablet")
    await page.locator("[data-hold=auto]").click()
    for step in STEPS:
        await upright_tablet_again(page)
        await page.locator(".stage-connection").click()
        await page.locator(f"[data-hold={step}]").click()
        await expect(page.locator(f".stage-connection[data-step={step}]")).to_be_visible()
        await expect(customer.locator(f".strip[data-step={step}]")).to_be_visible()
        if step in ("voice", "text"):
            await expect(page.locator(".line-still")).to_be_visible()
        await camera.take(customer, f"call-ladder-{step}", "phone", *(["lying"] if step == "text" else []))
        await camera.take(page, f"cockpit-ladder-{step}", "upright", "tablet")
    await customer.set_viewport_size({"width": 390, "height": 844})
    await page.locator(".stage-connection").click()
    await page.locator("[data-hold=p720]").click()
    await expect(page.locator(".line-still")).to_have_count(0)


async def telephone(page: Page, customer: Page, camera: Camera) -> None:
    """She hears nothing; the number; they talk by telephone."""
    await customer.locator(".chat-key").first.click()
    await expect(customer.locator("section.telephone")).to_be_visible()
    await expect(page.locator(".banner.telephone")).to_be_visible()
    await camera.take(customer, "call-telephone-asked", "lying", "phone")
    await camera.take(page, "cockpit-telephone-asked", "upright", "tablet")
    await page.locator(".banner.telephone button").first.click()
    await expect(customer.locator("section.telephone")).to_have_count(0)
    await camera.take(customer, "call-telephone", "phone")
    await camera.take(page, "cockpit-telephone", "tablet")
    await page.locator(".banner.telephone button").first.click()
    await expect(page.locator(".banner.telephone")).to_have_count(0)


async def offline_list(page: Page, customer: Page, camera: Camera) -> None:
    """Sent off with a list: chosen, taken without a network, waiting, sending, done."""
    await upright_tablet_again(page)
    await page.locator(".list-key").click()
    boxes = page.locator(".list-choice input")
    await expect(boxes).not_to_have_count(0)
    await camera.take(page, "cockpit-list", "tablet")
    for index in range(2, await boxes.count()):
        await boxes.nth(index).uncheck()
    await page.locator(".panel-foot .primary").click()
    await expect(page.locator(".list-sent [data-state=open]").first).to_be_visible()
    await expect(customer.locator(".shot").first).to_be_visible()
    await camera.take(customer, "list", "phone", "tablet")
    await camera.take(page, "cockpit-list-sent", "tablet")
    await customer.set_viewport_size({"width": 390, "height": 844})
    complained = len(camera.errors)
    await customer.context.set_offline(True)
    await customer.locator("footer .primary").click()
    await expect(customer.locator(".shooting video")).to_be_visible()
    await camera.take(customer, "list-camera", "lying", "phone")
    await customer.locator(".dock .primary").click()
    await expect(customer.locator("img.taken")).to_be_visible()
    await camera.take(customer, "list-taken", "lying", "phone")
    await customer.locator(".dock .primary").click()
    await expect(customer.locator(".shooting video")).to_be_visible()  # the next one
    await customer.locator(".beside .button").first.click()
    await expect(customer.locator(".shot").first).to_be_visible()
    await camera.take(customer, "list-half", "phone")
    await customer.locator("footer .primary").click()
    await expect(customer.locator(".shooting video")).to_be_visible()
    await customer.locator(".dock .primary").click()
    await expect(customer.locator("img.taken")).to_be_visible()
    await customer.locator(".dock .primary").click()
    await expect(customer.locator(".kept")).to_be_visible()
    await camera.take(customer, "list-waiting", "phone")
    await customer.route("**/api/v1/uploads/**", lambda _: None)  # stays on its way
    await customer.context.set_offline(False)
    await expect(customer.locator("[data-state=sending]").first).to_be_visible()
    await camera.take(customer, "list-sending", "phone")
    await customer.unroute("**/api/v1/uploads/**")
    await customer.context.set_offline(True)
    await customer.context.set_offline(False)
    await expect(customer.locator(".shot:not([data-state=done])")).to_have_count(0)
    await camera.take(customer, "list-done", "phone")
    await camera.take(page, "cockpit-list-done", "tablet")
    camera.errors[complained:] = [one for one in camera.errors[complained:] if "ERR_INTERNET" not in one]
    await customer.locator("footer .second").click()
    await expect(customer.locator(".call-screen .strip")).to_be_visible()
    await page.keyboard.press("Escape")


async def third_person(page: Page, customer: Page, guests: BrowserContext, camera: Camera) -> None:
    """Asked in by a link; live, then stills alone; gone."""
    await upright_tablet_again(page)
    await page.locator(".third-key.write").click()
    await camera.take(page, "cockpit-third", "upright", "tablet")
    await page.locator("[data-kind=interpreter]").click()
    await page.locator("input[name=guest-name]").fill("Frau Yılmaz")
    await page.locator(".panel-foot .primary").click()
    link = page.locator("input[name=guest-link]")
    await expect(link).to_be_visible()
    await camera.take(page, "cockpit-third-link", "tablet", "upright")
    await upright_tablet_again(page)
    secret = (await link.input_value()).partition("#")[2]  # the link itself is for phones on this network
    guest = await camera.open(guests, urljoin(page.url, f"/guest#{secret}"))
    join = guest.locator("button.primary").last
    await expect(join).to_be_visible()
    await camera.take(guest, "guest-join", "tablet", "phone")
    await join.click()
    await guest.wait_for_function("() => document.querySelector('video.guest-picture')?.videoHeight > 0")
    await page.keyboard.press("Escape")
    await expect(customer.locator(".strip-guest")).to_be_visible()
    await camera.take(guest, "guest-live", "lying", "tablet", "phone")
    await camera.take(customer, "call-third", "lying", "phone")
    await camera.take(page, "cockpit-third-there", "phone", "upright", "tablet")
    await page.locator(".stage-connection").click()
    await page.locator("[data-hold=p360]").click()
    await expect(guest.locator(".guest-none")).to_be_visible()
    await camera.take(guest, "guest-no-still", "phone")
    await page.locator(".tab").first.click()  # where a picture belongs to something
    await page.locator(".tool.main").click()
    await expect(guest.locator("img.guest-picture")).to_be_visible()
    await camera.take(guest, "guest-still", "lying", "tablet", "phone")
    await page.locator(".third-end").first.click()
    await expect(customer.locator(".strip-guest")).to_have_count(0)
    await expect(guest.locator("img.guest-picture")).to_have_count(0)
    await camera.take(guest, "guest-ended", "phone")
    await page.locator(".stage-connection").click()
    await page.locator("[data-hold=p720]").click()


async def two_devices(link: str, customer: Page, context: BrowserContext, camera: Camera) -> None:
    """The same call in a second window, and back."""
    second = await camera.open(context, link)
    await expect(second.locator(".banner")).to_be_visible()
    await camera.take(second, "second-window", "phone")
    await second.get_by_role("button", name=camera.look.yes, exact=True).click()
    await second.locator("footer .primary").last.click()
    await expect(customer.locator(".big-sign")).to_be_visible()
    await camera.take(customer, "taken-over", "phone")
    await expect(second.locator(".call-screen .strip")).to_be_visible()
    await second.evaluate(
        "() => document.querySelector('video').srcObject.getTracks().forEach((one) => one.stop())"
    )
    await customer.locator("footer .primary").click()
    await expect(customer.locator(".call-screen .strip")).to_be_visible()
    await second.close()
