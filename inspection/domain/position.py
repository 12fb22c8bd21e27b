"""Where the customer's phone was, once, as a proof that the right house was seen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inspection.domain.errors import RefusalError
from inspection.domain.operations import iso

EARTH_M = 6_371_000  # mean radius
MAX_ACCURACY_M = 5_000
"What is less accurate says nothing of a house."
OLDEST = timedelta(minutes=10)
"A phone may hand out what it found a moment ago, not what it found at another place."
AHEAD = timedelta(minutes=2)
"So far a phone's clock may be ahead of ours."


class PositionError(RefusalError):
    """`position_inaccurate` (with `limit_m`) or `position_time`: found too long ago, or in the future."""

    code = "position_time"


@dataclass(frozen=True)
class Position:
    consultation_id: str
    lat: float
    lon: float
    "Degrees, WGS 84."
    accuracy_m: float
    "Radius in which the phone is, with 95 % probability, as it says itself."
    taken_at: datetime
    received_at: datetime


def check_position(accuracy_m: float, taken_at: datetime, now: datetime) -> None:
    """Raises PositionError for what proves nothing."""
    if accuracy_m > MAX_ACCURACY_M:
        raise PositionError("position_inaccurate", limit_m=MAX_ACCURACY_M)
    if not now - OLDEST <= taken_at <= now + AHEAD:
        raise PositionError("position_time")


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two places on the ground (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, half)))


def position_as_meta(position: Position, house: Mapping[str, Any] | None) -> dict[str, Any]:
    """As the archive wants it; `distance_m` where the office has entered the house's coordinates."""
    meta: dict[str, Any] = {
        "lat": round(position.lat, 6),
        "lon": round(position.lon, 6),
        "accuracy_m": round(position.accuracy_m),
        "taken_at": iso(position.taken_at),
    }
    if house is not None:
        meta["distance_m"] = round(distance_m(position.lat, position.lon, house["lat"], house["lon"]))
    return meta
