"""The bundled Noto fonts for the PDF: only the subsets whose characters a document uses.

The npm packages cut each weight into subsets. Every subset gets a family of its own: two files of one family
and weight would share one name, and so one font, in the PDF. What no bundled font can show is replaced, so
that no font of the machine is ever asked: the same case looks the same everywhere.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
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
_SIGNS = (
    ("Math", "noto-sans-math", "latin"),
    ("Symbols", "noto-sans-symbols-2", "symbols"),
)
"Arrows, operators, ticks: in one weight each."
_SIGN = "NPSZ"
"Categories that the maths font is used for. Its Arabic letters are those of formulas: they do not join."
_BOX = "□"
"Stands for a character that no bundled font has."
_SILENT = ("Cc", "Cf", "Cs", "Mn", "Me")
"Categories of characters that show nothing by themselves: left out without a box."


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
        """For `font-family`, in CSS and in SVG, where a blank behind a comma is part of a name."""
        return ",".join(dict.fromkeys(face.family for face in self.faces))

    @property
    def css(self) -> str:
        return "\n".join(face.css for face in self.faces)

    @property
    def paths(self) -> Mapping[str, Path]:
        return {face.url: face.path for face in self.faces}


def fonts_for(text: str, folder: Path) -> FontSet:
    """Choose faces below `folder` (`static/vendor/fonts`). FileNotFoundError where they are missing."""
    left = {ord(character) for character in text}
    chosen: list[Face] = []
    for faces in _families(folder):
        covered = left & _characters(faces[0].path)
        if covered or not chosen:
            chosen += faces
            left -= covered
    return FontSet(tuple(chosen))


def replacements(text: str, folder: Path) -> dict[int, str]:
    """For `str.translate` of HTML: what stands for each character of `text` that no bundled font has.

    The letters it is made of where there are such (`ﬀ` → `ff`), else a box; nothing for what is invisible.
    """
    known = frozenset().union(*(_characters(faces[0].path) for faces in _families(folder)))
    return {
        ord(character): html.escape(_stand_in(character, known))
        for character in set(text)
        if ord(character) not in known and not character.isspace()
    }


def _stand_in(character: str, known: frozenset[int]) -> str:
    if unicodedata.category(character) in _SILENT:
        return ""
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if ord(part) in known) or _BOX


def _families(folder: Path) -> list[list[Face]]:
    """Every bundled family with its weights, the first for a character first."""
    sans = [
        [
            _face(f"Protocol {_title(script)}", weight, folder / "noto-sans", f"noto-sans-{script}")
            for weight in _WEIGHTS
        ]
        for script in _SCRIPTS
    ]
    signs = [
        [_face(f"Protocol {name}", 400, folder / package, f"{package}-{subset}")]
        for name, package, subset in _SIGNS
    ]
    return sans + signs


def _face(name: str, weight: int, folder: Path, subset: str) -> Face:
    path = folder / f"{subset}-{weight}-normal.woff2"
    if not path.is_file():
        raise FileNotFoundError(path)
    return Face(f"Noto Sans {name}", weight, path)


def _title(script: str) -> str:
    return script.replace("-", " ").title()


@cache
def _characters(path: Path) -> frozenset[int]:
    """Code points the file has glyphs for; the packages' own lists name some that are not in it."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        found = frozenset(font.getBestCmap())
    if path.name.startswith("noto-sans-math"):
        return frozenset(point for point in found if unicodedata.category(chr(point))[0] in _SIGN)
    return found
