"""A photo arrives in pieces over a weak line, whole and once, or is refused by name."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inspection.services.uploads import PIECE_BYTES
from tests.photos import site
from tests.photos.pictures import photo
from tests.photos.site import Person, Sending, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")

PICTURE = photo()


async def test_it_comes_in_pieces_and_counts_with_the_last_byte(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, PICTURE, more={"note": "unten links"})
        assert await sending.create() == 201
        size, piece = len(PICTURE), len(PICTURE) // 4
        for start in range(0, size - piece, piece):
            assert await sending.patch(start, start + piece) == 204
            assert "Kellerblick-Photo" not in sending.headers
            assert await sending.offset() == start + piece
        assert (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"] == []
        assert await sending.patch(await sending.offset()) == 204
        assert sending.headers["Kellerblick-Photo"] == sending.photo_id
        assert await sending.offset() == size

    shown = (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]
    assert [(p["id"], p["number"], p["item"], p["entity"]) for p in shown] == [
        (sending.photo_id, 1, "room_photo", "building")
    ]
    assert shown[0]["taken_at"] == "2026-03-11T09:12:00.250000Z"
    log = (await ahlers.get(f"/consultations/{consultation}/operations?after=0"))["operations"]
    assert {(o["target"], o["field"], o["value"], o["by"]["kind"]) for o in log} == {
        (f"photo:{sending.photo_id}", "exists", True, "customer"),
        (f"photo:{sending.photo_id}", "item", "room_photo", "customer"),
        (f"photo:{sending.photo_id}", "entity", "building", "customer"),
        (f"photo:{sending.photo_id}", "note", "unten links", "customer"),
    }


async def test_a_phone_whose_clock_is_ahead_takes_no_picture_in_the_future(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    ahead = datetime.now(UTC) + timedelta(hours=1)
    async with site.customer(ahlers, consultation) as guest:
        await Sending(guest, PICTURE, more={"taken_at": ahead.isoformat()}).send()
    (shown,) = (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]
    assert datetime.fromisoformat(shown["taken_at"]) <= datetime.now(UTC)


async def test_a_line_that_breaks_loses_only_what_was_in_the_air(server: Server, ahlers: Person) -> None:
    picture = photo(size=(4000, 3000))
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, picture)
        await sending.create()
        _, writer = await open_patch(server, guest, sending, picture[: PIECE_BYTES + 1000])
        await until_offset(sending, PIECE_BYTES)
        writer.close()
        await writer.wait_closed()
        await until_offset(sending, PIECE_BYTES + 1000)
        assert await sending.patch(PIECE_BYTES + 1000) == 204
        assert sending.headers["Kellerblick-Photo"] == sending.photo_id


async def until_offset(sending: Sending, wanted: int) -> None:
    async with asyncio.timeout(10):
        while await sending.offset() < wanted:  # noqa: ASYNC110  # the server is another process
            await asyncio.sleep(0.02)


async def open_patch(
    server: Server, guest: Person, sending: Sending, data: bytes
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in guest.session.cookie_jar)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    head = (
        f"PATCH {sending.location} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.url}\r\n"
        f"Cookie: {cookies}\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
        f"Upload-Offset: 0\r\nContent-Length: {len(sending.data)}\r\n\r\n"
    )
    writer.write(head.encode() + data)
    await writer.drain()
    return reader, writer


async def test_a_phone_that_returns_takes_over_from_its_own_dead_line(server: Server, ahlers: Person) -> None:
    picture = photo(size=(4000, 3000))
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, picture)
        await sending.create()
        sent = PIECE_BYTES + 100
        reader, writer = await open_patch(server, guest, sending, picture[:sent])
        try:
            await until_offset(sending, PIECE_BYTES)  # still open, the rest is not written
            assert await sending.patch(PIECE_BYTES) == 204
            writer.write(picture[sent:])
            assert b"409" in await reader.readline()
        finally:
            writer.close()
        assert sending.headers["Kellerblick-Photo"] == sending.photo_id


async def test_the_same_photo_twice_is_there_once(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        first = Sending(guest, PICTURE)
        assert await first.send() == 204
        again = Sending(guest, PICTURE, photo_id=first.photo_id)
        assert await again.create() == 201
        assert again.location == first.location
        assert again.headers["Upload-Offset"] == str(len(PICTURE))
        assert await first.delete() == 204  # of the upload, not of the photo
        assert await again.create() == 201
        assert again.headers["Kellerblick-Photo"] == first.photo_id
        assert await again.patch(len(PICTURE), data=b"") == 204
    listed = await ahlers.get(f"/consultations/{consultation}/photos")
    assert len(listed["photos"]) == 1


async def test_an_upload_is_found_again_after_a_reload(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        before = Sending(guest, PICTURE)
        await before.create()
        await before.patch(0, 5000)
        after = Sending(guest, PICTURE, photo_id=before.photo_id)
        await after.create()
        assert (after.location, after.headers["Upload-Offset"]) == (before.location, "5000")


async def test_other_bytes_than_announced_are_refused_and_forgotten(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, PICTURE)
        await sending.create()
        await sending.patch(0, 5000)
        other = PICTURE[5000:-1] + bytes([PICTURE[-1] ^ 1])  # resumed with another file
        assert await sending.patch(5000, data=other) == 422
        assert sending.code == "upload_hash_mismatch"
        assert await sending.patch(0) == 404
        assert (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"] == []
        assert await sending.send() == 204, "sent again, rightly"


async def test_an_id_is_not_given_to_another_picture(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        first = Sending(guest, PICTURE)
        await first.send()
        other = Sending(guest, photo(seed=7), photo_id=first.photo_id)
        assert await other.create() == 409
        assert other.code == "upload_photo_exists"


async def test_what_is_too_large_is_refused(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, PICTURE)
        assert await sending.create(length=40_000_001) == 413
        assert "40" in sending.error["text"]
        await sending.create(length=20_000)
        assert await sending.patch(0) == 413, "more than was announced"


@pytest.mark.parametrize(
    ("data", "mime"),
    [(PICTURE, "image/svg+xml"), (b"%PDF-1.7 is no picture", "image/jpeg"), (photo("PNG"), "image/jpeg")],
    ids=["a type we do not take", "no picture", "another kind than it says"],
)
async def test_what_is_not_a_picture_is_refused(ahlers: Person, data: bytes, mime: str) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, data, mime=mime)
        assert await sending.send() == 415
        assert sending.code == "upload_not_a_picture"


async def test_without_consent_no_picture_is_taken_from_anybody(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation, consents=False) as guest:
        for who, more in ((guest, {}), (ahlers, {"consultation": consultation})):
            sending = Sending(who, PICTURE, more=more)
            assert await sending.create() == 403
            assert sending.code == "consent_missing"


async def test_consent_withdrawn_on_the_way_leaves_nothing(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, PICTURE)
        await sending.create()
        await sending.patch(0, 5000)
        version = (await guest.get("/customer/consultation"))["consent"]["text_version"]
        await site.consent(guest, consultation, version, given=False)
        assert await sending.patch(5000) == 403
        assert sending.code == "consent_missing"
    left = [path for path in server.data.rglob("*") if consultation in str(path) and path.is_file()]
    assert left == []
    assert not list((server.data / "files" / "uploads").glob(sending.location.rpartition("/")[2]))


async def test_the_consultant_adds_a_picture_too(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation):
        sending = Sending(ahlers, PICTURE, more={"consultation": consultation})
        assert await sending.send() == 204


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"photo_id": "../x"}, "photo_id"),
        ({"sha256": "abc"}, "sha256"),
        ({"item": "no_such_item"}, "item"),
        ({"entity": "a b"}, "entity"),
        ({"taken_at": "yesterday"}, "taken_at"),
        ({"taken_at": "2026-03-11T09:12:00"}, "taken_at"),
        ({"note": "x" * 401}, "note"),
    ],
)
async def test_a_wrong_label_is_named(ahlers: Person, changed: dict[str, str], part: str) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, PICTURE, more=changed)
        assert await sending.create() == 422
        assert (sending.code, sending.error["details"]["part"]) == ("upload_metadata", part)


async def test_strangers_get_nowhere(server: Server, ahlers: Person) -> None:
    consultation, other = await site.begin(ahlers), await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest, site.customer(ahlers, other) as stranger:
        sending = Sending(guest, PICTURE)
        await sending.create()
        async with site.person(server.url) as nobody:
            for who, status in ((stranger, 404), (nobody, 401)):
                foreign = Sending(who, PICTURE, location=sending.location)
                assert await foreign.patch(0) == status
                assert await foreign.delete() == status
        evil = Sending(guest, PICTURE, location=sending.location)
        guest.session.headers["Origin"] = "https://elsewhere.example"
        assert await evil.patch(0) == 403


async def test_it_speaks_tus(server: Server, ahlers: Person) -> None:
    async with ahlers.session.options(server.url + site.API + "/uploads") as response:
        assert response.status == 204
        spoken = {name: response.headers[name] for name in ("Tus-Version", "Tus-Max-Size", "Tus-Extension")}
    assert spoken == {
        "Tus-Version": "1.0.0",
        "Tus-Max-Size": "40000000",
        "Tus-Extension": "creation,expiration,termination",
    }
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, PICTURE)
        await sending.create()
        assert {"Upload-Expires", "Upload-Offset", "Location"} <= set(sending.headers)
        await expect(guest, sending, {"Tus-Resumable": "0.2.2", "Upload-Offset": "0"}, 412, "upload_version")
        await expect(
            guest, sending, {"Content-Type": "image/jpeg", "Upload-Offset": "0"}, 415, "request_content_type"
        )
        await expect(guest, sending, {"Upload-Offset": "minus one"}, 400, "upload_protocol")
        refused = await expect(guest, sending, {"Upload-Offset": "17"}, 409, "upload_offset")
        assert refused["details"]["offset"] == 0


async def expect(
    guest: Person, sending: Sending, headers: dict[str, str], status: int, code: str
) -> dict[str, Any]:
    headers = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream", **headers}
    url = guest.url + sending.location
    async with guest.session.patch(url, headers=headers, data=b"abc") as response:
        error = (await response.json())["error"]
        assert (response.status, error["code"]) == (status, code)
        assert error["text"]
        return dict(error)


async def test_the_hash_is_of_what_was_sent(server: Server, ahlers: Person) -> None:
    """The stored file's own hash is told too, and is the file's."""
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, PICTURE)
        await sending.send()
        path = f"/consultations/{consultation}/photos"
        shown = (await ahlers.wait(path, site.is_ready(sending.photo_id)))["photos"][0]
        async with ahlers.session.get(server.url + shown["urls"]["original"]) as response:
            stored = await response.read()
    assert hashlib.sha256(stored).hexdigest() == shown["sha256"] != hashlib.sha256(PICTURE).hexdigest()
