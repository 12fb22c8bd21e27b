"""aiohttp's runner, with our answer to what is no request at all.

What cannot be read as HTTP, or has a line or a header without end, reaches no middleware. aiohttp would
answer with a text that quotes it, name itself with its version, and put a trace of each into the log.
"""

from __future__ import annotations

import json
import logging
import secrets
from http import HTTPStatus
from typing import Any

from aiohttp import web

from inspection.domain.languages import DEFAULT_LANGUAGE
from inspection.web.errors import OF_STATUS
from inspection.web.parts import PARTS
from inspection.web.security import HEADERS, SERVER

log = logging.getLogger(__name__)


class Runner(web.AppRunner):
    """Use it as `web.AppRunner`."""

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        server = _Server(made.request_handler, request_factory=made.request_factory, **made._kwargs)
        server.app = self.app
        return server


class _Server(web.Server):
    app: web.Application

    def __call__(self) -> web.RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


class _Connection(web.RequestHandler):
    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """In German: what would name the reader's language could not be read."""
        if request.writer.output_size > 0:
            raise ConnectionError("half an answer is sent already")
        code, details = OF_STATUS.get(status, "bad_request"), {}
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            code, details = "internal", {"incident": secrets.token_hex(4)}
            log.error("incident %s of %s", details["incident"], request.remote, exc_info=exc)
        else:
            log.info("no request, from %s: %s", request.remote, type(exc).__name__)
        assert isinstance(self._manager, _Server)
        text = self._manager.app[PARTS].texts.text(DEFAULT_LANGUAGE, f"errors.{code}", **details)
        body: dict[str, Any] = {"error": {"code": code, "text": text, "details": details}}
        response = web.Response(
            text=json.dumps(body, ensure_ascii=False),
            status=status,
            content_type="application/json",
            headers={"Cache-Control": "no-store", "Server": SERVER, **HEADERS},
        )
        response.force_close()
        return response
