"""Invitations: made by the consultant or the office, exchanged by the customer's page."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Literal

import segno
from aiohttp import web
from pydantic import BaseModel, Field

from inspection.services.invitations import Welcome
from inspection.web.auth import origin_of, require_customer, require_user, set_customer_cookie
from inspection.web.consultations import ConsultantOut, consultant_out
from inspection.web.json_body import Body, answer, read
from inspection.web.parts import parts

QR_BORDER = 2  # modules of quiet zone; the page around it is light


class SecretIn(Body):
    secret: str = Field(min_length=1, max_length=200)


class InvitationOut(BaseModel):
    url: str
    expires_at: datetime
    qr_svg: str


class WelcomeCustomer(BaseModel):
    name: str
    salutation: str


class WelcomeConsultation(BaseModel):
    id: str
    state: str
    scheduled_at: datetime | None
    language: str
    customer: WelcomeCustomer
    consultant: ConsultantOut | None


class WelcomeUtility(BaseModel):
    name: str
    phone: str


class WelcomeConsent(BaseModel):
    text_version: str
    title: dict[str, str]
    text: dict[str, str]
    given: bool | None
    taken: Literal["open", "kept", "deleted"] | None
    "After a withdrawal: what becomes of the pictures taken before."
    taken_text: dict[str, str]


class Seat(BaseModel):
    occupied: bool


class WelcomeOut(BaseModel):
    consultation: WelcomeConsultation
    utility: WelcomeUtility
    consent: WelcomeConsent
    seat: Seat


async def invite(request: web.Request) -> web.Response:
    actor = await require_user(request)
    secret, expires_at = await parts(request).invitations.invite(actor, request.match_info["id"])
    url = f"{origin_of(request)}/join#{secret}"
    return answer(InvitationOut(url=url, expires_at=expires_at, qr_svg=qr_svg(url)), status=201)


async def revoke(request: web.Request) -> web.Response:
    actor = await require_user(request)
    await parts(request).invitations.revoke(actor, request.match_info["id"])
    return web.Response(status=204)


async def exchange(request: web.Request) -> web.Response:
    body = await read(request, SecretIn)
    token, welcome = await parts(request).invitations.exchange(body.secret)
    response = answer(_welcome(request, welcome))
    set_customer_cookie(request, response, token)
    return response


async def customer_consultation(request: web.Request) -> web.Response:
    actor = await require_customer(request)
    return answer(_welcome(request, await parts(request).invitations.welcome(actor)))


def _welcome(request: web.Request, welcome: Welcome) -> WelcomeOut:
    consultation, text = welcome.consultation, parts(request).consent_text
    given = welcome.consent
    return WelcomeOut(
        consultation=WelcomeConsultation(
            id=consultation.id,
            state=consultation.state.value,
            scheduled_at=consultation.scheduled_at,
            language=consultation.language,
            customer=WelcomeCustomer(
                name=consultation.customer.name, salutation=consultation.customer.salutation
            ),
            consultant=consultant_out(welcome.consultant) if welcome.consultant else None,
        ),
        utility=WelcomeUtility(name=welcome.utility.name, phone=welcome.utility.phone),
        consent=WelcomeConsent(
            text_version=text["text_version"],
            title=text["title"],
            text=text["text"],
            # A yes to an older text is no answer to this one.
            given=given.given if given and given.text_version == text["text_version"] else None,
            taken=welcome.taken.value if welcome.taken else None,
            taken_text=text["taken"],
        ),
        seat=Seat(occupied=welcome.seat_occupied),
    )


def qr_svg(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=QR_BORDER, xmldecl=False, omitsize=True, nl=False)
    return out.getvalue().decode()
