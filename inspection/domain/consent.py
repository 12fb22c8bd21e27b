"""Consent is a record: which text, in which language, when, by tap or read aloud by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from inspection.domain.errors import RefusalError

STILLS = "stills"
"Purpose: storing still pictures."

STILLS_TAKEN = "stills_taken"
"Purpose: keeping the pictures taken before a withdrawal. Asked after each one, nothing is chosen beforehand."

POSITION = "position"
"Purpose: handing over once where the phone is, as a proof of place."

PURPOSES = frozenset({STILLS, STILLS_TAKEN, POSITION})
CLICK, ORAL = "click", "oral"


class ConsentError(RefusalError):
    """`consent_how`: a customer taps, a consultant reads; `consent_text_version`: not a text we know;
    `consent_not_withdrawn`: nobody has to say what becomes of the pictures; `consent_pictures_gone`: they
    are deleted, nothing is left to keep.
    """

    code = "consent_how"


class Fate(StrEnum):
    """What becomes of the pictures taken before the consent was withdrawn."""

    OPEN = "open"
    "Not said yet: they are neither shown nor printed, and deleted at the latest at the release."
    KEPT = "kept"
    DELETED = "deleted"


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

    def says_the_same(self, other: Consent) -> bool:
        """As another one, whenever that was said."""
        return replace(self, at=other.at, language=other.language) == other


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


def fate_of_taken(consents: Iterable[Consent]) -> Fate | None:
    """None while nothing is withdrawn. Each withdrawal asks anew. Expects oldest first."""
    given, fate = False, None
    for consent in consents:
        if consent.purpose == STILLS:
            if consent.given:
                fate = None
            elif given:
                fate = Fate.OPEN
            given = consent.given
        elif consent.purpose == STILLS_TAKEN and fate is not None:
            fate = Fate.KEPT if consent.given else Fate.DELETED
    return fate


def consents_as_meta(consents: Iterable[Consent]) -> dict[str, dict[str, object]]:
    """Per purpose as the archive wants it: text version, when and how given, read by whom, withdrawn when."""
    meta: dict[str, dict[str, object]] = {}
    for consent in consents:
        if consent.purpose == STILLS:
            meta.pop(STILLS_TAKEN, None)  # said of an earlier withdrawal
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
