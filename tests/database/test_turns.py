"""Two servers on one database: what one decides is still true when it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from inspection.adapters.database.storage import DatabaseStorage
from inspection.domain.access import CustomerSession
from inspection.domain.consultation import State
from inspection.domain.invitation import Invitation
from inspection.domain.job import Job
from inspection.services.ports import Transaction, Utility
from tests.database.things import NOW, consultation, operation, photo, protocol, user

MANY = 12
LATER = NOW + timedelta(minutes=1)

Turn = Callable[[Transaction, int], Awaitable[object]]


@pytest.fixture
async def both(storage: DatabaseStorage, other: DatabaseStorage) -> tuple[DatabaseStorage, DatabaseStorage]:
    async with storage.write() as tx:
        await tx.users.add(user(), "hash")
        await tx.consultations.add(consultation())
    return storage, other


async def at_once(both: tuple[DatabaseStorage, DatabaseStorage], turn: Turn) -> list[object]:
    """Many transactions of both servers; between its questions each lets the others go on."""

    async def one(number: int) -> object:
        async with both[number % 2].write() as tx:
            return await turn(tx, number)

    async with asyncio.timeout(30):
        return await asyncio.gather(*(one(number) for number in range(MANY)))


async def test_numbers_are_given_once_from_the_first_on(
    both: tuple[DatabaseStorage, DatabaseStorage],
) -> None:
    numbers = await at_once(both, lambda tx, _: tx.consultations.next_number("u1", 2027))
    assert sorted(numbers) == list(range(1, MANY + 1))  # type: ignore[type-var]


async def test_the_log_has_no_gap_and_no_double(both: tuple[DatabaseStorage, DatabaseStorage]) -> None:
    async def append(tx: Transaction, number: int) -> int:
        assert await tx.consultations.get("u1", "k1") is not None
        seq = await tx.consultations.lock("k1") + 1
        await asyncio.sleep(0)
        await tx.operations.add("u1", "k1", [operation(seq, number, f"op-{number}")], NOW)
        await tx.consultations.set_last_seq("k1", seq, NOW)
        return seq

    assert sorted(await at_once(both, append)) == list(range(1, MANY + 1))  # type: ignore[type-var]
    async with both[0].read() as tx:
        assert [entry.seq for entry in await tx.operations.after("k1", 0)] == list(range(1, MANY + 1))


async def test_nothing_is_written_to_what_was_just_released(
    both: tuple[DatabaseStorage, DatabaseStorage],
) -> None:
    async def release_or_append(tx: Transaction, number: int) -> str:
        found = await tx.consultations.get("u1", "k1")
        assert found is not None
        if number == MANY // 2:
            await tx.consultations.save(replace(found, state=State.RELEASED, released_at=NOW))
            return "released"
        if not found.is_editable:
            return "refused"
        seq = await tx.consultations.lock("k1") + 1
        await tx.operations.add("u1", "k1", [operation(seq, number, f"op-{number}")], NOW)
        await tx.consultations.set_last_seq("k1", seq, NOW)
        assert (await tx.consultations.get("u1", "k1")).state is not State.RELEASED  # type: ignore[union-attr]
        return "written"

    results = await at_once(both, release_or_append)
    async with both[0].read() as tx:
        assert len(await tx.operations.after("k1", 0)) == results.count("written")
        assert (await tx.consultations.get("u1", "k1")).state is State.RELEASED  # type: ignore[union-attr]


async def test_pictures_are_numbered_one_by_one_and_taken_once(
    both: tuple[DatabaseStorage, DatabaseStorage],
) -> None:
    async def register(tx: Transaction, number: int) -> None:
        photo_id = f"p{number // 2}"  # each is sent twice
        if await tx.photos.get("k1", photo_id) is None:
            await tx.photos.add(photo(photo_id, await tx.photos.next_number("k1")))

    await at_once(both, register)
    async with both[0].read() as tx:
        assert [entry.number for entry in await tx.photos.all("k1")] == list(range(1, MANY // 2 + 1))


async def test_a_first_protocol_is_begun_once(both: tuple[DatabaseStorage, DatabaseStorage]) -> None:
    async def advance(tx: Transaction, number: int) -> None:
        before = await tx.protocols.latest("k1", "de") or protocol(progress=0.0)
        await tx.protocols.put(replace(before, progress=before.progress + 1))

    await at_once(both, advance)
    async with both[0].read() as tx:
        assert (await tx.protocols.latest("k1", "de")).progress == MANY  # type: ignore[union-attr]


async def test_an_installation_has_one_utility(storage: DatabaseStorage, other: DatabaseStorage) -> None:
    """`storage` made one; as at a first start there is none."""
    async with storage.write() as tx:
        await tx.connection.exec_driver_sql("DELETE FROM utilities")  # type: ignore[attr-defined]

    async def ensure(tx: Transaction, number: int) -> str:
        found = await tx.utilities.first()
        await asyncio.sleep(0.005)
        if found is None:
            found = Utility(f"u-{number}", "Weserau", "", {}, NOW)
            await tx.utilities.add(found)
        return found.id

    assert len(set(await at_once((storage, other), ensure))) == 1


async def test_guesses_at_once_are_all_counted(both: tuple[DatabaseStorage, DatabaseStorage]) -> None:
    async def guess(tx: Transaction, number: int) -> int:
        before = await tx.sessions.failures("ahlers", "::1", NOW - timedelta(days=1))
        await asyncio.sleep(0)
        await tx.sessions.add_attempt(f"a{number}", None, "ahlers", "::1", NOW, False)
        return len(before)

    assert sorted(await at_once(both, guess)) == list(range(MANY))  # type: ignore[type-var]


async def test_a_revoked_link_lets_nobody_in(both: tuple[DatabaseStorage, DatabaseStorage]) -> None:
    invitation = Invitation("i1", "k1", "h" * 64, NOW, "ahlers", LATER)
    async with both[0].write() as tx:
        await tx.invitations.add("u1", invitation)

    async def enter_or_revoke(tx: Transaction, number: int) -> str | None:
        if number == MANY // 2:
            assert await tx.consultations.get("u1", "k1") is not None
            await asyncio.sleep(0.005)
            await tx.invitations.revoke_all("k1", NOW)
            return None
        found = await tx.invitations.by_hash(invitation.secret_hash)
        assert found is not None
        if found[1].revoked_at is not None:
            return None
        await asyncio.sleep(0.005)
        session = CustomerSession(f"c{number}", "u1", "k1", "i1", NOW, LATER)
        await tx.invitations.add_session(session)
        return session.id

    entered = await at_once(both, enter_or_revoke)
    async with both[0].read() as tx:
        for session_id in filter(None, entered):
            found = await tx.invitations.session(str(session_id))
            assert found is not None
            assert found.revoked_at == NOW


def job(number: int, **changes: object) -> Job:
    made = Job(
        id=f"j{number}", utility_id="u1", consultation_id="k1", kind="knit", payload={},
        created_at=NOW, run_after=NOW + timedelta(microseconds=number),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


async def test_no_job_is_claimed_by_two(both: tuple[DatabaseStorage, DatabaseStorage]) -> None:
    async with both[0].write() as tx:
        for number in range(MANY):
            await tx.jobs.add(job(number))

    async def claim(tx: Transaction, number: int) -> str | None:
        claimed = await tx.jobs.claim(["purl", "knit"], f"server-{number % 2}", LATER, LATER)
        await asyncio.sleep(0)
        return claimed and claimed.id

    assert sorted(map(str, await at_once(both, claim))) == sorted(f"j{number}" for number in range(MANY))
    async with both[0].write() as tx:
        assert await tx.jobs.claim(["knit"], "late", LATER, LATER) is None
        assert sorted(await tx.jobs.owners()) == ["server-0", "server-1"]


async def test_what_changed_while_a_job_was_claimed_gets_a_job_of_its_own(
    both: tuple[DatabaseStorage, DatabaseStorage],
) -> None:
    """Moving a job that another server has just begun would leave the change without one."""

    async def change_or_claim(tx: Transaction, number: int) -> str:
        if number % 2:
            claimed = await tx.jobs.claim(["knit"], "server", LATER, LATER)
            return f"claimed {claimed.id}" if claimed else "nothing to do"
        await tx.consultations.lock("k1")
        waiting = await tx.jobs.postpone("scarf", NOW)
        await asyncio.sleep(0.01)
        if waiting is None:
            await tx.jobs.add(job(number, dedupe_key="scarf"))
            return "added"
        assert (await tx.jobs.get(waiting.id)).state == "queued"  # type: ignore[union-attr]
        return "moved"

    for _ in range(3):
        assert "added" in await at_once(both, change_or_claim)
        async with both[0].write() as tx:
            await tx.connection.exec_driver_sql("DELETE FROM jobs")  # type: ignore[attr-defined]
