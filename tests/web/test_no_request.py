"""What comes to the port and is no request is answered as everything else is, and fills no log."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from yarl import URL

from tests.support.site import Site

HOST = b"Host: localhost\r\n"
POST = b"POST /api/v1/sign-in HTTP/1.1\r\n" + HOST
NONSENSE = {
    "nonsense": b"hello there\r\n\r\n",
    "a TLS greeting": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40 + b"\r\n\r\n",
    "an address without end": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a header without end": b"GET / HTTP/1.1\r\n" + HOST + b"X-Much: " + b"a" * 20_000 + b"\r\n\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\n" + HOST + b": value\r\n\r\n",
    "no version": b"GET / HTTP/x.y\r\n" + HOST + b"\r\n",
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "a length that is none": POST + b"Content-Length: -1\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE.keys())
async def test_what_is_no_request_gets_our_shape(
    site: Site, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    url = URL(site.url)
    assert url.host is not None
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(sent)
    async with asyncio.timeout(10):
        answer = await reader.read()  # to the end: it is closed
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 400 " in head.splitlines()[0]
    assert b"Server: Kellerblick" in head
    assert b"aiohttp" not in answer
    error = json.loads(body)["error"]
    assert (error["code"], error["details"]) == ("bad_request", {})
    assert error["text"]
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
    assert (await (await site.person()).call("GET", "/healthz")).status == 200
