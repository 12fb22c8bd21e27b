"""The two ways between a call and the application: what it publishes, and what it hears."""

from __future__ import annotations

import asyncio
import logging

import pytest

from signaling import CallEvent, LeaveReason, Role
from tests.signaling.support import CallServer


async def test_an_event_reaches_everybody_in_the_room_and_nobody_else(server: CallServer) -> None:
    customer, consultant = await server.pair()
    watcher = await server.consultant("cordes", role="watcher")
    for seat in (customer, consultant):
        await seat.receive("participant-joined")
    elsewhere = await server.connect("x", "customer", room="other")
    await elsewhere.join()
    await server.rooms.publish("room", "operations", {"seq": 42})
    for client in (customer, consultant, watcher):
        event = await client.receive("event")
        assert (event["kind"], event["payload"]) == ("operations", {"seq": 42})
    await elsewhere.quiet()


async def test_publishing_to_an_empty_room_is_nothing(server: CallServer) -> None:
    await server.rooms.publish("nowhere", "operations", {"seq": 1})
    assert server.rooms.count() == (0, 0)


async def test_the_application_hears_who_comes_and_goes(server: CallServer) -> None:
    customer = await server.connect("behrens", "customer")
    token = (await customer.join())["resume"]
    await customer.vanish()
    await server.until("away", "customer")
    again = await server.connect("behrens", "customer")
    await again.join(resume=token)
    await again.send("leave")
    await again.closed()
    assert [(event.kind, event.reason) for event in server.events] == [
        ("joined", None),
        ("away", None),
        ("back", None),
        ("left", LeaveReason.LEFT),
    ]
    assert {(event.room_id, event.participant_id, event.role) for event in server.events} == {
        ("room", "behrens", Role.CUSTOMER)
    }


async def test_an_application_that_fails_does_not_break_the_call(
    server: CallServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(event: CallEvent) -> None:
        raise RuntimeError("database is gone")

    server.rooms.listen(broken)
    with caplog.at_level(logging.ERROR):
        customer, consultant = await server.pair()
        await consultant.send("signal", kind="hint", payload=1)
        await customer.receive("signal")
    assert "joined in room room" in caplog.text


async def test_a_slow_application_keeps_nobody_from_his_welcome(server: CallServer) -> None:
    waiting = asyncio.Event()

    async def slow(event: CallEvent) -> None:
        await waiting.wait()

    server.rooms.listen(slow)
    customer = await server.customer()
    consultant = await server.consultant()
    await customer.receive("participant-joined")
    waiting.set()
    await consultant.quiet()


async def test_when_the_server_ends_clients_are_told_to_come_again(server: CallServer) -> None:
    customer = await server.customer()
    await server.runner.shutdown()
    assert await customer.closed() == 1001


async def test_the_application_may_ask_who_is_there(server: CallServer) -> None:
    await server.pair()
    assert {info.id: info.role for info in server.rooms.participants("room")} == {
        "behrens": Role.CUSTOMER,
        "ahlers": Role.CONSULTANT,
    }
    assert server.rooms.occupied("room", Role.CUSTOMER)
    assert not server.rooms.occupied("other", Role.CUSTOMER)
