"""Whatever happens to the network: picture and voice come back by themselves, without a reload or a tap."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from signaling import Limits
from tests.signaling.phone_line import PhoneLine, Relay, phone_on_a_line
from tests.signaling.stage import PageServer, Side, Stage
from tests.support.browsers import HEADLESS, chromium

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

BLACKOUT_S = 10.0  # long enough for the sockets to be given up and ICE to be disconnected
HEARTBEAT_S = 3.0  # until the server notices a socket that died without a word
STILL = "performance.now() - page.lastFrameAt > 1500"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium(program=HEADLESS, fps=10) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    limits = Limits(heartbeat_s=HEARTBEAT_S)
    async with PageServer(limits=limits) as server, Stage(server, browser) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def line(stage: Stage) -> AsyncIterator[PhoneLine]:
    async with Relay(stage.server.port) as relay:
        yield await phone_on_a_line(stage, relay)
        relay.release()


async def test_ten_seconds_without_network(stage: Stage, line: PhoneLine) -> None:
    consultant = await in_call(stage, line)
    loop = asyncio.get_running_loop()
    back_at = loop.time() + BLACKOUT_S
    await line.cut()
    await asyncio.gather(consultant.until(STILL), line.phone.until("page.call.state === 'interrupted'"))
    await line.phone.until("page.socket.state !== 'joined'")
    await asyncio.sleep(back_at - loop.time())
    await line.mend()
    await all_well(consultant, line.phone)
    for side in (consultant, line.phone):
        assert await side.ask("page.connections.length") == 1  # its last picture stayed in sight meanwhile


@pytest.mark.long
async def test_so_long_without_network_that_the_seat_is_gone(stage: Stage, line: PhoneLine) -> None:
    consultant = await in_call(stage, line)
    await line.cut()
    await asyncio.gather(
        consultant.until(STILL),
        stage.server.until("away", "customer"),
        line.phone.until("page.socket.state !== 'joined'"),
    )
    stage.server.clock.advance(121)
    await stage.server.rooms.sweep()
    await consultant.until("page.socket.other === null && page.call.state === 'alone'")
    await line.mend()
    await all_well(consultant, line.phone)


async def test_a_locked_screen_under_which_the_socket_died_without_a_word(
    stage: Stage, line: PhoneLine
) -> None:
    consultant = await in_call(stage, line)
    await line.phone.log()
    await line.devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    line.relay.hold()
    line.relay.strand()
    await line.devtools.send("Page.setWebLifecycleState", {"state": "active"})
    await line.phone.ask("document.dispatchEvent(new Event('visibilitychange'))")
    await line.phone.joined(1)
    await all_well(consultant, line.phone)
    await consultant.ask("page.socket.signal('hint', {hint: 'closer'})")
    await line.phone.until("page.signals.some(one => one.kind === 'hint')")


async def test_who_joins_anew_is_met_anew(stage: Stage, line: PhoneLine) -> None:
    """The last resort, when restarts and new connections have failed. Here nothing has: it may not harm."""
    consultant = await in_call(stage, line)
    await consultant.ask("page.call._do(() => page.call._rejoin())")
    await consultant.joined(2)
    await consultant.until("page.call.state === 'connected'")
    await all_well(consultant, line.phone)
    assert await consultant.ask("page.connections.length") == 2


async def in_call(stage: Stage, line: PhoneLine) -> Side:
    consultant = await stage.open("consultant")
    await asyncio.gather(consultant.connected(), line.phone.connected(), consultant.sees())
    return consultant


async def all_well(consultant: Side, phone: Side) -> None:
    await asyncio.gather(consultant.sees(), consultant.hears(), phone.hears())
    await asyncio.gather(consultant.connected(), phone.connected())
    assert await phone.ask("page.socket.other?.state") == "here"
