"""Who sent a request: a cookie for users, one for the customer's seat, one for a guest's (`guests.py`)."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from inspection.domain.access import CUSTOMER_SESSION_LASTS, SESSION_LASTS, AccessError, Actor, User
from inspection.web.parts import parts

USER_COOKIE = "kb_session"
CUSTOMER_COOKIE = "kb_customer"
GUEST_COOKIE = "kb_guest"
CUSTOMER_PAGE = "/join"

_USER: web.RequestKey[tuple[Actor, User] | None] = web.RequestKey("user")
_CUSTOMER: web.RequestKey[Actor | None] = web.RequestKey("customer")


def is_secure(request: web.Request) -> bool:
    """Whether the browser came by https."""
    site = parts(request).site
    if site.behind_proxy:
        return request.headers.get("X-Forwarded-Proto", request.scheme) == "https"
    return request.secure


def address_of(request: web.Request) -> str:
    """The browser's address; behind our proxy the last one that the proxy itself noted."""
    forwarded = request.headers.get("X-Forwarded-For", "") if parts(request).site.behind_proxy else ""
    return (forwarded.rpartition(",")[2].strip() or request.remote or "unknown")[:60]


def origin_of(request: web.Request) -> str:
    """Scheme and host under which the browser sees us."""
    site = parts(request).site
    return site.public_url or f"{'https' if is_secure(request) else 'http'}://{request.host}"


async def user_of(request: web.Request) -> tuple[Actor, User] | None:
    if _USER not in request:
        token = request.cookies.get(USER_COOKIE, "")
        request[_USER] = await parts(request).sign_in.who(token) if token else None
    return request[_USER]


async def customer_of(request: web.Request) -> Actor | None:
    if _CUSTOMER not in request:
        token = request.cookies.get(CUSTOMER_COOKIE, "")
        request[_CUSTOMER] = await parts(request).invitations.who(token) if token else None
    return request[_CUSTOMER]


async def require_user(request: web.Request) -> Actor:
    """A signed-in user. Raises AccessError `not_signed_in`."""
    found = await user_of(request)
    if found is None:
        raise AccessError("not_signed_in")
    return found[0]


async def require_customer(request: web.Request) -> Actor:
    """A customer who came by an invitation. Raises AccessError `no_invitation`."""
    customer = await customer_of(request)
    if customer is None:
        raise AccessError("no_invitation")
    return customer


async def require_actor(request: web.Request) -> Actor:
    """Either of them. One browser may be both, as in a demo on one machine: the page asking decides."""
    user, customer = await user_of(request), await customer_of(request)
    if user is not None and customer is not None:
        return customer if asks_as_customer(request) else user[0]
    if user is not None:
        return user[0]
    if customer is not None:
        return customer
    raise AccessError("not_signed_in")


def asks_as_customer(request: web.Request) -> bool:
    """`?as=customer`, for sockets, which send no Referer; else the page that asks."""
    if "as" in request.query:
        return request.query["as"] == "customer"
    return urlsplit(request.headers.get("Referer", "")).path == CUSTOMER_PAGE


def set_guest_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    _set(request, response, GUEST_COOKIE, token, int(CUSTOMER_SESSION_LASTS.total_seconds()))


def set_user_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    _set(request, response, USER_COOKIE, token, int(SESSION_LASTS.total_seconds()))


def set_customer_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    _set(request, response, CUSTOMER_COOKIE, token, int(CUSTOMER_SESSION_LASTS.total_seconds()))


def _set(request: web.Request, response: web.StreamResponse, name: str, token: str, max_age_s: int) -> None:
    response.set_cookie(
        name,
        token,
        max_age=max_age_s,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=is_secure(request),
    )
