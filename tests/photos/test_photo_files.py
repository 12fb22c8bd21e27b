"""A photo is shown in its sizes to whom it belongs, and tells nobody where it was taken."""

from __future__ import annotations

import asyncio
from io import BytesIO

import pytest
from PIL import Image

from tests.photos import site
from tests.photos.pictures import SECRET_COMMENT, SECRET_PHONE, bomb, photo
from tests.photos.site import Person, Sending, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("kind", "mime"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
async def test_all_sizes_without_metadata_upright(
    server: Server, ahlers: Person, kind: str, mime: str
) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, photo(kind, size=(2000, 1500), orientation=6), mime=mime)
        assert await sending.send() == 204
        path = f"/consultations/{consultation}/photos"
        shown = (await guest.wait(path, site.is_ready(sending.photo_id)))["photos"][0]
    assert (shown["width"], shown["height"]) == (1500, 2000)
    sizes = {}
    for size, url in shown["urls"].items():
        async with ahlers.session.get(server.url + url) as response:
            assert response.status == 200
            assert response.content_type == (mime if size == "original" else "image/jpeg")
            assert response.headers["Cache-Control"] == "private, no-store"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            data = await response.read()
        assert SECRET_PHONE.encode() not in data
        assert SECRET_COMMENT.encode() not in data
        with Image.open(BytesIO(data)) as image:
            assert 0x8825 not in image.getexif()
            sizes[size] = image.size
    assert sizes == {
        "thumb": (240, 320),
        "screen": (1200, 1600),
        "print": (1000, 1333),
        "original": (2000, 1500),
    }


async def test_nothing_of_what_the_phone_told_stays_on_the_disk(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, photo(seed=3))
        await sending.send()
        await guest.wait(f"/consultations/{consultation}/photos", site.is_ready(sending.photo_id))
    folder = next(server.data.glob(f"files/blobs/*/{consultation}"))
    async with asyncio.timeout(10):
        while any(path.suffix == ".received" for path in folder.iterdir()):  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.02)
    for path in server.data.rglob("*"):
        if path.is_file():
            assert SECRET_PHONE.encode() not in path.read_bytes(), path
    assert len(list(folder.iterdir())) == 4


async def test_a_browser_that_has_it_is_not_sent_it_again(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, photo())
        await sending.send()
        path = f"/consultations/{consultation}/photos"
        url = (
            server.url
            + (await ahlers.wait(path, site.is_ready(sending.photo_id)))["photos"][0]["urls"]["thumb"]
        )
    async with ahlers.session.get(url) as response:
        tag = response.headers["ETag"]
    async with ahlers.session.get(url, headers={"If-None-Match": tag}) as response:
        assert response.status == 304


async def test_only_who_belongs_to_the_consultation_sees_it(server: Server, ahlers: Person) -> None:
    mine, other = await site.begin(ahlers), await site.begin(ahlers)
    async with site.customer(ahlers, mine) as guest, site.customer(ahlers, other) as stranger:
        sending = Sending(guest, photo())
        await sending.send()
        path = f"/consultations/{mine}/photos"
        url = (await guest.wait(path, site.is_ready(sending.photo_id)))["photos"][0]["urls"]["screen"]
        url = url.removeprefix(site.API)
        async with site.person(server.url) as nobody:
            assert (await stranger.call("GET", url))[0] == 404
            assert (await nobody.call("GET", url))[0] == 401
            assert (await nobody.call("GET", path))[0] == 401
        assert (await guest.call("GET", url.replace("screen", "poster")))[0] == 404
        assert (await guest.call("GET", url.replace(sending.photo_id, "other")))[0] == 404


async def test_the_room_hears_of_a_photo_twice(ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.room(ahlers, consultation) as events, site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, photo())
        await sending.send()
        heard = []
        async with asyncio.timeout(20):
            while len(heard) < 3:
                event = await events.get()
                if event["kind"] in ("photo", "operations"):
                    heard.append((event["kind"], event["payload"].get("state")))
    assert heard == [("operations", None), ("photo", "received"), ("photo", "ready")]


@pytest.mark.parametrize(
    ("data", "mime", "code"),
    [(bomb(), "image/png", "photo_too_many_pixels"), (photo()[:9000], "image/jpeg", "photo_unreadable")],
    ids=["60 megapixels", "cut short by the camera"],
)
async def test_what_cannot_be_shown_is_said_to_have_failed(
    ahlers: Person, data: bytes, mime: str, code: str
) -> None:
    consultation = await site.begin(ahlers)
    async with site.room(ahlers, consultation) as events, site.customer(ahlers, consultation) as guest:
        sending = Sending(guest, data, mime=mime)
        assert await sending.send() == 204, "it arrived; that it cannot be shown is found out later"
        async with asyncio.timeout(20):
            while (event := await events.get())["payload"].get("state") != "failed":
                pass
        assert event["payload"] == {"photo_id": sending.photo_id, "state": "failed", "failure": code}
    photos = (await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]
    assert (photos[0]["state"], photos[0]["failure"], photos[0]["urls"]) == ("failed", code, {})
    assert "Bild" in photos[0]["failure_text"]
