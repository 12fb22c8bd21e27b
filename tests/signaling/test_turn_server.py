"""A real coturn with `deploy/coturn/turnserver.conf`: who may relay, and where to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aioice import stun, turn

from signaling import TurnCredentials
from tests.support.coturn import HOST, Coturn

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENCE_S = 5.0
TCP_RELAY = 0x06000000  # REQUESTED-TRANSPORT, RFC 6062 4.1


class Heard(asyncio.DatagramProtocol):
    """The far end of an allocation."""

    def __init__(self) -> None:
        self.data: asyncio.Queue[bytes] = asyncio.Queue()
        self.failure: asyncio.Queue[Exception] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.data.put_nowait(data)

    def error_received(self, exc: Exception) -> None:
        self.failure.put_nowait(exc)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def coturn() -> AsyncIterator[Coturn]:
    async with Coturn() as coturn:
        yield coturn


async def allocate(coturn: Coturn, login: TurnCredentials, way: str = "udp") -> tuple[Any, Heard]:
    trusted = ssl.create_default_context(cafile=str(coturn.certificate.ca)) if way == "tls" else None
    port = coturn.tls_port if way == "tls" else coturn.port
    return await turn.create_turn_endpoint(
        Heard,
        (HOST, port),
        login.username,
        login.password,
        ssl=trusted,
        transport="udp" if way == "udp" else "tcp",
    )


async def refused(coturn: Coturn, login: TurnCredentials) -> int | None:
    with pytest.raises(stun.TransactionFailed) as failure:
        await allocate(coturn, login)
    return failure.value.response.error_code


async def test_the_configuration_is_understood_whole(coturn: Coturn) -> None:
    for complaint in ("Bad configuration", "Unknown", "ERROR", "Wrong address"):
        assert complaint not in coturn.log, coturn.log
    assert "TCP relay endpoints are not allowed" in coturn.log
    denied = coturn.configuration.read_text(encoding="utf-8").count("denied-peer-ip=")
    assert coturn.log.count("Black listing: ") == denied > 20


@pytest.mark.parametrize("way", ["udp", "tcp", "tls"])
async def test_a_login_relays_from_one_allocation_to_another(coturn: Coturn, way: str) -> None:
    there, heard = await allocate(coturn, coturn.login("behrens"), way)
    here, _ = await allocate(coturn, coturn.login("ahlers"), way)
    there.sendto(b"come in", here.get_extra_info("sockname"))  # without a permission nothing comes in
    async with asyncio.timeout(PATIENCE_S):
        arrived = asyncio.create_task(heard.data.get())
        while not arrived.done():
            here.sendto(b"a picture", there.get_extra_info("sockname"))
            await asyncio.wait({arrived}, timeout=0.05)
    assert arrived.result() == b"a picture"
    here.close()
    there.close()


async def test_a_forged_login_is_refused(coturn: Coturn) -> None:
    assert await refused(coturn, coturn.login(secret="another secret")) == 401


async def test_a_login_with_more_time_than_was_signed_is_refused(coturn: Coturn) -> None:
    honest = coturn.login("behrens")
    expires, _, who = honest.username.partition(":")
    longer = TurnCredentials(f"{int(expires) + 3600}:{who}", honest.password)
    assert await refused(coturn, longer) == 401


async def test_somebody_elses_name_under_a_login_is_refused(coturn: Coturn) -> None:
    honest = coturn.login("behrens")
    other = TurnCredentials(honest.username.replace("behrens", "ahlers"), honest.password)
    assert await refused(coturn, other) == 401


async def test_a_login_that_has_ended_is_refused(coturn: Coturn) -> None:
    assert await refused(coturn, coturn.login(ttl_s=-1)) == 401


async def test_a_recorded_request_is_of_no_use_to_another(coturn: Coturn) -> None:
    """The nonce belongs to one client's address: the same bytes from elsewhere allocate nothing."""
    sent: asyncio.Queue[bytes] = asyncio.Queue()
    here, _ = await allocate(coturn, coturn.login())
    inner = here._TurnTransport__inner_protocol
    inner.send_stun = lambda message, addr: sent.put_nowait(bytes(message))
    here.sendto(b"x", (HOST, 9))  # binds a channel, signed
    async with asyncio.timeout(PATIENCE_S):
        recorded = await sent.get()
    del inner.send_stun
    loop = asyncio.get_running_loop()
    thief, answers = await loop.create_datagram_endpoint(Heard, remote_addr=(HOST, coturn.port))
    thief.sendto(recorded)
    async with asyncio.timeout(PATIENCE_S):
        answer = stun.parse_message(await answers.data.get())
    assert answer.message_class is stun.Class.ERROR
    thief.close()
    here.close()


@pytest.mark.parametrize(
    "peer", ["10.0.0.1", "127.0.0.2", "169.254.169.254", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0"]
)
async def test_nothing_is_relayed_to_what_is_inside(coturn: Coturn, peer: str) -> None:
    here, heard = await allocate(coturn, coturn.login())
    here.sendto(b"who is there?", (peer, 80))
    async with asyncio.timeout(PATIENCE_S):
        failure = await heard.failure.get()
    assert isinstance(failure, stun.TransactionFailed)
    assert failure.response.error_code == 403
    here.close()


async def test_no_connection_is_relayed(coturn: Coturn) -> None:
    login = coturn.login()
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_connection(
        lambda: turn.TurnClientTcpProtocol((HOST, coturn.port), login.username, login.password, 600, 500),
        HOST,
        coturn.port,
    )
    request = stun.Message(stun.Method.ALLOCATE, stun.Class.REQUEST)
    request.attributes["REQUESTED-TRANSPORT"] = TCP_RELAY
    with pytest.raises(stun.TransactionFailed) as failure:
        await client.request_with_retry(request)
    assert failure.value.response.error_code == 442  # unsupported transport
    transport.close()


async def test_one_seat_cannot_take_all_the_room(coturn: Coturn) -> None:
    taken = [await allocate(coturn, coturn.login("greedy")) for _ in range(30)]
    assert await refused(coturn, coturn.login("greedy")) == 486  # allocation quota reached
    taken.append(await allocate(coturn, coturn.login("behrens")))
    for here, _ in taken:
        here.close()
