"""The third seat over HTTP: its link, its way in, and the pictures it sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from pydantic import BaseModel, Field

from inspection.domain.access import AccessError
from inspection.domain.guest import NAME_MAX, Guest, GuestKind
from inspection.services.guest_pictures import GuestPictures
from inspection.services.guests import Guests, GuestWelcome
from inspection.web.auth import GUEST_COOKIE, origin_of, require_user, set_guest_cookie
from inspection.web.consultations import ConsultantOut, consultant_out
from inspection.web.files import send_file
from inspection.web.invitations import (
    InvitationOut,
    SecretIn,
    WelcomeCustomer,
    WelcomeUtility,
    qr_svg,
)
from inspection.web.json_body import Body, answer, read

GUEST_PAGE = "/guest"


@dataclass(frozen=True)
class GuestParts:
    guests: Guests
    pictures: GuestPictures


GUESTS = web.AppKey("guests", GuestParts)


class GuestIn(Body):
    kind: GuestKind
    name: str = Field(default="", max_length=NAME_MAX)


class GuestOut(BaseModel):
    kind: GuestKind
    name: str


class GuestConsultation(BaseModel):
    id: str
    state: str
    customer: WelcomeCustomer
    consultant: ConsultantOut | None


class GuestWelcomeOut(BaseModel):
    consultation: GuestConsultation
    guest: GuestOut
    utility: WelcomeUtility


class GuestPicture(BaseModel):
    id: str
    number: int
    received_at: datetime
    width: int
    height: int
    url: str


class GuestPicturesOut(BaseModel):
    photos: list[GuestPicture]


async def guest_of(request: web.Request) -> Guest | None:
    token = request.cookies.get(GUEST_COOKIE, "")
    return await request.app[GUESTS].guests.who(token) if token else None


async def require_guest(request: web.Request) -> Guest:
    """Raises AccessError `no_invitation`."""
    guest = await guest_of(request)
    if guest is None:
        raise AccessError("no_invitation")
    return guest


async def invite(request: web.Request) -> web.Response:
    actor = await require_user(request)
    body = await read(request, GuestIn)
    secret, expires_at = await request.app[GUESTS].guests.invite(
        actor, request.match_info["id"], body.kind, body.name
    )
    url = f"{origin_of(request)}{GUEST_PAGE}#{secret}"
    return answer(InvitationOut(url=url, expires_at=expires_at, qr_svg=qr_svg(url)), status=201)


async def end(request: web.Request) -> web.Response:
    actor = await require_user(request)
    await request.app[GUESTS].guests.end(actor, request.match_info["id"])
    return web.Response(status=204)


async def exchange(request: web.Request) -> web.Response:
    body = await read(request, SecretIn)
    token, welcome = await request.app[GUESTS].guests.exchange(body.secret)
    response = answer(_welcome(welcome))
    set_guest_cookie(request, response, token)
    return response


async def consultation(request: web.Request) -> web.Response:
    guest = await require_guest(request)
    return answer(_welcome(await request.app[GUESTS].guests.welcome(guest)))


async def photos(request: web.Request) -> web.Response:
    guest = await require_guest(request)
    found = await request.app[GUESTS].pictures.all(guest)
    return answer(
        GuestPicturesOut(
            photos=[
                GuestPicture(
                    id=photo.id,
                    number=photo.number,
                    received_at=photo.received_at,
                    width=photo.sizes["screen"].width,
                    height=photo.sizes["screen"].height,
                    url=f"/api/v1/guest/photos/{photo.id}",
                )
                for photo in found
            ]
        )
    )


async def photo(request: web.Request) -> web.StreamResponse:
    guest = await require_guest(request)
    file = await request.app[GUESTS].pictures.file(guest, request.match_info["photo"])
    return send_file(file.path, content_type=file.size.mime)


def _welcome(welcome: GuestWelcome) -> GuestWelcomeOut:
    consultation, invitation = welcome.consultation, welcome.invitation
    customer = consultation.customer
    # Enough to be spoken to; the first name is not a guest's to know.
    name = customer.name.split()[-1] if customer.salutation and customer.name.strip() else customer.name
    return GuestWelcomeOut(
        consultation=GuestConsultation(
            id=consultation.id,
            state=consultation.state.value,
            customer=WelcomeCustomer(name=name, salutation=customer.salutation),
            consultant=consultant_out(welcome.consultant) if welcome.consultant else None,
        ),
        guest=GuestOut(kind=invitation.kind, name=invitation.name),
        utility=WelcomeUtility(name=welcome.utility.name, phone=welcome.utility.phone),
    )
