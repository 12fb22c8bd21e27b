"""The pages: who gets which, in which language, and that nothing in them can run but our own scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.site import Answer, Site, running_site


def page_data(answer: Answer) -> dict[str, Any]:
    [data] = re.findall(r'<script type="application/json" id="page-data">(.*?)</script>', answer.text, re.S)
    parsed: dict[str, Any] = json.loads(data)
    return parsed


async def test_the_start_leads_to_ones_own_page(site: Site) -> None:
    places = {}
    for role in ("consultant", "office", "admin"):
        person = await site.user(role, role)
        places[role] = (await person.call("GET", "/")).headers["Location"]
    places[""] = (await (await site.person()).call("GET", "/")).headers["Location"]
    assert places == {
        "consultant": "/consultant",
        "office": "/office",
        "admin": "/consultant",
        "": "/sign-in",
    }


@pytest.mark.parametrize("path", ["/consultant", "/consultant/consultations/abc", "/office"])
async def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(site: Site, path: str) -> None:
    answer = await (await site.person()).call("GET", path)
    assert (answer.status, answer.headers["Location"]) == (302, f"/sign-in?next={path}")


async def test_the_pages_carry_what_their_scripts_need(site: Site) -> None:
    ahlers = await site.user("ahlers", name="Marlene Ahlers", salutation="Frau")
    consultation = await ahlers.new_consultation()
    sign_in = page_data(await ahlers.call("GET", "/sign-in"))
    assert (sign_in["demo_users"], sign_in["language"]) == ([], "de")
    today = page_data(await ahlers.call("GET", "/consultant"))
    assert (today["user"]["name"], today["user"]["role"], today["demo"]) == (
        "Marlene Ahlers",
        "consultant",
        False,
    )
    cockpit = page_data(await ahlers.call("GET", f"/consultant/consultations/{consultation}"))
    assert cockpit["consultation_id"] == consultation
    assert page_data(await ahlers.call("GET", "/office"))["user"]["short"] == "Frau Ahlers"
    join = page_data(await ahlers.call("GET", "/join"))
    assert join["utility"] == {"name": "Stadtentwässerung Weserau", "phone": ""}
    assert not any(key.startswith(("consultant.", "office.", "errors.")) for key in join["texts"])


async def test_a_consultation_that_is_not_there_is_a_404_page(site: Site) -> None:
    ahlers = await site.user("ahlers")
    answer = await ahlers.call("GET", "/consultant/consultations/no-such")
    assert answer.status == 404
    assert "<html" in answer.text


async def test_language_by_choice_cookie_and_browser(site: Site) -> None:
    person = await site.person()

    async def spoken(path: str, accept: str = "") -> str:
        answer = await person.call("GET", path, headers={"Accept-Language": accept} if accept else {})
        assert f'<html lang="{page_data(answer)["language"]}"' in answer.text
        return str(page_data(answer)["language"])

    assert await spoken("/join") == "de"
    assert await spoken("/join", "fr, en;q=0.8, de;q=0.5") == "en"
    assert await spoken("/join", "fr;q=nonsense, *") == "de"
    assert await spoken("/join?lang=en") == "en"
    assert await spoken("/join", "de") == "en"  # the choice stays
    assert await spoken("/join?lang=de") == "de"
    assert await spoken("/join?lang=xx", "en") == "de"


async def test_only_our_own_scripts_may_run(site: Site) -> None:
    answer = await (await site.person()).call("GET", "/join")
    policy = answer.headers["Content-Security-Policy"]
    [import_map] = re.findall(r'<script type="importmap">(.*?)</script>', answer.text, re.S)
    [missing_file] = re.findall(r"<script>(.*?)</script>", answer.text, re.S)
    digests = [hashlib.sha256(script.encode()).digest() for script in (import_map, missing_file)]
    inline = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    assert f"script-src 'self' {inline};" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert json.loads(import_map)["imports"]["lit-html"].endswith("/vendor/lit-html/lit-html.js")
    assert not re.search(r"\sstyle=|\son\w+=|<style", answer.text)
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"]) == (
        "nosniff",
        "same-origin",
    )


async def test_a_hostile_name_stays_a_name(site: Site) -> None:
    name = "</script><script>alert(1)</script><!-- \u2028"
    person = await site.user("ahlers", name=name)
    answer = await person.call("GET", "/consultant")
    assert "alert(1)</script>" not in answer.text
    assert page_data(answer)["user"]["name"] == name.strip()


async def test_each_page_and_what_it_links_to_exists(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    for path in ("/sign-in", "/consultant", f"/consultant/consultations/{consultation}", "/office", "/join"):
        page = await ahlers.call("GET", path)
        assert page.status == 200, path
        for link in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)):
            answer = await ahlers.call("GET", link)
            assert answer.status == 200, f"{path} links to {link}"
            assert answer.headers["Cache-Control"].endswith("immutable"), link


async def test_static_files_stay_in_their_folder(site: Site) -> None:
    person = await site.person()
    for path in ("/static/", "/static/shared/", "/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml"):
        assert (await person.call("GET", path)).status in (403, 404), path


async def test_demo_users_are_shown_only_in_the_demo(tmp_path: Path) -> None:
    async with running_site(tmp_path, demo=True) as site:
        assert page_data(await (await site.person()).call("GET", "/sign-in"))["demo_users"] == []
