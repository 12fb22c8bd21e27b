"""Puts the drawing together."""

from __future__ import annotations

from dataclasses import replace

from inspection.domain.cross_section.drains import (
    OUTDOOR_STEP,
    drain_shape,
    drain_slots,
    lift_shapes,
    pin_drains,
)
from inspection.domain.cross_section.frame import ROOF, Frame, frame
from inspection.domain.cross_section.heights import HouseHeights
from inspection.domain.cross_section.openings import lens, opening_shape, pin_opening, place_openings
from inspection.domain.cross_section.pins import PinBoard
from inspection.domain.cross_section.rooms import ground_floor_label, room_shape, room_spans
from inspection.domain.cross_section.shapes import CrossSection, Tick
from inspection.domain.cross_section.sheet import WIDE, Sheet

_OUTDOOR_MOST = 3  # drains behind the house that get space of their own
_LENS_FROM = 90.0  # units above ground; less leaves no room for the lens
_TICKS_APART = 13.0


def cross_section(house: HouseHeights, sheet: Sheet = WIDE) -> CrossSection:
    """Lay out the drawing of a house; equal input gives an equal drawing."""
    outline = frame(house, sheet)
    places = place_openings(outline)
    outdoor = sum(drain.outdoor for drain in house.drains)
    left = sheet.kerb + 18 + places.widths["left"]
    right = sheet.right - sheet.beside - places.widths["right"] - OUTDOOR_STEP * min(outdoor, _OUTDOOR_MOST)
    outline = replace(outline, walls=(round(left, 1), round(right, 1)))
    y = outline.y

    spans = room_spans(outline)
    slots = drain_slots(outline, spans, places.widths["right"])
    rooms = tuple(room_shape(outline, room, spans[room.id]) for room in house.rooms)
    drains = tuple(drain_shape(outline, drain, slots[drain.id]) for drain in house.drains)
    openings = tuple(opening_shape(outline, place, spans) for place in places.all)

    board = PinBoard(0.0, sheet.width, sheet.pin)
    for room in rooms:
        board.block(room.label_x, room.label_y, 26.0, 8.0 * len(room.lines))
    pin_drains(outline, board, drains, slots)
    for place, opening in zip(places.all, openings, strict=True):
        pin_opening(board, place, opening)

    basement = bool(outline.below)
    bottom = y(outline.bottom_cm)
    sewer = (sheet.sewer, round(min(y(outline.bottom_cm + 33), bottom - 25), 1))
    return CrossSection(
        height=round(bottom + 2, 1),
        width=sheet.width,
        left=sheet.left,
        right=sheet.right,
        kerb=sheet.kerb,
        zero=outline.zero,
        bottom=bottom,
        house=outline.walls,
        slab=y(min(outline.lowest_cm, 15.0) - 4),
        ceiling=y(outline.ceiling_cm + 5) if basement else y(outline.lowest_cm),
        eaves=y(outline.eaves_cm),
        ridge=round(y(outline.eaves_cm) - ROOF, 1),
        ground_floor_label=ground_floor_label(outline, drains),
        rooms=rooms,
        drains=drains,
        lifts=lift_shapes(outline, drains, slots),
        openings=openings,
        pins=board.pins,
        ticks=_ticks(outline),
        backflow=None if house.backflow_cm is None else y(house.backflow_cm),
        water=None if not house.water_cm else y(house.water_cm),
        groundwater=None if outline.groundwater_cm is None else y(-outline.groundwater_cm),
        sewer=None if house.backflow_cm is None else sewer,
        collector=outline.collector,
        lens=lens(outline) if outline.zero >= _LENS_FROM else None,
        lens_height=round(min(80.0, outline.zero - 34), 1),
    )


def _ticks(outline: Frame) -> tuple[Tick, ...]:
    """Zero, the lowest floor and the backflow level first; round heights where there is space between."""
    step = 100 if outline.per_cm > 0.35 else 200
    lowest, level = outline.lowest_cm, outline.house.backflow_cm
    round_ones = [float(cm) for cm in range(-step, int(lowest) - 1, -step) if cm > lowest + 30]
    marks = [0.0, *([float(step)] if outline.eaves_cm >= step else []), *round_ones]
    if lowest < -20:
        marks.append(lowest)
    if level is not None:
        marks.append(level)
    kept: list[float] = []
    for mark in sorted(set(marks), key=lambda cm: (cm != 0, cm not in (lowest, level), -cm)):
        if all(abs(mark - other) * outline.per_cm >= _TICKS_APART for other in kept):
            kept.append(mark)
    return tuple(Tick(outline.y(mark), signed(mark), mark == 0) for mark in sorted(kept, reverse=True))


def signed(cm: float) -> str:
    """`+5`, `0`, `−210`: a height with its sign, the minus being the typographic one."""
    number = f"{abs(cm):g}"
    return number if cm == 0 else f"{'+' if cm > 0 else '−'}{number}"
