"""How urgent a measure is: its own default, or more urgent where a grave finding recommends it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from inspection.domain.checklist import Checklist

if TYPE_CHECKING:
    from inspection.domain.assessment import Finding


def effective_priority(checklist: Checklist, measure: str, findings: Iterable[Finding]) -> int:
    """1 at once … 4 on occasion: the minimum of the default and of what the findings' levels ask."""
    asked = (checklist.levels[finding.level].priority for finding in findings)
    return min(
        (checklist.measures[measure].priority, *(priority for priority in asked if priority is not None))
    )
