"""Consultations: one by one, and as the pages of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import consultations, number_series, protocols, users
from inspection.adapters.database.turns import hold_consultation, insert_or_update
from inspection.adapters.database.users import user_of
from inspection.domain.consultation import Address, Consultation, Customer, OfficeFact, State, search_text
from inspection.services.ports import ConsultationFilter, ConsultationPage, ConsultationRow, ProtocolSummary

GET = select(consultations).where(
    consultations.c.id == bindparam("consultation_id"), consultations.c.utility_id == bindparam("utility_id")
)  # made once: nearly every request begins with it
SET = update(consultations).where(consultations.c.id == bindparam("consultation_id"))
SET_OVERVIEW = SET.where(consultations.c.last_seq == bindparam("of_seq"))


class ConsultationTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, consultation: Consultation) -> None:
        await self._connection.execute(
            insert(consultations).values(
                id=consultation.id,
                utility_id=consultation.utility_id,
                last_seq=consultation.last_seq,
                **_columns(consultation),
            )
        )

    async def save(self, consultation: Consultation) -> None:
        """All but `last_seq`, which only `set_last_seq` moves."""
        await self._connection.execute(
            update(consultations)
            .where(consultations.c.id == consultation.id)
            .values(**_columns(consultation))
        )

    async def get(self, utility_id: str, consultation_id: str) -> Consultation | None:
        await hold_consultation(self._connection, consultation_id)
        wanted = {"consultation_id": consultation_id, "utility_id": utility_id}
        row = (await self._connection.execute(GET, wanted)).mappings().one_or_none()
        return None if row is None else _consultation(row)

    async def row(self, utility_id: str, consultation_id: str) -> ConsultationRow | None:
        query = _rows().where(consultations.c.id == consultation_id, consultations.c.utility_id == utility_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return None if row is None else _row(row)

    async def page(self, wanted: ConsultationFilter) -> ConsultationPage:
        where = _conditions(wanted)
        total = await self._connection.execute(select(func.count()).select_from(consultations).where(*where))
        when = func.coalesce(consultations.c.scheduled_at, consultations.c.created_at)
        # A day is read from morning to evening, the archive from the newest back.
        order = (
            (when, consultations.c.number)
            if wanted.day_from
            else (when.desc(), consultations.c.number.desc())
        )
        query = _rows().where(*where).order_by(*order).offset(wanted.offset).limit(wanted.limit)
        rows = (await self._connection.execute(query)).mappings()
        return ConsultationPage([_row(row) for row in rows], total.scalar_one())

    async def next_number(self, utility_id: str, year: int) -> int:
        mine = (number_series.c.utility_id == utility_id) & (number_series.c.year == year)
        first = {"utility_id": utility_id, "year": year, "last": 1}
        raised = {"last": number_series.c.last + 1}
        await self._connection.execute(insert_or_update(self._connection, number_series, first, raised))
        found = await self._connection.execute(select(number_series.c.last).where(mine))
        return int(found.scalar_one())

    async def lock(self, consultation_id: str) -> int:
        await hold_consultation(self._connection, consultation_id)
        query = select(consultations.c.last_seq).where(consultations.c.id == consultation_id)
        return int((await self._connection.execute(query)).scalar_one())

    async def set_last_seq(self, consultation_id: str, last_seq: int, now: datetime) -> None:
        values = {"consultation_id": consultation_id, "last_seq": last_seq, "updated_at": now}
        await self._connection.execute(SET, values)

    async def set_overview(
        self, consultation_id: str, last_seq: int, overview: Mapping[str, object] | None
    ) -> None:
        if overview is not None:
            of = {"consultation_id": consultation_id, "of_seq": last_seq}
            await self._connection.execute(SET_OVERVIEW, {**of, "overview": dict(overview)})


def _rows() -> Select[Any]:
    newest = (
        select(func.max(protocols.c.version))
        .where(protocols.c.consultation_id == consultations.c.id, protocols.c.state != "draft")
        .correlate(consultations)
        .scalar_subquery()
    )
    return (
        select(
            consultations,
            *(column.label(f"user__{column.name}") for column in users.c),
            protocols.c.version.label("protocol_version"),
            protocols.c.state.label("protocol_state"),
            protocols.c.pages.label("protocol_pages"),
        )
        .outerjoin(users, users.c.id == consultations.c.consultant_id)
        .outerjoin(
            protocols,
            (protocols.c.consultation_id == consultations.c.id)
            & (protocols.c.language == consultations.c.language)
            & (protocols.c.version == newest),
        )
    )


def _conditions(wanted: ConsultationFilter) -> list[ColumnElement[bool]]:
    column = consultations.c
    when = func.coalesce(column.scheduled_at, column.created_at)
    where: list[ColumnElement[bool]] = [column.utility_id == wanted.utility_id]
    if wanted.consultant_id is not None:
        where.append(or_(column.consultant_id == wanted.consultant_id, column.consultant_id.is_(None)))
    if wanted.day_from is not None:
        where.append(when >= wanted.day_from)
    if wanted.day_to is not None:
        where.append(when < wanted.day_to)
    if wanted.states:
        where.append(column.state.in_(wanted.states))
    if wanted.levels:
        level = column.overview[("overall", "level")].as_string()
        where.extend((level.in_(wanted.levels), column.started_at.is_not(None)))
    where.extend(column.search.contains(word, autoescape=True) for word in wanted.words)
    return where


def _columns(consultation: Consultation) -> dict[str, Any]:
    return {
        "number": consultation.number,
        "state": consultation.state.value,
        "templates": list(consultation.templates),
        "checklist_version": consultation.checklist_version,
        "ruleset_version": consultation.ruleset_version,
        "customer": asdict(consultation.customer),
        "address": asdict(consultation.address),
        "language": consultation.language,
        "consultant_id": consultation.consultant_id,
        "scheduled_at": consultation.scheduled_at,
        "started_at": consultation.started_at,
        "ended_at": consultation.ended_at,
        "released_at": consultation.released_at,
        "released_by": consultation.released_by,
        "office_facts": [asdict(fact) for fact in consultation.office_facts],
        "search": search_text(consultation),
        "created_at": consultation.created_at,
        "updated_at": consultation.updated_at,
    }


def _consultation(row: RowMapping) -> Consultation:
    return Consultation(
        id=row["id"],
        utility_id=row["utility_id"],
        number=row["number"],
        state=State(row["state"]),
        templates=tuple(row["templates"]),
        checklist_version=row["checklist_version"],
        ruleset_version=row["ruleset_version"],
        customer=Customer(**row["customer"]),
        address=Address(**row["address"]),
        language=row["language"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        consultant_id=row["consultant_id"],
        scheduled_at=row["scheduled_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        released_at=row["released_at"],
        released_by=row["released_by"],
        office_facts=tuple(OfficeFact(**fact) for fact in row["office_facts"]),
        last_seq=row["last_seq"],
    )


def _row(row: RowMapping) -> ConsultationRow:
    version = None if row["protocol_state"] == "draft" else row["protocol_version"]
    return ConsultationRow(
        consultation=_consultation(row),
        consultant=None if row["user__id"] is None else user_of(row, "user__"),
        overview=row["overview"],
        protocol=None
        if version is None
        else ProtocolSummary(version, row["protocol_state"], row["protocol_pages"]),
    )
