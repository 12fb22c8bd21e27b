"""A guest's link, and what a guest may see: forged, expired, revoked, and right."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse
from sqlalchemy import update

from inspection.adapters.database.tables import guest_invitations, guest_sessions
from inspection.domain.operations import Author, Operation
from inspection.domain.photo import Photo, PictureSize
from inspection.services.photos import stored_key
from tests.support.site import Person, Site

BYTES = b"\xff\xd8\xff\xe0 a picture"


async def invited(site: Site, **more: Any) -> tuple[Person, str, str]:
    ahlers = await site.user("ahlers", name="Marlene Ahlers", salutation="Frau")
    consultation = await ahlers.new_consultation()
    return ahlers, consultation, await secret_of(ahlers, consultation, **more)


async def secret_of(who: Person, consultation: str, **more: Any) -> str:
    body = {"kind": "interpreter", "name": "Frau Yılmaz", **more}
    answer = await who.post(f"/consultations/{consultation}/guest-invitations", body)
    assert answer.status == 201, answer.text
    return str(answer.json["url"].partition("#")[2])


async def guest(site: Site, secret: str) -> Person:
    person = await site.person()
    answer = await person.post("/guest/exchange", {"secret": secret})
    assert answer.status == 200, answer.text
    return person


async def socket_of(person: Person, consultation: str, **join: Any) -> ClientWebSocketResponse:
    url = f"{person.url}/api/v1/consultations/{consultation}/call?as=guest"
    socket = await person.session.ws_connect(url, headers={"Origin": person.url})
    await socket.send_json({"type": "join", **join})
    return socket


async def until(socket: ClientWebSocketResponse, type_: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = await socket.receive_json(timeout=5)
        if message["type"] == type_:
            return message


async def picture(site: Site, consultation: str, name: str) -> str:
    """As it is once a phone has sent it and a worker has scaled it."""
    house, utility, digest = site.house, await site.utility(), hashlib.sha256(BYTES).hexdigest()
    size, now = PictureSize(digest, len(BYTES), 1, 1, "image/jpeg"), house.clock.now()
    async with house.storage.write() as tx:
        found = await tx.consultations.get(utility.id, consultation)
        assert found is not None
        photo = Photo(
            name, utility.id, consultation, await tx.photos.next_number(consultation), "ready", "image/jpeg",
            len(BYTES), digest, now, sizes={"screen": size, "original": size},
        )  # fmt: skip
        await tx.photos.add(photo)
        exists = Operation(str(uuid.uuid4()), 0, f"photo:{name}", "exists", True, now)
        await house.operations.append_in(tx, found, [exists], Author("c", "Ilse Behrens", "customer"))
    path = house.store.path(stored_key(photo, size))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(BYTES)
    return name


async def consent(who: Person, site: Site, consultation: str, given: bool) -> None:
    version = site.house.checklist.consent.version
    body = {"purpose": "stills", "given": given, "text_version": version, "language": "de", "how": "oral"}
    assert (await who.post(f"/consultations/{consultation}/consent", body)).status == 201


async def test_the_link_opens_the_third_seat_and_says_with_whom(site: Site) -> None:
    _, consultation, secret = await invited(site, name="  Frau   Yılmaz ")
    person = await site.person()
    answer = await person.post("/guest/exchange", {"secret": secret})
    assert answer.json["guest"] == {"kind": "interpreter", "name": "Frau Yılmaz"}
    told = answer.json["consultation"]
    assert (told["id"], told["customer"]) == (consultation, {"name": "Behrens", "salutation": "Frau"})
    assert told["consultant"]["short"] == "Frau Ahlers"
    assert set(told) == {"id", "state", "customer", "consultant"}, "nothing else is a guest's to know"
    assert (await person.get("/guest/consultation")).json == answer.json
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    welcome = await until(await socket_of(person, consultation), "welcome")
    assert welcome["role"] == "guest"
    assert (welcome["participant"]["name"], welcome["participant"]["kind"]) == ("Frau Yılmaz", "interpreter")


async def test_the_link_is_told_once_with_its_picture_and_stored_hashed(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    answer = await ahlers.post(f"/consultations/{consultation}/guest-invitations", {"kind": "family"})
    page, _, secret = answer.json["url"].partition("#")
    assert page == f"{site.url}/guest"
    assert len(secret) >= 43  # 256 bits in base64
    assert answer.json["qr_svg"].startswith("<svg")
    files = [path for path in site.house.settings.data.rglob("*") if path.is_file()]
    assert not any(secret.encode() in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    "body", [{}, {"kind": "stranger"}, {"kind": "family", "name": "x" * 61}, {"kind": "family", "seat": 2}]
)
async def test_a_link_for_nobody_we_know_is_refused(site: Site, body: dict[str, Any]) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    answer = await ahlers.post(f"/consultations/{consultation}/guest-invitations", body)
    assert (answer.status, answer.code) == (400, "request_invalid")


async def test_forged_expired_and_foreign_links_open_nothing(site: Site) -> None:
    ahlers, consultation, secret = await invited(site)
    person = await site.person()
    for wrong in (secret[:-1], secret + "x", secret.swapcase(), await ahlers.invite(consultation)):
        answer = await person.post("/guest/exchange", {"secret": wrong})
        assert (answer.status, answer.code) == (404, "invitation_unknown")
    assert (await person.post("/invitation/exchange", {"secret": secret})).code == "invitation_unknown"
    assert (await person.get("/guest/consultation")).code == "no_invitation"
    async with site.house.engine.begin() as connection:
        past = site.house.clock.now() - timedelta(seconds=1)
        await connection.execute(update(guest_invitations).values(expires_at=past))
    assert (await person.post("/guest/exchange", {"secret": secret})).code == "invitation_expired"


async def test_a_new_link_ends_the_earlier_one_and_its_guest(site: Site) -> None:
    ahlers, consultation, secret = await invited(site)
    first = await guest(site, secret)
    socket = await socket_of(first, consultation)
    await until(socket, "welcome")
    second = await guest(site, await secret_of(ahlers, consultation, kind="family"))
    assert (await until(socket, "error"))["code"] == "room_closed"
    assert (await first.get("/guest/consultation")).status == 401
    assert (await first.post("/guest/exchange", {"secret": secret})).code == "invitation_revoked"
    assert (await until(await socket_of(second, consultation), "welcome"))["role"] == "guest"


async def test_the_end_is_one_request_and_the_call_goes_on(site: Site) -> None:
    ahlers, consultation, secret = await invited(site)
    person = await guest(site, secret)
    seat = await ahlers.session.ws_connect(
        f"{site.url}/api/v1/consultations/{consultation}/call", headers={"Origin": site.url}
    )
    await seat.send_json({"type": "join"})
    await until(seat, "welcome")
    socket = await socket_of(person, consultation)
    await until(socket, "welcome")
    path = f"/api/v1/consultations/{consultation}/guest-invitations"
    assert (await ahlers.call("DELETE", path)).status == 204
    assert (await until(socket, "error"))["code"] == "room_closed"
    assert (await until(seat, "participant-left"))["reason"] == "closed"
    await seat.send_json({"type": "ping"})
    await until(seat, "pong")
    log = (await ahlers.get(f"/consultations/{consultation}/call-log")).json["events"]
    assert [(one["side"], one["kind"], one["value"]) for one in log] == [
        ("guest", "guest", "joined"),
        ("guest", "guest", "left"),
    ]


async def test_the_same_link_on_another_device_takes_the_seat(site: Site) -> None:
    _, consultation, secret = await invited(site)
    first = await socket_of(await guest(site, secret), consultation)
    await until(first, "welcome")
    second = await socket_of(await guest(site, secret), consultation)
    await until(second, "welcome")
    await until(first, "taken-over")


async def test_no_door_leads_to_another_consultation(site: Site) -> None:
    ahlers, _, secret = await invited(site)
    other = await ahlers.new_consultation()
    person = await guest(site, secret)
    assert (await person.get(f"/consultations/{other}/call?as=guest")).status == 404
    assert (await person.get(f"/consultations/{other}/photos")).status == 401


async def test_a_session_that_ends_and_a_consultation_that_is_over_shut_the_door(site: Site) -> None:
    ahlers, consultation, secret = await invited(site)
    person = await guest(site, secret)
    await ahlers.post(f"/consultations/{consultation}/start")
    await ahlers.post(f"/consultations/{consultation}/finish")
    answer = await person.get(f"/consultations/{consultation}/call?as=guest")
    assert (answer.status, answer.code) == (409, "consultation_closed")
    assert (await person.post("/guest/exchange", {"secret": secret})).code == "consultation_closed"
    async with site.house.engine.begin() as connection:
        await connection.execute(update(guest_sessions).values(expires_at=site.house.clock.now()))
    assert (await person.get("/guest/consultation")).code == "no_invitation"


async def test_pictures_since_the_guest_came_while_there_is_consent(site: Site) -> None:
    ahlers, consultation, secret = await invited(site)
    person = await guest(site, secret)
    await consent(ahlers, site, consultation, True)
    await picture(site, consultation, "before")
    assert (await person.get("/guest/photos")).json == {"photos": []}
    await until(await socket_of(person, consultation), "welcome")
    for name in ("first", "second"):
        await picture(site, consultation, name)
    shown = (await person.get("/guest/photos")).json["photos"]
    assert [one["id"] for one in shown] == ["second", "first"]
    assert (await person.call("GET", shown[0]["url"])).body == BYTES
    assert (await person.get("/guest/photos/before")).code == "not_found"
    assert (await person.get(f"/consultations/{consultation}/photos/first/original")).status == 401

    again = await guest(site, secret)  # another device: the same person
    assert len((await again.get("/guest/photos")).json["photos"]) == 2
    await consent(ahlers, site, consultation, False)
    assert (await person.get("/guest/photos")).json == {"photos": []}
    assert (await person.get("/guest/photos/second")).code == "not_found"


async def test_where_media_is_relayed_a_guests_is_too(site: Site) -> None:
    _, consultation, secret = await invited(site)
    utility = await site.utility()
    async with site.house.storage.write() as tx:
        settings = {**utility.settings, "ice_policy": "relay"}
        await tx.utilities.keep_settings(replace(utility, settings=settings).id, settings)
    welcome = await until(await socket_of(await guest(site, secret), consultation), "welcome")
    assert welcome["ice_transport_policy"] == "relay"
