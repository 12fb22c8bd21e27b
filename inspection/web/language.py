"""In which language somebody is answered."""

from __future__ import annotations

from aiohttp import web

from inspection.domain.languages import DEFAULT_LANGUAGE, LANGUAGES

COOKIE = "kb_lang"
COOKIE_LASTS_S = 365 * 24 * 3600


def chosen(request: web.Request) -> str | None:
    """What `?lang=` says, if it is a language we speak."""
    wanted = request.query.get("lang", "")
    return wanted if wanted in LANGUAGES else None


def language_of(request: web.Request) -> str:
    """`?lang=`, the cookie it left, what the browser asks for, German."""
    cookie = request.cookies.get(COOKIE, "")
    if found := chosen(request) or (cookie if cookie in LANGUAGES else None):
        return found
    return _accepted(request.headers.get("Accept-Language", ""))


def remember(request: web.Request, response: web.StreamResponse) -> None:
    """Keep a choice made by `?lang=`."""
    if language := chosen(request):
        response.set_cookie(COOKIE, language, max_age=COOKIE_LASTS_S, samesite="Lax", path="/")


def _accepted(header: str) -> str:
    """The best of LANGUAGES in an Accept-Language header (RFC 9110 12.5.4)."""
    best, best_weight = DEFAULT_LANGUAGE, 0.0
    for part in header[:500].split(","):
        tag, _, parameter = part.strip().partition(";")
        language = tag.split("-")[0].lower()
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            continue
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best
