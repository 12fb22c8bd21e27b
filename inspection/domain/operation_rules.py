"""Whether an operation fits the checklist and what is already in the consultation."""

from __future__ import annotations

from collections.abc import Mapping

from inspection.domain.checklist import CHOICE_TYPES, ENTITY_SCOPES, EXCLUSIVE_OPTIONS, Checklist, Item
from inspection.domain.operations import (
    ERASED,
    WITH_ROOM,
    Operation,
    OperationError,
    State,
    is_given,
    is_there,
    value_of,
)
from inspection.domain.records import check_record

LABEL_MAX_CHARACTERS = 80
TEXT_MAX_CHARACTERS = 4000
NUMBER_LIMIT = 1e9
ID_KINDS = (*ENTITY_SCOPES, "photo", "note", "visit", "door")
"Kinds of which any number can be added."


def check(checklist: Checklist, state: State, operation: Operation) -> None:
    """Raises OperationError when the operation cannot be taken after `state`.

    `operation_unknown_field`, `operation_read_only`, `operation_wrong_type`, `operation_unknown_option`,
    `operation_exclusive_option`, `operation_out_of_range`, `operation_too_long`,
    `operation_unknown_reference`, `operation_unknown_item`, `operation_unknown_entity`,
    `operation_duplicate_id`, `operation_photo_erased`.
    """
    if not is_given(operation.target):
        _check_target(state, operation)
    if operation.field == "exists" and operation.kind in ID_KINDS:
        _want(isinstance(operation.value, bool), operation, "true_false")
        return
    if check_record(checklist, state, operation):
        return
    if operation.kind in ("photo", "note"):
        _check_attachment(checklist, state, operation)
    elif operation.kind in ENTITY_SCOPES and operation.field in ("label", "room"):
        _check_own_field(state, operation)
    else:
        _check_answer(checklist, state, operation)


def _check_target(state: State, operation: Operation) -> None:
    """Entities begin with `exists`; a removed one may still be written to, its answers wait for an undo.

    A photo begins on the server, when its bytes have arrived.
    """
    if operation.target in state["entities"]:
        if value_of(state, operation.target, ERASED) is True:
            raise OperationError("operation_photo_erased")
        return
    if operation.kind == "photo" or not (operation.field == "exists" and operation.value is True):
        raise OperationError("operation_unknown_entity", target=operation.target)
    for kind in ID_KINDS:
        if f"{kind}:{operation.entity_id}" in state["entities"]:
            raise OperationError("operation_duplicate_id", target=operation.target)


def _check_own_field(state: State, operation: Operation) -> None:
    if operation.field == "label":
        _check_text(operation, LABEL_MAX_CHARACTERS)
    elif operation.kind not in WITH_ROOM:
        raise _unknown_field(operation)
    elif operation.value is not None:
        _check_reference(state, operation, "room")


def _check_attachment(checklist: Checklist, state: State, operation: Operation) -> None:
    texts = {"photo": ("caption", "note"), "note": ("text",)}[operation.kind]
    if operation.field in texts:
        _check_text(operation, TEXT_MAX_CHARACTERS)
    elif operation.value is None and operation.field in ("item", "entity"):
        return
    elif operation.field == "item":
        _want(isinstance(operation.value, str), operation, "text")
        if operation.value not in checklist.items:
            raise OperationError("operation_unknown_item", item=operation.value[:60])
    elif operation.field == "entity":
        _want(isinstance(operation.value, str), operation, "text")
        if operation.value != "building" and not any(
            is_there(state, f"{kind}:{operation.value}") for kind in ENTITY_SCOPES
        ):
            raise OperationError("operation_unknown_reference", value=operation.value[:60])
    else:
        raise _unknown_field(operation)


def _check_answer(checklist: Checklist, state: State, operation: Operation) -> None:
    item = checklist.items.get(operation.field)
    if item is None or item.scope != operation.kind:
        raise _unknown_field(operation)
    if item.type == "photo" or item.source is not None:
        # Answered by pictures bound to it, or by the record it shows.
        raise OperationError("operation_read_only", field=operation.field)
    if operation.value is not None:
        _check_value(item, state, operation)


def _check_value(item: Item, state: State, operation: Operation) -> None:
    value = operation.value
    if item.type in CHOICE_TYPES:
        _want(isinstance(value, str), operation, "option")
        _check_options(item.options, [value])
    elif item.type == "multi":
        _want(isinstance(value, list) and all(isinstance(option, str) for option in value), operation, "list")
        _check_options(item.options, value)
        _want(len(set(value)) == len(value), operation, "list")
        if len(value) > 1 and any(option in EXCLUSIVE_OPTIONS for option in value):
            raise OperationError("operation_exclusive_option", field=operation.field)
    elif item.type == "number":
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        _want(number and -NUMBER_LIMIT <= value <= NUMBER_LIMIT, operation, "number")
        if item.range and not item.range.min <= value <= item.range.max:
            raise OperationError(
                "operation_out_of_range",
                field=operation.field,
                min=f"{item.range.min:g}",
                max=f"{item.range.max:g}",
            )
    elif item.type == "reference":
        _check_reference(state, operation, item.ref or "")
    else:
        _check_text(operation, TEXT_MAX_CHARACTERS)


def _check_options(options: Mapping[str, object], chosen: list[str]) -> None:
    for option in chosen:
        if option not in options:
            raise OperationError("operation_unknown_option", option=option[:60])


def _check_reference(state: State, operation: Operation, kind: str) -> None:
    _want(isinstance(operation.value, str), operation, "text")
    target = f"{kind}:{operation.value}"
    if value_of(state, target, "exists") is not True:
        raise OperationError("operation_unknown_reference", value=operation.value[:60])


def _check_text(operation: Operation, limit: int) -> None:
    if operation.value is None:
        return
    _want(isinstance(operation.value, str), operation, "text")
    if len(operation.value) > limit:
        raise OperationError("operation_too_long", field=operation.field, limit=limit)


def _want(holds: bool, operation: Operation, wanted: str) -> None:
    if not holds:
        raise OperationError("operation_wrong_type", field=operation.field, wanted=wanted)


def _unknown_field(operation: Operation) -> OperationError:
    return OperationError("operation_unknown_field", field=operation.field[:60], target=operation.target)
