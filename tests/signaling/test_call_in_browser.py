"""Two Chromium pages with nothing but the wire modules: picture and voice, and what brings them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from signaling.websocket import SOCKETS
from tests.signaling.stage import PageServer, Stage
from tests.support.browsers import HEADLESS, chromium

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

# The encoder scales a picture down while it learns what the line carries; the shape is what the camera gave.
SHAPE = "(v => +(v.videoWidth / v.videoHeight).toFixed(2))(document.querySelector('video'))"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium(program=HEADLESS, fps=10) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with PageServer() as server, Stage(server, browser) as stage:
        yield stage


async def test_picture_one_way_and_voice_both_ways(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await asyncio.gather(consultant.sees(), consultant.hears(), customer.hears())
    assert await consultant.ask(SHAPE) == 1.33
    assert (await customer.ask("page.stats()"))["framesDecoded"] == 0
    for side in (customer, consultant):
        assert await side.ask("page.connections.length") == 1
        assert side.watched.errors == []


async def test_a_lost_socket_comes_back_and_the_picture_never_stops(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await asyncio.gather(customer.log(), consultant.log())
    for socket in tuple(stage.server.app[SOCKETS]):
        await socket.go_away()
    await asyncio.gather(customer.joined(1), consultant.joined(1))
    await asyncio.gather(consultant.sees(), customer.hears())
    for side in (customer, consultant):
        assert await side.ask("page.connections.length") == 1
        assert not any(entry.startswith("call") for entry in await side.log())
        assert (await side.ask("page.socket.participants.length")) == 1
    await consultant.ask("page.socket.signal('hint', {hint: 'closer'})")
    await customer.until("page.signals.some(one => one.kind === 'hint' && one.from === 'consultant')")


async def test_what_is_said_while_the_socket_is_lost_arrives(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await consultant.ask("""() => {
        page.socket._socket.close();  // and before the page knows:
        page.socket.signal("hint", {n: 1});
        page.socket.signal("hint", {n: 2});
    }""")
    await customer.until("page.signals.length === 2")
    assert [one["payload"]["n"] for one in await customer.ask("page.signals")] == [1, 2]


async def test_the_phone_reloads_and_its_picture_returns(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await customer.page.reload()
    await asyncio.gather(customer.connected(), consultant.sees())
    await asyncio.gather(consultant.connected(), consultant.hears(), customer.hears())
    assert await consultant.ask("page.connections.length") == 2


@pytest.mark.long
async def test_the_tablet_reloads_and_its_picture_returns(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await consultant.page.reload()
    await asyncio.gather(consultant.sees(), consultant.connected(), customer.connected())
    await asyncio.gather(consultant.hears(), customer.hears())


async def test_the_server_restarts_and_the_picture_never_stops(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await asyncio.gather(customer.log(), consultant.log())
    await stage.server.restart()
    await asyncio.gather(customer.joined(1), consultant.joined(1))
    await consultant.until("page.socket.other !== null")
    await asyncio.gather(consultant.sees(), customer.hears())
    for side in (customer, consultant):
        assert await side.ask("page.connections.length") == 1
    await stage.server.rooms.publish("room", "operations", {"seq": 7})
    await consultant.until("page.signals.some(one => one.kind === 'operations' && one.payload.seq === 7)")


@pytest.mark.long
async def test_two_who_offer_at_once_find_each_other(stage: Stage) -> None:
    customer, consultant = await stage.call()
    for _ in range(4):
        await asyncio.gather(*(side.log() for side in (customer, consultant)))
        await asyncio.gather(
            *(
                side.ask("(page.renewedAt = performance.now(), page.call._do(() => page.call._renew()))")
                for side in (customer, consultant)
            )
        )
        await asyncio.gather(consultant.until("page.log.includes('call connected')"), customer.connected())
        assert (
            await consultant.ask("performance.now() - page.renewedAt") < 7000
        )  # and not the fallback of 8 s
        await consultant.sees()


@pytest.mark.long
async def test_a_dead_connection_is_made_anew_by_both(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await customer.ask("page.connections.at(-1).close()")  # the consultant hears nothing of it
    await consultant.until("page.call.state === 'interrupted'")
    await consultant.connected()
    await asyncio.gather(consultant.sees(), customer.hears(), customer.connected())


async def test_ice_is_restarted_when_the_network_comes_back(stage: Stage) -> None:
    customer, consultant = await stage.call()
    before = await consultant.ask("page.connections[0].remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1]")
    await customer.ask("window.dispatchEvent(new Event('online'))")
    changed = "before => page.connections[0].remoteDescription.sdp.match(/ice-ufrag:(.*)/)[1] !== before"
    await consultant.until(changed, before)
    await asyncio.gather(consultant.connected(), consultant.sees(), customer.hears())
    for side in (customer, consultant):
        assert await side.ask("page.connections.length") == 1


async def test_another_camera_needs_no_negotiation_and_none_is_possible(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await customer.ask("page.call.replaceVideo(null)")
    await consultant.until("performance.now() - page.lastFrameAt > 700")
    await customer.ask("""async () => {
        const camera = await navigator.mediaDevices.getUserMedia({video: {width: 640, height: 360}});
        await page.call.replaceVideo(camera.getVideoTracks()[0]);
    }""")
    await consultant.sees()
    await consultant.until(f"{SHAPE} === 1.78")
    assert await consultant.ask("page.connections.length") == 1


async def test_a_page_without_camera_and_microphone_still_gets_what_the_other_sends(stage: Stage) -> None:
    consultant = await stage.open("consultant", media="none")
    customer = await stage.open("customer")
    await asyncio.gather(consultant.sees(), consultant.hears(), customer.connected())


async def test_a_microphone_that_comes_later_is_heard(stage: Stage) -> None:
    consultant = await stage.open("consultant", media="none")
    customer = await stage.open("customer")
    await consultant.sees()
    await consultant.ask("""async () => {
        const stream = await navigator.mediaDevices.getUserMedia({audio: true});
        page.call.addTrack(stream.getAudioTracks()[0], stream);
    }""")
    await customer.hears()
    assert await customer.ask("page.connections.length") == 1


async def test_a_second_tab_takes_the_seat_and_the_first_one_rests(stage: Stage) -> None:
    customer, first = await stage.call()
    second = await stage.open("consultant")
    await asyncio.gather(second.sees(), first.until("page.socket.state === 'taken-over'"))
    assert await first.ask("page.call.state") == "alone"
    await customer.connected()
    await first.ask("page.socket.connect({takeOver: true})")
    await asyncio.gather(first.sees(), second.until("page.socket.state === 'taken-over'"))


@pytest.mark.long
async def test_a_third_person_hears_that_the_seat_is_taken_and_may_take_it(stage: Stage) -> None:
    _, consultant = await stage.call()
    third = await stage.open("consultant", id="cordes")
    await third.until("page.socket.state === 'seat-taken'")
    await consultant.sees()
    await third.ask("page.socket.connect({takeOver: true})")
    await asyncio.gather(third.sees(), consultant.until("page.socket.state === 'taken-over'"))


@pytest.mark.long
async def test_hanging_up_ends_it_for_both(stage: Stage) -> None:
    customer, consultant = await stage.call()
    await customer.ask("page.socket.leave()")
    await consultant.until("page.call.state === 'alone' && page.socket.other === null")
    assert await customer.ask("page.call.state") == "alone"
    assert await customer.ask("page.connections.every(one => one.connectionState === 'closed')")
    await customer.ask("page.socket.connect()")
    await consultant.sees()
