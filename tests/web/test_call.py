"""The call's socket: who may take which seat, and news that reaches the room."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientWebSocketResponse

from tests.support.site import Person, Site, operation


async def _socket(person: Person, consultation: str, query: str = "") -> ClientWebSocketResponse:
    url = f"{person.url}/api/v1/consultations/{consultation}/call{query}"
    return await person.session.ws_connect(url, headers={"Origin": person.url})


async def _until(socket: ClientWebSocketResponse, type_: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = await socket.receive_json(timeout=5)
        if message["type"] == type_:
            return message


async def _welcome(person: Person, consultation: str, query: str = "", **join: Any) -> dict[str, Any]:
    socket = await _socket(person, consultation, query)
    await socket.send_json({"type": "join", **join})
    return await _until(socket, "welcome")


async def test_each_gets_the_seat_that_is_theirs(site: Site) -> None:
    ahlers = await site.user("ahlers", name="Marlene Ahlers", salutation="Frau")
    brandt, office = await site.user("brandt"), await site.user("buero", "office")
    consultation = await ahlers.new_consultation()
    customer = await site.person()
    await customer.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    people = (ahlers, brandt, office, customer)
    roles = [(await _welcome(person, consultation))["role"] for person in people]
    assert roles == ["consultant", "watcher", "watcher", "customer"]
    welcome = (
        await (await site.person()).post(
            "/invitation/exchange", {"secret": await ahlers.invite(consultation)}
        )
    ).json
    assert welcome["seat"] == {"occupied": True}


async def test_a_stranger_finds_no_room(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    stranger = await site.user("fremd", utility=await site.other_utility())
    assert (await stranger.get(f"/consultations/{consultation}/call")).status == 404


async def test_one_browser_may_be_both_sides(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    await ahlers.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    assert (await _welcome(ahlers, consultation))["role"] == "consultant"
    assert (await _welcome(ahlers, consultation, "?as=customer"))["role"] == "customer"


async def test_answers_states_and_consents_reach_the_room(site: Site) -> None:
    ahlers, office = await site.user("ahlers"), await site.user("buero", "office")
    consultation = await ahlers.new_consultation()
    socket = await _socket(office, consultation)
    await socket.send_json({"type": "join"})
    await _until(socket, "welcome")
    await ahlers.append(consultation, operation("building", "building_units", 1))
    event = await _until(socket, "event")
    assert (event["kind"], event["payload"]) == ("operations", {"seq": 1})
    await ahlers.post(f"/consultations/{consultation}/start")
    event = await _until(socket, "event")
    assert (event["kind"], event["payload"]) == ("consultation", {"state": "in_call"})
    consent = {
        "purpose": "stills",
        "given": True,
        "language": "de",
        "how": "oral",
        "text_version": "2026-11-22",
    }
    await ahlers.post(f"/consultations/{consultation}/consent", consent)
    event = await _until(socket, "event")
    assert (event["kind"], event["payload"]["given"]) == ("consent", True)


async def test_revoking_the_links_ends_the_customers_call(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    customer = await site.person()
    await customer.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    socket = await _socket(customer, consultation)
    await socket.send_json({"type": "join"})
    await _until(socket, "welcome")
    await ahlers.call("DELETE", f"/api/v1/consultations/{consultation}/invitations")
    while not (await socket.receive(timeout=5)).type.name.startswith("CLOS"):
        pass
    assert socket.closed


async def test_when_the_call_is_over_the_customer_stays_outside(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    customer = await site.person()
    await customer.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    for step in ("start", "finish"):
        await ahlers.post(f"/consultations/{consultation}/{step}")
    answer = await customer.get(f"/consultations/{consultation}/call")
    assert (answer.status, answer.code) == (409, "consultation_closed")
    assert (await customer.get("/customer/consultation")).json["consultation"]["state"] == "in_review"


async def test_signing_out_closes_the_sockets_of_this_browser_and_of_no_other(site: Site) -> None:
    here = await site.user("ahlers")
    there = await site.person()
    await there.sign_in("ahlers")
    consultation = await here.new_consultation()
    joined, waiting = await _socket(here, consultation), await _socket(here, consultation)
    elsewhere = await _socket(there, consultation)
    await joined.send_json({"type": "join"})
    await _until(joined, "welcome")
    assert (await here.post("/sign-out")).status == 204
    for socket in (joined, waiting):
        assert (await _until(socket, "error"))["code"] == "room_closed"
        await socket.receive(timeout=5)
        assert socket.closed
    await elsewhere.send_json({"type": "join"})
    assert (await _until(elsewhere, "welcome"))["role"] == "consultant"
