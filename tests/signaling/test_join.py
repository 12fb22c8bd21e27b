"""Who may come in, and what he is told."""

from __future__ import annotations

import pytest
from aiohttp import WSServerHandshakeError

from signaling import Participant
from signaling.errors import RoleNotAllowed, SignalingError
from signaling.messages import Join
from tests.signaling.support import CallServer


async def test_the_first_role_open_to_a_participant_is_taken_when_it_names_none(server: CallServer) -> None:
    client = await server.connect("ahlers", "consultant", "watcher")
    welcome = await client.join()
    assert welcome["role"] == "consultant"
    assert welcome["polite"] is True
    assert welcome["resumed"] is welcome["lost"] is False
    assert welcome["participants"] == []
    assert welcome["participant"] | {"instance": "x"} == {
        "id": "ahlers",
        "name": "Ahlers",
        "role": "consultant",
        "instance": "x",
        "state": "here",
        "ice_restart": True,
    }


async def test_the_second_is_told_of_the_first_and_the_first_of_the_second(server: CallServer) -> None:
    customer = await server.customer(instance="page-1", ice_restart=False)
    consultant = await server.connect("ahlers", "consultant")
    welcome = await consultant.join()
    (other,) = welcome["participants"]
    assert (other["id"], other["role"], other["instance"]) == ("behrens", "customer", "page-1")
    assert other["ice_restart"] is False
    joined = await customer.receive("participant-joined")
    assert joined["participant"] == welcome["participant"]
    assert joined["n"] == 1


async def test_one_seat_is_polite_and_the_other_is_not(server: CallServer) -> None:
    customer = await server.connect("behrens", "customer")
    assert (await customer.join())["polite"] is False


async def test_a_role_that_is_not_open_is_refused(server: CallServer) -> None:
    client = await server.connect("behrens", "customer")
    await client.send("join", role="consultant")
    error = await client.error("role_not_allowed")
    assert error["fatal"] is True
    assert await client.closed() == 1008
    assert server.rooms.participants("room") == ()


async def test_who_may_do_nothing_gets_no_seat(server: CallServer) -> None:
    rooms = server.rooms
    with pytest.raises(RoleNotAllowed):
        await rooms.join(Participant("x", "X", (), "room"), Join(), NoConnection())


class NoConnection:
    def send(self, raw: str) -> None:
        raise AssertionError(raw)

    def close(self, why: SignalingError | None = None) -> None:
        raise AssertionError(why)


async def test_the_first_message_must_be_join(server: CallServer) -> None:
    client = await server.connect("behrens", "customer")
    for type_ in ("leave", "renew-ice-servers"):
        await client.send(type_)
        await client.error("join_first")
    await client.send("signal", kind="hint", payload=None)
    await client.error("join_first")
    await client.quiet()
    await client.join()


async def test_a_second_join_on_one_socket_is_an_error(server: CallServer) -> None:
    client = await server.customer()
    await client.send("join")
    assert (await client.error("already_joined"))["fatal"] is False
    await client.quiet()


async def test_rooms_are_apart(server: CallServer) -> None:
    await server.customer()
    elsewhere = await server.connect("ahlers", "consultant", room="other")
    assert (await elsewhere.join())["participants"] == []
    await elsewhere.send("signal", kind="hint", payload=1)
    await elsewhere.error("nobody_there")


async def test_a_request_that_the_application_does_not_know_gets_no_socket(server: CallServer) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await server.session.ws_connect(f"{server.origin}/call")
    assert refused.value.status == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1.evil.example", "null"])
async def test_a_page_of_another_origin_gets_no_socket(server: CallServer, origin: str) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await server.connect("behrens", "customer", origin=origin)
    assert refused.value.status == 403


async def test_a_page_of_this_origin_gets_a_socket(server: CallServer) -> None:
    client = await server.connect("behrens", "customer", origin=server.origin)
    await client.join()


async def test_sockets_are_not_compressed(server: CallServer) -> None:
    client = await server.connect("behrens", "customer", compress=15)
    assert client.ws.compress == 0
