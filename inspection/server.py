"""Runs the application: listens, says where, and ends gently when asked to."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import ssl
from collections.abc import Callable

from aiohttp import web

from inspection.settings import Settings
from inspection.web.runner import Runner

SHUTDOWN_S = 5.0  # for requests under way
KEEPALIVE_S = 75.0


class ListenError(OSError):
    """A port that cannot be listened on."""

    def __init__(self, port: int, reason: OSError) -> None:
        super().__init__(reason.errno, reason.strerror)
        self.port = port

    @property
    def is_taken(self) -> bool:
        """Else it is one that only the system may use, or of an address that is not ours."""
        return self.errno == errno.EADDRINUSE


async def run(app: web.Application, settings: Settings, on_ready: Callable[[], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    runner = Runner(app, access_log=None, shutdown_timeout=SHUTDOWN_S, keepalive_timeout=KEEPALIVE_S)
    await runner.setup()
    try:
        await _listen(runner, settings.host, settings.port)
        if settings.tls_port is not None:
            await _listen(runner, settings.host, settings.tls_port, _tls(settings))
        if on_ready is not None:
            on_ready()
        await stop.wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
    try:
        await web.TCPSite(runner, host, port, ssl_context=tls).start()
    except OSError as error:
        raise ListenError(port, error) from error


def configure_logging(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def _tls(settings: Settings) -> ssl.SSLContext:
    assert settings.tls_certificate is not None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.tls_certificate, settings.tls_key)
    return context
