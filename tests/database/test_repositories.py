"""Each table gives back what it was given, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from inspection.adapters.database.storage import DatabaseStorage
from inspection.domain.access import CustomerSession, Session
from inspection.domain.consent import CLICK, ORAL, STILLS, Consent
from inspection.domain.consultation import State, fold_words
from inspection.domain.guest import GuestInvitation, GuestKind, GuestSession
from inspection.domain.invitation import Invitation
from inspection.domain.paper import Paper, PaperPage
from inspection.domain.photo import Upload, UploadPurpose
from inspection.domain.position import Position
from inspection.services.ports import ConsultationFilter
from tests.database.things import NOW, consultation, operation, photo, protocol, user

SECOND = timedelta(seconds=1)


@pytest.fixture
async def storage(storage: DatabaseStorage) -> DatabaseStorage:
    async with storage.write() as tx:
        await tx.users.add(user(), "hash")
        await tx.consultations.add(consultation())
    return storage


async def test_users_and_their_sessions(storage: DatabaseStorage) -> None:
    session = Session("s" * 64, "u1", "ahlers", NOW, NOW, NOW + timedelta(hours=1))
    async with storage.write() as tx:
        await tx.sessions.add(session)
        await tx.sessions.touch(session.id, NOW + SECOND)
    async with storage.read() as tx:
        assert await tx.users.by_login("ahlers") == (user(), "hash")
        assert await tx.sessions.get(session.id) == (replace(session, last_seen_at=NOW + SECOND), user())
    async with storage.write() as tx:
        await tx.sessions.revoke(session.id, NOW + SECOND)
        await tx.sessions.revoke(session.id, NOW + 2 * SECOND)
        found = await tx.sessions.get(session.id)
    assert found is not None
    assert found[0].revoked_at == NOW + SECOND, "the first time counts"


async def test_failed_attempts_since_the_last_success(storage: DatabaseStorage) -> None:
    async with storage.write() as tx:
        for number, (login, successful) in enumerate(
            [("ahlers", False), ("ahlers", True), ("ahlers", False), ("brandt", False)]
        ):
            at = NOW + number * SECOND
            await tx.sessions.add_attempt(f"a{number}", None, login, "::1", at, successful)
        since = NOW - SECOND
        assert await tx.sessions.failures("ahlers", "::1", since) == [NOW + 2 * SECOND]
        assert len(await tx.sessions.failures_of_address("::1", since)) == 3
        await tx.sessions.attempt_succeeded("a3")
        await tx.sessions.forget_attempts(NOW + SECOND)
        assert await tx.sessions.failures_of_address("::1", since) == [NOW + 2 * SECOND]


async def test_a_consultation_as_it_was_and_as_it_is(storage: DatabaseStorage) -> None:
    async with storage.read() as tx:
        assert await tx.consultations.get("u1", "k1") == consultation()
        assert await tx.consultations.get("u2", "k1") is None, "another utility's"
    begun = replace(consultation(), state=State.IN_CALL, consultant_id="ahlers", started_at=NOW + SECOND)
    overview = {"overall": {"level": "high", "unclear": False}, "open_points": 3}
    async with storage.write() as tx:
        await tx.consultations.save(begun)
        await tx.consultations.set_last_seq("k1", 7, NOW + SECOND)
        await tx.consultations.set_overview("k1", 7, overview)
        await tx.consultations.set_overview("k1", 6, {"open_points": 4})  # late: there are later answers
        await tx.consultations.set_overview("k1", 7, None)
    async with storage.read() as tx:
        row = await tx.consultations.row("u1", "k1")
    assert row is not None
    assert row.consultation == replace(begun, last_seq=7, updated_at=NOW + SECOND)
    assert (row.consultant, row.overview, row.protocol) == (user(), overview, None)


async def test_the_list(storage: DatabaseStorage) -> None:
    async with storage.write() as tx:
        for number in range(2, 6):
            at = NOW + timedelta(days=number)
            made = consultation(f"k{number}", scheduled_at=at, started_at=at, consultant_id="ahlers")
            await tx.consultations.add(made)
            level = {"overall": {"level": "high" if number % 2 else "low", "unclear": False}}
            await tx.consultations.set_last_seq(made.id, 1, NOW)
            await tx.consultations.set_overview(made.id, 1, level)
        await tx.consultations.add(
            consultation("k9", scheduled_at=None, state=State.REQUESTED, language="en")
        )
        await tx.protocols.put(replace(protocol(state="ready", pages=4), consultation_id="k3"))
        await tx.protocols.put(replace(protocol(state="draft"), consultation_id="k4"))

    async def found(**wanted: object) -> list[str]:
        async with storage.read() as tx:
            page = await tx.consultations.page(ConsultationFilter("u1", **wanted))  # type: ignore[arg-type]
        return [row.consultation.id for row in page.rows]

    assert await found() == ["k5", "k4", "k3", "k2", "k9", "k1"], "the newest first"
    assert await found(limit=2, offset=1) == ["k4", "k3"]
    assert await found(day_from=NOW, day_to=NOW + timedelta(days=3)) == ["k1", "k9", "k2"], "a day onwards"
    assert await found(states=("requested", "released")) == ["k9"]
    assert await found(levels=("high", "moderate")) == ["k5", "k3"]
    assert await found(consultant_id="nobody") == ["k9", "k1"], "those of nobody are everybody's"
    assert await found(words=tuple(fold_words("MÜSSIG deich").split()), limit=1) == ["k5"]
    assert await found(words=("100%", "_")) == [], "what a pattern could mean, it does not"
    assert await found(words=("\0", "\ud800")) == []
    async with storage.read() as tx:
        page = await tx.consultations.page(ConsultationFilter("u1", limit=3))
    assert page.total == 6
    protocols = {row.consultation.id: row.protocol for row in page.rows}
    assert protocols["k4"] is None, "a draft is shown to nobody"
    assert (protocols["k3"].pages, protocols["k3"].version) == (4, 1)  # type: ignore[union-attr]


async def test_the_log_in_its_order(storage: DatabaseStorage) -> None:
    values = ["Waschküche", None, ["a", "b"], 1.5, True, "„Ω“ 🏠"]
    logged = [operation(seq, value) for seq, value in enumerate(values, 1)]
    async with storage.write() as tx:
        await tx.operations.add("u1", "k1", [], NOW)
        await tx.operations.add("u1", "k1", logged, NOW)
    async with storage.read() as tx:
        assert await tx.operations.after("k1", 0) == logged
        assert await tx.operations.after("k1", 4) == logged[4:]
        many = [entry.operation.op_id for entry in logged] + [f"x{n}" for n in range(1200)]
        assert await tx.operations.seqs_of("k1", many) == {f"op-{seq}": seq for seq in range(1, 7)}


async def test_consents_oldest_first(storage: DatabaseStorage) -> None:
    given = Consent("k1", STILLS, True, "2026-01", "de", CLICK, NOW)
    withdrawn = Consent("k1", STILLS, False, "2026-01", "de", ORAL, NOW + SECOND, "ahlers", "Marlene Ahlers")
    async with storage.write() as tx:
        await tx.consents.add("u1", "b", withdrawn)
        await tx.consents.add("u1", "a", given)
        assert await tx.consents.all("k1") == [given, withdrawn]


async def test_revoking_shuts_out_who_is_in(storage: DatabaseStorage) -> None:
    invitation = Invitation("i1", "k1", "h" * 64, NOW, "ahlers", NOW + timedelta(days=1))
    session = CustomerSession("c" * 64, "u1", "k1", "i1", NOW, NOW + timedelta(hours=4))
    async with storage.write() as tx:
        await tx.invitations.add("u1", invitation)
        await tx.invitations.add_session(session)
        await tx.invitations.used("i1", NOW + SECOND)
    async with storage.read() as tx:
        found = await tx.invitations.by_hash("h" * 64)
        assert found == ("u1", replace(invitation, last_used_at=NOW + SECOND))
        assert await tx.invitations.session(session.id) == session
    async with storage.write() as tx:
        await tx.invitations.revoke_all("k1", NOW + SECOND)
        assert await tx.invitations.session(session.id) == replace(session, revoked_at=NOW + SECOND)
        assert await tx.invitations.by_hash("0" * 64) is None


async def test_uploads_on_their_way(storage: DatabaseStorage) -> None:
    purpose = UploadPurpose("room_photo", "r1", "image/jpeg", NOW, "vor dem Fenster")
    upload = Upload(
        id="up1", utility_id="u1", consultation_id="k1", photo_id="p1", length=3_000_000_000, sha256="a" * 64,
        purpose=purpose, by_id="c-k1", by_name="Erika", by_kind="customer", created_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )  # fmt: skip
    async with storage.write() as tx:
        await tx.uploads.add(upload)
        await tx.uploads.set_offset("up1", 2_500_000_000)
        assert await tx.uploads.of_photo("k1", "p1") == replace(upload, offset=2_500_000_000)
        assert await tx.uploads.known(["up1", "up2"]) == {"up1"}
        assert await tx.uploads.known([]) == frozenset()
        await tx.uploads.finish("up1", NOW + SECOND)
        finished = await tx.uploads.get("up1")
        assert finished == replace(upload, offset=upload.length, finished_at=NOW + SECOND)
        assert list(await tx.uploads.expired(NOW)) == []
        assert list(await tx.uploads.expired(NOW + timedelta(days=1))) == ["up1"]
        await tx.uploads.remove("up1")
        assert await tx.uploads.get("up1") is None


async def test_papers_and_their_pages(storage: DatabaseStorage) -> None:
    paper = Paper("a1", "u1", "k1", "map", "Karte.pdf", "application/pdf", 3_000_000_000, "a" * 64,
                  "received", NOW, "u1", "Jan")  # fmt: skip
    ready = replace(paper, state="ready", sha256_stored="a" * 64, pages=(PaperPage("b" * 64, 9, 100, 141),))
    async with storage.write() as tx:
        await tx.papers.add(paper)
        assert await tx.papers.get("k1", "a1") == replace(paper, pages=())
        await tx.papers.save(ready)
        assert list(await tx.papers.all("k1")) == [ready]
        assert await tx.papers.get("k2", "a1") is None
        await tx.papers.remove("a1")
        assert list(await tx.papers.all("k1")) == []


async def test_the_last_position_counts_until_it_is_taken_back(storage: DatabaseStorage) -> None:
    first = Position("k1", 53.2012, 8.5876, 20.5, NOW, NOW + SECOND)
    later = replace(first, lat=53.3, received_at=NOW + 2 * SECOND)
    async with storage.write() as tx:
        await tx.positions.put("u1", first)
        await tx.positions.put("u1", later)
        assert await tx.positions.get("k1") == later
        await tx.positions.remove("k1")
        assert await tx.positions.get("k1") is None


async def test_photos_by_number(storage: DatabaseStorage) -> None:
    async with storage.write() as tx:
        assert await tx.photos.next_number("k1") == 1
        for number in (2, 1):
            await tx.photos.add(photo(f"p{number}", number))
        assert await tx.photos.next_number("k1") == 3
        await tx.photos.save(replace(photo("p2", 2), state="failed", failure="photo_unreadable", sizes={}))
    async with storage.read() as tx:
        assert [entry.id for entry in await tx.photos.all("k1")] == ["p1", "p2"]
        assert await tx.photos.get("k1", "p1") == photo("p1", 1)
        assert (await tx.photos.get("k1", "p2")).failure == "photo_unreadable"  # type: ignore[union-attr]


async def test_a_protocol_takes_the_place_of_the_one_before(storage: DatabaseStorage) -> None:
    ready = protocol(state="ready", progress=1.0, pages=3, bytes=3_000_000_000, rendered_from={"seq": 4})
    async with storage.write() as tx:
        assert await tx.protocols.latest("k1", "de") is None
        await tx.protocols.put(protocol())
        await tx.protocols.put(ready)
        assert await tx.protocols.get("k1", 1, "de") == ready
        correction = replace(ready, version=2, reason="Höhe berichtigt", released_at=NOW)
        await tx.protocols.put(correction)
        assert await tx.protocols.latest("k1", "de") == correction
        assert await tx.protocols.get("k1", 1, "de") == ready
        assert await tx.protocols.latest("k1", "en") is None


async def test_text_that_no_database_can_hold_is_not_found_and_does_no_harm(storage: DatabaseStorage) -> None:
    async with storage.write() as tx:
        await tx.users.add(replace(user("brandt"), name="A\0B\ud800"), "hash")
        found = await tx.users.by_login("brandt")
        assert found is not None
        assert found[0].name == "A\ufffdB\ufffd"
        assert await tx.users.by_login("ahlers\0") is None
        assert await tx.consultations.get("u1", "k1\udfff") is None


async def test_guests_links_and_sessions(storage: DatabaseStorage) -> None:
    end = NOW + timedelta(days=1)
    first = GuestInvitation("g1", "u1", "k1", "h1", GuestKind.FAMILY, "Herr Kaya", NOW, "ahlers", end)
    second = replace(first, id="g2", secret_hash="h2", kind=GuestKind.INTERPRETER, name="")
    session = GuestSession("s" * 64, "u1", "k1", "g1", NOW, NOW + timedelta(hours=6))
    async with storage.write() as tx:
        await tx.guests.add(first)
        await tx.guests.add_session(session)
        assert await tx.guests.by_hash("h1") == first
        assert await tx.guests.revoke_all("k1", NOW + SECOND) == ["g1"]
        await tx.guests.add(second)
        await tx.guests.joined("g2", NOW + SECOND)
    async with storage.read() as tx:
        assert await tx.guests.get("g1") == replace(first, revoked_at=NOW + SECOND)
        assert await tx.guests.get("g2") == replace(second, joined_at=NOW + SECOND)
        assert await tx.guests.session(session.id) == replace(session, revoked_at=NOW + SECOND)
        assert await tx.guests.by_hash("h3") is None
    async with storage.write() as tx:
        assert await tx.guests.revoke_all("k1", NOW + SECOND) == ["g2"], "the first is revoked already"
        await tx.guests.forget(NOW + timedelta(hours=6), end - SECOND)
        assert await tx.guests.session(session.id) is None
        assert await tx.guests.get("g1") is not None
        await tx.guests.forget(end, end)
        assert await tx.guests.get("g1") is None
