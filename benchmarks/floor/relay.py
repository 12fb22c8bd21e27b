"""`python -m benchmarks.floor.relay PORT`: the page, and a socket that hands each word to the others."""

from __future__ import annotations

import sys
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).with_name("call.html")


def make_app() -> web.Application:
    sockets: set[web.WebSocketResponse] = set()

    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(body=PAGE.read_bytes(), content_type="text/html")

    async def relay(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        sockets.add(socket)
        try:
            async for message in socket:
                for other in sockets - {socket}:
                    await other.send_str(message.data)
        finally:
            sockets.discard(socket)
        return socket

    app = web.Application()
    app.add_routes([web.get("/call", page), web.get("/relay", relay)])
    return app


if __name__ == "__main__":
    web.run_app(make_app(), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=lambda _: None)
