"""The record of consents: only ever added to; withdrawing is a record too."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import consents
from inspection.domain.consent import Consent

ALL = (
    select(consents)
    .where(consents.c.consultation_id == bindparam("consultation_id"))
    .order_by(consents.c.at, consents.c.id)
)  # made once: asked with every answer


class ConsentTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, utility_id: str, consent_id: str, consent: Consent) -> None:
        await self._connection.execute(
            insert(consents).values(
                id=consent_id,
                utility_id=utility_id,
                consultation_id=consent.consultation_id,
                purpose=consent.purpose,
                given=consent.given,
                text_version=consent.text_version,
                language=consent.language,
                how=consent.how,
                read_by=consent.read_by,
                read_by_name=consent.read_by_name,
                at=consent.at,
            )
        )

    async def all(self, consultation_id: str) -> Sequence[Consent]:
        found = await self._connection.execute(ALL, {"consultation_id": consultation_id})
        return [
            Consent(
                consultation_id=row["consultation_id"],
                purpose=row["purpose"],
                given=row["given"],
                text_version=row["text_version"],
                language=row["language"],
                how=row["how"],
                at=row["at"],
                read_by=row["read_by"],
                read_by_name=row["read_by_name"],
            )
            for row in found.mappings()
        ]
