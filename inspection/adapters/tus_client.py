"""Sends a file in resumable pieces, as the pages do: tus 1.0, https://tus.io/protocols/resumable-upload."""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import Callable, Mapping

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

log = logging.getLogger(__name__)

VERSION = "1.0.0"
BODY_TYPE = "application/offset+octet-stream"
PIECE_BYTES = 512 * 1024
TIMEOUT = ClientTimeout(total=30)
PAUSES_S = (0.3, 1.0, 2.0, 4.0, 8.0)
FRESH_STARTS = 3  # attempts from the first byte, when the server lost or doubts what it has
START_AGAIN = frozenset({"upload_expired", "upload_hash_mismatch", "not_found"})
PASSING_STATUS = frozenset({408, 409, 423, 425, 429, 500, 502, 503, 504})

Progress = Callable[[float], None]


class UploadRefusedError(Exception):
    """The server does not want it; `code` is the API's error code."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(f"{code} ({status})")
        self.code = code
        self.status = status


class _PassingError(Exception):
    """Worth another attempt."""


class TusClient:
    """Uploads to one server. The session carries the cookie that says who uploads."""

    def __init__(
        self, session: ClientSession, uploads_url: str, headers: Mapping[str, str], piece: int = PIECE_BYTES
    ) -> None:
        self._session = session
        self._url = uploads_url
        self._headers = {"Tus-Resumable": VERSION, **headers}
        self._piece = piece

    async def send(
        self, data: bytes, metadata: Mapping[str, str], progress: Progress = lambda share: None
    ) -> None:
        """Return when the server has acknowledged the last byte. Raises UploadRefusedError."""
        for start in range(1, FRESH_STARTS + 1):
            try:
                await self._send_once(data, metadata, progress)
                return
            except UploadRefusedError as refusal:
                if refusal.code not in START_AGAIN or start == FRESH_STARTS:
                    raise
                log.info("the upload begins again: %s", refusal.code)

    async def _send_once(self, data: bytes, metadata: Mapping[str, str], progress: Progress) -> None:
        pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())
        creation = {"Upload-Length": str(len(data)), "Upload-Metadata": ",".join(pairs)}
        failures, url, offset, is_sure = 0, "", 0, True
        while not url or offset < len(data):
            try:
                if not url:
                    answer = await self._request("POST", self._url, creation)
                    url, offset = str(answer.url.join(URL(answer.headers["Location"]))), _offset(answer)
                elif not is_sure:
                    offset, is_sure = _offset(await self._request("HEAD", url, {})), True
                else:
                    headers = {"Upload-Offset": str(offset), "Content-Type": BODY_TYPE}
                    piece = data[offset : offset + self._piece]
                    offset = _offset(await self._request("PATCH", url, headers, piece))
                failures = 0
                progress(offset / len(data))
            except _PassingError as trouble:
                log.info("the upload waits: %s", trouble)
                await asyncio.sleep(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
                failures, is_sure = failures + 1, False

    async def _request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> ClientResponse:
        try:
            async with self._session.request(
                method, url, headers={**self._headers, **headers}, data=body, timeout=TIMEOUT
            ) as response:
                if response.status < 300:
                    await response.read()
                    return response
                code = await _code(response)
        except (ClientError, OSError, TimeoutError) as trouble:
            raise _PassingError(str(trouble) or type(trouble).__name__) from trouble
        if response.status in PASSING_STATUS and code not in START_AGAIN and code != "consultation_closed":
            raise _PassingError(f"{response.status} {code}")
        raise UploadRefusedError(code, response.status)


async def _code(response: ClientResponse) -> str:
    """The API's error code; HEAD has no body and a proxy has none of ours."""
    if response.content_type == "application/json":
        error = (await response.json()).get("error")
        if isinstance(error, dict):
            return str(error.get("code", ""))
    return {404: "not_found", 410: "upload_expired"}.get(response.status, "unexpected")


def _offset(response: ClientResponse) -> int:
    return int(response.headers.get("Upload-Offset", "0"))
