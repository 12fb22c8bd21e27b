"""Guiding the customer, on both pages: hints, camera, STOPP, writing."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import NARROW, Inspector
from tests.pages.world import World
from tests.support import guided_phone
from tests.support.browsers import TABLET_UPRIGHT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

YES = {"de": "Ja", "en": "Yes"}
ON_ITS_SIDE = {"width": 844, "height": 390}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.long
async def test_guiding(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await weserau.consultation()
    path, _, secret = (await weserau.link(consultation)).partition("#")
    phone = await weserau.phone(f"{path}?lang={language}#{secret}", init=guided_phone.PHONE)
    await phone.get_by_role("button", name=YES[language], exact=True).click()
    await phone.locator("footer .primary").click()
    cockpit = await weserau.signed_in("ahlers", f"/consultant/consultations/{consultation}?lang={language}")
    await expect(cockpit.locator(".stopp-key")).to_be_visible()
    await expect(phone.locator(".call-screen .strip")).to_be_visible()

    for tool in ("zoom", "lens", "size"):
        await cockpit.locator(f"[data-tool={tool}]").click()
        await expect(cockpit.locator(".tray")).to_be_visible()
        await inspector.look(cockpit, f"{tool} open")
    await cockpit.locator("[data-tool=focus]").click()
    await expect(phone.locator(".focus-ring")).to_be_visible()

    await cockpit.locator(".write").first.click()
    await cockpit.locator(".chat-write input").fill(
        "Ein Text, der auf dem Telefon groß steht und gelesen wird."
    )
    await cockpit.locator(".chat-write .button").click()
    await expect(phone.locator(".say.note")).to_be_visible()
    await inspector.look(phone, "text", NARROW)
    await phone.locator("[data-key=chat]").click()
    await phone.locator(".chat .chip").first.click()
    await expect(cockpit.locator(".chat-list .hers")).to_be_visible()
    await inspector.look(phone, "writing", NARROW, ON_ITS_SIDE)
    await inspector.look(cockpit, "writing", TABLET_UPRIGHT)

    await cockpit.locator(".stopp-key").click()
    await cockpit.locator("[data-danger=chamber]").click()
    await cockpit.locator(".stopp-reasons .dashed").click()
    await expect(phone.locator("dialog.stopp")).to_be_visible()
    await inspector.look(cockpit, "STOPP runs", TABLET_UPRIGHT)
    await inspector.look(phone, "STOPP", NARROW, ON_ITS_SIDE)
    await phone.locator(".stopp-safe").click()
    await inspector.look(phone, "STOPP, safe")
