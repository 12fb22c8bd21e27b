"""Is it up, can it work, how is it doing: /healthz, /readyz, /metrics."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

Check = Callable[[], Awaitable[bool]]


class Metrics:
    """Counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "kellerblick_requests_total",
            "Requests by route and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "kellerblick_request_seconds",
            "How long requests took; sockets are not counted.",
            ("route",),
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
            registry=self.registry,
        )


METRICS = web.AppKey("metrics", Metrics)
CHECKS = web.AppKey[Mapping[str, Check]]("checks", Mapping)
"Name → test of something without which we cannot work."


@web.middleware
async def metrics_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    started = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
        return response
    except web.HTTPException as error:
        status = error.status
        raise
    finally:
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else "none"
        metrics = request.app[METRICS]
        metrics.requests.labels(request.method, route, status).inc()
        if status != 101:
            metrics.seconds.labels(route).observe(time.perf_counter() - started)


async def healthz(request: web.Request) -> web.Response:
    """The process is up."""
    return web.Response(text="ok\n")


async def readyz(request: web.Request) -> web.Response:
    """Each thing it needs, and 503 when one is missing."""
    results = {name: await check() for name, check in request.app[CHECKS].items()}
    return web.json_response(results, status=200 if all(results.values()) else 503)


async def metrics(request: web.Request) -> web.Response:
    """Prometheus' text format."""
    return web.Response(
        body=generate_latest(request.app[METRICS].registry),
        headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
    )
