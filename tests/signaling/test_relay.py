"""What goes from seat to seat."""

from __future__ import annotations

import pytest

from tests.signaling.support import ANSWER, OFFER, CallServer

CANDIDATE = {
    "candidate": "candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host",
    "sdpMid": "0",
    "sdpMLineIndex": 0,
    "usernameFragment": "EsAw",
}


async def test_descriptions_reach_the_other_seat_as_they_are(server: CallServer) -> None:
    customer, consultant = await server.pair()
    await customer.send("description", description=OFFER, connection="c1", n=1)
    got = await consultant.receive("description")
    said = {"description": OFFER, "connection": "c1", "n": 1, "from": "customer"}
    assert got == {"type": "description", **said}
    await consultant.send("description", description=ANSWER, connection="c2", to_connection="c1")
    got = await customer.receive("description")
    assert (got["description"], got["connection"], got["to_connection"]) == (ANSWER, "c2", "c1")


@pytest.mark.parametrize("candidate", [CANDIDATE, {"candidate": ""}, None])
async def test_candidates_reach_the_other_seat_as_they_are(server: CallServer, candidate: object) -> None:
    customer, consultant = await server.pair()
    await consultant.send("candidate", candidate=candidate, connection="c2")
    assert (await customer.receive("candidate"))["candidate"] == candidate
    await consultant.quiet()


async def test_a_signal_reaches_the_other_seat_and_watchers(server: CallServer) -> None:
    watcher = await server.consultant("cordes", role="watcher")
    customer, consultant = await server.pair()
    for _ in range(2):
        await watcher.receive("participant-joined")
    payload = {"request_id": "r", "deep": [{"ü": None}], "number": 1.5}
    await consultant.send("signal", kind="still-request", payload=payload)
    for client in (customer, watcher):
        got = await client.receive("signal")
        assert (got["from"], got["kind"], got["payload"]) == ("consultant", "still-request", payload)
    await consultant.quiet()


async def test_a_signal_to_one_role_is_for_that_role(server: CallServer) -> None:
    watcher = await server.consultant("cordes", role="watcher")
    customer, consultant = await server.pair()
    for _ in range(2):
        await watcher.receive("participant-joined")
    await consultant.send("signal", kind="torch", payload={"on": True}, to="customer")
    assert (await customer.receive("signal"))["kind"] == "torch"
    await watcher.quiet()
    await consultant.send("signal", kind="torch", payload={"on": True}, to="watcher")
    await watcher.receive("signal")
    await customer.quiet()


@pytest.mark.parametrize(
    "message",
    [
        {"type": "description", "description": OFFER},
        {"type": "candidate", "candidate": None},
        {"type": "signal", "kind": "hint", "payload": {}},
    ],
    ids=lambda message: message["type"],
)
async def test_what_finds_nobody_is_answered(server: CallServer, message: dict[str, object]) -> None:
    alone = await server.consultant()
    await alone.ws.send_json(message)
    error = await alone.error("nobody_there")
    assert (error["fatal"], error["details"]) == (False, {"type": message["type"]})


@pytest.mark.parametrize("type_", ["description", "candidate", "signal"])
async def test_a_watcher_is_silent(server: CallServer, type_: str) -> None:
    await server.pair()
    watcher = await server.consultant("cordes", role="watcher")
    fields = {
        "description": {"description": OFFER},
        "candidate": {"candidate": None},
        "signal": {"kind": "hint", "payload": 1},
    }[type_]
    await watcher.send(type_, **fields)
    await watcher.error("watcher_silent")


async def test_what_is_open_to_watchers_reaches_those_of_the_house_and_names_the_page(
    server: CallServer,
) -> None:
    customer, consultant = await server.pair()
    one = await server.consultant("cordes", role="watcher", instance="page-one")
    other = await server.consultant("diaz", role="watcher", instance="page-other")
    for client, joined in ((customer, 2), (consultant, 2), (one, 1)):
        for _ in range(joined):
            await client.receive("participant-joined")
    await one.send("signal", kind="presence", payload={"section": "drains"})
    for hears in (consultant, other):
        got = await hears.receive("signal")
        assert (got["from"], got["kind"], got["instance"]) == ("watcher", "presence", "page-one")
    await one.send("signal", kind="presence", payload={}, to="watcher")
    await other.receive("signal")
    await one.send("signal", kind="presence", payload={}, to="customer")
    await one.error("nobody_there")
    for quiet in (customer, consultant, one):
        await quiet.quiet()


async def test_a_signal_to_oneself_finds_nobody(server: CallServer) -> None:
    _, consultant = await server.pair()
    await consultant.send("signal", kind="hint", payload=1, to="consultant")
    await consultant.error("nobody_there")
