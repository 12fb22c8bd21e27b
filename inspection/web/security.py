"""What every answer carries, and what every change must carry."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from inspection.domain.errors import RefusalError
from inspection.web.auth import is_secure
from inspection.web.pages import STATIC
from inspection.web.parts import parts
from inspection.web.static_files import VERSIONED

READING = frozenset({hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS})

CUSTOMER_CALL = "/join"
GUEST_CALL = "/guest"
COCKPIT = re.compile(r"/consultant/(consultations/[^/]+|frame/cockpit)")
SENSORS = ("accelerometer", "gyroscope", "magnetometer")
"What a browser measures compass and tilt with; only on the phone's page."
FRAMED = re.compile(r"/api/v1/consultations/[^/]+/protocol\.pdf")
"What a page of ours shows in a frame: the office, a PDF beside its data."

_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' {inline}",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "frame-src 'self' blob:",  # the office shows a PDF beside its data
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors {ancestors}",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PART_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Of the styles and modules that a page names by their version. The page's own headers bind them, and a phone
loads a good hundred of them: the full set would weigh as much as what is in them."""
FILE_POLICY = "default-src 'self'; frame-ancestors 'none'"
"Of such a file that a browser might open by itself, a drawing for one."
PARTS = frozenset({"text/javascript", "text/css"})
SERVER = "Kellerblick"
"Instead of a library's name and version."
HSTS = "max-age=31536000"


class OriginError(RefusalError):
    """A change, or a socket, asked for by another site's page."""

    code = "origin_refused"


@web.middleware
async def origin_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A change must come from a page of ours; so must a socket (ASVS 4.4.2)."""
    opens_socket = request.headers.get(hdrs.UPGRADE, "").lower() == "websocket"
    if (request.method not in READING or opens_socket) and not _is_ours(request):
        raise OriginError
    return await handler(request)


def _is_ours(request: web.Request) -> bool:
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    public_url = parts(request).site.public_url
    return origin == public_url or (
        urlsplit(origin).scheme in ("http", "https") and urlsplit(origin).netloc == request.host
    )


def permissions_policy(path: str) -> str:
    """The customer's page may use camera, microphone, compass and position; the cockpit camera (on a visit)
    and microphone; a guest the microphone."""
    cockpit = COCKPIT.fullmatch(path) is not None
    camera = "(self)" if path == CUSTOMER_CALL or cockpit else "()"
    compass = "(self)" if path == CUSTOMER_CALL else "()"
    sensors = ", ".join(f"{name}={compass}" for name in SENSORS)
    speaks = path in (CUSTOMER_CALL, GUEST_CALL) or cockpit
    microphone = "(self)" if speaks else "()"
    return sys.intern(
        f"camera={camera}, microphone={microphone}, {sensors}, geolocation={compass}, display-capture=()"
    )


@lru_cache(maxsize=16)
def _frame_headers(is_framed: bool, inline: str) -> tuple[tuple[str, str], ...]:
    """Made once: an open socket keeps the headers it was answered with."""
    ancestors, option = ("'self'", "SAMEORIGIN") if is_framed else ("'none'", "DENY")
    return (
        ("Content-Security-Policy", _CSP.format(ancestors=ancestors, inline=inline)),
        ("X-Frame-Options", option),
    )


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal `on_response_prepare`: reaches errors, files and redirects too."""
    if request.path.startswith(VERSIONED) and response.status == 200:
        response.headers.popall("Server", None)
        response.headers.update(PART_HEADERS)
        if response.content_type not in PARTS:
            response.headers["Content-Security-Policy"] = FILE_POLICY
        return
    response.headers["Server"] = SERVER
    is_page = response.content_type == "text/html"  # nothing else has scripts; their look takes time
    inline = request.config_dict[STATIC].inline_hashes if is_page else ""
    is_framed = FRAMED.fullmatch(request.path) is not None
    for name, value in (*HEADERS.items(), *_frame_headers(is_framed, inline)):
        response.headers.setdefault(name, value)
    response.headers.setdefault("Permissions-Policy", permissions_policy(request.path))
    if request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-cache")  # kept, but asked about by ETag
    if is_secure(request) and not parts(request).site.demo:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
