"""Two Chromium pages that may only be relayed, through a real coturn."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from signaling import IceOffer, IceServer
from signaling.media.virtual_customer import Progress, Still, VirtualCustomer
from tests.signaling.stage import PageServer, Side, Stage
from tests.support.browsers import HEADLESS, chromium
from tests.support.coturn import Coturn

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

# The candidates of the pair that media takes now.
PAIR = """async () => {
    const stats = await page.call.getStats();
    const all = [...stats.values()];
    const pair = stats.get(all.find((one) => one.selectedCandidatePairId).selectedCandidatePairId);
    const [local, remote] = [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)];
    const own = all.filter(({ type }) => type === "local-candidate");
    return { local: local.candidateType, remote: remote.candidateType, protocol: local.relayProtocol,
        kinds: [...new Set(own.map(({ candidateType }) => candidateType))] };
}"""
RELAYED = {"local": "relay", "remote": "relay", "kinds": ["relay"]}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium(program=HEADLESS) as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def coturn() -> AsyncIterator[Coturn]:
    async with Coturn() as coturn:
        yield coturn


async def relayed_call(stage: Stage) -> tuple[Side, Side]:
    customer, consultant = await asyncio.gather(
        stage.open("customer", relay_only="yes"), stage.open("consultant", relay_only="yes")
    )
    await asyncio.gather(customer.connected(), consultant.connected(), consultant.sees())
    return customer, consultant


async def pair(side: Side) -> dict[str, Any]:
    return dict(await side.ask(PAIR))


@pytest.mark.parametrize("way", ["udp", "tcp"])
async def test_picture_and_voice_through_the_relay(browser: Browser, coturn: Coturn, way: str) -> None:
    provider = coturn.provider(coturn.udp_url if way == "udp" else coturn.tcp_url)
    async with PageServer(options={"ice": provider}) as server, Stage(server, browser) as stage:
        customer, consultant = await relayed_call(stage)
        await asyncio.gather(consultant.sees(), consultant.hears(), customer.hears())
        for side in (customer, consultant):
            assert await pair(side) == RELAYED | {"protocol": way}
            assert side.watched.errors == []


@pytest.mark.long
async def test_the_relay_restarts_and_the_picture_returns(browser: Browser) -> None:
    """Nobody does anything; how soon is measured by `call/turn-restarted` of the benchmarks."""
    async with (
        Coturn() as coturn,
        PageServer(options={"ice": coturn.provider()}) as server,
        Stage(server, browser) as stage,
    ):
        customer, consultant = await relayed_call(stage)
        await coturn.restart()
        await consultant.until("window.page.call.state === 'interrupted'")
        await asyncio.gather(consultant.connected(), customer.connected())
        await asyncio.gather(consultant.sees(), consultant.hears(), customer.hears())
        assert (await pair(consultant))["local"] == "relay"


@pytest.mark.long
async def test_a_customer_without_a_browser_is_relayed_too(browser: Browser, coturn: Coturn) -> None:
    async def nothing(still: Still, progress: Progress) -> None:
        """Nobody asks for a still here."""

    async with (
        PageServer(options={"ice": coturn.provider(coturn.udp_url)}) as server,
        Stage(server, browser) as stage,
    ):
        url = f"{server.origin}/call?id=customer&roles=customer&relay_only=yes"
        customer = asyncio.create_task(VirtualCustomer(server.session, url, nothing).run())
        try:
            consultant = await stage.open("consultant", relay_only="yes")
            await consultant.connected()
            await consultant.sees()
            assert await pair(consultant) == RELAYED | {"protocol": "udp"}
        finally:
            customer.cancel()
            await asyncio.gather(customer, return_exceptions=True)


async def test_a_forged_login_finds_no_way(browser: Browser, coturn: Coturn) -> None:
    stranger = Coturn(secret="another secret", port=coturn.port, tls_port=coturn.tls_port)
    async with (
        PageServer(options={"ice": stranger.provider()}) as server,
        Stage(server, browser) as stage,
    ):
        customer = await stage.open("customer", relay_only="yes")
        await stage.open("consultant", relay_only="yes")
        await customer.until("page.connections[0]?.iceGatheringState === 'complete'")
        assert "typ relay" not in await customer.ask("page.connections[0].localDescription.sdp")


async def test_renewed_logins_reach_the_connection_and_carry_the_restart(
    browser: Browser, coturn: Coturn
) -> None:
    numbers = itertools.count(1)

    def provider(participant: str) -> IceOffer:
        login = coturn.login(participant, ttl_s=600 + next(numbers))  # no two of the same second are alike
        return IceOffer((IceServer((coturn.udp_url,), login.username, login.password),), ttl_s=600)

    async with PageServer(options={"ice": provider}) as server, Stage(server, browser) as stage:
        customer, consultant = await relayed_call(stage)
        used = "page.connections[0].getConfiguration().iceServers[0].username"
        first = await customer.ask(used)
        await customer.ask("page.socket._renewIce()")
        await customer.until(f"first => {used} !== first", first)
        offers = "page.trace.filter((line) => line.includes('out description')).length"
        before = await customer.ask(offers)
        await customer.ask("page.call._do(() => page.call._restart())")
        await customer.until(f"before => {offers} > before", before)
        await consultant.sees()
        assert await customer.ask("page.connections.length") == 1
        assert await pair(customer) == RELAYED | {"protocol": "udp"}
