"""GET /trust: how a phone comes to trust the demo's own certificate authority, and the authority's file."""

from __future__ import annotations

import io
import ssl
from dataclasses import dataclass
from pathlib import Path

import segno
from aiohttp import web
from markupsafe import Markup

from inspection.domain.access import AccessError
from inspection.web.pages import render

FILE_NAME = "kellerblick-demo.crt"


@dataclass(frozen=True)
class Trust:
    ca: Path
    "PEM file of the demo's certificate authority."
    secure_url: str
    "Where the phone goes afterwards."


TRUST = web.AppKey("trust", Trust)


async def page(request: web.Request) -> web.StreamResponse:
    """What to tap, drawn; for people who hold the phone in the other hand."""
    trust = _trust(request)
    return render(
        request,
        "trust.html",
        ("trust",),
        {},
        values={"file": f"/trust/{FILE_NAME}", "secure_url": trust.secure_url, "qr": _qr(trust.secure_url)},
    )


async def certificate(request: web.Request) -> web.Response:
    """The authority as DER, which Android and iOS both offer to install."""
    der = ssl.PEM_cert_to_DER_cert(_trust(request).ca.read_text(encoding="ascii"))
    return web.Response(
        body=der, content_type="application/x-x509-ca-cert", headers={"Cache-Control": "no-store"}
    )


def _qr(url: str) -> Markup:
    out = io.BytesIO()
    segno.make(f"{url}/trust", error="m").save(
        out, kind="svg", border=2, xmldecl=False, omitsize=True, nl=False
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - made of our own address


def _trust(request: web.Request) -> Trust:
    """Only a demo has one. Raises AccessError."""
    found = request.app.get(TRUST)
    if found is None:
        raise AccessError("not_found")
    return found
