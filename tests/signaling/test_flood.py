"""Nobody can keep the server busy, waiting or full."""

from __future__ import annotations

import asyncio

import pytest

from signaling import Limits
from signaling.errors import Flood
from signaling.websocket import Allowance
from tests.signaling.support import CallServer, Clock


def test_an_allowance_is_spent_and_grows_again() -> None:
    clock = Clock()
    allowance = Allowance(burst=3, per_second=2, clock=clock)
    for _ in range(3):
        allowance.spend(1)
    with pytest.raises(Flood):
        allowance.spend(1)
    clock.advance(0.5)
    allowance.spend(1)
    clock.advance(100)
    allowance.spend(3)
    with pytest.raises(Flood):
        allowance.spend(1)


async def test_a_flood_closes_the_socket_and_keeps_the_seat() -> None:
    async with CallServer(limits=Limits(burst=5, per_second=0.001)) as server:
        client = await server.customer()
        for _ in range(5):
            await client.send("ping")
        for _ in range(4):
            await client.receive("pong")
        assert (await client.error("flood"))["fatal"] is False
        assert await client.closed() == 1013
        await server.until("away", "customer")
        assert server.rooms.participants("room")


async def test_messages_that_cannot_be_used_cost_more() -> None:
    async with CallServer(limits=Limits(burst=30, per_second=0.001)) as server:
        client = await server.customer()
        for _ in range(3):
            await client.ws.send_str("{")
        for _ in range(2):
            await client.error("message_malformed")
        await client.error("flood")
        assert await client.closed() == 1013


async def test_a_join_with_all_its_candidates_is_no_flood(server: CallServer) -> None:
    customer, consultant = await server.pair()
    for _ in range(100):
        await customer.send("candidate", candidate={"candidate": "candidate:1"})
    for _ in range(100):
        await consultant.receive("candidate")


async def test_who_does_not_join_in_time_is_sent_away() -> None:
    async with CallServer(limits=Limits(join_timeout_s=0.1)) as server:
        client = await server.connect("behrens", "customer")
        await client.error("join_timeout")
        assert await client.closed() == 1013


async def test_pinging_does_not_prolong_the_time_for_joining() -> None:
    async with CallServer(limits=Limits(join_timeout_s=0.3)) as server:
        client = await server.connect("behrens", "customer")
        async with asyncio.timeout(5):
            while True:
                await client.send("ping")
                message = await client.ws.receive_json()
                if message["type"] == "error":
                    break
                await asyncio.sleep(0.05)
        assert message["code"] == "join_timeout"


async def test_who_must_decide_gets_more_time() -> None:
    async with CallServer(limits=Limits(join_timeout_s=0.8, decide_timeout_s=30)) as server:
        await server.consultant()
        client = await server.connect("cordes", "consultant", "watcher")
        await client.send("join")
        await client.error("seat_taken")
        await asyncio.sleep(0.9)  # longer than the time for a first join
        await client.join(role="watcher")


async def test_a_client_that_does_not_read_is_closed_and_holds_nobody_up() -> None:
    async with CallServer(limits=Limits(queue_bytes=100_000, close_within_s=0.2)) as server:
        slow, other = await server.pair()
        slow.transport.pause_reading()
        async with asyncio.timeout(10):
            while server.rooms.participants("room")[0].state == "here":
                await server.rooms.publish("room", "operations", {"filler": "x" * 15_000})
                await other.receive("event")
        await other.receive("participant-away")
        slow.transport.abort()


async def test_a_client_that_answers_no_ping_is_dropped() -> None:
    async with CallServer(limits=Limits(heartbeat_s=0.2)) as server:
        client = await server.customer()
        client.transport.pause_reading()  # the network is gone, without a sign
        await server.until("away", "customer")
        client.transport.abort()
