"""One measured figure and how it is shown."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_COMPARE: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True)
class Result:
    """`floor`: the limit or peer measured in the same run; `must`: what is asked, e.g. "<= 1.5"."""

    case: str
    figure: float
    unit: str
    floor: float | None
    must: str

    @property
    def ratio(self) -> float | None:
        return None if not self.floor else self.figure / self.floor

    @property
    def holds(self) -> bool:
        """The number in `must` bounds the ratio to the floor where there is one, else the figure."""
        sign, bound = self.must.split()[:2]
        measured = self.figure if self.ratio is None else self.ratio
        return _COMPARE[sign](measured, float(bound))

    def to_json(self) -> dict[str, object]:
        return asdict(self) | {"ratio": self.ratio, "holds": self.holds}


def table(results: Sequence[Result]) -> str:
    """The results as one table for a terminal."""
    rows = [("case", "figure", "unit", "floor", "ratio", "must", "holds")]
    rows += [
        (
            result.case,
            f"{result.figure:.3g}",
            result.unit,
            "-" if result.floor is None else f"{result.floor:.3g}",
            "-" if result.ratio is None else f"{result.ratio:.2f}",
            result.must,
            "yes" if result.holds else "NO",
        )
        for result in results
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (zip(row, widths, strict=True) for row in rows)
    return "\n".join("  ".join(cell.ljust(width) for cell, width in line).rstrip() for line in lines)


def write_json(results: Sequence[Result], path: Path) -> None:
    path.write_text(json.dumps([result.to_json() for result in results], indent=2) + "\n", encoding="utf-8")
