"""What the answers of a live consultation mean."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from inspection.domain.assess import assess
from inspection.domain.assessment import assessment_to_json
from inspection.domain.case import Case, CaseError, parse_case
from inspection.domain.case_export import export_case
from inspection.domain.checklist import Checklist
from inspection.domain.consent import Consent
from inspection.domain.consultation import Consultation
from inspection.domain.operations import State, present
from inspection.domain.record_export import onsite
from inspection.services.ports import Transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Beside:
    """What an assessment follows from beside the log; equal ones and an equal `seq` are assessed equally."""

    consultation: Consultation
    "Without what every answer changes."
    consents: tuple[Consent, ...]
    settings: Mapping[str, object] | None


class Assessments:
    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist

    async def beside(self, tx: Transaction, consultation: Consultation) -> Beside:
        """What counts beside the answers."""
        utility = await tx.utilities.get(consultation.utility_id)
        return Beside(
            replace(consultation, last_seq=0, updated_at=consultation.created_at),
            tuple(await tx.consents.all(consultation.id)),
            utility.settings if utility else None,
        )

    def of(self, beside: Beside, state: State) -> dict[str, Any] | None:
        """The assessment with its reasons, None when the answers do not fit the checklist any more."""
        case = self.case(beside, state)
        return None if case is None else assessment_to_json(assess(self._checklist, case))

    def case(self, beside: Beside, state: State) -> Case | None:
        """The answers as the rules read them, None when they do not fit the checklist any more."""
        case = export_case(
            self._checklist,
            beside.consultation,
            state,
            consents=beside.consents,
            settings=beside.settings,
        )
        try:
            return parse_case(case, self._checklist)
        except CaseError as error:
            # Taken operations always fit; only a changed checklist can bring this about.
            log.error("consultation %s cannot be assessed: %s", beside.consultation.id, error)
            return None

    def overview(self, assessment: dict[str, Any] | None, state: State) -> dict[str, object] | None:
        """What a list shows of a consultation."""
        if assessment is None:
            return None
        return {
            "overall": assessment["overall"],
            "open_points": len(assessment["open_points"]),
            "photos": len(present(state, "photo")),
            "onsite": sum(not task["done"] for task in onsite(self._checklist, state)),
        }
