"""POST /sign-in, POST /sign-out, GET /me."""

from __future__ import annotations

from typing import Protocol

from aiohttp import web
from pydantic import BaseModel, Field

from inspection.domain.access import User
from inspection.web.auth import USER_COOKIE, address_of, require_user, set_user_cookie, user_of
from inspection.web.json_body import Body, answer, read
from inspection.web.parts import parts


class SignedOut(Protocol):
    def __call__(self, session_id: str) -> None: ...


SIGNED_OUT = web.AppKey[SignedOut]("signed_out")
"Ends what the session has open besides requests: the sockets of its calls."


class Credentials(Body):
    login: str = Field(max_length=200)
    password: str = Field(max_length=1000)


class UserOut(BaseModel):
    id: str
    name: str
    short: str
    role: str
    language: str


class Me(BaseModel):
    user: UserOut


def user_out(user: User) -> UserOut:
    return UserOut(id=user.id, name=user.name, short=user.short, role=user.role.value, language=user.language)


async def sign_in(request: web.Request) -> web.Response:
    credentials = await read(request, Credentials)
    token, user = await parts(request).sign_in.sign_in(
        credentials.login, credentials.password, address_of(request)
    )
    response = answer(Me(user=user_out(user)))
    set_user_cookie(request, response, token)
    return response


async def sign_out(request: web.Request) -> web.Response:
    if token := request.cookies.get(USER_COOKIE):
        session_id = await parts(request).sign_in.sign_out(token)
        request.app[SIGNED_OUT](session_id)
    response = web.Response(status=204)
    response.del_cookie(USER_COOKIE, path="/")
    return response


async def me(request: web.Request) -> web.Response:
    await require_user(request)
    found = await user_of(request)
    assert found is not None
    return answer(Me(user=user_out(found[1])))
