"""No finding is cut by a page's end, however large the house."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.protocol.conftest import Printed

DRAINS = 17


def test_each_finding_is_whole(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]], photos: Path
) -> None:
    data = worked_case("case_1_terraced_no_valve")
    pattern = data["drains"][0]
    data["drains"] = [
        {
            **pattern,
            "id": f"x{number}",
            "label": f"Ablauf Nummer {number:02}",
            "drain_height_cm": -depth(number),
            "drain_photo": f"photo:p{number:02}",
        }
        for number in range(1, DRAINS + 1)
    ]
    protocol = print_case(data, "de", {path.stem: path for path in photos.glob("*.jpg")})
    pages = [protocol.flat(page) for page in range(1, protocol.pages + 1)]
    for number in range(1, DRAINS + 1):
        heading = f"Ablauf Nummer {number:02} Ablauf"
        found = [page for page in pages if heading in page]
        assert len(found) == 1, number
        rest = found[0][found[0].index(heading) :]
        for part in (f"−{depth(number)} cm, gemessen", f"{depth(number)} cm darunter", "Regel\u00a0bf_01"):
            assert part in rest or part.replace("\u00a0", " ") in rest, (number, part)


def depth(number: int) -> int:
    """Each drain is deep, at a depth of its own in cm."""
    return 100 + 7 * number
