"""What is made unrecognizable is gone: from every file on disk, every size that is served, and the PDF."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from inspection.adapters.photo_redaction import FILL, redact_photo
from inspection.domain.redaction import Box
from tests.photos import site
from tests.photos.pictures import drawing, photo
from tests.photos.site import Person, Sending, Server
from tests.photos.test_withdrawal import files, write

pytestmark = pytest.mark.asyncio(loop_scope="module")

FACE = (255, 0, 255)
"A colour that is nowhere else in the picture."
PAPER = {"x": 0.5, "y": 0.5, "w": 0.25, "h": 0.2}


def with_face(size: tuple[int, int] = (1600, 1200)) -> bytes:
    image = drawing(*size)
    left, top = round(PAPER["x"] * size[0]), round(PAPER["y"] * size[1])
    right, bottom = left + round(PAPER["w"] * size[0]), top + round(PAPER["h"] * size[1])
    image.paste(FACE, (left, top, right, bottom))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def shows_face(image: Image.Image) -> bool:
    """Any pixel that is nearer to the face's colour than anything else in the picture is."""
    pixels = np.asarray(image.convert("RGB"), dtype=np.int16)
    return bool((np.abs(pixels - np.array(FACE)).max(axis=2) < 40).any())


def pictures_on_disk(server: Server) -> Iterator[Image.Image]:
    """Every file of the data folder that can be read as a picture, and every picture in a PDF there."""
    for path in server.data.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if data.startswith(b"%PDF"):
            yield from pictures_in_pdf(data)
        elif data[:3] == b"\xff\xd8\xff" or data[1:4] == b"PNG" or data[8:12] == b"WEBP":
            yield Image.open(BytesIO(data))


def pictures_in_pdf(data: bytes) -> Iterator[Image.Image]:
    with pikepdf.open(BytesIO(data)) as pdf:
        for stream in pdf.objects:
            if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Image":
                yield pikepdf.PdfImage(stream).as_pil_image()


async def sent(guest: Person, data: bytes) -> str:
    sending = Sending(guest, data, entity="building", item="site_photo")
    assert await sending.send() == 204, sending.error
    return sending.photo_id


async def shown(who: Person, consultation: str, photo_id: str) -> Any:
    body = await who.wait(f"/consultations/{consultation}/photos", site.is_ready(photo_id))
    return next(one for one in body["photos"] if one["id"] == photo_id)


async def redact(
    who: Person, consultation: str, photo_id: str, *boxes: dict[str, float], request_id: str = ""
) -> tuple[int, Any]:
    body = {"id": request_id or str(uuid.uuid4()), "boxes": list(boxes)}
    return await who.call("POST", f"/consultations/{consultation}/photos/{photo_id}/redactions", body)


async def served(who: Person, one: Any) -> dict[str, Image.Image]:
    found = {}
    for size, url in one["urls"].items():
        async with who.session.get(who.url + url) as response:
            assert response.status == 200
            assert "no-store" in response.headers["Cache-Control"]
            found[size] = Image.open(BytesIO(await response.read()))
    return found


async def pdf_of(who: Person, consultation: str) -> bytes:
    await who.wait(f"/consultations/{consultation}/protocol", lambda body: body["state"] == "ready", 60)
    async with who.session.get(f"{who.url}{site.API}/consultations/{consultation}/protocol.pdf") as response:
        assert response.status == 200
        return await response.read()


async def test_no_file_and_no_pdf_holds_a_pixel_of_it(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        photo_id = await sent(guest, with_face())
    before = await shown(ahlers, consultation, photo_id)
    await ahlers.post(f"/consultations/{consultation}/finish")
    first = await pdf_of(ahlers, consultation)
    assert any(map(shows_face, pictures_in_pdf(first))), "it was there"
    assert any(map(shows_face, pictures_on_disk(server)))

    status, told = await redact(ahlers, consultation, photo_id, PAPER)
    assert (status, told["state"], told["redacted"]) == (202, "redacting", 1)
    after = await shown(ahlers, consultation, photo_id)
    assert after["redacted"] == 1
    assert not set(before["urls"].values()) & set(after["urls"].values()), "other addresses"
    second = await pdf_of(ahlers, consultation)
    assert list(pictures_in_pdf(second)), "the picture is in it"
    assert not any(map(shows_face, pictures_in_pdf(second)))
    for image in (await served(ahlers, after)).values():
        assert not shows_face(image)
        x, y = round(0.6 * image.width), round(0.6 * image.height)
        assert np.abs(np.asarray(image.convert("RGB"))[y, x].astype(int) - FILL).max() < 12
    assert not any(map(shows_face, pictures_on_disk(server)))
    assert len([name for name in files(server, consultation) if not name.endswith(".pdf")]) == 4
    assert len([name for name in files(server, consultation) if name.endswith(".pdf")]) == 1

    # An undo, the phone that sends once more, and the old address bring nothing back.
    for exists in (False, True):
        await write(ahlers, consultation, f"photo:{photo_id}", "exists", exists)
    async with ahlers.session.get(ahlers.url + before["urls"]["original"]) as response:
        assert not shows_face(Image.open(BytesIO(await response.read())))
    answer = await write(ahlers, consultation, f"photo:{photo_id}", "redacted", None)
    assert [one["error"]["code"] for one in answer["refused"]] == ["operation_unknown_field"]
    log = (await ahlers.get(f"/consultations/{consultation}/operations?after=0"))["operations"]
    assert [one["value"] for one in log if one["field"] == "redacted"] == [1]

    # Released, nothing changes any more.
    await pdf_of(ahlers, consultation)
    await ahlers.post(f"/consultations/{consultation}/release")
    status, refused = await redact(ahlers, consultation, photo_id, PAPER)
    assert (status, refused["error"]["code"]) == (409, "redaction_released")


async def test_a_phone_that_sends_the_picture_again_changes_nothing(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        photo_id = await sent(guest, with_face())
        await shown(ahlers, consultation, photo_id)
        await redact(ahlers, consultation, photo_id, PAPER)
        await shown(ahlers, consultation, photo_id)
        again = Sending(guest, with_face(), photo_id=photo_id, item="site_photo")
        assert await again.create() == 201
        assert again.headers["Kellerblick-Photo"] == photo_id
    assert not any(map(shows_face, pictures_on_disk(server)))


async def test_asked_twice_it_is_done_once_and_asked_again_more_goes(server: Server, ahlers: Person) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation) as guest:
        photo_id = await sent(guest, with_face())
        await shown(ahlers, consultation, photo_id)
        mine = str(uuid.uuid4())
        for _ in range(2):
            status, told = await redact(ahlers, consultation, photo_id, PAPER, request_id=mine)
            assert (status, told["redacted"]) == (202, 1)
        corner = {"x": -0.1, "y": -0.1, "w": 0.4, "h": 0.4}  # beyond the edge: cut there
        status, told = await redact(ahlers, consultation, photo_id, corner)
        assert (status, told["redacted"]) == (202, 2)
        one = await shown(ahlers, consultation, photo_id)
        while one["redacted"] < 2:
            one = await shown(ahlers, consultation, photo_id)
        image = np.asarray((await served(ahlers, one))["original"]).astype(int)
        assert np.abs(image[5, 5] - FILL).max() < 12
        assert not shows_face(Image.fromarray(image.astype(np.uint8)))
        status, _ = await redact(guest, consultation, photo_id, PAPER)
        assert status == 401, "the customer draws nothing"


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        ([{"x": 2, "y": 2, "w": 1, "h": 1}], "redaction_box"),
        ([{"x": 0.1, "y": 0.1, "w": 0.0001, "h": 0.5}], "redaction_box"),
        ([{"x": 0.5, "y": 0.5, "w": -0.2, "h": 0.2}], "redaction_box"),
        ([{"x": 0.5, "y": 0.5, "w": 0.2}], "request_invalid"),
        ([{"x": "NaN", "y": 0, "w": 1, "h": 1}], "request_invalid"),
        ([], "request_invalid"),
        ([PAPER] * 51, "redaction_too_many"),
        ([PAPER] * 201, "request_invalid"),
    ],
)
async def test_what_is_no_part_of_a_picture_is_refused(
    server: Server, ahlers: Person, boxes: list[dict[str, float]], code: str
) -> None:
    consultation = await site.begin(ahlers)
    status, refused = await redact(ahlers, consultation, "nothing-here", *boxes)
    assert refused["error"]["code"] == code, refused
    assert status in (400, 422)


@pytest.mark.long
async def test_where_originals_are_locked_no_route_leads_to_them(tmp_path: Path) -> None:
    async with site.running(tmp_path) as server, site.consultant(server.url) as ahlers:
        await set_originals(server, "lock")
        consultation = await site.begin(ahlers)
        async with site.customer(ahlers, consultation) as guest:
            photo_id = await sent(guest, with_face())
            one = await shown(ahlers, consultation, photo_id)
            for _ in range(2):
                await redact(ahlers, consultation, photo_id, PAPER)
                one = await shown(ahlers, consultation, photo_id)
            assert not any(map(shows_face, (await served(ahlers, one)).values()))
            locked = [name for name in files(server, consultation) if name.endswith(".locked")]
            assert len(locked) == 1
            for name in (locked[0], "locked", "received"):
                path = f"/consultations/{consultation}/photos/{photo_id}/{name}"
                assert (await ahlers.call("GET", path))[0] == 404
            # Erased with the photo.
            assert await say_no(guest, consultation) == [201, 201]
            assert files(server, consultation) == []


async def say_no(guest: Person, consultation: str) -> list[int]:
    from tests.photos.test_withdrawal import say

    return [await say(guest, consultation, purpose, False) for purpose in ("stills", "stills_taken")]


async def set_originals(server: Server, choice: str) -> None:
    import asyncio
    import sys

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "inspection.cli", "utility", "--redaction-originals", choice,
        "--data", str(server.data), env=server.environment,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said = (await process.communicate())[0].decode()
    assert f"redaction-originals {choice}" in said


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_held_upright_is_redacted_where_it_was_seen(tmp_path: Path, kind: str) -> None:
    """The red corner is at the top right once the picture is turned."""
    source = tmp_path / "in"
    source.write_bytes(photo(kind, size=(2400, 1800), orientation=6))
    result = redact_photo(source, [Box(0.7, 0.0, 0.3, 0.3)], tmp_path)
    for file in (result.original, *result.copies.values()):
        data = Path(file.path).read_bytes()
        assert b"Exif" not in data
        with Image.open(BytesIO(data)) as image:
            assert image.format == "JPEG"
            red = np.asarray(image).astype(int)
            assert not ((red[..., 0] > 180) & (red[..., 1] < 60) & (red[..., 2] < 60)).any()
