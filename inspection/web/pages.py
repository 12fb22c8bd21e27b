"""The pages: Jinja2 templates around one module script each, with texts and data embedded as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from aiohttp import web
from markupsafe import Markup

from inspection.domain.access import Actor, Role, User
from inspection.domain.consultation import CUSTOMER_MAY_ENTER
from inspection.web import language
from inspection.web.auth import user_of
from inspection.web.parts import parts
from inspection.web.static_files import StaticFiles

STATIC = web.AppKey("static", StaticFiles)
ENVIRONMENT = web.AppKey("pages", jinja2.Environment)

COCKPIT_TEXTS = (
    "closing",
    "common",
    "consultant",
    "evidence",
    "guest",
    "guide",
    "ladder",
    "list",
    "live",
    "offline",
    "papers",
    "risk",
    "plan",
    "telephone",
    "visit",
)
DAY_TEXTS = ("common", "connection", "office", "papers", "visit")

HOME = {Role.CONSULTANT: "/consultant", Role.OFFICE: "/office", Role.ADMIN: "/consultant"}


def make_environment(folder: Path) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(
    request: web.Request,
    template: str,
    domains: tuple[str, ...],
    data: dict[str, Any],
    *,
    status: int = 200,
    message: str = "",
    values: Mapping[str, object] | None = None,
) -> web.Response:
    """A page with its texts; in the template `t("id")`, `language`, `utility`, `message`, and `values`."""
    texts, spoken = parts(request).texts, language.language_of(request)
    page_data = {"language": spoken, "texts": texts.page(spoken, *domains), **data}
    files = request.app[STATIC]
    html = (
        request.app[ENVIRONMENT]
        .get_template(template)
        .render(
            language=spoken,
            t=lambda key, **params: texts.text(spoken, key, **params),
            import_map=Markup(files.import_map),  # noqa: S704  # our own
            missing_file=Markup(files.missing_file),  # noqa: S704  # our own
            page_data=script_json(page_data),
            utility=parts(request).utility,
            message=message,
            modules=files.modules,
            **(values or {}),
        )
    )
    response = web.Response(
        text=files.with_version(html),
        content_type="text/html",
        status=status,
        headers={"Cache-Control": "no-store"},
    )
    response.enable_compression()
    language.remember(request, response)
    return response


def script_json(data: object) -> Markup:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  # escaped above


def error_page(request: web.Request, status: int, text: str) -> web.Response:
    return render(request, "error.html", (), {}, status=status, message=text)


async def home(request: web.Request) -> web.StreamResponse:
    found = await user_of(request)
    raise web.HTTPFound("/sign-in" if found is None else HOME[found[0].role or Role.CONSULTANT])


async def sign_in_page(request: web.Request) -> web.StreamResponse:
    site = parts(request)
    users = [vars(user) for user in site.demo_users] if site.site.demo else []
    utility = {"name": site.utility.name, "phone": site.utility.phone}
    return render(request, "sign_in.html", ("common", "office"), {"demo_users": users, "utility": utility})


async def consultant_page(request: web.Request) -> web.StreamResponse:
    actor, user = await _signed_in(request)
    return render(request, "consultant.html", DAY_TEXTS, _user_data(request, actor, user))


async def cockpit_page(request: web.Request) -> web.StreamResponse:
    actor, user = await _signed_in(request)
    consultation_id = request.match_info["id"]
    found = await parts(request).consultations.get(actor, consultation_id)  # not there: 404 as a page
    data = {
        **_user_data(request, actor, user),
        "consultation_id": consultation_id,
        "over": found.row.consultation.state not in CUSTOMER_MAY_ENTER,
        "consent_text": dict(parts(request).consent_text),  # to be read aloud
        "backflow_level_cm": parts(request).utility.settings.get("default_backflow_level_cm", 0),
    }
    return render(
        request,
        "cockpit.html",
        COCKPIT_TEXTS,
        data,
    )


async def day_frame(request: web.Request) -> web.StreamResponse:
    """The day's page without anybody's data: what a tablet puts by to open it where there is no network."""
    await _signed_in(request)
    return render(request, "consultant.html", DAY_TEXTS, _frame_data(request))


async def cockpit_frame(request: web.Request) -> web.StreamResponse:
    """The cockpit of any consultation, the same."""
    await _signed_in(request)
    data = {**_frame_data(request), "consent_text": dict(parts(request).consent_text)}
    return render(request, "cockpit.html", COCKPIT_TEXTS, data)


async def office_page(request: web.Request) -> web.StreamResponse:
    actor, user = await _signed_in(request)
    domains = ("common", "connection", "office", "calllog", "papers")
    return render(request, "office.html", domains, _user_data(request, actor, user))


async def join_page(request: web.Request) -> web.StreamResponse:
    site = parts(request)
    utility = {"name": site.utility.name, "phone": site.utility.phone}
    return render(
        request,
        "join.html",
        (
            "closing",
            "common",
            "connection",
            "customer",
            "doors",
            "guest",
            "guide",
            "ladder",
            "live",
            "offline",
            "position",
            "telephone",
        ),
        {"utility": utility, "demo": site.site.demo},
    )


async def guest_page(request: web.Request) -> web.StreamResponse:
    utility = parts(request).utility
    data = {"utility": {"name": utility.name, "phone": utility.phone}}
    return render(request, "guest.html", ("common", "guest"), data)


async def shell_worker(request: web.Request) -> web.StreamResponse:
    """Opens pages without a network. At the root: a worker reaches no further than it lies."""
    response = web.Response(
        body=request.app[STATIC].read("shared/shell-worker.js").body,
        content_type="text/javascript",
        charset="utf-8",
        headers={"Cache-Control": "no-cache"},
    )
    response.enable_compression()
    return response


async def _signed_in(request: web.Request) -> tuple[Actor, User]:
    found = await user_of(request)
    if found is None:
        raise web.HTTPFound(f"/sign-in?next={quote(request.path, safe='/')}")
    return found


def _user_data(request: web.Request, actor: Actor, user: User) -> dict[str, Any]:
    who = {"id": actor.id, "name": actor.name, "short": user.short, "role": user.role.value}
    return {"user": who, **_site_data(request)}


def _frame_data(request: web.Request) -> dict[str, Any]:
    return {"frame": True, **_site_data(request)}


def _site_data(request: web.Request) -> dict[str, Any]:
    site = parts(request)
    return {
        "demo": site.site.demo,
        "utility": {"name": site.utility.name, "phone": site.utility.phone},
    }
