"""The operation log: everything edited in a consultation, one field at a time.

`seq` is given by the server; `based_on` is the last `seq` the writer had seen. `fold` makes the present state
of it. The browser has a twin (`static/shared/operations.js`); `tests/vectors/operations.json` holds both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from inspection.domain.errors import RefusalError

ENTITY_KINDS = ("room", "drain", "device", "opening")
WITH_ROOM = frozenset({"drain", "opening"})
TARGET = re.compile(
    r"building|consultation|(room|drain|device|opening|photo|note|visit|door|path):[A-Za-z0-9_-]{1,40}"
)
FIELD = re.compile(r"[a-z][a-z0-9_]{0,59}")
ERASED = "erased"
"Field of a photo that only the server writes: its bytes are gone, an undo cannot bring it back."
OP_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

State = dict[str, Any]
"{seq, entities: {target: {fields: {field: {value, seq, by, at, other?: [{value, seq, by, at}]}}}}}"


class OperationError(RefusalError):
    """One operation that cannot be taken; others of the same request are."""

    code = "operation_malformed"


@dataclass(frozen=True)
class Author:
    id: str
    name: str
    kind: str
    "user, customer or office"

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, "kind": self.kind}


@dataclass(frozen=True)
class Operation:
    op_id: str
    based_on: int
    target: str
    field: str
    value: Any
    at: datetime

    @property
    def kind(self) -> str:
        """building, consultation, room, drain, device, opening, photo, note, visit, door or path."""
        return self.target.partition(":")[0]

    @property
    def entity_id(self) -> str:
        """The part after the colon; empty for building and consultation."""
        return self.target.partition(":")[2]


@dataclass(frozen=True)
class LoggedOperation:
    operation: Operation
    seq: int
    by: Author
    received_at: datetime | None = field(default=None, compare=False)
    "By the server's clock; long after `at` where the writer had no network. None before it is stored."

    def to_json(self) -> dict[str, Any]:
        operation = self.operation
        return {
            "op_id": operation.op_id,
            "seq": self.seq,
            "based_on": operation.based_on,
            "target": operation.target,
            "field": operation.field,
            "value": operation.value,
            "at": iso(operation.at),
            "by": self.by.to_json(),
            **({"received_at": iso(self.received_at)} if self.received_at else {}),
        }


def iso(at: datetime) -> str:
    """UTC with a Z, whole seconds or milliseconds as given: 2026-03-11T09:02:00Z."""
    utc = at.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds" if utc.microsecond else "seconds").replace("+00:00", "Z")


def parse_operation(data: object) -> Operation:
    """Check an operation's shape. Whether it fits the checklist is said by `operation_rules.check`.

    Raises OperationError `operation_malformed` (with `part`) or `operation_unknown_target`.
    """
    if not isinstance(data, Mapping):
        raise OperationError(part="operation")
    op_id, based_on, target, field = (data.get(name) for name in ("op_id", "based_on", "target", "field"))
    if not isinstance(op_id, str) or not OP_ID.fullmatch(op_id):
        raise OperationError(part="op_id")
    if not isinstance(based_on, int) or isinstance(based_on, bool) or not 0 <= based_on < 2**31:
        raise OperationError(part="based_on")
    if not isinstance(target, str) or not TARGET.fullmatch(target):
        raise OperationError("operation_unknown_target", target=str(target)[:60])
    if not isinstance(field, str) or not FIELD.fullmatch(field):
        raise OperationError("operation_unknown_field", field=str(field)[:60], target=target)
    if "value" not in data or not _is_storable(data["value"]):
        raise OperationError(part="value")
    return Operation(op_id, based_on, target, field, data["value"], _parse_time(data.get("at")))


def _is_storable(value: object) -> bool:
    """False for half a character and for NUL, which not every database can keep."""
    if isinstance(value, list):
        return all(map(_is_storable, value))
    if isinstance(value, dict):
        return all(_is_storable(part) for entry in value.items() for part in entry)
    if not isinstance(value, str):
        return True
    return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)


def _parse_time(value: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise OperationError(part="at") from None
    if at.tzinfo is None:
        raise OperationError(part="at")
    return at.astimezone(UTC)


def empty_state() -> State:
    return {"seq": 0, "entities": {}}


def fold(operations: Iterable[LoggedOperation], state: State | None = None) -> State:
    """The state after these operations, which come in order of `seq`; goes on from `state`, changing it."""
    result = empty_state() if state is None else state
    for logged in operations:
        apply(result, logged)
    return result


def apply(state: State, logged: LoggedOperation) -> None:
    """Set one field. What somebody else wrote since the writer last looked stays beside it, until one who has
    seen all of it writes again."""
    operation = logged.operation
    fields = state["entities"].setdefault(operation.target, {"fields": {}})["fields"]
    entry: dict[str, Any] = {
        "value": operation.value,
        "seq": logged.seq,
        "by": logged.by.to_json(),
        "at": iso(operation.at),
    }
    before = fields.get(operation.field)
    if before is not None:
        unseen = [
            {"value": old["value"], "seq": old["seq"], "by": old["by"], "at": old["at"]}
            for old in (before, *before.get("other", ()))
            if old["seq"] > operation.based_on
            and old["by"]["id"] != logged.by.id
            and old["value"] != operation.value
        ]
        if unseen:
            entry["other"] = unseen
    fields[operation.field] = entry
    state["seq"] = logged.seq


def value_of(state: State, target: str, field: str) -> Any:
    """The present value, None when never set or removed."""
    entry = state["entities"].get(target, {"fields": {}})["fields"].get(field)
    return None if entry is None else entry["value"]


def is_there(state: State, target: str) -> bool:
    """Whether an entity, photo or note exists at present."""
    return is_given(target) or value_of(state, target, "exists") is True


def is_given(target: str) -> bool:
    """Whether a target is there without having been added: the house, the consultation, a path."""
    return target in ("building", "consultation") or target.startswith("path:")


def present(state: State, kind: str) -> list[str]:
    """Targets of a kind that exist, in the order they were first added."""
    prefix = f"{kind}:"
    return [target for target in state["entities"] if target.startswith(prefix) and is_there(state, target)]
