"""A change is taken only from our own pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.site import PASSWORD, Site, running_site

CREDENTIALS = {"login": "ahlers", "password": PASSWORD}


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", None]
)
async def test_a_foreign_page_changes_nothing(site: Site, origin: str | None) -> None:
    ahlers = await site.user("ahlers")
    answer = await ahlers.post("/consultations", {"customer": {"name": "A"}}, headers={"Origin": origin})
    assert (answer.status, answer.code) == (403, "origin_refused")
    assert (await ahlers.get("/consultations")).json["total"] == 0


async def test_a_browser_that_says_same_origin_is_believed(site: Site) -> None:
    await site.user("ahlers")
    headers = {"Origin": None, "Sec-Fetch-Site": "same-origin"}
    assert (await (await site.person()).post("/sign-in", CREDENTIALS, headers=headers)).status == 200


async def test_reading_needs_no_origin(site: Site) -> None:
    ahlers = await site.user("ahlers")
    assert (await ahlers.get("/me", headers={"Origin": "https://evil.example"})).status == 200


async def test_a_foreign_page_opens_no_socket(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    headers = {
        "Origin": "https://evil.example",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    answer = await ahlers.get(f"/consultations/{consultation}/call", headers=headers)
    assert (answer.status, answer.code) == (403, "origin_refused")


async def test_the_public_address_counts_when_it_is_set(tmp_path: Path) -> None:
    async with running_site(tmp_path, public_url="https://beratung.example") as site:
        person = await site.person()
        answer = await person.post("/sign-in", CREDENTIALS, headers={"Origin": "https://beratung.example"})
        assert answer.code == "sign_in_wrong"  # past the check; nobody has this login
