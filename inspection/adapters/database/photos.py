"""Photos: what is known of each still besides its place in the operation log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import photos
from inspection.adapters.database.turns import hold_consultation
from inspection.domain.photo import Photo, PictureSize, Quality
from inspection.domain.redaction import Box, Redaction


class PhotoTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, photo: Photo) -> None:
        await self._connection.execute(insert(photos).values(_values(photo)))

    async def get(self, consultation_id: str, photo_id: str) -> Photo | None:
        await hold_consultation(self._connection, consultation_id)
        query = select(photos).where(photos.c.consultation_id == consultation_id, photos.c.id == photo_id)
        row = (await self._connection.execute(query)).first()
        return None if row is None else _photo(row)

    async def all(self, consultation_id: str) -> Sequence[Photo]:
        query = select(photos).where(photos.c.consultation_id == consultation_id).order_by(photos.c.number)
        return [_photo(row) for row in await self._connection.execute(query)]

    async def next_number(self, consultation_id: str) -> int:
        await hold_consultation(self._connection, consultation_id)
        query = select(func.max(photos.c.number)).where(photos.c.consultation_id == consultation_id)
        return ((await self._connection.execute(query)).scalar() or 0) + 1

    async def save(self, photo: Photo) -> None:
        await self._connection.execute(
            update(photos)
            .where(photos.c.consultation_id == photo.consultation_id, photos.c.id == photo.id)
            .values(_values(photo))
        )


def _values(photo: Photo) -> dict[str, Any]:
    return asdict(photo)


def _photo(row: Row[Any]) -> Photo:
    fields = dict(row._mapping)
    fields["sizes"] = {name: PictureSize(**size) for name, size in fields["sizes"].items()}
    if fields["quality"]:
        fields["quality"] = Quality(**fields["quality"])
    if fields["redaction"]:
        fields["redaction"] = _redaction(fields["redaction"])
    return Photo(**fields)


def _redaction(stored: dict[str, Any]) -> Redaction:
    locked = stored["locked"]
    return Redaction(
        boxes=tuple(Box(**box) for box in stored["boxes"]),
        requests=tuple(stored["requests"]),
        is_pending=stored["is_pending"],
        locked=PictureSize(**locked) if locked else None,
    )
