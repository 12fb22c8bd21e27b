"""What the answers come to, beyond the levels: what would change them."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from inspection.domain.access import AccessError, Actor
from inspection.domain.checklist import NOT_ASSESSED, Checklist
from inspection.domain.what_if import WhatIf, what_if, what_if_to_json
from inspection.services.operations import Operations

REMEMBERED = 128  # answers to "what would change it", each of one path at one seq


class Results:
    def __init__(self, operations: Operations, checklist: Checklist) -> None:
        self._operations = operations
        self._checklist = checklist
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
