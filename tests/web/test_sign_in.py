"""Signing in and out: a session lives on the server and dies there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from inspection.adapters.database.tables import sessions, users
from tests.support.site import Site, running_site


async def test_the_right_password_opens_a_session(site: Site) -> None:
    ahlers = await site.user("ahlers", name="Marlene Ahlers", salutation="Frau")
    me = await ahlers.get("/me")
    assert me.json["user"] | {"id": ""} == {
        "id": "",
        "name": "Marlene Ahlers",
        "short": "Frau Ahlers",
        "role": "consultant",
        "language": "de",
    }


async def test_login_is_not_case_sensitive_and_password_is(site: Site) -> None:
    await site.user("ahlers")
    person = await site.person()
    assert (await person.sign_in(" AHLERS ")).status == 200
    assert (await person.sign_in("ahlers", "EIN-LANGES-PASSWORT")).status == 401


async def test_wrong_password_and_unknown_login_answer_the_same(site: Site) -> None:
    await site.user("ahlers")
    person = await site.person()
    wrong, unknown = await person.sign_in("ahlers", "falsch"), await person.sign_in("niemand")
    assert wrong.status == unknown.status == 401
    assert wrong.json == unknown.json
    assert wrong.code == "sign_in_wrong"


async def test_the_cookie_is_kept_from_scripts_and_other_sites(site: Site) -> None:
    await site.user("ahlers")
    cookie = (await (await site.person()).sign_in("ahlers")).headers["Set-Cookie"]
    assert cookie.startswith("kb_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # plain http in this test


async def test_behind_a_proxy_with_https_the_cookie_is_secure(tmp_path: Path) -> None:
    async with running_site(tmp_path, behind_proxy=True) as site:
        await site.user("ahlers")
        person = await site.person()
        answer = await person.post(
            "/sign-in",
            {"login": "ahlers", "password": "ein-langes-passwort"},
            headers={"X-Forwarded-Proto": "https"},
        )
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_signing_out_ends_the_session_for_a_stolen_cookie_too(site: Site) -> None:
    ahlers, thief = await site.user("ahlers"), await site.person()
    thief.session.cookie_jar.update_cookies(
        {cookie.key: cookie.value for cookie in ahlers.session.cookie_jar}
    )
    assert (await thief.get("/me")).status == 200
    assert (await ahlers.post("/sign-out")).status == 204
    assert (await ahlers.get("/me")).code == "not_signed_in"
    assert (await thief.get("/me")).code == "not_signed_in"


async def test_the_token_is_not_stored(site: Site) -> None:
    ahlers = await site.user("ahlers")
    token = next(cookie.value for cookie in ahlers.session.cookie_jar if cookie.key == "kb_session")
    files = [path for path in site.house.settings.data.rglob("*") if path.is_file()]
    assert not any(token.encode() in path.read_bytes() for path in files)


async def test_an_expired_session_is_no_session(site: Site) -> None:
    ahlers = await site.user("ahlers")
    async with site.house.engine.begin() as connection:
        past = site.house.clock.now() - timedelta(seconds=1)
        await connection.execute(update(sessions).values(expires_at=past))
    assert (await ahlers.get("/me")).status == 401


async def test_who_was_shut_out_is_out_at_once(site: Site) -> None:
    ahlers = await site.user("ahlers")
    async with site.house.engine.begin() as connection:
        await connection.execute(update(users).values(active=False))
    assert (await ahlers.get("/me")).status == 401
    assert (await ahlers.sign_in("ahlers")).code == "sign_in_wrong"
