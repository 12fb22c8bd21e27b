"""What the handlers work with: the use cases and a few facts, put into the application by `app.py`.

A part with handlers of its own may keep its own key beside them, as `media.py` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import web

from inspection.services.consents import Consents
from inspection.services.consultations import Consultations
from inspection.services.invitations import Invitations
from inspection.services.operations import Operations
from inspection.services.ports import Utility
from inspection.services.sign_in import SignIn


class Texts(Protocol):
    """The catalogues of the interface."""

    def text(self, language: str, key: str, **params: object) -> str: ...
    def page(self, language: str, *domains: str) -> dict[str, str]: ...


@dataclass(frozen=True)
class SiteSettings:
    """What the web needs to know of the settings."""

    public_url: str | None
    "Scheme and host as browsers see them, without a slash at the end; None: as requested."
    behind_proxy: bool
    "X-Forwarded-For and -Proto are believed."
    demo: bool


@dataclass(frozen=True)
class DemoUser:
    login: str
    password: str
    name: str
    role: str


@dataclass(frozen=True)
class Parts:
    sign_in: SignIn
    consultations: Consultations
    operations: Operations
    invitations: Invitations
    consents: Consents
    utility: Utility
    consent_text: Mapping[str, Any]
    "{text_version, title: {de, en}, text: {de, en}, oral: {de, en}}"
    texts: Texts
    site: SiteSettings
    demo_users: tuple[DemoUser, ...] = ()


PARTS = web.AppKey("parts", Parts)


def parts(request: web.Request) -> Parts:
    return request.app[PARTS]
