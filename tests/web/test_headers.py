"""What every answer carries: only our own scripts, no frames, no camera but in the call, no sniffing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.site import Answer, Person, Site, running_site

COCKPIT = "/consultant/consultations/{consultation}"
PDF = "/api/v1/consultations/{consultation}/protocol.pdf"
EVERYWHERE = (
    "/",
    "/sign-in",
    "/consultant",
    COCKPIT,
    "/office",
    "/join",
    "/trust",
    "/nowhere",
    "/healthz",
    "/metrics",
    "/static/shared/base.css",
    "/static/shared/none.css",
    "/api/v1/me",
    "/api/v1/openapi.json",
    "/api/v1/consultations/none",
    PDF,
)


@pytest.fixture
async def ahlers(site: Site) -> Person:
    return await site.user("ahlers")


async def _answers(ahlers: Person) -> dict[str, Answer]:
    consultation = await ahlers.new_consultation()
    paths = {path: path.format(consultation=consultation) for path in EVERYWHERE}
    return {path: await ahlers.call("GET", real) for path, real in paths.items()}


def _directives(answer: Answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


async def test_each_answer_is_closed_whatever_it_says(ahlers: Person) -> None:
    for path, answer in (await _answers(ahlers)).items():
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["Server"] == "Kellerblick", path
        assert "Strict-Transport-Security" not in headers, path  # plain http: a browser would ignore it
        policy = _directives(answer)
        assert policy["default-src"] == "'none'", path
        assert policy["base-uri"] == "'none'", path
        assert "unsafe" not in headers["Content-Security-Policy"], path


async def test_scripts_are_files_of_ours_and_two_that_stand_in_the_page(ahlers: Person) -> None:
    for path, answer in (await _answers(ahlers)).items():
        [own, *inline] = _directives(answer)["script-src"].split()
        assert own == "'self'", path
        inside = 2 if answer.headers["Content-Type"].startswith("text/html") else 0
        assert [source.startswith("'sha256-") for source in inline] == [True] * inside, path


async def test_only_the_pdf_may_stand_in_a_frame_and_only_in_ours(ahlers: Person) -> None:
    for path, answer in (await _answers(ahlers)).items():
        framed = (_directives(answer)["frame-ancestors"], answer.headers["X-Frame-Options"])
        assert framed == (("'self'", "SAMEORIGIN") if path == PDF else ("'none'", "DENY")), path


async def test_camera_and_microphone_only_where_the_call_is(ahlers: Person) -> None:
    for path, answer in (await _answers(ahlers)).items():
        policy = dict(part.strip().split("=") for part in answer.headers["Permissions-Policy"].split(","))
        assert policy["camera"] == policy["microphone"], path
        assert policy["microphone"] == ("(self)" if path in ("/join", COCKPIT) else "()"), path
        for sensor in ("accelerometer", "gyroscope", "magnetometer", "geolocation"):
            assert policy[sensor] == ("(self)" if path == "/join" else "()"), path
        assert policy["display-capture"] == "()", path


async def test_the_refused_change_and_the_refused_body_carry_them_too(ahlers: Person) -> None:
    foreign = await ahlers.post("/consultations", {}, headers={"Origin": "https://evil.example"})
    wrong = await ahlers.post("/consultations", {})
    for answer, status in ((foreign, 403), (wrong, 400)):
        assert answer.status == status
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_behind_tls_a_browser_is_told_to_stay_there(tmp_path: Path) -> None:
    by_proxy = {"X-Forwarded-Proto": "https"}
    async with running_site(tmp_path / "real", behind_proxy=True) as site:
        person = await site.person()
        secure = await person.call("GET", "/sign-in", headers=by_proxy)
        assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
        plain = await person.call("GET", "/sign-in")
        assert "Strict-Transport-Security" not in plain.headers
    async with running_site(tmp_path / "demo", behind_proxy=True, demo=True) as site:
        # The demo's certificate is made by itself: a year of "only https" would lock people out of the host.
        answer = await (await site.person()).call("GET", "/sign-in", headers=by_proxy)
        assert "Strict-Transport-Security" not in answer.headers


async def test_who_is_no_proxy_of_ours_is_not_believed(ahlers: Person) -> None:
    answer = await ahlers.call("GET", "/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers


async def test_session_cookies_are_out_of_reach_for_scripts_and_other_sites(tmp_path: Path) -> None:
    async with running_site(tmp_path, behind_proxy=True) as site:
        ahlers = await site.user("ahlers")
        secret = await ahlers.invite(await ahlers.new_consultation())
        by_proxy = {"X-Forwarded-Proto": "https"}
        answer = await ahlers.post("/invitation/exchange", {"secret": secret}, headers=by_proxy)
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("kb_customer=")
        for mark in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/"):
            assert mark in cookie
