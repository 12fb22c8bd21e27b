"""Uploads on their way, and for a while those that arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import uploads
from inspection.adapters.database.turns import hold_consultation
from inspection.domain.photo import Upload, UploadPurpose


class UploadTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, upload: Upload) -> None:
        await self._connection.execute(insert(uploads).values(_values(upload)))

    async def get(self, upload_id: str) -> Upload | None:
        row = (await self._connection.execute(select(uploads).where(uploads.c.id == upload_id))).first()
        return None if row is None else _upload(row)

    async def of_photo(self, consultation_id: str, photo_id: str) -> Upload | None:
        await hold_consultation(self._connection, consultation_id)
        query = (
            select(uploads)
            .where(uploads.c.consultation_id == consultation_id, uploads.c.photo_id == photo_id)
            .order_by(uploads.c.created_at.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return None if row is None else _upload(row)

    async def set_offset(self, upload_id: str, offset: int) -> None:
        await self._connection.execute(update(uploads).where(uploads.c.id == upload_id).values(offset=offset))

    async def finish(self, upload_id: str, now: datetime) -> None:
        await self._connection.execute(
            update(uploads).where(uploads.c.id == upload_id).values(offset=uploads.c.length, finished_at=now)
        )

    async def remove(self, upload_id: str) -> None:
        await self._connection.execute(delete(uploads).where(uploads.c.id == upload_id))

    async def expired(self, now: datetime) -> Sequence[str]:
        query = select(uploads.c.id).where(uploads.c.expires_at <= now)
        return (await self._connection.execute(query)).scalars().all()

    async def known(self, upload_ids: Sequence[str]) -> frozenset[str]:
        query = select(uploads.c.id).where(uploads.c.id.in_(upload_ids))
        return frozenset((await self._connection.execute(query)).scalars())

    async def unfinished(self, consultation_id: str) -> Sequence[str]:
        query = select(uploads.c.id).where(
            uploads.c.consultation_id == consultation_id, uploads.c.finished_at.is_(None)
        )
        return (await self._connection.execute(query)).scalars().all()


def _values(upload: Upload) -> dict[str, Any]:
    purpose = upload.purpose
    return {
        "id": upload.id,
        "utility_id": upload.utility_id,
        "consultation_id": upload.consultation_id,
        "photo_id": upload.photo_id,
        "offset": upload.offset,
        "length": upload.length,
        "sha256_expected": upload.sha256,
        "metadata": {
            "item": purpose.item,
            "entity": purpose.entity,
            "mime": purpose.mime,
            "taken_at": purpose.taken_at.isoformat() if purpose.taken_at else None,
            "note": purpose.note,
            "room": purpose.room,
            "heading_deg": purpose.heading_deg,
            "tilt_deg": purpose.tilt_deg,
            "channel": purpose.channel,
        },
        "by_id": upload.by_id,
        "by_name": upload.by_name,
        "by_kind": upload.by_kind,
        "created_at": upload.created_at,
        "expires_at": upload.expires_at,
        "finished_at": upload.finished_at,
    }


def _upload(row: Row[Any]) -> Upload:
    taken_at = row.metadata["taken_at"]
    return Upload(
        id=row.id,
        utility_id=row.utility_id,
        consultation_id=row.consultation_id,
        photo_id=row.photo_id,
        length=row.length,
        sha256=row.sha256_expected,
        purpose=UploadPurpose(
            item=row.metadata["item"],
            entity=row.metadata["entity"],
            mime=row.metadata["mime"],
            taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
            note=row.metadata["note"],
            room=row.metadata.get("room"),  # none in uploads of an older version
            heading_deg=row.metadata.get("heading_deg"),
            tilt_deg=row.metadata.get("tilt_deg"),
            channel=row.metadata.get("channel"),
        ),
        by_id=row.by_id,
        by_name=row.by_name,
        by_kind=row.by_kind,
        created_at=row.created_at,
        expires_at=row.expires_at,
        offset=row.offset,
        finished_at=row.finished_at,
    )
