"""Consent is a record: which text, in which language, when, by tap or read aloud by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from inspection.domain.errors import RefusalError

STILLS = "stills"
"Purpose: storing still pictures."

PURPOSES = frozenset({STILLS})
CLICK, ORAL = "click", "oral"


class ConsentError(RefusalError):
    """`consent_how`: a customer taps, a consultant reads; `consent_text_version`: not a text we know."""

    code = "consent_how"


@dataclass(frozen=True)
class Consent:
    consultation_id: str
    purpose: str
    given: bool
    text_version: str
    language: str
    how: str
    "click or oral"
    at: datetime
    read_by: str | None = None
    "user id, when oral"
    read_by_name: str | None = None


def current(consents: Iterable[Consent], purpose: str) -> Consent | None:
    """The latest word on a purpose, given or not; None when nobody was asked. Expects oldest first."""
    latest = None
    for consent in consents:
        if consent.purpose == purpose:
            latest = consent
    return latest


def is_given(consents: Iterable[Consent], purpose: str = STILLS) -> bool:
    latest = current(consents, purpose)
    return latest is not None and latest.given


def consents_as_meta(consents: Iterable[Consent]) -> dict[str, dict[str, object]]:
    """Per purpose as the archive wants it: text version, when and how given, read by whom, withdrawn when."""
    meta: dict[str, dict[str, object]] = {}
    for consent in consents:
        if consent.given:
            record: dict[str, object] = {
                "text_version": consent.text_version,
                "given_at": consent.at.isoformat(),
                "how": consent.how,
            }
            if consent.read_by_name:
                record["read_by"] = consent.read_by_name
            meta[consent.purpose] = record
        elif consent.purpose in meta:
            meta[consent.purpose]["withdrawn_at"] = consent.at.isoformat()
    return meta
