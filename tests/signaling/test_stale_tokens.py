"""Seat tokens that have ended or that somebody else has: they open nothing."""

from __future__ import annotations

from tests.signaling.support import CallServer


async def test_a_token_ends_with_its_seat(server: CallServer) -> None:
    client = await server.connect("behrens", "customer")
    token = (await client.join(instance="phone"))["resume"]
    await client.vanish()
    await server.until("away", "customer")
    server.clock.advance(121)
    again = await server.connect("behrens", "customer")
    welcome = await again.join(instance="phone", resume=token, received=5)
    assert (welcome["resumed"], welcome["received"]) == (False, 0)
    assert welcome["resume"] != token


async def test_a_token_of_before_a_take_over_does_not_take_the_seat_back(server: CallServer) -> None:
    client = await server.connect("ahlers", "consultant")
    token = (await client.join(instance="tablet"))["resume"]
    other = await server.connect("cordes", "consultant")
    await other.join(take_over=True)
    await client.receive("taken-over")
    again = await server.connect("ahlers", "consultant")
    await again.send("join", instance="tablet", resume=token)
    await again.error("seat_taken")


async def test_a_token_opens_no_seat_in_another_room(server: CallServer) -> None:
    client = await server.connect("behrens", "customer")
    token = (await client.join(instance="phone"))["resume"]
    elsewhere = await server.connect("behrens", "customer", room="elsewhere")
    welcome = await elsewhere.join(instance="phone", resume=token)
    assert (welcome["resumed"], welcome["participants"]) == (False, [])


async def test_a_token_heard_by_a_watcher_is_of_no_use_to_it(server: CallServer) -> None:
    client = await server.connect("behrens", "customer")
    token = (await client.join(instance="phone"))["resume"]
    watcher = await server.connect("office", "watcher")
    await watcher.send("join", role="customer", instance="phone", resume=token)
    await watcher.error("role_not_allowed")
