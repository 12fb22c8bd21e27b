"""The connection test's API: limits, broken offers, whose run is whose, and what the office then sees."""

from __future__ import annotations

import asyncio

import pytest

from signaling.media import connection_test as media
from tests.support.site import Person, Site
from tests.web.doors import CHECKS, OFFER

RUNS = "/customer/connection-test/runs"


async def _customer(site: Site, consultant: Person) -> tuple[Person, str]:
    consultation = await consultant.new_consultation()
    person = await site.person()
    secret = await consultant.invite(consultation)
    assert (await person.post("/invitation/exchange", {"secret": secret})).status == 200
    return person, consultation


def _offer(sdp: str = OFFER, way: str = "direct") -> dict[str, str]:
    return {"way": way, "sdp": sdp}


CANDIDATE = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n"
UNFIT = {
    "no sdp": "hello",
    "no voice": OFFER[: OFFER.index("m=audio")] + OFFER[OFFER.index("m=video") :],
    "cut short": OFFER[: OFFER.index("a=fingerprint")],
    "too many sections": OFFER + OFFER[OFFER.index("m=video") :] * 3,
    "too many candidates": OFFER + CANDIDATE * 41,
    "garbage inside": OFFER.replace("opus/48000/2", "opus/many/2"),
}


async def test_a_broken_offer_is_refused_and_leaves_no_peer(site: Site) -> None:
    customer, _ = await _customer(site, await site.user("ahlers"))
    before = len(asyncio.all_tasks())
    for what, sdp in UNFIT.items():
        answer = await customer.post(RUNS, _offer(sdp))
        assert (answer.status, answer.code) == (422, "connection_test_offer"), what
        assert len(asyncio.all_tasks()) <= before, what


async def test_sizes_and_ways(site: Site) -> None:
    customer, _ = await _customer(site, await site.user("ahlers"))
    assert (await customer.post(RUNS, _offer("v=0" + "x" * 70_000))).code == "request_invalid"
    assert (await customer.post(RUNS, _offer(way="pigeon"))).code == "request_invalid"
    assert (await customer.post(RUNS, _offer(way="relay"))).code == "connection_test_way", "there is none"
    ways = await customer.get("/customer/connection-test")
    assert ways.json == {"ways": ["direct"], "ice_servers": []}


async def test_one_run_each_and_a_few_in_all(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media.TestPeers.__init__, "__kwdefaults__", {"most": 1, "most_s": 15.0})
    consultant = await site.user("ahlers")
    one, consultation = await _customer(site, consultant)
    other, _ = await _customer(site, consultant)
    first = (await one.post(RUNS, _offer())).json["id"]
    again = await one.post(RUNS, _offer())
    assert again.status == 201, "the earlier run of the same phone gives way"
    busy = await other.post(RUNS, _offer())
    assert (busy.status, busy.code) == (429, "connection_test_busy")
    assert 1 <= int(busy.headers["Retry-After"]) <= 15
    run = again.json["id"]
    assert (await other.get(f"{RUNS}/{run}")).code == "connection_test_gone", "somebody else's"
    assert (await other.call("DELETE", f"/api/v1{RUNS}/{run}")).code == "connection_test_gone"
    ended = await one.call("DELETE", f"/api/v1{RUNS}/{run}")
    assert (ended.status, ended.json["connected"]) == (200, False)
    assert (await other.post(RUNS, _offer())).status == 201, "its place is free"

    result = await one.post(
        "/customer/connection-test", {"checks": CHECKS, "runs": [{"id": first}, {"id": run}]}
    )
    assert (result.status, result.json["verdict"]) == (201, "bad"), "nothing was ever received"
    stolen = await other.post("/customer/connection-test", {"checks": CHECKS, "runs": [{"id": run}]})
    assert stolen.code == "connection_test_gone"
    seen = (await consultant.get(f"/consultations/{consultation}")).json["connection_test"]
    assert seen == result.json


async def test_a_run_ends_by_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media.TestPeers.__init__, "__kwdefaults__", {"most": 1, "most_s": 0.2})
    consultant = await site.user("ahlers")
    one, _ = await _customer(site, consultant)
    other, _ = await _customer(site, consultant)
    assert (await one.post(RUNS, _offer())).status == 201
    async with asyncio.timeout(10):
        while (await other.post(RUNS, _offer())).status != 201:
            pass


async def test_no_camera_counts_before_the_line(site: Site) -> None:
    consultant = await site.user("ahlers")
    customer, consultation = await _customer(site, consultant)
    body = {"checks": CHECKS | {"camera": "refused"}, "failed": ["direct"]}
    assert (await customer.post("/customer/connection-test", body)).json["verdict"] == "no-camera"
    made_up = {"checks": CHECKS | {"camera": "<b>"}}
    assert (await customer.post("/customer/connection-test", made_up)).code == "request_invalid"
    await consultant.post(f"/consultations/{consultation}/start")
    await consultant.post(f"/consultations/{consultation}/finish")
    assert (await customer.post("/customer/connection-test", body)).code == "consultation_closed"
