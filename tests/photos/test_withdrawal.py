"""Consent withdrawn: no further picture gets in, and of those taken no byte stays if she wants it so."""

from __future__ import annotations

import sqlite3
import uuid
from typing import Any

import pytest

from tests.photos import site
from tests.photos.pictures import photo
from tests.photos.site import Person, Sending, Server
from tests.photos.test_upload import open_patch, until_offset

pytestmark = pytest.mark.asyncio(loop_scope="module")

VERSION = "2026-11-22"
PICTURE = photo(size=(1200, 900))


async def say(who: Person, consultation: str, purpose: str, given: bool, how: str = "click") -> int:
    body = {"purpose": purpose, "given": given, "text_version": VERSION, "language": "de", "how": how}
    status, _ = await who.call("POST", f"/consultations/{consultation}/consent", body)
    return status


def files(server: Server, consultation: str) -> list[str]:
    return sorted(path.name for path in server.data.rglob(f"blobs/*/{consultation}/*"))


def remembered(server: Server, consultation: str) -> list[tuple[Any, ...]]:
    """What the database still has of each picture."""
    with sqlite3.connect(f"file:{server.data}/kellerblick.db?mode=ro", uri=True) as connection:
        columns = "id, number, state, sha256_received, sha256_stored, taken_at"
        query = f"SELECT {columns} FROM photos WHERE consultation_id = ?"
        return connection.execute(query, (consultation,)).fetchall()


async def write(who: Person, consultation: str, target: str, field: str, value: Any) -> dict[str, Any]:
    seq = (await who.get(f"/consultations/{consultation}/operations?after=0"))["seq"]
    operation = {
        "op_id": str(uuid.uuid4()),
        "based_on": seq,
        "target": target,
        "field": field,
        "value": value,
        "at": "2026-03-11T09:12:00Z",
    }
    answer: dict[str, Any] = await who.post(
        f"/consultations/{consultation}/operations", {"operations": [operation]}
    )
    return answer


async def with_picture(ahlers: Person, guest: Person, consultation: str) -> str:
    """A picture with a caption; its id."""
    sending = Sending(guest, PICTURE)
    assert await sending.send() == 204
    await ahlers.wait(f"/consultations/{consultation}/photos", site.is_ready(sending.photo_id))
    await write(ahlers, consultation, f"photo:{sending.photo_id}", "caption", "Frau Muster an der Tür")
    return sending.photo_id


async def test_deleting_leaves_no_byte_and_no_word(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        picture = await with_picture(ahlers, guest, consultation)
        assert len(files(server, consultation)) >= 4
        assert await say(guest, consultation, "stills", False) == 201
        assert len(files(server, consultation)) >= 4, "nothing is deleted before she says so"
        assert (await guest.get("/customer/consultation"))["consent"]["taken"] == "open"

        assert await say(guest, consultation, "stills_taken", False) == 201
        assert files(server, consultation) == []
        assert (await guest.get(f"/consultations/{consultation}/photos"))["photos"] == []
        assert (await guest.call("GET", f"/consultations/{consultation}/photos/{picture}/thumb"))[0] == 404
        assert (await guest.get("/customer/consultation"))["consent"]["taken"] == "deleted"

        log = (await ahlers.get(f"/consultations/{consultation}/operations?after=0"))["operations"]
        of_photo = {(one["field"], one["value"]) for one in log if one["target"] == f"photo:{picture}"}
        assert ("exists", False) in of_photo
        assert {value for field, value in of_photo if field == "caption"} == {None}
        gone = [one for one in log if one["field"] == "erased"]
        assert [one["by"]["kind"] for one in gone] == ["customer"]
        kept = remembered(server, consultation)
        assert kept == [(picture, 1, "erased", "", None, None)]

        # Neither an undo nor a late phone brings it back.
        answer = await write(ahlers, consultation, f"photo:{picture}", "exists", True)
        assert [one["error"]["code"] for one in answer["refused"]] == ["operation_photo_erased"]
        assert await say(guest, consultation, "stills", True) == 201
        again = Sending(guest, PICTURE, photo_id=picture)
        assert (await again.create(), again.code) == (409, "upload_photo_exists")


async def test_the_same_answer_twice_is_one_record(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        for purpose, given in (("stills", False), ("stills_taken", True), ("stills_taken", False)):
            for _ in range(2):
                assert await say(guest, consultation, purpose, given) == 201
        assert await say(guest, consultation, "stills_taken", True) == 409
    records = (await ahlers.get(f"/consultations/{consultation}"))["consents"]
    assert [(one["purpose"], one["given"]) for one in records] == [
        ("stills", True),
        ("stills", False),
        ("stills_taken", True),
        ("stills_taken", False),
    ]


async def test_consent_given_again_lets_the_same_picture_in_once_more(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        await with_picture(ahlers, guest, consultation)
        await say(guest, consultation, "stills", False)
        await say(guest, consultation, "stills_taken", False)
        await say(guest, consultation, "stills", True)
        again = await with_picture(ahlers, guest, consultation)
        shown = (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]
        assert [(one["id"], one["number"], one["state"]) for one in shown] == [(again, 2, "ready")]
        assert len(files(server, consultation)) >= 4
        # A second withdrawal asks anew.
        await say(guest, consultation, "stills", False)
        assert (await guest.get("/customer/consultation"))["consent"]["taken"] == "open"


async def test_a_withdrawal_by_word_of_mouth_names_who_recorded_it(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest, site.room(ahlers, consultation) as events:
        await with_picture(ahlers, guest, consultation)
        assert await say(ahlers, consultation, "stills", False, "oral") == 201
        assert await say(ahlers, consultation, "stills_taken", False, "oral") == 201
        assert files(server, consultation) == []
        told = []
        while not told or told[-1]["purpose"] != "stills_taken":
            event = await events.get()
            told += [event["payload"]] if event["kind"] == "consent" else []
        assert [one["given"] for one in told[-2:]] == [False, False]
        sending = Sending(guest, PICTURE)
        assert (await sending.create(), sending.code) == (403, "consent_missing")
    records = (await ahlers.get(f"/consultations/{consultation}"))["consents"]
    assert [(one["how"], one["read_by"]) for one in records[1:]] == [("oral", "Marlene Ahlers")] * 2


async def test_what_is_being_sent_is_refused_and_forgotten(server: Server, ahlers: Person) -> None:
    """The line is open and bytes flow while the consent goes."""
    consultation = await site.begin(ahlers)
    big = photo(size=(4000, 3000))
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, big)
        await sending.create()
        half = len(big) // 2
        reader, writer = await open_patch(server, guest, sending, big[:half])
        await until_offset(sending, 256 * 1024)
        await say(guest, consultation, "stills", False)
        writer.write(big[half:])
        await writer.drain()
        head = await reader.readuntil(b"\r\n")
        writer.close()
        assert b" 403 " in head, head
        assert (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"] == []
        upload = sending.location.rpartition("/")[2]
        assert files(server, consultation) == []
        assert not any(path.name == upload for path in server.data.rglob("uploads/*"))


async def test_nothing_to_say_before_a_withdrawal(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        assert await say(guest, consultation, "stills_taken", False) == 409


def has_pdf(body: Any) -> bool:
    return bool(body["state"] == "ready")


async def review(ahlers: Person, consultation: str) -> None:
    await ahlers.post(f"/consultations/{consultation}/finish")
    await ahlers.wait(f"/consultations/{consultation}/protocol", has_pdf)


@pytest.mark.long
async def test_after_the_call_until_the_release(server: Server, ahlers: Person) -> None:
    """She withdraws on the thank-you page: the PDF with the picture goes, one without comes."""
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        await with_picture(ahlers, guest, consultation)
        await review(ahlers, consultation)
        [with_it] = [name for name in files(server, consultation) if name.endswith(".pdf")]
        await say(guest, consultation, "stills", False)
        await say(guest, consultation, "stills_taken", False)
        assert with_it not in files(server, consultation)
        await ahlers.wait(f"/consultations/{consultation}/protocol", has_pdf)
        [without] = files(server, consultation)
        assert without.endswith(".pdf")
        await ahlers.post(f"/consultations/{consultation}/release")
        assert await say(guest, consultation, "stills", True) in (401, 409)


@pytest.mark.long
async def test_without_an_answer_they_are_deleted_at_the_release(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        await with_picture(ahlers, guest, consultation)
        await say(guest, consultation, "stills", False)
        await review(ahlers, consultation)
        assert len(files(server, consultation)) > 1
        await ahlers.post(f"/consultations/{consultation}/release")
        [left] = files(server, consultation)
        assert left.endswith(".pdf")
        status = await ahlers.get(f"/consultations/{consultation}/protocol")
        assert (status["state"], status["released_at"] is not None) == ("ready", True)


async def test_kept_ones_stay_in_the_protocol(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        picture = await with_picture(ahlers, guest, consultation)
        await say(guest, consultation, "stills", False)
        await say(guest, consultation, "stills_taken", True)
        shown = (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]
        assert [one["id"] for one in shown] == [picture]
        await review(ahlers, consultation)
        await ahlers.post(f"/consultations/{consultation}/release")
        assert len(files(server, consultation)) > 1
