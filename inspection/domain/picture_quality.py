"""When a picture is worth taking again.

The limits were found on the pictures of the generated basement (`signaling/media/basement`; 12 subjects, as
photographs of 12 MP and as frames of 1280 × 720), each also blurred and darkened on purpose:

    sharpness   as it is 1.3 to 2.8; blurred by 4 px of 4032 at most 0.6, by 8 px at most 0.25; moved by 12 px
                while it was taken at most 0.86, by 24 px at most 0.55; a blur of 2 px, which nobody sees in
                print, 0.9 to 1.7; sharp and at a quarter of its light 0.95 to 2.4
    brightness  as it is 0.34 to 0.53; at a quarter of its light at most 0.13

`tests/photos/test_quality.py` holds them.
"""

from __future__ import annotations

from typing import Literal

from inspection.domain.photo import Quality

Light = Literal["dark", "good", "bright"]

SHARP_FROM = 0.75
DARK_BELOW = 0.15
BRIGHT_FROM = 0.85


def is_sharp(quality: Quality) -> bool:
    return quality.sharpness >= SHARP_FROM


def light(quality: Quality) -> Light:
    if quality.brightness < DARK_BELOW:
        return "dark"
    return "bright" if quality.brightness >= BRIGHT_FROM else "good"
