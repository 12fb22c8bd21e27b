"""What was drawn on a picture, as shapes to be printed over it. The twin of `static/consultant/drawing.js`.

Points are parts of width and height; the result counts in thousandths of the longer side. An arrow goes from
its tail to its head; a circle is its middle and a point on it; texts and numbers are centred on their point.
Case files come from anywhere: what is no shape is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspection.domain.records import COLOURS, POINTS_MAX, SHAPE_TEXT_CHARACTERS, SHAPES, SHAPES_MAX

SIDE = 1000
TEXT = 34
LINE = 42
PADDING = 14
HEAD = 42
PER_LINE = 26  # characters
WIDE_FROM = 0x1100  # scripts whose letters are as wide as high
CODES = {"blue": "#8ed3f7", "orange": "#ffa066", "white": "#ffffff"}


@dataclass(frozen=True)
class TextLine:
    text: str
    y: float


@dataclass(frozen=True)
class PrintedShape:
    """One shape; a stroke has a `path`, a label its box and lines, a number its middle and one line."""

    kind: str
    "stroke, label or number"
    colour: str
    path: str = ""
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """All shapes of a picture, in its own measure."""

    width: float
    height: float
    shapes: tuple[PrintedShape, ...]


def drawing(value: object, width: int, height: int) -> Drawing | None:
    """What `photo.drawing` says of a picture of that size (px); None when nothing of it can be drawn."""
    if not isinstance(value, (list, tuple)) or width < 1 or height < 1:
        return None
    scale = SIDE / max(width, height)
    across, down = _round(width * scale), _round(height * scale)
    shapes: list[PrintedShape] = []
    points_left = POINTS_MAX
    for shape in value[:SHAPES_MAX]:
        points = _points(shape, across, down)
        if not points or len(points) // 2 > points_left:
            continue
        points_left -= len(points) // 2
        printed = _printed(shape, points)
        if printed is not None:
            shapes.append(printed)
    return Drawing(across, down, tuple(shapes)) if shapes else None


def _points(shape: object, across: float, down: float) -> list[float]:
    if not isinstance(shape, Mapping):
        return []
    if shape.get("type") not in SHAPES or shape.get("colour") not in COLOURS:
        return []
    found = shape.get("points")
    if (
        not isinstance(found, (list, tuple))
        or len(found) < 2
        or len(found) % 2
        or len(found) > 2 * POINTS_MAX
    ):
        return []
    if not all(_is_part(part) for part in found):
        return []
    return [_round(part * (down if index % 2 else across)) for index, part in enumerate(found)]


def _is_part(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) and -1 <= value <= 2


def _printed(shape: Mapping[str, object], points: list[float]) -> PrintedShape | None:
    kind, colour = str(shape["type"]), CODES[str(shape["colour"])]
    if kind in ("text", "number"):
        text = shape.get("text")
        words = " ".join(text.split())[:SHAPE_TEXT_CHARACTERS] if isinstance(text, str) else ""
        return _words(kind, words, points, colour) if words else None
    path = _path(kind, points)
    return PrintedShape("stroke", colour, path=path) if path else None


def _words(kind: str, words: str, points: Sequence[float], colour: str) -> PrintedShape:
    x, y = points[0], points[1]
    if kind == "number":
        return PrintedShape("number", colour, x=x, y=y, lines=(TextLine(words, _round(y + TEXT * 0.36)),))
    lines = text_lines(words)
    width = _round(max(text_width(line) for line in lines) + 2 * PADDING)
    height = len(lines) * LINE + PADDING
    top = y - height / 2
    return PrintedShape(
        "label",
        colour,
        x=x,
        y=_round(top),
        width=width,
        height=height,
        lines=tuple(
            TextLine(line, _round(top + PADDING / 2 + (index + 0.76) * LINE))
            for index, line in enumerate(lines)
        ),
    )


def text_lines(text: str) -> list[str]:
    """Words in lines of about PER_LINE characters; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < PER_LINE:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def text_width(line: str) -> float:
    """About as wide as the line is."""
    return _round(sum(1.05 if ord(character) >= WIDE_FROM else 0.62 for character in line) * TEXT)


def _path(kind: str, points: Sequence[float]) -> str:
    """Empty where there is too little of it."""
    if len(points) < 4:
        return ""
    x1, y1, x2, y2 = points[:4]
    if kind == "circle":
        r = _round(math.hypot(x2 - x1, y2 - y1))
        half = f"a{_n(r)} {_n(r)} 0 1 0"
        return f"M{_n(x1 - r)} {_n(y1)}{half} {_n(2 * r)} 0{half} {_n(-2 * r)} 0z" if r else ""
    if kind != "arrow":
        return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in zip(points[::2], points[1::2], strict=True))
    angle = math.atan2(y2 - y1, x2 - x1)
    sides = [
        f"{_n(x2 - HEAD * math.cos(angle + turn))} {_n(y2 - HEAD * math.sin(angle + turn))}"
        for turn in (0.55, -0.55)
    ]
    return f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}M{sides[0]}L{_n(x2)} {_n(y2)}L{sides[1]}"


def _n(value: float) -> str:
    return f"{_round(value):g}"


def _round(value: float) -> float:
    return round(value, 1)
