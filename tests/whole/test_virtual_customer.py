"""Without any phone: the consultant calls the virtual customer with one click and gets to the protocol."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.support.browsers import HEADLESS, chromium
from tests.support.demo import Demo
from tests.whole.people import (
    CONSULTANT,
    api,
    begin,
    finish,
    seen_on_failure,
    sees_moving_picture,
    sign_in,
    take_photo,
)

pytestmark = pytest.mark.browser


async def test_from_the_day_to_the_protocol_without_a_phone(running: Demo, tmp_path: Path) -> None:
    async with chromium(program=HEADLESS) as tablets, seen_on_failure(tmp_path, tablets):
        tablet = await sign_in(tablets, running.links["consultant"], CONSULTANT)
        await begin(tablet)
        await tablet.page.get_by_role("button", name="Virtuelle Kundin").click()
        await sees_moving_picture(tablet.page)

        await tablet.go("outside")
        await take_photo(tablet, "street_ref_point")
        await tablet.page.get_by_role("button", name="näher").click()
        await expect(tablet.page.get_by_text("Angekommen")).to_be_visible()

        await finish(tablet)
        consultation = tablet.page.url.split("/consultations/")[1].split("?")[0]
        (photo,) = (await api(running, tablet, f"/consultations/{consultation}/photos"))["photos"]
        assert min(photo["width"], photo["height"]) >= 3000
        summary = await api(running, tablet, f"/consultations/{consultation}")
        assert summary["protocol"]["state"] == "ready"
        assert not tablet.watched.errors, tablet.watched.errors
