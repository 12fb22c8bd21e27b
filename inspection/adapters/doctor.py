"""What `kellerblick doctor` finds: the parts that its checks share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    OK = "ok"
    WARNING = "warning"
    "It works, but not for long, or not for everybody."
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """One line. `doctor.<code>` in the catalogue says it in words, and how to mend it."""

    check: str
    status: Status
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def ok(check: str, code: str, **params: object) -> Finding:
    return Finding(check, Status.OK, code, params)


def warning(check: str, code: str, **params: object) -> Finding:
    return Finding(check, Status.WARNING, code, params)


def failed(check: str, code: str, **params: object) -> Finding:
    return Finding(check, Status.FAILED, code, params)
