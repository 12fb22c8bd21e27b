"""The house cut open: where rooms, drains, openings and water lie, computed from the heights.

Heights are to scale, widths are not: nobody asks how far a drain is from the wall.
"""

from inspection.domain.cross_section.heights import (
    DeviceHeights,
    DrainHeights,
    Form,
    HouseHeights,
    OpeningHeights,
    Protection,
    RoomHeights,
    Symbol,
)
from inspection.domain.cross_section.layout import cross_section, signed
from inspection.domain.cross_section.shapes import CrossSection
from inspection.domain.cross_section.sheet import NARROW, WIDE, Sheet

__all__ = [
    "NARROW",
    "WIDE",
    "CrossSection",
    "DeviceHeights",
    "DrainHeights",
    "Form",
    "HouseHeights",
    "OpeningHeights",
    "Protection",
    "RoomHeights",
    "Sheet",
    "Symbol",
    "cross_section",
    "signed",
]
