"""The third seat: talks with both, and touches nothing between them."""

from __future__ import annotations

import pytest

from tests.signaling.support import ANSWER, OFFER, CallServer, Client


async def three(server: CallServer) -> tuple[Client, Client, Client]:
    """Customer, consultant and guest, with nothing left to read."""
    customer, consultant = await server.pair()
    guest = await server.guest()
    for client in (customer, consultant):
        await client.receive("participant-joined")
    return customer, consultant, guest


async def test_both_learn_who_the_guest_is_and_the_guest_who_is_there(server: CallServer) -> None:
    customer, consultant = await server.pair()
    guest = await server.connect("yilmaz", "guest")
    welcome = await guest.join()
    assert (welcome["role"], welcome["polite"]) == ("guest", True)
    assert {one["role"] for one in welcome["participants"]} == {"customer", "consultant"}
    for client in (customer, consultant):
        told = (await client.receive("participant-joined"))["participant"]
        assert (told["role"], told["name"], told["kind"]) == ("guest", "Yilmaz", "interpreter")


async def test_a_description_reaches_the_one_it_is_for(server: CallServer) -> None:
    customer, consultant, guest = await three(server)
    forged = {"from": "consultant"}
    await customer.send("description", description=OFFER, connection="c1", to="guest", **forged)
    got = await guest.receive("description")
    assert (got["from"], got["connection"]) == ("customer", "c1")
    assert "to" not in got
    await consultant.quiet()
    await guest.send("description", description=ANSWER, connection="g1", to_connection="c1", to="customer")
    assert (await customer.receive("description"))["from"] == "guest"
    await guest.send("candidate", candidate=None, to="consultant")
    assert (await consultant.receive("candidate"))["from"] == "guest"
    await customer.quiet()


async def test_what_names_nobody_stays_between_the_two(server: CallServer) -> None:
    customer, consultant, guest = await three(server)
    await customer.send("description", description=OFFER)
    assert (await consultant.receive("description"))["from"] == "customer"
    await consultant.send("signal", kind="hint", payload={})
    await customer.receive("signal")
    await guest.quiet()
    await guest.send("description", description=OFFER)
    await guest.error("nobody_there")
    for client in (customer, consultant):
        await client.quiet()


@pytest.mark.parametrize("kind", ["hint", "still-request", "camera", "ladder-hold", "torch", "stopp"])
async def test_only_some_signals_are_open_to_a_guest(server: CallServer, kind: str) -> None:
    customer, consultant, guest = await three(server)
    await guest.send("signal", kind=kind, payload={}, to="customer")
    assert (await guest.error("signal_refused"))["details"] == {"kind": kind}
    await customer.quiet()
    await guest.send("signal", kind="chat", payload={}, to="customer")
    assert (await customer.receive("signal"))["from"] == "guest"
    await consultant.quiet()


async def test_a_second_guest_finds_the_seat_taken(server: CallServer) -> None:
    await server.guest()
    second = await server.connect("kaya", "guest")
    await second.send("join")
    assert (await second.error("seat_taken"))["details"] == {"name": "Yilmaz"}


async def test_no_other_may_sit_there_and_the_guest_nowhere_else(server: CallServer) -> None:
    for roles, wanted in (("guest", "consultant"), ("guest", "watcher"), ("consultant", "guest")):
        client = await server.connect("somebody", roles)
        await client.send("join", role=wanted)
        await client.error("role_not_allowed")


async def test_the_seat_is_kept_and_resumed_and_taken_over_by_the_same_one(server: CallServer) -> None:
    customer, _, guest = await three(server)
    again = await server.connect("yilmaz", "guest")
    welcome = await again.join()
    await guest.receive("taken-over")
    await customer.receive("participant-joined")
    await again.vanish()
    assert (await customer.receive("participant-away"))["participant"]["role"] == "guest"
    await customer.send("signal", kind="chat", payload={"text": "?"}, to="guest")
    back = await server.connect("yilmaz", "guest")
    assert (await back.join(resume=welcome["resume"]))["resumed"] is True
    assert (await back.receive("signal"))["payload"] == {"text": "?"}
    assert (await customer.receive("participant-back"))["participant"]["role"] == "guest"


async def test_the_seat_is_free_after_its_time(server: CallServer) -> None:
    customer, _, guest = await three(server)
    await guest.vanish()
    await customer.receive("participant-away")
    server.clock.advance(120)
    await server.rooms.sweep()
    assert (await customer.receive("participant-left"))["reason"] == "expired"


async def test_the_application_sends_the_guest_away_alone(server: CallServer) -> None:
    customer, consultant, guest = await three(server)
    await server.rooms.dismiss("room", "yilmaz")
    await guest.error("room_closed")
    for client in (customer, consultant):
        assert (await client.receive("participant-left"))["reason"] == "closed"
        await client.quiet()
