"""A lost socket loses nothing else."""

from __future__ import annotations

from signaling.seats import Outbox
from tests.signaling.support import OFFER, CallServer


async def test_who_resumes_gets_what_was_missed_and_nothing_twice(server: CallServer) -> None:
    customer = await server.connect("behrens", "customer")
    token = (await customer.join(instance="phone"))["resume"]
    consultant = await server.consultant()
    await customer.receive("participant-joined")
    await consultant.send("signal", kind="hint", payload="closer")
    assert (await customer.receive("signal"))["n"] == 2
    await customer.vanish()
    await consultant.receive("participant-away")

    await consultant.send("description", description=OFFER)
    await consultant.send("signal", kind="hint", payload="light")
    await consultant.quiet()
    await server.rooms.publish("room", "photo", {"photo_id": "p"})
    await consultant.receive("event")

    again = await server.connect("behrens", "customer")
    welcome = await again.join(instance="phone", resume=token, received=2)
    assert (welcome["resumed"], welcome["lost"], welcome["resume"]) == (True, False, token)
    assert [(await again.receive(type_))["n"] for type_ in ("description", "signal", "event")] == [3, 4, 5]
    assert (await consultant.receive("participant-back"))["participant"]["state"] == "here"
    await again.quiet()


async def test_a_new_socket_replaces_one_that_is_dead_without_knowing(server: CallServer) -> None:
    customer, consultant = await server.pair()
    token = next(seat.resume for seat in server.rooms._select("room") if seat.role == "customer")
    again = await server.connect("behrens", "customer")
    assert (await again.join(resume=token, received=1))["resumed"] is True
    assert await customer.closed() == 1000  # no word of somebody taking over
    await consultant.quiet()  # and nobody was away


async def test_a_page_whose_welcome_got_lost_is_known_by_its_instance(server: CallServer) -> None:
    await server.customer(instance="phone")
    again = await server.connect("behrens", "customer")
    assert (await again.join(instance="phone"))["resumed"] is True


async def test_a_token_does_not_open_the_seat_of_somebody_else(server: CallServer) -> None:
    client = await server.connect("ahlers", "consultant")
    token = (await client.join(instance="tablet"))["resume"]
    thief = await server.connect("cordes", "consultant")
    await thief.send("join", resume=token, instance="tablet")
    await thief.error("seat_taken")


async def test_after_a_restart_of_the_server_nobody_is_lost(server: CallServer) -> None:
    client = await server.connect("ahlers", "consultant")
    welcome = await client.join(instance="tablet", resume="a-token-from-before", received=99)
    assert (welcome["resumed"], welcome["received"]) == (False, 0)
    assert welcome["resume"] != "a-token-from-before"
    assert welcome["participant"]["instance"] == "tablet"


async def test_what_a_client_sends_twice_is_handed_on_once(server: CallServer) -> None:
    customer = await server.connect("behrens", "customer")
    token = (await customer.join())["resume"]
    consultant = await server.consultant()
    await customer.receive("participant-joined")
    for n in (1, 2):
        await customer.send("signal", kind="torch-state", payload=n, n=n)
    await customer.quiet()
    await customer.vanish()

    again = await server.connect("behrens", "customer")
    assert (await again.join(resume=token, received=1))["received"] == 2
    for n in (1, 2, 3):
        await again.send("signal", kind="torch-state", payload=n, n=n)
    await again.quiet()
    seen = []
    while (message := await consultant.ws.receive_json(timeout=5))["type"] != "signal" or message[
        "payload"
    ] < 3:
        seen.append(message.get("payload", message["type"]))
    assert [one for one in seen if isinstance(one, int)] == [1, 2]


def test_an_outbox_says_when_it_has_forgotten() -> None:
    outbox = Outbox(messages_max=3)
    for kind in "abcde":
        outbox.add({"type": kind})
    replay, lost = outbox.after(3)
    assert ([raw[9] for raw in replay], lost) == (["d", "e"], False)
    assert outbox.after(2)[1] is False
    replay, lost = outbox.after(1)
    assert (len(replay), lost) == (3, True)
    assert outbox.after(5) == ([], False)
    assert outbox.after(6) == ([], True)  # counts from another life


def test_an_outbox_is_bounded_in_bytes_but_keeps_the_last() -> None:
    outbox = Outbox(bytes_max=1000)
    for _ in range(5):
        outbox.add({"type": "x" * 400})
    assert len(outbox.after(0)[0]) == 2
    outbox.add({"type": "x" * 4000})
    assert len(outbox.after(0)[0]) == 1


async def test_a_resume_after_too_much_says_that_something_is_lost(server: CallServer) -> None:
    customer = await server.connect("behrens", "customer")
    token = (await customer.join())["resume"]
    await customer.vanish()
    await server.until("away", "customer")
    for seq in range(300):
        await server.rooms.publish("room", "operations", {"seq": seq})
    again = await server.connect("behrens", "customer")
    assert (await again.join(resume=token, received=0))["lost"] is True
    assert (await again.receive("event"))["n"] == 300 - 256 + 1
