"""A browser that gives its socket up before the server has answered: nothing to complain about."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from signaling import Participant
from tests.signaling.support import PATIENCE_S, CallServer


@dataclass
class ThinkingServer(CallServer):
    """It looks up who comes until it is told."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def authorize(self, request: web.Request) -> Participant:
        if not self.told.is_set():
            self.asked.set()
            await self.told.wait()
            while request.transport is not None:  # noqa: ASYNC110 - nobody is told of its end
                await asyncio.sleep(0)
            self.gone.set()
        return await super().authorize(request)


async def test_one_who_gives_up_before_the_answer_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with ThinkingServer() as server, asyncio.timeout(PATIENCE_S):
        coming = asyncio.create_task(server.connect("behrens", "customer"))
        await server.asked.wait()
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)
        server.told.set()
        await server.gone.wait()
        customer = await server.customer()
        await customer.quiet()
    assert [record.getMessage() for record in caplog.records] == []
