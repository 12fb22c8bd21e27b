"""Consultations: list, new, one, and their way through the states."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, Field

from inspection.domain.access import User
from inspection.domain.consent import Consent
from inspection.domain.consultation import Address, Customer, OfficeFact, State
from inspection.services.consultations import PAGE_ROWS, Detail, NewConsultation, Search, overview_of
from inspection.services.ports import ConsultationRow
from inspection.web.auth import require_user
from inspection.web.connection_tests import ConnectionTestOut, connection_test_out
from inspection.web.json_body import Body, RequestError, answer, read
from inspection.web.parts import parts
from inspection.web.positions import PositionOut, position_out

Language = Literal["de", "en"]

LEVELS = ("low", "moderate", "high", "very_high", "not_assessed")


class CustomerIn(Body):
    name: str = Field(min_length=1, max_length=120)
    salutation: str = Field(default="", max_length=20)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=200)
    language: Language = "de"


class AddressIn(Body):
    street: str = Field(default="", max_length=120)
    number: str = Field(default="", max_length=20)
    postcode: str = Field(default="", max_length=10)
    city: str = Field(default="", max_length=80)
    district: str = Field(default="", max_length=80)


class OfficeFactIn(Body):
    item: str = Field(max_length=60)
    value: Any
    source: str = Field(default="", max_length=200)


class ConsultationIn(Body):
    customer: CustomerIn
    address: AddressIn = AddressIn()
    templates: list[str] = Field(default_factory=list, max_length=10)
    language: Language | None = None
    scheduled_at: AwareDatetime | None = None
    consultant_id: str | None = Field(default=None, max_length=40)
    office_facts: list[OfficeFactIn] = Field(default_factory=list, max_length=50)


class ConsultantOut(BaseModel):
    id: str
    name: str
    salutation: str
    short: str


class OverallOut(BaseModel):
    level: str
    unclear: bool


class ProtocolOut(BaseModel):
    version: int
    state: str
    pages: int | None
    url: str


class Summary(BaseModel):
    id: str
    number: str
    state: str
    scheduled_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    released_at: datetime | None
    customer: CustomerIn
    address: AddressIn
    consultant: ConsultantOut | None
    templates: list[str]
    overall: OverallOut | None
    open_points: int
    photos: int
    protocol: ProtocolOut | None
    language: str
    onsite_open: int
    "Tasks for a visit that nobody has done."
    connection_verdict: str | None = None
    "Of the newest connection test; in the list only."
    customer_here: bool = False
    "In the waiting room or in the call; in the list only."


class ConsentOut(BaseModel):
    purpose: str
    given: bool
    text_version: str
    language: str
    how: str
    at: datetime
    read_by: str | None


class DetailOut(Summary):
    office_facts: list[OfficeFactIn]
    consents: list[ConsentOut]
    connection_test: ConnectionTestOut | None
    position: PositionOut | None
    "Of the customer's phone, once, with her consent."
    seq: int


class ListOut(BaseModel):
    consultations: list[Summary]
    total: int
    page: int
    page_rows: int


class FinishOut(BaseModel):
    job: str
    consultation: DetailOut


def consultant_out(user: User) -> ConsultantOut:
    return ConsultantOut(id=user.id, name=user.name, salutation=user.salutation, short=user.short)


def consent_out(consent: Consent) -> ConsentOut:
    return ConsentOut(
        purpose=consent.purpose,
        given=consent.given,
        text_version=consent.text_version,
        language=consent.language,
        how=consent.how,
        at=consent.at,
        read_by=consent.read_by_name,
    )


def summary(row: ConsultationRow) -> dict[str, Any]:
    """The fields of Summary."""
    consultation = row.consultation
    overall, open_points, photos = overview_of(row)
    protocol = None
    if row.protocol is not None:
        url = f"/api/v1/consultations/{consultation.id}/protocol.pdf?version={row.protocol.version}"
        protocol = ProtocolOut(
            version=row.protocol.version, state=row.protocol.state, pages=row.protocol.pages, url=url
        )
    return {
        "id": consultation.id,
        "number": consultation.number,
        "state": consultation.state.value,
        "scheduled_at": consultation.scheduled_at,
        "started_at": consultation.started_at,
        "ended_at": consultation.ended_at,
        "released_at": consultation.released_at,
        "customer": vars(consultation.customer),
        "address": vars(consultation.address),
        "consultant": consultant_out(row.consultant) if row.consultant else None,
        "templates": list(consultation.templates),
        "overall": overall,
        "open_points": open_points,
        "photos": photos,
        "protocol": protocol,
        "language": consultation.language,
        "onsite_open": (row.overview or {}).get("onsite", 0),
    }


def detail(found: Detail) -> DetailOut:
    consultation = found.row.consultation
    return DetailOut(
        **summary(found.row),
        office_facts=[OfficeFactIn(**vars(fact)) for fact in consultation.office_facts],
        consents=[consent_out(consent) for consent in found.consents],
        connection_test=connection_test_out(found.connection_test) if found.connection_test else None,
        position=position_out(found.position),
        seq=consultation.last_seq,
    )


async def list_all(request: web.Request) -> web.Response:
    actor = await require_user(request)
    search = _search(request)
    page = await parts(request).consultations.page(actor, search)
    here = parts(request).invitations.is_here
    rows = [
        Summary(**summary(row), connection_verdict=row.verdict, customer_here=here(row.consultation.id))
        for row in page.rows
    ]
    return answer(ListOut(consultations=rows, total=page.total, page=search.page, page_rows=PAGE_ROWS))


def _search(request: web.Request) -> Search:
    """Raises RequestError `query_invalid` naming the parameter."""
    query = request.query
    day: date | None = None
    if wanted := query.get("day"):
        try:
            day = parts(request).consultations.today() if wanted == "today" else date.fromisoformat(wanted)
        except ValueError:
            raise RequestError("query_invalid", name="day") from None
    states = tuple(name for name in query.get("state", "").split(",") if name)
    if any(name not in tuple(State) for name in states):
        raise RequestError("query_invalid", name="state")
    levels = tuple(name for name in query.get("level", "").split(",") if name)
    if any(name not in LEVELS for name in levels):
        raise RequestError("query_invalid", name="level")
    page = query.get("page", "1")
    if not (page.isascii() and page.isdigit() and 1 <= int(page[:9]) <= 1_000_000):
        raise RequestError("query_invalid", name="page")
    return Search(day=day, words=query.get("q", "")[:200], states=states, levels=levels, page=int(page))


async def create(request: web.Request) -> web.Response:
    actor = await require_user(request)
    body = await read(request, ConsultationIn)
    new = NewConsultation(
        customer=Customer(**body.customer.model_dump()),
        address=Address(**body.address.model_dump()),
        templates=tuple(body.templates),
        language=body.language or body.customer.language,
        scheduled_at=body.scheduled_at,
        consultant_id=body.consultant_id,
        office_facts=tuple(OfficeFact(**fact.model_dump()) for fact in body.office_facts),
    )
    site = parts(request)
    row = await site.consultations.create(actor, new, site.operations)
    return answer(Summary(**summary(row)), status=201)


async def get(request: web.Request) -> web.Response:
    actor = await require_user(request)
    return answer(detail(await parts(request).consultations.get(actor, request.match_info["id"])))


async def start(request: web.Request) -> web.Response:
    actor = await require_user(request)
    return answer(detail(await parts(request).consultations.start(actor, request.match_info["id"])))


async def finish(request: web.Request) -> web.Response:
    actor = await require_user(request)
    found, job = await parts(request).consultations.finish(actor, request.match_info["id"])
    return answer(FinishOut(job=job, consultation=detail(found)), status=202)


async def release(request: web.Request) -> web.Response:
    actor = await require_user(request)
    return answer(detail(await parts(request).consultations.release(actor, request.match_info["id"])))
