"""Rooms side by side in their storey, with names that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspection.domain.cross_section.frame import CEILING_CM, Frame
from inspection.domain.cross_section.heights import RoomHeights
from inspection.domain.cross_section.shapes import DrainShape, RoomShape

_PER_DRAIN = 0.45  # how much wider a drain makes its room


def room_spans(frame: Frame) -> dict[str, tuple[float, float]]:
    """Room → its left and right end; a room with more drains is drawn wider."""
    house, (left, right) = frame.house, frame.walls
    above = [room for room in house.rooms if room not in frame.below]
    spans: dict[str, tuple[float, float]] = {}
    for storey in (frame.below, above):
        counts = [sum(d.room == room.id and not d.outdoor for d in house.drains) for room in storey]
        weights = [1 + _PER_DRAIN * count for count in counts]
        start = left
        for room, weight in zip(storey, weights, strict=True):
            end = start + (right - left) * weight / sum(weights)
            spans[room.id] = (round(start, 1), round(end, 1))
            start = end
    return spans


def room_shape(frame: Frame, room: RoomHeights, span: tuple[float, float]) -> RoomShape:
    """One room with its floor, its hatching up to the backflow level, and its name."""
    buried = room in frame.below
    floor_cm = frame.floors_cm[room.id]
    if frame.below and not buried:
        floor_cm = max(floor_cm, frame.ceiling_cm + 5)
    top_cm = frame.ceiling_cm if buried else frame.eaves_cm
    top, floor, level = frame.y(top_cm), frame.y(floor_cm), frame.house.backflow_cm
    pressed = room.floods and level is not None and level > floor_cm
    middle = top + 22 if buried and top_cm <= CEILING_CM else (floor + top) / 2
    if buried and floor - frame.zero > 44:
        middle = max(middle, frame.zero + 20)
    return RoomShape(
        lines=_lines(room.label, span[1] - span[0], frame.sheet.character),
        x0=span[0],
        x1=span[1],
        ceiling=top,
        floor=floor,
        floor_known=room.floor_cm is not None,
        hatch_top=frame.y(min(level, top_cm)) if pressed and level is not None else None,
        label_x=round((span[0] + span[1]) / 2, 1),
        label_y=round(middle, 1),
    )


def _lines(label: str, width: float, character: float) -> tuple[str, ...]:
    """The name in at most two lines that fit; what is longer is cut and has its ellipsis."""
    most = max(4, int((width - 10) / character))
    if len(label) <= most:
        return (label,)
    words = label.replace("-", "- ").split()
    first = ""
    while words and len(f"{first} {words[0]}".strip()) <= most:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return (label[: most - 1] + "…",)
    rest = " ".join(words).replace("- ", "-")
    return (first, rest if len(rest) <= most else rest[: most - 1] + "…")


def ground_floor_label(frame: Frame, drains: Sequence[DrainShape]) -> tuple[float, float] | None:
    """Where the word stands clear of drains upstairs; None where a room has its own name there."""
    if not frame.below or len(frame.below) < len(frame.house.rooms):
        return None
    left, right = frame.walls
    taken = [shape.x for shape in drains if shape.y < frame.y(frame.ceiling_cm)]
    spots = [left + (right - left) * part for part in (0.5, 0.25, 0.75)]
    x = next((x for x in spots if all(abs(x - other) > 60 for other in taken)), spots[0])
    return round(x, 1), frame.y((frame.ceiling_cm + frame.eaves_cm) / 2)


Spans = Mapping[str, tuple[float, float]]
