"""Drains and what protects them: where they stand in their room, how high, and how they are connected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspection.domain.cross_section.frame import Frame
from inspection.domain.cross_section.heights import DrainHeights, Symbol
from inspection.domain.cross_section.pins import PinBoard
from inspection.domain.cross_section.rooms import Spans
from inspection.domain.cross_section.shapes import DrainShape, LiftShape

OUTDOOR_STEP = 30.0  # units from one outdoor drain to the next
_WHISKER_FROM_CM = 10.0
_ABOVE_RIM: Mapping[Symbol, float] = {"machine": 18.0, "wc": 20.0}


def drain_slots(frame: Frame, spans: Spans, pit: float) -> dict[str, float]:
    """x of every drain and lifting station: spread over their room, or in a row behind the house."""
    house, (_, wall) = frame.house, frame.walls
    queues: dict[str, list[str]] = {}
    outside = [drain.id for drain in house.drains if drain.outdoor]
    for drain in house.drains:
        if not drain.outdoor:
            queues.setdefault(_room(drain, spans), []).append(drain.id)
    for device in house.devices:
        served = [drain for drain in house.drains if drain.device == device.id and not drain.outdoor]
        if device.lifting and served:
            queues[_room(served[0], spans)].append(device.id)
    start = wall + pit + OUTDOOR_STEP
    slots = {
        drain: min(start + OUTDOOR_STEP * place, frame.sheet.right - 14)
        for place, drain in enumerate(outside)
    }
    for room, queue in queues.items():
        left, right = spans.get(room, frame.walls)
        for place, entity in enumerate(queue, 1):
            slots[entity] = left + (right - left) * place / (len(queue) + 1)
    return {entity: round(x, 1) for entity, x in slots.items()}


def _room(drain: DrainHeights, spans: Spans) -> str:
    return drain.room if drain.room in spans and drain.room is not None else ""


def drain_shape(frame: Frame, drain: DrainHeights, x: float) -> DrainShape:
    """One drain at its rim; at the floor where the rim is not known."""
    floor = frame.floor_of(drain.room)
    rim = floor if drain.rim_cm is None else drain.rim_cm
    whisker = None
    if drain.rim_cm is not None and drain.tolerance_cm >= _WHISKER_FROM_CM:
        whisker = (frame.y(rim + drain.tolerance_cm), frame.y(rim - drain.tolerance_cm))
    return DrainShape(
        symbol=drain.symbol,
        x=x,
        y=frame.y(rim),
        floor=frame.y(rim if drain.outdoor else min(rim, floor)),
        known=drain.rim_cm is not None,
        connected=drain.connected and frame.house.backflow_cm is not None,
        protection=drain.protection,
        outdoor=drain.outdoor,
        whisker=whisker,
    )


def lift_shapes(
    frame: Frame, drains: Sequence[DrainShape], slots: Mapping[str, float]
) -> tuple[LiftShape, ...]:
    """Lifting stations: a known loop rises above the backflow level, any other pipe stays below it."""
    house = frame.house
    shapes: list[LiftShape] = []
    for device in house.devices:
        pairs = zip(house.drains, drains, strict=True)
        served = [(d, shape) for d, shape in pairs if d.device == device.id and d.protection == "lift"]
        if not device.lifting or not served:
            continue
        floor = frame.floor_of(served[0][0].room)
        level = house.backflow_cm or 0.0
        shapes.append(
            LiftShape(
                x=slots.get(device.id, served[0][1].x),
                floor=frame.y(floor),
                top=frame.y(level + 18 if device.loop else min(level - 40, floor + 90)),
                back=round(frame.walls[0] + 12 + 9 * len(shapes), 1),
                feeds=tuple(shape.x for _, shape in served),
            )
        )
    return tuple(shapes)


def pin_drains(
    frame: Frame, board: PinBoard, drains: Sequence[DrainShape], slots: Mapping[str, float]
) -> None:
    """Numbers above the rims; a device's number beside it, at the first drain it serves."""
    house = frame.house
    for drain, shape in zip(house.drains, drains, strict=True):
        board.place(drain.number, shape.x, shape.y - _ABOVE_RIM.get(shape.symbol, 19.0), drain.level)
    for device in house.devices:
        pairs = zip(house.drains, drains, strict=True)
        at = next((shape for drain, shape in pairs if drain.device == device.id), None)
        if at is not None and device.id in slots:
            board.place(device.number, slots[device.id], at.floor - 36, device.level)
        elif at is not None:
            board.place(device.number, at.x + 18, (at.floor + frame.collector) / 2 + 2, device.level)
