"""How wide the drawing is, in units: across a page, or upright on a phone, where text needs more of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    width: float
    left: float
    right: float
    "Ends of the ground."
    kerb: float
    "Right end of the street."
    beside: float
    "Free ground right of the house."
    sewer: float
    "x of the sewer."
    heights: float
    "For the whole height of the house."
    character: float
    "Width of one, for names that have to fit."
    pin: float
    "Radius of a number."


WIDE = Sheet(
    width=620.0,
    left=78.0,
    right=614.0,
    kerb=195.0,
    beside=34.0,
    sewer=127.0,
    heights=228.0,
    character=6.6,
    pin=9.5,
)
NARROW = Sheet(
    width=344.0,
    left=54.0,
    right=340.0,
    kerb=98.0,
    beside=26.0,
    sewer=76.0,
    heights=250.0,
    character=8.6,
    pin=12.0,
)
