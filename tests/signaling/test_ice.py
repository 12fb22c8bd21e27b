"""STUN and TURN servers, with logins that end."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from signaling import ice_provider, turn_credentials
from tests.signaling.support import CallServer, Clock


def test_turn_credentials_are_what_coturn_computes() -> None:
    login = turn_credentials("s3cret", "u-7", 1_790_000_000)
    assert login.username == "1790000000:u-7"
    digest = hmac.new(b"s3cret", b"1790000000:u-7", hashlib.sha1).digest()
    assert base64.b64decode(login.password) == digest


def test_a_known_vector() -> None:
    login = turn_credentials("north", "12345", 1_433_895_918)
    assert login.password == base64.b64encode(
        bytes.fromhex(hmac.new(b"north", b"1433895918:12345", "sha1").hexdigest())
    ).decode("ascii")


def test_an_empty_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        turn_credentials("", "u-7", 1)


@pytest.mark.parametrize("half", [{"turn_urls": ("turn:t",)}, {"turn_secret": "x"}])
def test_half_a_turn_configuration_is_refused(half: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="TURN needs both"):
        ice_provider(now=Clock(), **half)  # type: ignore[arg-type]


@pytest.mark.parametrize("ttl_s", [59, 3601])
def test_a_login_lives_an_hour_at_most(ttl_s: int) -> None:
    with pytest.raises(ValueError, match="seconds"):
        ice_provider(turn_urls=("turn:t",), turn_secret="x", ttl_s=ttl_s, now=Clock())


async def test_a_welcome_carries_servers_and_a_login_that_can_be_renewed() -> None:
    unix = Clock(1_790_000_000)
    provider = ice_provider(
        stun_urls=("stun:s.example",),
        turn_urls=("turn:t.example", "turns:t.example:443"),
        turn_secret="x",
        now=unix,
    )
    async with CallServer(options={"ice": provider}) as server:
        client = await server.connect("behrens", "customer")
        welcome = await client.join()
        stun, turn = welcome["ice_servers"]
        assert stun == {"urls": ["stun:s.example"]}
        assert turn["urls"] == ["turn:t.example", "turns:t.example:443"]
        assert turn["username"] == "1790003600:behrens"
        assert welcome["ice_ttl_s"] == 3600

        unix.advance(1800)
        await client.send("renew-ice-servers")
        renewed = await client.receive("ice-servers")
        assert renewed["ice_servers"][1]["username"] == "1790005400:behrens"
        assert "n" not in renewed


async def test_who_may_be_relayed_only_is_told_of_relays_alone() -> None:
    provider = ice_provider(
        stun_urls=("stun:s.example",), turn_urls=("turn:t.example",), turn_secret="x", now=Clock()
    )
    async with CallServer(options={"ice": provider}) as server:
        direct = await server.connect("ahlers", "consultant")
        assert (await direct.join())["ice_transport_policy"] == "all"
        client = await server.connect("behrens", "customer&relay_only=")
        welcome = await client.join()
        await client.send("renew-ice-servers")
        for told in (welcome, await client.receive("ice-servers")):
            assert told["ice_transport_policy"] == "relay"
            assert [server["urls"] for server in told["ice_servers"]] == [["turn:t.example"]]


async def test_servers_without_a_login_do_not_end(server: CallServer) -> None:
    assert ice_provider(stun_urls=("stun:s",), now=Clock())("x").ttl_s is None
    client = await server.connect("behrens", "customer")
    welcome = await client.join()
    assert welcome["ice_servers"] == []
    assert "ice_ttl_s" not in welcome
