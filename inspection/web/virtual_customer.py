"""POST and DELETE /consultations/{id}/virtual-customer; only a demo has one."""

from __future__ import annotations

from aiohttp import web

from inspection.domain.access import AccessError
from inspection.services.virtual_customer import VirtualCustomers
from inspection.web.auth import require_user

VIRTUAL_CUSTOMERS = web.AppKey("virtual_customers", VirtualCustomers)


async def start(request: web.Request) -> web.Response:
    """202: it is on its way; the room's `participant-joined` says when it is there."""
    actor = await require_user(request)
    await _service(request).start(actor, request.match_info["id"])
    return web.Response(status=202)


async def stop(request: web.Request) -> web.Response:
    """Send it away."""
    actor = await require_user(request)
    await _service(request).stop(actor, request.match_info["id"])
    return web.Response(status=204)


def _service(request: web.Request) -> VirtualCustomers:
    service = request.app.get(VIRTUAL_CUSTOMERS)
    if service is None:
        raise AccessError("not_found")
    return service
