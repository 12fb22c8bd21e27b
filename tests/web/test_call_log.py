"""What both pages measured of a call is kept once, in our time, and shown to the utility's people only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inspection.domain.call_log import ENTRIES_KEPT, SAMPLES_AT_ONCE, Batch, Sample, Side
from tests.support.site import Person, Site

SAMPLE = {
    "ago_s": 20, "span_s": 10, "state": "connected", "step": "p360", "local": "relay", "remote": "srflx",
    "transport": "tcp", "loss": 0.02, "round_trip_s": 0.31, "kbits_out": 380, "kbits_in": 33.5, "fps": 11,
    "frozen_s": 0,
}  # fmt: skip


def batch(name: str = "a-batch-1", **changes: Any) -> dict[str, Any]:
    sample = {**SAMPLE, **changes}
    events = [
        {"ago_s": 25, "kind": "path", "value": "relay/tcp"},
        {"ago_s": 24, "kind": "state", "value": "connected"},
        {"ago_s": 12.5, "kind": "step", "value": "p360"},
        {"ago_s": 3, "kind": "restart"},
    ]
    return {"batch": name, "samples": [sample], "events": events}


@pytest.fixture
async def ahlers(site: Site) -> Person:
    return await site.user("ahlers")


async def customer_of(site: Site, ahlers: Person, consultation: str) -> Person:
    person = await site.person()
    secret = await ahlers.invite(consultation)
    assert (await person.post("/invitation/exchange", {"secret": secret})).status == 200
    return person


async def test_both_sides_are_kept_in_our_time(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    customer = await customer_of(site, ahlers, consultation)
    path = f"/consultations/{consultation}/call-log"
    before = datetime.now(UTC)
    assert (await customer.post(path, batch())).status == 204
    assert (await ahlers.post(path, batch(ago_s=15))).status == 204, "the same id on the other side"
    found = (await ahlers.get(path)).json
    assert [one["side"] for one in found["samples"]] == ["customer", "consultant"]
    at = datetime.fromisoformat(found["samples"][0].pop("at"))
    assert abs(at - (before - timedelta(seconds=20))) < timedelta(seconds=10)
    wanted = {name: value for name, value in SAMPLE.items() if name not in ("ago_s", "span_s")}
    assert found["samples"][0] == {"side": "customer", **wanted}
    kinds = [(one["kind"], one["value"]) for one in found["events"] if one["side"] == "customer"]
    assert kinds == [("path", "relay/tcp"), ("state", "connected"), ("step", "p360"), ("restart", "")]
    assert (await customer.get(path)).code == "not_signed_in", "only for the utility's people"


async def test_sent_twice_is_kept_and_counted_once(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    customer = await customer_of(site, ahlers, consultation)
    path = f"/consultations/{consultation}/call-log"
    for _ in range(3):
        assert (await customer.post(path, batch())).status == 204
    assert len((await ahlers.get(path)).json["samples"]) == 1
    metrics = (await ahlers.call("GET", "/metrics")).text
    for line in (
        'kellerblick_call_step_seconds_total{step="p360"} 10.0',
        'kellerblick_call_steps_total{step="p360"} 1.0',
        'kellerblick_call_mends_total{how="restart",side="customer"} 1.0',
        'kellerblick_call_media_total{side="customer",state="connected"} 1.0',
        'kellerblick_call_paths_total{candidate="relay",side="customer",transport="tcp"} 1.0',
        "kellerblick_uploads_finished_total 0.0",
    ):
        assert line in metrics, line
    assert consultation not in metrics


async def test_sockets_are_counted_by_seat(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    url = f"{site.url}/api/v1/consultations/{consultation}/call"
    async with ahlers.session.ws_connect(url, origin=site.url) as socket:
        await socket.send_json({"type": "join", "role": "consultant"})
        assert (await socket.receive_json(timeout=5))["type"] == "welcome"
        metrics = (await ahlers.call("GET", "/metrics")).text
    assert 'kellerblick_call_sockets_total{event="joined",role="consultant"} 1.0' in metrics
    assert not re.search(r"kellerblick_call\w*\{[^}]*" + consultation, metrics)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"loss": 1.01}, "samples.0.loss"),
        ({"loss": "0.5"}, "samples.0.loss"),
        ({"round_trip_s": -1}, "samples.0.round_trip_s"),
        ({"ago_s": 90_000}, "samples.0.ago_s"),
        ({"span_s": 61}, "samples.0.span_s"),
        ({"fps": True}, "samples.0.fps"),
        ({"state": "fine"}, "samples.0.state"),
        ({"step": "p1080"}, "samples.0.step"),
        ({"local": "192.0.2.7"}, "samples.0.local"),
        ({"address": "192.0.2.7"}, "samples.0.address"),
        ({"kbits_out": 10**400}, "samples.0.kbits_out"),
    ],
)
async def test_what_is_no_measurement_is_refused(ahlers: Person, changes: dict[str, Any], field: str) -> None:
    consultation = await ahlers.new_consultation()
    answer = await ahlers.post(f"/consultations/{consultation}/call-log", batch(**changes))
    assert (answer.status, answer.code) == (400, "request_invalid")
    assert list(answer.json["error"]["details"]["fields"]) == [field]


@pytest.mark.parametrize(
    "body",
    [
        {"batch": "../etc"},
        {"batch": "a-batch-1", "side": "customer"},
        {"batch": "a-batch-1", "samples": [SAMPLE] * (SAMPLES_AT_ONCE + 1)},
        {"batch": "a-batch-1", "events": [{"ago_s": 1, "kind": "path", "value": "p720"}]},
        {"batch": "a-batch-1", "events": [{"ago_s": 1, "kind": "restart", "value": "on"}]},
        {"batch": "a-batch-1", "events": [{"ago_s": 1, "kind": "chat", "value": ""}]},
    ],
    ids=("id", "side", "too many", "value of another kind", "value too much", "kind"),
)
async def test_what_is_no_batch_is_refused(ahlers: Person, body: dict[str, Any]) -> None:
    consultation = await ahlers.new_consultation()
    assert (await ahlers.post(f"/consultations/{consultation}/call-log", body)).code == "request_invalid"


async def test_no_more_than_fits_and_nothing_long_after_the_end(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    path = f"/consultations/{consultation}/call-log"
    now = site.house.clock.now()
    fields = {name: value for name, value in SAMPLE.items() if name != "ago_s"}
    many = Batch("many", Side.CONSULTANT, [Sample(at=now, **fields)] * ENTRIES_KEPT, [], now)  # type: ignore[arg-type]
    utility = (await site.utility()).id
    async with site.house.storage.write() as tx:
        await tx.call_log.add(utility, consultation, many)
    full = await ahlers.post(path, batch())
    assert (full.status, full.code) == (413, "call_log_full")
    customer = await customer_of(site, ahlers, consultation)
    assert (await customer.post(path, batch())).status == 204, "her side has room of its own"
    await ahlers.post(f"/consultations/{consultation}/start")
    await ahlers.post(f"/consultations/{consultation}/finish")
    assert (await customer.post(path, batch("a-late-one"))).status == 204, (
        "the last batch comes after the end"
    )
    async with site.house.storage.write() as tx:
        row = await tx.consultations.get(utility, consultation)
        assert row is not None
        await tx.consultations.save(replace(row, ended_at=now - timedelta(hours=2)))
    assert (await customer.post(path, batch("a-later-one"))).code == "consultation_closed"
