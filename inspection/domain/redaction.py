"""Parts of a picture that nobody shall see: which, and what has become of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from inspection.domain.errors import RefusalError

if TYPE_CHECKING:
    from inspection.domain.photo import PictureSize

BOXES_MAX = 50
"In one request; so many faces and papers are in no picture."
BOXES_OF_A_PICTURE_MAX = 200
SMALLEST = 0.002
"Least width and height of a box, as a part of the picture's: less is a slip of the finger."
MARGIN = 0.006
"By which every side of a box is moved outwards, as a part of the longer side of the picture."

Originals = Literal["destroy", "lock"]
SETTING = "redaction_originals"  # in the utility's settings
"What becomes of the picture as it was: `destroy`, or `lock`: kept where no route leads, erased with it."


class RedactionError(RefusalError):
    """`redaction_box` (a malformed part of the picture), `redaction_too_many` (with `limit`),
    `redaction_released` (the protocol is released), `redaction_not_ready` (the picture is not there yet or
    cannot be shown), `redaction_erased`."""

    code = "redaction_box"


@dataclass(frozen=True)
class Box:
    """An upright rectangle in the picture as it is shown: left, top, width, height as parts of its size."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Redaction:
    """What was made unrecognizable in one picture."""

    boxes: tuple[Box, ...]
    requests: tuple[str, ...]
    "Ids of what was asked for: the same one twice is done once."
    is_pending: bool
    "The picture is shown to nobody until its files hold nothing of the boxes any more."
    locked: PictureSize | None = None
    "The picture as it was, where the utility keeps it."


def parse_boxes(received: Sequence[Mapping[str, Any]]) -> tuple[Box, ...]:
    """Boxes cut to the picture. Raises RedactionError."""
    if len(received) > BOXES_MAX:
        raise RedactionError("redaction_too_many", limit=BOXES_MAX)
    if not received:
        raise RedactionError
    return tuple(_box(**box) for box in received)


def _box(x: float, y: float, w: float, h: float) -> Box:
    if not all(math.isfinite(value) and -1 <= value <= 2 for value in (x, y, w, h)):
        raise RedactionError
    left, top, right, bottom = max(0.0, x), max(0.0, y), min(1.0, x + w), min(1.0, y + h)
    if right - left < SMALLEST or bottom - top < SMALLEST:
        raise RedactionError
    return Box(round(left, 5), round(top, 5), round(right - left, 5), round(bottom - top, 5))


def pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """What to fill in a picture of that size, margin included: left, top, right, bottom, end excluded."""
    margin = math.ceil(MARGIN * max(width, height))
    return (
        max(0, math.floor(box.x * width) - margin),
        max(0, math.floor(box.y * height) - margin),
        min(width, math.ceil((box.x + box.w) * width) + margin),
        min(height, math.ceil((box.y + box.h) * height) + margin),
    )
