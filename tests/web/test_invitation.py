"""The customer's link: what it opens, and when it does not."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from inspection.adapters.database.tables import consultations, customer_sessions, invitations
from tests.support.site import Person, Site


async def _invited(site: Site) -> tuple[Person, str, str]:
    ahlers = await site.user("ahlers", name="Marlene Ahlers", salutation="Frau")
    consultation = await ahlers.new_consultation()
    return ahlers, consultation, await ahlers.invite(consultation)


async def test_the_link_opens_the_door(site: Site) -> None:
    _, consultation, secret = await _invited(site)
    customer = await site.person()
    answer = await customer.post("/invitation/exchange", {"secret": secret})
    assert answer.status == 200
    assert answer.json["consultation"]["id"] == consultation
    assert answer.json["consultation"]["customer"] == {"name": "Ilse Behrens", "salutation": "Frau"}
    assert answer.json["consultation"]["consultant"]["short"] == "Frau Ahlers"
    assert answer.json["utility"]["name"] == "Stadtentwässerung Weserau"
    assert answer.json["consent"]["given"] is None
    assert set(answer.json["consent"]["text"]) == {"de", "en"}
    assert answer.json["seat"] == {"occupied": False}
    assert (await customer.get("/customer/consultation")).json == answer.json
    assert "HttpOnly" in answer.headers["Set-Cookie"]


async def test_the_link_is_told_once_with_its_picture_and_stored_hashed(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    answer = await ahlers.post(f"/consultations/{consultation}/invitations")
    page, _, secret = answer.json["url"].partition("#")
    assert page == f"{site.url}/join"
    assert len(secret) >= 43  # 256 bits in base64
    assert answer.json["qr_svg"].startswith("<svg")
    files = [path for path in site.house.settings.data.rglob("*") if path.is_file()]
    assert not any(secret.encode() in path.read_bytes() for path in files)


async def test_it_works_again_until_the_consultation_is_closed(site: Site) -> None:
    ahlers, consultation, secret = await _invited(site)
    for _ in range(2):
        assert (await (await site.person()).post("/invitation/exchange", {"secret": secret})).status == 200
    await ahlers.post(f"/consultations/{consultation}/start")
    assert (await (await site.person()).post("/invitation/exchange", {"secret": secret})).status == 200
    await ahlers.post(f"/consultations/{consultation}/finish")
    answer = await (await site.person()).post("/invitation/exchange", {"secret": secret})
    assert (answer.status, answer.code) == (409, "consultation_closed")


async def test_a_wrong_secret_opens_nothing(site: Site) -> None:
    _, _, secret = await _invited(site)
    customer = await site.person()
    for wrong in (secret[:-1], secret + "x", "x", secret.swapcase()):
        answer = await customer.post("/invitation/exchange", {"secret": wrong})
        assert (answer.status, answer.code) == (404, "invitation_unknown")
    assert (await customer.get("/customer/consultation")).code == "no_invitation"


async def test_an_expired_link_is_refused(site: Site) -> None:
    _, _, secret = await _invited(site)
    async with site.house.engine.begin() as connection:
        past = site.house.clock.now() - timedelta(seconds=1)
        await connection.execute(update(invitations).values(expires_at=past))
    answer = await (await site.person()).post("/invitation/exchange", {"secret": secret})
    assert (answer.status, answer.code) == (410, "invitation_expired")


async def test_a_revoked_link_is_refused_and_who_is_in_is_out(site: Site) -> None:
    ahlers, consultation, secret = await _invited(site)
    customer = await site.person()
    await customer.post("/invitation/exchange", {"secret": secret})
    assert (await ahlers.call("DELETE", f"/api/v1/consultations/{consultation}/invitations")).status == 204
    assert (await customer.get("/customer/consultation")).status == 401
    answer = await customer.post("/invitation/exchange", {"secret": secret})
    assert (answer.status, answer.code) == (410, "invitation_revoked")
    assert (
        await customer.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    ).status == 200


async def test_the_session_outlasts_a_long_call_and_then_ends(site: Site) -> None:
    _, _, secret = await _invited(site)
    customer = await site.person()
    await customer.post("/invitation/exchange", {"secret": secret})
    now = site.house.clock.now()
    async with site.house.engine.begin() as connection:
        expires = (await connection.execute(select(customer_sessions.c.expires_at))).scalar_one()
        assert expires - now > timedelta(hours=3)
        await connection.execute(update(customer_sessions).values(expires_at=now))
    assert (await customer.get("/customer/consultation")).status == 401


async def test_a_link_lives_until_after_the_appointment(site: Site) -> None:
    ahlers = await site.user("ahlers")
    in_two_months = site.house.clock.now() + timedelta(days=60)
    consultation = await ahlers.new_consultation(scheduled_at=in_two_months.isoformat())
    secret = await ahlers.invite(consultation)
    async with site.house.engine.begin() as connection:
        expires = (await connection.execute(select(invitations.c.expires_at))).scalar_one()
        appointment = (await connection.execute(select(consultations.c.scheduled_at))).scalar_one()
    assert expires > appointment
    assert (await (await site.person()).post("/invitation/exchange", {"secret": secret})).status == 200


async def test_reading_changes_nothing(site: Site) -> None:
    _, _, secret = await _invited(site)
    scanner = await site.person()
    assert (await scanner.call("GET", "/join")).status == 200
    assert (await scanner.call("GET", "/api/v1/invitation/exchange")).status == 405
    assert (await (await site.person()).post("/invitation/exchange", {"secret": secret})).status == 200
