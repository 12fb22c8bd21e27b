"""The list of pictures to take without a network, on her phone and in the cockpit."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.accessibility.conftest import LANGUAGES
from tests.accessibility.inspector import NARROW, Inspector
from tests.accessibility.test_customer import arrive, start
from tests.pages.world import LAMP, World

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

ON_ITS_SIDE = {"width": 844, "height": 390}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.long
async def test_from_the_list_to_its_end(weserau: World, inspector: Inspector, language: str) -> None:
    consultation = await weserau.consultation()
    phone = await arrive(weserau, language, consultation, init=LAMP)
    await start(phone, language)
    await expect(phone.locator(".preview video")).to_be_visible()
    cockpit = await weserau.signed_in("ahlers", f"/consultant/consultations/{consultation}?lang={language}")
    await expect(phone.locator(".call-screen .strip")).to_be_visible()

    await cockpit.locator(".list-key").click()
    await expect(cockpit.locator(".list-choice input")).not_to_have_count(0)
    await inspector.look(cockpit, "which pictures")
    boxes = cockpit.locator(".list-choice input")
    for index in range(1, await boxes.count()):
        await boxes.nth(index).uncheck()
    await cockpit.locator(".panel-foot .primary").click()
    await expect(cockpit.locator(".list-sent [data-state=open]")).to_have_count(1)
    await inspector.look(cockpit, "pictures under way")

    await expect(phone.locator(".shot")).to_have_count(1)
    await inspector.look(phone, "list", NARROW)
    await phone.context.set_offline(True)
    await phone.locator("footer .primary").click()
    await expect(phone.locator(".shooting video")).to_be_visible()
    await inspector.look(phone, "camera", NARROW, ON_ITS_SIDE)
    await phone.locator(".dock .primary").click()
    await expect(phone.locator("img.taken")).to_be_visible()
    await inspector.look(phone, "preview")
    await phone.locator(".dock .primary").click()
    await expect(phone.locator(".kept")).to_be_visible()
    await inspector.look(phone, "waiting", NARROW)
    await phone.context.set_offline(False)
    await expect(phone.locator("[data-state=done]")).to_have_count(1)
    await inspector.look(phone, "done")
    await expect(cockpit.locator(".list-sent [data-state=done]")).to_have_count(1)
    weserau.accept("Failed to load resource", "ERR_INTERNET_DISCONNECTED")
