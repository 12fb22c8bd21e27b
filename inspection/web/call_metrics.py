"""Counters of all calls together, for /metrics. No label names a consultation or a person."""

from __future__ import annotations

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter

from inspection.domain.call_log import Batch, EventKind, Side

STATES = ("connected", "interrupted")
MENDS = (EventKind.RESTART, EventKind.RENEWAL, EventKind.RELOAD)


class CallMetrics:
    """What the sockets tell comes at once; what the pages measured comes with their batches."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._sockets = Counter(
            "kellerblick_call_sockets_total",
            "Sockets of calls by what became of them: joined, away, back (resumed), left.",
            ("event", "role"),
            registry=registry,
        )
        self._states = Counter(
            "kellerblick_call_media_total",
            "How often picture and voice were connected, or interrupted.",
            ("state", "side"),
            registry=registry,
        )
        self._step_seconds = Counter(
            "kellerblick_call_step_seconds_total",
            "Seconds that calls spent on each step of the ladder, as customers' pages tell.",
            ("step",),
            registry=registry,
        )
        self._steps = Counter(
            "kellerblick_call_steps_total",
            "Changes to a step of the ladder, as customers' pages tell.",
            ("step",),
            registry=registry,
        )
        self._mends = Counter(
            "kellerblick_call_mends_total",
            "ICE restarts, new connections and reloaded pages.",
            ("how", "side"),
            registry=registry,
        )
        self._paths = Counter(
            "kellerblick_call_paths_total",
            "Ways that media took: type of the local candidate and its transport.",
            ("candidate", "transport", "side"),
            registry=registry,
        )
        self._frozen = Counter(
            "kellerblick_call_frozen_seconds_total",
            "Seconds in which a picture stood still, as consultants' pages tell.",
            registry=registry,
        )
        self._telephone = Counter(
            "kellerblick_call_telephone_total",
            "How often customers heard nothing, and how often the voice went over a telephone.",
            ("event",),
            registry=registry,
        )
        self._uploads = Counter(
            "kellerblick_uploads_finished_total", "Pictures whose last byte has arrived.", registry=registry
        )

    def socket(self, event: str, role: str) -> None:
        self._sockets.labels(event, role).inc()

    def uploaded(self) -> None:
        self._uploads.inc()

    def count(self, batch: Batch) -> None:
        """A batch that was not known before."""
        side = batch.side
        for sample in batch.samples:
            if sample.state == "connected" and side is Side.CUSTOMER:
                self._step_seconds.labels(sample.step).inc(sample.span_s)
            if side is Side.CONSULTANT:
                self._frozen.inc(sample.frozen_s or 0)
        for event in batch.events:
            if event.kind in MENDS:
                self._mends.labels(event.kind.value, side.value).inc()
            elif event.kind is EventKind.STATE and event.value in STATES:
                self._states.labels(event.value, side.value).inc()
            elif event.kind is EventKind.STEP and side is Side.CUSTOMER:
                self._steps.labels(event.value).inc()
            elif event.kind is EventKind.PATH:
                candidate, _, transport = event.value.partition("/")
                self._paths.labels(candidate, transport, side.value).inc()
            elif event.kind is EventKind.TELEPHONE and side is Side.CUSTOMER and event.value != "off":
                self._telephone.labels(event.value).inc()


CALL_METRICS = web.AppKey("call_metrics", CallMetrics)
