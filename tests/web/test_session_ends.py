"""A call ends with the session that began it, however that ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientWebSocketResponse
from sqlalchemy import Update, update

from inspection import call
from inspection.adapters.database.tables import customer_sessions, guest_sessions, sessions, users
from tests.support.site import Person, Site, running_site

PAST = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = {
    "a user's session expires": ("consultant", update(sessions).values(expires_at=PAST)),
    "a user's session is revoked": ("consultant", update(sessions).values(revoked_at=PAST)),
    "a user is shut out": ("consultant", update(users).values(active=False)),
    "a customer's session expires": ("customer", update(customer_sessions).values(expires_at=PAST)),
    "a guest's session expires": ("guest", update(guest_sessions).values(expires_at=PAST)),
    "a guest's session is revoked": ("guest", update(guest_sessions).values(revoked_at=PAST)),
    "a customer's session is revoked": ("customer", update(customer_sessions).values(revoked_at=PAST)),
}


@pytest.fixture
async def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(call, "LOOK_EVERY_S", 0.05)
    async with running_site(tmp_path) as running:
        yield running


async def _joined(person: Person, consultation: str) -> ClientWebSocketResponse:
    url = f"{person.url}/api/v1/consultations/{consultation}/call"
    socket = await person.session.ws_connect(url, headers={"Origin": person.url})
    await socket.send_json({"type": "join"})
    assert (await socket.receive_json(timeout=10))["type"] == "welcome"
    return socket


@pytest.mark.parametrize(("whose", "change"), ENDS.values(), ids=ENDS.keys())
async def test_the_socket_is_closed_with_a_word_and_the_other_side_stays(
    site: Site, whose: str, change: Update
) -> None:
    ahlers, customer = await site.user("ahlers"), await site.person()
    consultation = await ahlers.new_consultation()
    await customer.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    sockets = {
        "consultant": await _joined(ahlers, consultation),
        "customer": await _joined(customer, consultation),
    }
    if whose == "guest":
        guest = await site.person()
        path = f"/consultations/{consultation}/guest-invitations"
        made = await ahlers.post(path, {"kind": "family"})
        await guest.post("/guest/exchange", {"secret": made.json["url"].partition("#")[2]})
        sockets["guest"] = await _joined(guest, consultation)
    ended = sockets.pop(whose)
    other = sockets["customer" if whose == "consultant" else "consultant"]

    async with site.house.engine.begin() as connection:
        await connection.execute(change)

    while (message := await ended.receive_json(timeout=10))["type"] != "error":
        assert message["type"] == "participant-joined"
    assert (message["code"], message["fatal"]) == ("room_closed", True)
    await ended.receive(timeout=10)
    assert ended.close_code == 1000
    while (message := await other.receive_json(timeout=10))["type"] != "participant-away":
        pass
    await other.send_json({"type": "ping"})
    assert (await other.receive_json(timeout=10))["type"] == "pong"
