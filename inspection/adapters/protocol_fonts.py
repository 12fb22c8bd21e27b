"""The bundled Noto fonts for the PDF: only the subsets whose characters a document uses.

The npm packages cut each weight into subsets with a list of code points. Every subset gets a family of its
own: two files of one family and weight would share one name, and so one font, in the PDF.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_SCRIPTS = (
    "latin",
    "latin-ext",
    "greek",
    "greek-ext",
    "cyrillic",
    "cyrillic-ext",
    "vietnamese",
    "devanagari",
)
_WEIGHTS = (400, 600, 700)
_MATHS = range(0x2070, 0x2BFF)
"Arrows, operators and shapes that the text subsets lack; the maths font has them in its one file."


@dataclass(frozen=True)
class Face:
    """One font file under its own family name."""

    family: str
    weight: int
    path: Path

    @property
    def url(self) -> str:
        return f"font:{self.path.name}"

    @property
    def css(self) -> str:
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; '
            f'src: url("{self.url}") format("woff2"); }}'
        )


@dataclass(frozen=True)
class FontSet:
    """The faces one document needs."""

    faces: tuple[Face, ...]

    @property
    def families(self) -> str:
        """For `font-family`, in CSS and as attribute in SVG, where a blank behind a comma is part of a name.

        Ends in a generic name for characters that no bundled font has.
        """
        return ",".join([*dict.fromkeys(face.family for face in self.faces), "sans-serif"])

    @property
    def css(self) -> str:
        return "\n".join(face.css for face in self.faces)

    @property
    def paths(self) -> Mapping[str, Path]:
        return {face.url: face.path for face in self.faces}


def fonts_for(text: str, folder: Path) -> FontSet:
    """Choose faces below `folder` (`static/vendor/fonts`). FileNotFoundError where they are missing."""
    used = {ord(character) for character in text}
    faces: list[Face] = []
    sans = folder / "noto-sans"
    ranges = json.loads((sans / "unicode.json").read_text(encoding="utf-8"))
    covered: set[int] = set()
    for script in _SCRIPTS:
        points = _points(ranges.get(script, ""), used - covered)
        if points or script == "latin":
            covered |= points
            faces += [
                _face(
                    f"Noto Sans Protocol {_title(script)}",
                    weight,
                    sans / f"noto-sans-{script}-{weight}-normal.woff2",
                )
                for weight in _WEIGHTS
            ]
    left = used - covered
    arrows = {0x2191, 0x2193} & used  # listed for the text subset, but not in it
    if arrows or any(point in _MATHS for point in left):
        maths = folder / "noto-sans-math" / "noto-sans-math-latin-400-normal.woff2"
        faces.append(_face("Noto Sans Protocol Math", 400, maths))
    symbols = folder / "noto-sans-symbols-2"
    symbol_ranges = json.loads((symbols / "unicode.json").read_text(encoding="utf-8"))
    if _points(symbol_ranges["symbols"], left):
        path = symbols / "noto-sans-symbols-2-symbols-400-normal.woff2"
        faces.append(_face("Noto Sans Protocol Symbols", 400, path))
    return FontSet(tuple(faces))


def _face(family: str, weight: int, path: Path) -> Face:
    if not path.is_file():
        raise FileNotFoundError(path)
    return Face(family, weight, path)


def _title(script: str) -> str:
    return script.replace("-", " ").title()


def _points(ranges: str, wanted: Iterable[int]) -> set[int]:
    """Which of `wanted` a CSS unicode-range names."""
    spans = [_span(part) for part in ranges.split(",") if part]
    return {point for point in wanted if any(low <= point <= high for low, high in spans)}


def _span(part: str) -> tuple[int, int]:
    low, _, high = part.removeprefix("U+").partition("-")
    return int(low, 16), int(high or low, 16)
