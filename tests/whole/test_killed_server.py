"""A server killed in the middle and started again: nothing acknowledged is lost, the call goes on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.support.browsers import HEADLESS, chromium
from tests.support.demo import Demo
from tests.whole.people import (
    CONSULTANT,
    api,
    begin,
    join,
    seen_on_failure,
    sees_moving_picture,
    sign_in,
    take_photo,
    thumbnails,
)

pytestmark = pytest.mark.browser


async def test_answers_photos_and_call_survive_a_killed_server(
    running: Demo, camera_file: Path, tmp_path: Path
) -> None:
    async with (
        chromium(camera=camera_file) as phones,
        chromium(program=HEADLESS) as tablets,
        seen_on_failure(tmp_path, phones, tablets),
    ):
        tablet = await sign_in(tablets, running.links["consultant"], CONSULTANT)
        await begin(tablet)
        await join(phones, running.links["customer"])
        await sees_moving_picture(tablet.page)
        consultation = tablet.page.url.split("/consultations/")[1].split("?")[0]

        await tablet.go("opening")
        await tablet.answer("consult_attendee_role", "Eigentümer/in")
        await tablet.go("outside")
        await take_photo(tablet, "street_ref_point")
        await tablet.go("opening")
        await tablet.all_sent()
        before = (await api(running, tablet, f"/consultations/{consultation}/operations"))["operations"]

        await running.kill()
        await tablet.answer("damage_history", "Nein, nie")
        await tablet.go("outside")
        await tablet.item("site_photo").locator(".photo-missing").click()
        await tablet.go("opening")
        await expect(tablet.page.locator(".top-waiting")).to_be_visible()
        assert_whole(running.data)
        await running.start()

        await tablet.all_sent()
        after = (await api(running, tablet, f"/consultations/{consultation}/operations"))["operations"]
        assert after[: len(before)] == before
        assert (after[-1]["field"], after[-1]["value"]) == ("damage_history", ["none"])
        await sees_moving_picture(tablet.page)
        await tablet.go("outside")
        await expect(thumbnails(tablet, "street_ref_point")).to_have_count(1)
        await expect(thumbnails(tablet, "site_photo")).to_have_count(1)  # asked for while nobody answered
        await take_photo(tablet, "site_photo")
        photos = (await api(running, tablet, f"/consultations/{consultation}/photos"))["photos"]
        assert [photo["state"] for photo in photos] == ["ready"] * 3


def assert_whole(data: Path) -> None:
    with sqlite3.connect(data / "kellerblick.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
