"""`make screenshots`: each page at its sizes, light and dark, German and English, to screenshots/.

`python -m tests.support.screenshots [FOLDER [LOOK …]]`. A real demo, real calls: what is shown is what runs.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from signaling.media.fake_camera import write
from tests.support import guided_phone
from tests.support.browsers import DESK, TABLET, chromium
from tests.support.demo import Demo, demo
from tests.support.photographs import CUSTOMER, LOOKS, TABLETS, Camera
from tests.support.screenshots_call import hints, ladder, offline_list, telephone, third_person, two_devices
from tests.support.screenshots_doors import doors, invited
from tests.support.screenshots_list import checklist
from tests.support.screenshots_modes import modes
from tests.support.screenshots_papers import preparation


async def sign_in(page: Page, login: int) -> None:
    """One tap on a user of the demo: 0 the consultant, 2 the office."""
    await page.locator(".demo button").nth(login).click()


async def photograph(server: Demo, camera: Camera, phones: Browser, tablets: Browser) -> None:
    await consultant_and_customer(server, camera, phones, tablets)
    await office(server, camera, tablets)
    await doors(await invited(server, camera, tablets), camera, phones)
    await closed_doors(server, camera, tablets)


async def consultant_and_customer(server: Demo, camera: Camera, phones: Browser, tablets: Browser) -> None:
    tablet = await camera.context(tablets, "tablet")
    page = await camera.open(tablet, server.links["consultant"])
    await expect(page.locator(".demo button").first).to_be_visible()
    await camera.take(page, "sign-in", "tablet", "phone")
    await sign_in(page, 0)
    await page.locator(".event").filter(has_text=CUSTOMER).first.click()
    await expect(page.locator(".detail h2")).to_contain_text(CUSTOMER)
    await camera.take(page, "today", "tablet", "upright", "phone")

    phone = await camera.context(phones, "phone")
    await phone.add_init_script(guided_phone.PHONE)
    customer = await camera.open(phone, server.links["customer"])
    await expect(customer.locator("h1")).to_contain_text(CUSTOMER)
    await camera.take(customer, "join", "phone")

    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await page.locator(".detail .primary").last.click()
    await expect(page.locator(".list")).to_be_visible()
    await camera.take(page, "invite", "tablet")
    await customer.get_by_role("button", name=camera.look.yes, exact=True).click()
    await customer.locator("button.primary").last.click()
    await page.wait_for_function(
        "() => [...document.querySelectorAll('video')].some((one) => one.videoWidth > 0)"
    )
    await expect(customer.locator("video")).to_be_visible()
    await camera.take(customer, "call", "phone")
    await hints(page, customer, camera)
    await ladder(page, customer, camera)
    await telephone(page, customer, camera)
    await guidance(page, customer, camera)
    await cockpit(page, camera)
    await offline_list(page, customer, camera)
    await third(page, customer, camera, tablets)
    await two_devices(server.links["customer"], customer, phone, camera)
    await rest_of_the_call(page, customer, camera)
    await tablet.close()
    await phone.close()


async def third(page: Page, customer: Page, camera: Camera, browser: Browser) -> None:
    guests = await camera.context(browser, "phone")
    complained = len(camera.errors)
    await third_person(page, customer, guests, camera)
    await guests.close()
    # Sent out, a guest's page asks once more for what is no longer hers to see.
    camera.errors[complained:] = [one for one in camera.errors[complained:] if "401" not in one]


async def guidance(page: Page, customer: Page, camera: Camera) -> None:
    """Her camera in the consultant's hand, what they write to each other, and STOPP."""
    for tool in ("zoom", "lens", "size"):
        await page.locator(f"[data-tool={tool}]").click()
        await camera.take(page, f"cockpit-{tool}", "tablet")
    await page.locator("[data-tool=size]").click()
    text = {"de": "Bitte zeigen Sie den Ablauf im Boden.", "en": "Please show the drain in the floor."}
    await page.locator(".write").first.click()
    await page.locator(".chat-write input").fill(text[camera.look.language])
    await page.locator(".chat-write .button").click()
    await expect(customer.locator(".say.note")).to_be_visible()
    await camera.take(customer, "call-text", "phone")
    await customer.locator("[data-key=chat]").click()
    await customer.locator(".chat .chip").nth(3).click()
    await expect(page.locator(".chat-list .hers")).to_be_visible()
    await camera.take(customer, "call-writing", "phone")
    await camera.take(page, "cockpit-writing", "tablet", "upright")
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await customer.locator(".chat-back").click()
    await page.locator(".stopp-key").click()
    await page.locator("[data-danger=power]").click()
    await expect(customer.locator("dialog.stopp")).to_be_visible()
    await camera.take(customer, "call-stopp", "phone")
    await camera.take(page, "cockpit-stopp", "tablet", "upright")
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await page.locator(".stopp-foot .button").click()
    await expect(customer.locator("dialog.stopp")).to_have_count(0)


async def rest_of_the_call(page: Page, customer: Page, camera: Camera) -> None:
    """What she meets only now and then: her word on pictures, a stopped camera, hanging up, the end."""
    await page.keyboard.press("Escape")
    await page.locator(".tab").first.click()
    await page.locator(".tool.main").click()
    await expect(customer.locator(".sending .icon")).to_be_visible()
    await camera.take(customer, "call-still", "phone")
    await customer.locator(".pictures-key").click()
    await customer.locator("dialog .yes-no button").nth(1).click()
    await expect(customer.locator("dialog .taken")).to_be_visible()
    await camera.take(customer, "pictures", "phone")
    await page.locator("[data-item=consult_media_consent] .button").click()
    await camera.take(page, "cockpit-consent", "tablet")
    await page.keyboard.press("Escape")
    await customer.locator("dialog .yes-no button").first.click()
    await customer.locator("dialog footer .primary").click()
    await customer.evaluate("() => document.querySelector('video').srcObject.getVideoTracks()[0].stop()")
    await expect(customer.locator(".curtain")).to_be_visible()
    await camera.take(customer, "camera-stopped", "phone")
    await customer.locator(".curtain .button").click()
    await customer.locator(".key.end").click()
    await expect(customer.locator(".curtain")).to_be_visible()
    await camera.take(customer, "hung-up", "phone")
    await customer.locator(".curtain .alt").click()
    await camera.take(customer, "thanks", "phone")
    await camera.take(page, "cockpit-alone", "tablet")


async def answered(server: Demo, camera: Camera, page: Page) -> None:
    """The cockpit over a consultation of yesterday, with a whole house in it."""
    consultation = await page.evaluate(  # the demo writes its past after the start
        """async () => {
          for (;;) {
            const answer = await fetch("/api/v1/consultations?state=in_review");
            const [found] = (await answer.json()).consultations;
            if (found) return found.id;
            await new Promise((done) => setTimeout(done, 250));
          }
        }"""
    )
    await page.goto(f"{server.url}/consultant/consultations/{consultation}")
    await expect(page.locator(".list")).to_be_visible()
    await page.locator(".tab[data-section=rooms]").click()
    await expect(page.locator("button.thumb img").first).to_be_visible()
    await camera.take(page, "review-rooms", *TABLETS)
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await modes(page, camera)
    await page.locator(".tab[data-section=drains]").click()
    await page.locator("[data-item=drain_height_cm]").click()
    await expect(page.locator(".keypad")).to_be_visible()
    await camera.take(page, "review-keypad", "tablet", "phone")
    await page.locator(".chip.add").click()
    await expect(page.locator(".adding")).to_be_visible()
    await camera.take(page, "review-add", "tablet")
    await page.keyboard.press("Escape")
    await checklist(page, camera)
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await page.locator(".top-notes").click()
    await camera.take(page, "review-notes", "tablet")
    await page.keyboard.press("Escape")
    await page.locator(".top-finish").click()
    await camera.take(page, "review-finish", "tablet", "phone")


async def cockpit(page: Page, camera: Camera) -> None:
    await camera.take(page, "cockpit", *TABLETS, "desk", "phone")
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await page.locator(".tab[data-section=rooms]").click()
    await camera.take(page, "cockpit-rooms", "tablet")
    await page.locator(".path[data-path=sewer_backflow]").click()
    await camera.take(page, "cockpit-reasons", *TABLETS)
    await page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    await page.keyboard.press("Escape")
    await page.locator(".top-open").click()
    await camera.take(page, "cockpit-open", "tablet")
    await page.keyboard.press("Escape")
    await page.locator(".top-finish").click()
    await camera.take(page, "cockpit-finish", *TABLETS)


async def office(server: Demo, camera: Camera, tablets: Browser) -> None:
    context = await camera.context(tablets, "desk")
    page = await camera.open(context, server.links["office"])
    await sign_in(page, 2)
    row = page.get_by_role("row").nth(1)
    await expect(row).to_be_visible()
    await row.click()
    await camera.take(page, "office", "desk", "tablet", "phone")
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]
    if await page.locator(".known-acts button").count():
        await preparation(page, camera)
    await page.locator(".find .button").click()
    await camera.take(page, "office-new", "desk", "phone")
    await context.close()
    context = await camera.context(tablets, "tablet")
    page = await camera.open(context, server.links["consultant"])
    await sign_in(page, 0)
    await expect(page.locator(".detail h2")).to_be_visible()
    await answered(server, camera, page)
    await context.close()


async def closed_doors(server: Demo, camera: Camera, browser: Browser) -> None:
    """A wrong link, and a certificate to trust first."""
    context = await camera.context(browser, "phone")
    complained = len(camera.errors)  # the server says 404, and that is the picture
    page = await camera.open(context, f"{server.url}/join#nobody-was-invited-with-this-secret")
    await expect(page.locator("h1")).to_be_visible()
    await camera.take(page, "wrong-link", "phone")
    camera.errors[complained:] = [one for one in camera.errors[complained:] if "404" not in one]
    page = await camera.open(context, f"{server.url}/trust")
    await camera.take(page, "trust", "phone")
    await context.close()


async def main(folder: Path, looks: Sequence[str] = ()) -> int:
    """`looks`: such as `de-light`; all four without."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        film = Path(made) / "basement.mjpeg"
        await asyncio.to_thread(write, film, 4.0, 8)
        complaints = []
        async with chromium(camera=film) as phones, chromium() as tablets:
            for look in LOOKS:
                name = f"{look.language}-{look.scheme}"
                if looks and name not in looks:
                    continue
                camera = Camera(folder, look)
                # Of its own: what one look took, answered and ended, the next would have to do without.
                async with demo(Path(made) / name, past=True) as server:
                    await photograph(server, camera, phones, tablets)
                complaints += [f"{name}: {error}" for error in camera.errors]
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    print("\n".join(complaints))
    return 0


if __name__ == "__main__":
    folder, *looks = sys.argv[1:] or ["screenshots"]
    raise SystemExit(asyncio.run(main(Path(folder), looks)))
