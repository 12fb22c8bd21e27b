"""The connection test before the appointment: what was measured, and what it means for the call.

Pure: numbers in, a verdict out. The bounds are those by which the call itself steps down
(static/shared/ladder.js).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspection.domain.errors import RefusalError

KEPT = 20
"Tests of one consultation that are kept; the oldest go."

VIDEO_KBITS = 400  # a picture of 360 lines, the voice beside it
VOICE_KBITS = 45
LITTLE_LOSS = 0.06
TOO_MUCH_LOSS = 0.3
SHORT_WAY_MS = 1200
LONG_WAY_MS = 5000
MOVING_FPS = 4


class ConnectionTestError(RefusalError):
    """`connection_test_busy` with `wait_s`; `connection_test_offer`: no offer that can be answered;
    `connection_test_gone`: no such run, or not this customer's; `connection_test_way`: no relay here."""

    code = "connection_test_busy"


class Way(StrEnum):
    """How the phone reached the server."""

    DIRECT = "direct"
    RELAY = "relay"


class Line(StrEnum):
    GOOD = "good"
    WEAK = "weak"
    "Voice and stills, no moving picture to speak of."
    BAD = "bad"
    "Not even voice."


class Verdict(StrEnum):
    """What stands in the way of the call most; the line only once the phone itself is ready."""

    NO_CAMERA = "no-camera"
    NO_MICROPHONE = "no-microphone"
    BAD = "bad"
    WEAK = "weak"
    GOOD = "good"


@dataclass(frozen=True)
class Measured:
    """One run, as the server received it."""

    connected: bool
    kbits: float = 0.0
    "received in the last seconds, kbit/s"
    fps: float = 0.0
    loss: float | None = None
    "share of the packets"
    round_trip_ms: float | None = None
    pair: str = ""
    "candidate types of phone and server, e.g. `srflx/host`"
    estimate_kbits: float | None = None
    "what the phone's browser believes it could send"


@dataclass(frozen=True)
class Checks:
    """What the phone found out about itself. Words of the page, no content."""

    camera: str
    "`ok`, or the reason as the page's help has it"
    microphone: str
    "`ok`, `silent` (nothing heard yet) or `missing`"
    speaker: str
    "`heard`, `not-heard` or `unanswered`"
    light: str
    "`ok` or `missing`"
    in_app: bool
    device: str
    "e.g. `Android, Chrome`"


@dataclass(frozen=True)
class ConnectionTest:
    id: str
    consultation_id: str
    at: datetime
    verdict: Verdict
    line: Line
    ways: Mapping[Way, Measured]
    checks: Checks


def line_of(ways: Mapping[Way, Measured], *, picture: bool = True) -> Line:
    """The better way counts: a call takes whichever carries it. `picture`: frames of a camera were sent."""
    found = [_line(measured, picture) for measured in ways.values()]
    return next((line for line in Line if line in found), Line.BAD)


def _line(measured: Measured, picture: bool) -> Line:
    # A basement that does not move needs little: what could be sent counts where it is more.
    kbits = max(measured.kbits, measured.estimate_kbits or 0.0) if measured.kbits > 0 else 0.0
    loss, way_ms = measured.loss or 0.0, measured.round_trip_ms or 0.0
    if not measured.connected or kbits < VOICE_KBITS or loss >= TOO_MUCH_LOSS or way_ms >= LONG_WAY_MS:
        return Line.BAD
    moves = not picture or measured.fps >= MOVING_FPS
    if kbits < VIDEO_KBITS or loss >= LITTLE_LOSS or way_ms >= SHORT_WAY_MS or not moves:
        return Line.WEAK
    return Line.GOOD


def verdict_of(line: Line, checks: Checks) -> Verdict:
    if checks.camera != "ok":
        return Verdict.NO_CAMERA
    if checks.microphone == "missing":
        return Verdict.NO_MICROPHONE
    return Verdict(line.value)
