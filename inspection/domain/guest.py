"""A third person in a call: an interpreter, family, a colleague. The link follows the customer's rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspection.domain.consultation import Consultation
from inspection.domain.invitation import let_in

NAME_MAX = 60
"Characters; it stands in one line of a phone."


class GuestKind(StrEnum):
    INTERPRETER = "interpreter"
    FAMILY = "family"
    COLLEAGUE = "colleague"


@dataclass(frozen=True)
class GuestInvitation:
    """Of the links of one consultation only the newest works: there is one seat."""

    id: str
    utility_id: str
    consultation_id: str
    secret_hash: str
    kind: GuestKind
    name: str
    "As the others are told; empty where nobody said."
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    joined_at: datetime | None = None
    "First in the call; pictures from before are none of the guest's business."

    def open(self, consultation: Consultation, now: datetime) -> None:
        """Raises InvitationError when the door stays shut, and says why."""
        let_in(self.revoked_at, self.expires_at, consultation, now)

    @property
    def participant_id(self) -> str:
        """The guest's id in the call: who comes by the same link is the same person."""
        return PARTICIPANT_PREFIX + self.id


PARTICIPANT_PREFIX = "g-"


@dataclass(frozen=True)
class GuestSession:
    """A browser that came by such a link. `id` is the digest of the cookie's token."""

    id: str
    utility_id: str
    consultation_id: str
    invitation_id: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def is_valid_at(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True)
class Guest:
    """Who sent a request by such a session. No Actor: none of an actor's doors opens."""

    invitation: GuestInvitation
    session_id: str
