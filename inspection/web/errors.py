"""Every refusal in one shape: {"error": {"code", "text", "details"}}; pages get a page that says the same.

The text is the catalogue's `errors.<code>` in the reader's language. What we did not foresee is `internal`:
the log has the trace, the reader a number to name.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from inspection.domain.errors import RefusalError, TroubleError
from inspection.web.json_body import answer
from inspection.web.language import language_of
from inspection.web.pages import error_page
from inspection.web.parts import parts

log = logging.getLogger(__name__)

DEFAULT_STATUS = 422
STATUS: Mapping[str, int] = {
    "bad_request": 400,
    "request_not_json": 400,
    "request_invalid": 400,
    "query_invalid": 400,
    "request_content_type": 415,
    "request_too_large": 413,
    "operations_too_many": 413,
    "call_log_full": 413,
    "not_signed_in": 401,
    "no_invitation": 401,
    "sign_in_wrong": 401,
    "sign_in_throttled": 429,
    "not_allowed": 403,
    "origin_refused": 403,
    "not_found": 404,
    "invitation_unknown": 404,
    "method_not_allowed": 405,
    "consultation_state": 409,
    "result_not_now": 409,
    "result_missing": 409,
    "consultation_closed": 409,
    "protocol_not_ready": 409,
    "user_login_taken": 409,
    "invitation_expired": 410,
    "invitation_revoked": 410,
    "consent_missing": 403,
    "consent_not_withdrawn": 409,
    "consent_pictures_gone": 409,
    "operation_photo_erased": 409,
    "redaction_released": 409,
    "redaction_not_ready": 409,
    "redaction_erased": 409,
    "connection_test_busy": 429,
    "connection_test_gone": 404,
    "connection_test_offer": 422,
    "connection_test_way": 409,
    "upload_protocol": 400,
    "upload_version": 412,
    "upload_offset": 409,
    "upload_interrupted": 409,
    "upload_photo_exists": 409,
    "upload_expired": 410,
    "upload_too_large": 413,
    "upload_not_a_picture": 415,
    "paper_type": 415,
    "paper_too_large": 413,
    "position_consent_missing": 403,
    "position_given": 409,
    "storage_full": 507,
    "database_busy": 503,
    "database_unreachable": 503,
    "internal": 500,
}
OF_STATUS: Mapping[int, str] = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "request_too_large",
    415: "request_content_type",
}
"What aiohttp itself refuses."


def error_json(request: web.Request, code: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The one shape."""
    return {"code": code, "text": error_text(request, code, params or {}), "details": dict(params or {})}


def error_text(request: web.Request, code: str, params: Mapping[str, Any]) -> str:
    texts, language = parts(request).texts, language_of(request)
    try:
        return texts.text(language, f"errors.{code}", **params)
    except KeyError:
        log.error("no text for error %s with %s", code, sorted(params))
        return texts.text(language, "errors.bad_request")


@web.middleware
async def errors_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns whatever a handler raises into an answer."""
    try:
        return await handler(request)
    except RefusalError as error:
        if isinstance(error, TroubleError):
            log.error("%s at %s %s: %r", error.code, request.method, request.path, error.__cause__)
        return respond(request, error.code, error.params)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        code = OF_STATUS.get(error.status, "bad_request")
        response = respond(request, code, {}, status=error.status)
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]
        return response
    except ConnectionError:
        raise
    except Exception:
        incident = secrets.token_hex(4)
        log.exception("incident %s at %s %s", incident, request.method, request.path)
        return respond(request, "internal", {"incident": incident})


def respond(
    request: web.Request, code: str, params: Mapping[str, Any], status: int | None = None
) -> web.Response:
    status = status or STATUS.get(code, DEFAULT_STATUS)
    if request.path.startswith("/api/") or request.method not in ("GET", "HEAD"):
        response = answer({"error": error_json(request, code, params)}, status)
    else:
        response = error_page(request, status, error_text(request, code, params))
    if "wait_s" in params:
        response.headers["Retry-After"] = str(params["wait_s"])
    return response
