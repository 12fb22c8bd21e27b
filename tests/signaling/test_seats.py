"""One customer, one consultant, any number of watchers; who comes third, who takes over, who is gone."""

from __future__ import annotations

import pytest

from signaling import Role
from tests.signaling.support import CallServer


async def test_the_third_hears_that_the_seat_is_taken_and_may_take_it(server: CallServer) -> None:
    customer, consultant = await server.pair()
    third = await server.connect("cordes", "consultant", "watcher")
    await third.send("join")
    error = await third.error("seat_taken")
    assert (error["fatal"], error["details"]) == (False, {"name": "Ahlers"})

    welcome = await third.join(take_over=True)
    assert [one["id"] for one in welcome["participants"]] == ["behrens"]
    await consultant.receive("taken-over")
    assert await consultant.closed() == 4001
    left = await customer.receive("participant-left")
    assert (left["participant"]["id"], left["reason"]) == ("ahlers", "taken-over")
    assert (await customer.receive("participant-joined"))["participant"]["id"] == "cordes"


async def test_the_third_may_watch_on_the_same_socket(server: CallServer) -> None:
    customer, consultant = await server.pair()
    third = await server.connect("cordes", "consultant", "watcher")
    await third.send("join")
    await third.error("seat_taken")
    welcome = await third.join(role="watcher")
    assert {one["role"] for one in welcome["participants"]} == {"customer", "consultant"}
    for seat in (customer, consultant):
        assert (await seat.receive("participant-joined"))["participant"]["role"] == "watcher"


async def test_somebody_elses_seat_is_kept_while_his_socket_is_lost(server: CallServer) -> None:
    consultant = await server.consultant()
    await consultant.vanish()
    await server.until("away", "consultant")
    other = await server.connect("cordes", "consultant")
    await other.send("join")
    await other.error("seat_taken")


async def test_a_reloaded_page_takes_its_own_seat_and_the_older_one_hears_it(server: CallServer) -> None:
    customer, old = await server.pair()
    new = await server.connect("ahlers", "consultant")
    welcome = await new.join(instance="second-page")
    assert welcome["resumed"] is False
    await old.receive("taken-over")
    assert await old.closed() == 4001
    joined = await customer.receive("participant-joined")  # and no word of leaving
    assert joined["participant"]["instance"] == "second-page"
    await customer.quiet()
    assert [event.kind for event in server.events] == ["joined", "joined", "joined"]


async def test_an_older_page_that_wakes_up_does_not_steal_the_seat_back(server: CallServer) -> None:
    old = await server.connect("ahlers", "consultant")
    token = (await old.join(instance="tablet"))["resume"]
    await old.vanish()
    await server.until("away", "consultant")
    new = await server.consultant(instance="desk")

    awake = await server.connect("ahlers", "consultant")
    await awake.send("join", instance="tablet", resume=token)
    await awake.receive("taken-over")
    assert await awake.closed() == 4001
    await new.quiet()

    by_will = await server.connect("ahlers", "consultant")
    await by_will.join(instance="tablet", resume=token, take_over=True)
    await new.receive("taken-over")


async def test_a_seat_ends_120_seconds_after_its_socket_was_lost(server: CallServer) -> None:
    customer, consultant = await server.pair()
    await customer.vanish()
    assert (await consultant.receive("participant-away"))["participant"]["state"] == "away"
    server.clock.advance(119.9)
    await server.rooms.sweep()
    assert server.rooms.occupied("room", Role.CUSTOMER)
    await consultant.quiet()

    server.clock.advance(0.2)
    await server.rooms.sweep()
    assert not server.rooms.occupied("room", Role.CUSTOMER)
    left = await consultant.receive("participant-left")
    assert (left["reason"], left["participant"]["role"]) == ("expired", "customer")


async def test_an_ended_seat_is_free_for_the_next_without_waiting_for_the_sweep(server: CallServer) -> None:
    consultant = await server.consultant()
    await consultant.vanish()
    await server.until("away", "consultant")
    server.clock.advance(120)
    await server.consultant("cordes")


async def test_who_hangs_up_frees_the_seat_at_once(server: CallServer) -> None:
    customer, consultant = await server.pair()
    await customer.send("leave")
    assert await customer.closed() == 1000
    assert (await consultant.receive("participant-left"))["reason"] == "left"
    assert not server.rooms.occupied("room", Role.CUSTOMER)
    await server.customer("another")
    await consultant.receive("participant-joined")
    await consultant.quiet()  # the closed socket is not reported a second time


async def test_a_watcher_goes_with_its_socket(server: CallServer) -> None:
    consultant = await server.consultant()
    watcher = await server.consultant("cordes", role="watcher")
    await consultant.receive("participant-joined")
    await watcher.vanish()
    assert (await consultant.receive("participant-left"))["reason"] == "left"


async def test_a_watcher_that_comes_again_is_counted_once(server: CallServer) -> None:
    await server.consultant("cordes", role="watcher", instance="w")
    await server.consultant("cordes", role="watcher", instance="w")
    assert len(server.rooms.participants("room")) == 1


async def test_watchers_are_many_but_not_without_end() -> None:
    async with CallServer(options={"watchers_max": 2}) as server:
        for who in ("a", "b"):
            await server.consultant(who, role="watcher")
        third = await server.connect("c", "watcher")
        await third.send("join")
        await third.error("room_full")
        assert await third.closed() == 1013


@pytest.mark.parametrize("who", [None, "behrens"])
async def test_the_application_closes_the_room_for_all_or_for_one(
    server: CallServer, who: str | None
) -> None:
    customer, consultant = await server.pair()
    await server.rooms.dismiss("room", who)
    assert (await customer.error("room_closed"))["fatal"] is True
    assert await customer.closed() == 1000
    if who is None:
        while (message := await consultant.ws.receive_json(timeout=5))["type"] == "participant-left":
            assert message["reason"] == "closed"
        assert message["code"] == "room_closed"
        assert server.rooms.count() == (0, 0)
    else:
        assert (await consultant.receive("participant-left"))["reason"] == "closed"
        assert server.rooms.count() == (1, 1)


async def test_an_empty_room_leaves_nothing_behind(server: CallServer) -> None:
    customer, consultant = await server.pair()
    assert server.rooms.count() == (1, 2)
    await customer.send("leave")
    await consultant.receive("participant-left")
    await consultant.vanish()
    await server.until("away", "consultant")
    server.clock.advance(121)
    await server.rooms.sweep()
    assert server.rooms.count() == (0, 0)
