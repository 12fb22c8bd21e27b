"""JSON text ↔ frozen dataclasses: limits, field readers, one parser for every message.

A field of a message names its reader in the dataclass: `sdp: str = field(metadata=reads(text(SDP_MAX)))`.
A reader returns the value or raises ValueError saying what would be right.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from signaling.errors import MessageFieldInvalid, MessageMalformed, MessageTooLarge

MESSAGE_MAX = 96 * 1024  # bytes of UTF-8
SDP_MAX = 64 * 1024
PAYLOAD_MAX = 16 * 1024
DEPTH_MAX = 16  # levels of arrays and objects
NUMBER_MAX = 2**53 - 1  # the largest whole number that JavaScript keeps exactly

Reader = Callable[[object], Any]
T = TypeVar("T")


def reads(reader: Reader, name: str | None = None) -> dict[str, object]:
    """Metadata of a field: how its value is read, and its name on the wire if Python needs another."""
    return {"reader": reader, "name": name}


def wire_name(field: "dataclasses.Field[Any]") -> str:
    return field.metadata.get("name") or field.name


def load(raw: str) -> dict[str, Any]:
    """Text of one message → its JSON object. Raises MessageTooLarge or MessageMalformed."""
    if len(raw.encode("utf-8", "surrogatepass")) > MESSAGE_MAX:
        raise MessageTooLarge
    try:
        data = json.loads(raw, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise MessageMalformed from None
    if not isinstance(data, dict) or not isinstance(data.get("type"), str) or _depth_exceeds(data, DEPTH_MAX):
        raise MessageMalformed
    return data


def read_object(cls: type[T], data: object, path: str = "") -> T:
    """Build `cls` from a JSON object; unknown fields are dropped. Raises MessageFieldInvalid."""
    if not isinstance(data, Mapping):
        raise MessageFieldInvalid({"field": path, "right": "an object"})
    values: dict[str, object] = {}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        name = wire_name(field)
        here = f"{path}.{name}" if path else name
        if name not in data:
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                raise MessageFieldInvalid({"field": here, "right": "given"})
            continue
        if data[name] is None and field.default is None:
            continue
        try:
            values[field.name] = field.metadata["reader"](data[name])
        except ValueError as wrong:
            raise MessageFieldInvalid({"field": here, "right": str(wrong)}) from None
        except MessageFieldInvalid as wrong:
            inner = wrong.details.get("field")
            raise MessageFieldInvalid(
                {**wrong.details, "field": f"{here}.{inner}" if inner else here}
            ) from None
    return cls(**values)


def to_wire(value: object) -> Any:
    """A message or any part of it → plain JSON values. An optional field that is None is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        out: dict[str, Any] = {}
        kind = getattr(type(value), "type", None)
        if isinstance(kind, str):
            out["type"] = kind
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if part is None and field.default is None:
                continue
            out[wire_name(field)] = to_wire(part)
        return out
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): to_wire(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_wire(part) for part in value]
    return value


def dump(data: Mapping[str, Any]) -> str:
    return json.dumps(data, separators=(",", ":"), allow_nan=False)


# Readers


def text(max_bytes: int, *, pattern: str | None = None) -> Reader:
    """A string of at most `max_bytes` of UTF-8, matching `pattern` in full if one is given."""
    compiled = re.compile(pattern) if pattern else None

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("a text")
        try:
            size = len(value.encode())
        except UnicodeEncodeError:
            raise ValueError("a text of whole characters") from None
        if size > max_bytes:
            raise ValueError(f"at most {max_bytes} bytes")
        if compiled and not compiled.fullmatch(value):
            raise ValueError(f"a text like {compiled.pattern}")
        return value

    return read


def one_of(choices: type[StrEnum]) -> Reader:
    def read(value: object) -> StrEnum:
        if isinstance(value, str) and value in set(choices):
            return choices(value)
        raise ValueError("one of " + ", ".join(choices))

    return read


def truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def whole_number(maximum: int = NUMBER_MAX) -> Reader:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= maximum:
            raise ValueError(f"a whole number from 0 to {maximum}")
        return value

    return read


def nested(cls: type[Any]) -> Reader:
    return lambda value: read_object(cls, value)


def nested_or_null(cls: type[Any]) -> Reader:
    return lambda value: None if value is None else read_object(cls, value)


def list_of(reader: Reader) -> Reader:
    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError("a list")
        return tuple(reader(part) for part in value)

    return read


def json_value(max_bytes: int) -> Reader:
    """Any JSON value whose text has at most `max_bytes`. It is passed on, never looked into."""

    def read(value: object) -> object:
        if (
            len(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass"))
            > max_bytes
        ):
            raise ValueError(f"at most {max_bytes} bytes")
        return value

    return read


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _depth_exceeds(value: object, limit: int) -> bool:
    level: list[object] = [value]
    for _ in range(limit):
        level = [
            part
            for container in level
            if isinstance(container, dict | list)
            for part in (container.values() if isinstance(container, dict) else container)
        ]
        if not level:
            return False
    return any(isinstance(part, dict | list) for part in level)
