"""A consultation: who advises whom about which house, and the states it passes through."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from inspection.domain.errors import RefusalError


class State(StrEnum):
    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    IN_CALL = "in_call"
    PAUSED = "paused"
    IN_REVIEW = "in_review"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.REQUESTED: frozenset({State.SCHEDULED, State.IN_CALL, State.CANCELLED}),
    State.SCHEDULED: frozenset({State.IN_CALL, State.CANCELLED}),
    State.IN_CALL: frozenset({State.PAUSED, State.IN_REVIEW, State.CANCELLED}),
    State.PAUSED: frozenset({State.IN_CALL, State.IN_REVIEW, State.CANCELLED}),
    State.IN_REVIEW: frozenset({State.RELEASED, State.WITHDRAWN}),
    State.RELEASED: frozenset({State.SUPERSEDED, State.WITHDRAWN}),
    State.SUPERSEDED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.CANCELLED: frozenset(),
}

EDITABLE = frozenset({State.REQUESTED, State.SCHEDULED, State.IN_CALL, State.PAUSED, State.IN_REVIEW})
"States in which answers may change."

CUSTOMER_MAY_ENTER = frozenset({State.REQUESTED, State.SCHEDULED, State.IN_CALL, State.PAUSED})
"States in which an invitation opens the door."


class TransitionError(RefusalError):
    """The consultation cannot go from its state to the wanted one."""

    code = "consultation_state"


@dataclass(frozen=True)
class Customer:
    name: str
    salutation: str = ""
    phone: str = ""
    email: str = ""
    language: str = "de"


@dataclass(frozen=True)
class Address:
    street: str = ""
    number: str = ""
    postcode: str = ""
    city: str = ""
    district: str = ""


@dataclass(frozen=True)
class OfficeFact:
    """What the office found out before the call; the consultation only confirms it."""

    item: str
    value: object
    source: str


@dataclass(frozen=True)
class Consultation:
    id: str
    utility_id: str
    number: str
    state: State
    templates: tuple[str, ...]
    checklist_version: str
    ruleset_version: str
    customer: Customer
    address: Address
    language: str
    created_at: datetime
    updated_at: datetime
    consultant_id: str | None = None
    scheduled_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    released_at: datetime | None = None
    released_by: str | None = None
    office_facts: tuple[OfficeFact, ...] = field(default=())
    last_seq: int = 0

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    def start(self, consultant_id: str, now: datetime) -> Consultation:
        """The call begins or goes on; its first start is the one that counts."""
        if self.state is State.IN_CALL:
            return self
        return replace(
            self._to(State.IN_CALL, now),
            consultant_id=self.consultant_id or consultant_id,
            started_at=self.started_at or now,
        )

    def finish(self, now: datetime) -> Consultation:
        """The call is over and the protocol is looked through."""
        if self.state is State.IN_REVIEW:
            return self
        return replace(self._to(State.IN_REVIEW, now), ended_at=now)

    def release(self, user_id: str, now: datetime) -> Consultation:
        """From here on nothing changes; a correction is a new version."""
        return replace(self._to(State.RELEASED, now), released_at=now, released_by=user_id)

    def _to(self, state: State, now: datetime) -> Consultation:
        if state not in TRANSITIONS[self.state]:
            raise TransitionError(state=self.state.value, wanted=state.value)
        return replace(self, state=state, updated_at=now)


def protocol_number(prefix: str, year: int, count: int) -> str:
    """E.g. RB-2026-000117."""
    return f"{prefix}-{year}-{count:06d}"


def fold_words(text: str) -> str:
    """Text as the search sees it: small letters, ä as ae, ı as i, no other marks, single spaces."""
    lower = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ı", "i")
    plain = "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    return " ".join(plain.split())


def search_text(consultation: Consultation) -> str:
    """What a search finds the consultation by."""
    customer, address = consultation.customer, consultation.address
    return fold_words(
        " ".join(
            (
                consultation.number,
                customer.name,
                customer.email,
                customer.phone,
                address.street,
                address.number,
                address.postcode,
                address.city,
                address.district,
            )
        )
    )
