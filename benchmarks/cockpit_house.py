"""Large houses for the cockpit's cases: answers by the API, pictures that are there, and a slow tablet."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PIL import Image, ImageDraw
from playwright.async_api import CDPSession, Page

from inspection.adapters.templates_yaml import load_checklist
from inspection.app import build
from inspection.bundled import protocol_templates_dir
from inspection.domain.operations import Author, Operation
from inspection.domain.photo import Photo, PictureSize
from inspection.services.photos import stored_key
from inspection.settings import load
from tests.cockpit.house import changes_of
from tests.cockpit.tablet import Tablet
from tests.support.demo import Demo
from tests.trade.random_cases import full_case
from tests.whole.people import api

SEED = 1
AT_ONCE = 100  # operations of one request
SLOW = 4
"A tablet computes as much slower than the machine that measures."
PICTURES = {"thumb": (320, 240), "screen": (1280, 960)}
MOTIFS = 12  # different pictures; each photo has an address of its own, and is decoded for itself


@dataclass(frozen=True)
class Size:
    """How much of a house there is. `answers`: at most so many; None: every question is answered."""

    rooms: int
    drains: int
    devices: int
    openings: int
    photos: int
    answers: int | None = None


LARGE = Size(rooms=15, drains=40, devices=8, openings=15, photos=120)
USUAL = Size(rooms=6, drains=14, devices=3, openings=6, photos=60, answers=300)


async def furnish(server: Demo, tablet: Tablet, consultation: str, size: Size) -> None:
    """Fills a consultation that has nothing yet; the server tells whoever looks at it."""
    counts = {"room": size.rooms, "drain": size.drains, "device": size.devices, "opening": size.openings}
    case = full_case(load_checklist(protocol_templates_dir()), SEED, counts)
    for kind in counts:
        for number, entity in enumerate(case[f"{kind}s"], 1):
            entity["label"] = f"{kind} {number}"
    changes = [one for one in changes_of(case) if one[2] != "x"]
    things = [one for one in changes if one[1] in ("exists", "label", "room")]
    answers = [one for one in changes if one not in things][: size.answers]
    await write(server, tablet, consultation, [*things, *answers])
    targets = list(dict.fromkeys(target for target, _, _ in things if target.startswith(("room", "drain"))))
    await _photograph(server, consultation, [targets[n % len(targets)] for n in range(size.photos)])


async def write(
    server: Demo, tablet: Tablet, consultation: str, changes: Sequence[tuple[str, str, Any]]
) -> None:
    """(target, field, value) in this order, by whoever is signed in on the tablet."""
    path = f"/consultations/{consultation}/operations"
    for start in range(0, len(changes), AT_ONCE):
        seen = (await api(server, tablet, f"{path}?after=0"))["seq"]
        operations = [
            {
                "op_id": str(uuid.uuid4()),
                "based_on": seen,
                "target": target,
                "field": field,
                "value": value,
                "at": datetime.now(UTC).isoformat(),
            }
            for target, field, value in changes[start : start + AT_ONCE]
        ]
        answer = await tablet.context.request.post(
            f"{server.url}/api/v1{path}", data={"operations": operations}, headers={"Origin": server.url}
        )
        refused = (await answer.json())["refused"]
        assert not refused, refused


async def _photograph(server: Demo, consultation_id: str, targets: Sequence[str]) -> None:
    """A ready picture at each of these rooms and drains, put beside the running server."""
    house = build(load({**os.environ, "KELLERBLICK_DATA": str(server.data)}))
    try:
        async with house.storage.write() as tx:
            utility = await tx.utilities.first()
            assert utility is not None
            consultation = await tx.consultations.get(utility.id, consultation_id)
            assert consultation is not None
            operations = []
            now = house.clock.now()
            for number, target in enumerate(targets, 1):
                kind, _, entity = target.partition(":")
                sizes = _copies(number % MOTIFS)
                photo = Photo(
                    str(uuid.uuid4()), utility.id, consultation.id, number, "ready", "image/jpeg", 1,
                    hashlib.sha256(str(number).encode()).hexdigest(), now, now,
                    sizes={name: size for name, (size, _) in sizes.items()},  # type: ignore[misc]
                )  # fmt: skip
                await tx.photos.add(photo)
                for size, data in sizes.values():
                    path = house.store.path(stored_key(photo, size))
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                values = {"exists": True, "item": f"{kind}_photo", "entity": entity}
                operations += [
                    Operation(str(uuid.uuid4()), 0, f"photo:{photo.id}", field, value, now)
                    for field, value in values.items()
                ]
            by = Author("c", "Ilse Behrens", "customer")
            await house.operations.append_in(tx, consultation, operations, by)
    finally:
        await house.close()


def _copies(motif: int) -> Mapping[str, tuple[PictureSize, bytes]]:
    made = {}
    for name, size in PICTURES.items():
        noise = Image.effect_noise(size, 60).convert("RGB")
        ImageDraw.Draw(noise).ellipse((20 + 9 * motif, 40, 160 + 9 * motif, 180), fill=(200, 20 * motif, 60))
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=70)
        data = out.getvalue()
        digest = hashlib.sha256(data).hexdigest()
        made[name] = (PictureSize(digest, len(data), *size, "image/jpeg"), data)
    return made


def consultation_of(tablet: Tablet) -> str:
    return tablet.page.url.partition("?")[0].rsplit("/", 1)[1]


async def slow_down(page: Page) -> CDPSession:
    """As slow as a tablet from now on; through the session the page can be asked more."""
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    return session


async def pause(seconds: float) -> None:
    """People do not tap faster; whatever one tap left to do must not help the next."""
    await asyncio.sleep(seconds)
