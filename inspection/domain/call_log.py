"""What a call was like: measured by both pages every few seconds, and what happened in between.

No content, no addresses, no names. Pages say how long ago something was, not when: a phone's clock may be
wrong by hours, ours is the same for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from inspection.domain.errors import RefusalError

SAMPLES_AT_ONCE = 120
EVENTS_AT_ONCE = 120
ENTRIES_KEPT = 8000
"Samples and events of one side of a consultation: a day of calls. More are refused."
TAKEN_AFTER_END = timedelta(hours=1)
"A page that was without network sends late."

State = Literal["alone", "connecting", "connected", "interrupted", "closed"]
Step = Literal["p720", "p360", "p180", "voice", "text"]
Candidate = Literal["host", "srflx", "prflx", "relay"]
Transport = Literal["udp", "tcp", "tls"]


class Side(StrEnum):
    CUSTOMER = "customer"
    CONSULTANT = "consultant"
    GUEST = "guest"
    "Comes and goes, noted by the server; nothing is measured."


class EventKind(StrEnum):
    STATE = "state"
    STEP = "step"
    PATH = "path"
    RESTART = "restart"
    RENEWAL = "renewal"
    RELOAD = "reload"
    TELEPHONE = "telephone"
    GUEST = "guest"


class CallLogError(RefusalError):
    """`call_log_full`: what was sent is more than is kept of one consultation."""

    code = "call_log_full"


@dataclass(frozen=True)
class Sample:
    at: datetime
    span_s: float
    "Since the sample before."
    state: State
    step: Step
    "Of the ladder: how much picture the customer's line carries."
    local: Candidate | None
    "Of the pair in use; None while there is none."
    remote: Candidate | None
    transport: Transport | None
    loss: float | None
    "Of what this side sends, 0 to 1."
    round_trip_s: float | None
    kbits_out: float | None
    kbits_in: float | None
    fps: float | None
    "The customer's: sent. The consultant's: shown."
    frozen_s: float | None
    "Since the sample before, as far as the browser counts it."


@dataclass(frozen=True)
class Event:
    at: datetime
    kind: EventKind
    value: str = ""
    "The new state, the new step, `relay/udp`, `asked`, `on`, `off`, `joined`, `left`; else empty."


@dataclass(frozen=True)
class Batch:
    """What one page sent at once. `id` is the page's own: sent twice, it is kept once."""

    id: str
    side: Side
    samples: Sequence[Sample]
    events: Sequence[Event]
    received_at: datetime

    @property
    def entries(self) -> int:
        return len(self.samples) + len(self.events)
