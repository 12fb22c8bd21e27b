"""A consultation with pictures: sharp, blurred, dark, and one whose room is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image

from tests.cockpit.house import Client, House
from tests.photos.pictures import drawing
from tests.photos.site import Person, Sending, customer, is_ready

SIZE = (1200, 900)


@dataclass(frozen=True)
class Pictured:
    consultation: str
    photos: Mapping[str, str]
    "Name → the picture's id."


def jpeg(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def sharp(seed: int = 0, size: tuple[int, int] = SIZE) -> bytes:
    """Tiles with hard edges."""
    tiles = np.random.default_rng(seed).integers(60, 200, (size[1] // 10, size[0] // 10, 3), dtype=np.uint8)
    return jpeg(Image.fromarray(tiles).resize(size, Image.Resampling.NEAREST))


def blurred() -> bytes:
    return jpeg(drawing(*SIZE))


async def with_house(ahlers: Client) -> str:
    """Two rooms, a drain in the first, and a room that will be gone."""
    consultation = await ahlers.consultation()
    rooms = {"r1": "Waschküche", "r2": "Heizungsraum", "r3": "Abstellraum"}
    for room, name in rooms.items():
        await ahlers.write(consultation, (f"room:{room}", "exists", True), (f"room:{room}", "label", name))
    await ahlers.write(
        consultation,
        ("drain:d1", "exists", True),
        ("drain:d1", "label", "Bodenablauf"),
        ("drain:d1", "room", "r1"),
    )
    return consultation


async def send(
    running: House, ahlers: Client, consultation: str, pictures: Mapping[str, tuple[bytes, str, str]]
) -> dict[str, str]:
    """From the customer's phone: name → (file, item, entity); name → id once all can be shown."""
    me = Person(running.url, ahlers.session)
    ids: dict[str, str] = {}
    async with customer(me, consultation) as guest:
        for name, (data, item, entity) in pictures.items():
            sending = Sending(guest, data, item=item, entity=entity)
            assert await sending.send() == 204, sending.error
            ids[name] = sending.photo_id
    for photo in ids.values():
        await me.wait(f"/consultations/{consultation}/photos", is_ready(photo))
    return ids


async def pictured(running: House, ahlers: Client) -> Pictured:
    consultation = await with_house(ahlers)
    photos = await send(
        running,
        ahlers,
        consultation,
        {
            "overview": (sharp(), "room_photo", "r1"),
            "drain": (blurred(), "drain_photo", "d1"),
            "gone": (sharp(1), "room_photo", "r3"),
        },
    )
    await ahlers.write(consultation, ("room:r3", "exists", False))
    return Pictured(consultation, photos)
