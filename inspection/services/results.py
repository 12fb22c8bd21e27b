"""What the answers come to, beyond the levels: what would change them, and the result that ends the talk."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from inspection.domain.access import AccessError, Actor
from inspection.domain.assess import assess
from inspection.domain.checklist import NOT_ASSESSED, Checklist
from inspection.domain.consultation import State
from inspection.domain.errors import RefusalError
from inspection.domain.result import Labels, result
from inspection.domain.what_if import WhatIf, what_if, what_if_to_json
from inspection.services.operations import LiveCase, Operations

REMEMBERED = 128  # answers to "what would change it", each of one path at one seq


class ResultError(RefusalError):
    """`result_not_now`: a customer sees it during the talk only; `result_missing`: it cannot be assessed."""

    code = "result_missing"


class Results:
    def __init__(self, operations: Operations, checklist: Checklist, labels: Labels) -> None:
        self._operations = operations
        self._checklist = checklist
        self._labels = labels
        self._what_ifs: OrderedDict[tuple[object, ...], dict[str, Any]] = OrderedDict()

    async def what_if(self, actor: Actor, consultation_id: str, path: str) -> dict[str, Any]:
        """What would change the level of a path, and the `seq` it holds for.

        Raises AccessError; KeyError for a path the checklist does not know.
        """
        if actor.is_customer:
            raise AccessError("not_allowed")
        self._checklist.path(path)
        live = await self._operations.live_case(actor, consultation_id)
        if live.case is None:
            return what_if_to_json(WhatIf(path, NOT_ASSESSED, True)) | {"seq": live.seq}
        key = (consultation_id, live.seq, path, live.case.settings)
        found = self._what_ifs.pop(key, None)
        if found is None:
            found = what_if_to_json(what_if(self._checklist, live.case, path)) | {"seq": live.seq}
        self._what_ifs[key] = found
        while len(self._what_ifs) > REMEMBERED:
            self._what_ifs.popitem(last=False)
        return found

    async def of(self, actor: Actor, consultation_id: str) -> dict[str, Any]:
        """The result as it stands, for the cockpit. Raises AccessError, ResultError."""
        if actor.is_customer:
            raise AccessError("not_allowed")
        return self._result(await self._operations.live_case(actor, consultation_id))

    async def for_customer(self, actor: Actor) -> dict[str, Any]:
        """The same for her own consultation, while the talk goes on: what is shown then is explained, too.

        Raises AccessError, ResultError `result_not_now`.
        """
        live = await self._operations.live_case(actor, actor.consultation_id or "")
        if live.consultation.state not in (State.IN_CALL, State.PAUSED):
            raise ResultError("result_not_now")
        return self._result(live)

    def _result(self, live: LiveCase) -> dict[str, Any]:
        if live.case is None:
            raise ResultError("result_missing")
        assessment = assess(self._checklist, live.case)
        return result(self._checklist, live.case, assessment, self._labels) | {"seq": live.seq}
