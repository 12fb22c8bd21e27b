"""Who somebody is and what he may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inspection.domain.consultation import Consultation
from inspection.domain.errors import RefusalError

SESSION_LASTS = timedelta(hours=12)
"A working day; a sign-in in the morning holds until the evening."

CUSTOMER_SESSION_LASTS = timedelta(hours=6)
"Outlasts a call of two hours and what went before it."

SHORT_WINDOW = timedelta(minutes=15)
FAILURES_PER_LOGIN = 5
"Failed attempts for one login from one address within SHORT_WINDOW before it has to wait."
FAILURES_PER_ADDRESS = 30
"The same for an address over all logins: an office behind one address has many hands."

MIN_PASSWORD = 10
MAX_PASSWORD = 200
"Characters. argon2 reads all of them, so a limit keeps a request from costing seconds."


class Role(StrEnum):
    CONSULTANT = "consultant"
    OFFICE = "office"
    ADMIN = "admin"


class AccessError(RefusalError):
    """`not_signed_in`, `not_allowed`, or `not_found`: not there for this person."""

    code = "not_allowed"


class SignInError(RefusalError):
    """`sign_in_wrong`, or `sign_in_throttled` with `wait_s`."""

    code = "sign_in_wrong"


class UserError(RefusalError):
    """A user that cannot be added: `user_login`, `user_login_taken`, `user_name`, `user_password`, …"""

    code = "user_login"


@dataclass(frozen=True)
class User:
    id: str
    utility_id: str
    login: str
    name: str
    salutation: str
    "Frau, Herr or empty"
    role: Role
    language: str
    active: bool
    created_at: datetime

    @property
    def short(self) -> str:
        """As a customer calls him: "Frau Ahlers"; the full name without a salutation."""
        return f"{self.salutation} {self.name.split()[-1]}" if self.salutation and self.name else self.name


@dataclass(frozen=True)
class Session:
    """A signed-in browser. `id` is the digest of the cookie's token."""

    id: str
    utility_id: str
    user_id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def is_valid_at(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True)
class CustomerSession:
    """A browser that came by an invitation. `id` is the digest of the cookie's token."""

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
class Actor:
    """Whoever sent a request: a user of the utility, or the customer of one consultation."""

    id: str
    utility_id: str
    name: str
    role: Role | None
    "None: a customer"
    language: str
    consultation_id: str | None = None
    "the only one a customer may see"
    session_id: str = ""

    @property
    def is_customer(self) -> bool:
        return self.role is None

    @property
    def kind(self) -> str:
        """As the operation log names him: user, office or customer."""
        if self.role is None:
            return "customer"
        return "office" if self.role is Role.OFFICE else "user"

    def may_see(self, consultation: Consultation) -> bool:
        if self.utility_id != consultation.utility_id:
            return False
        return self.consultation_id == consultation.id if self.is_customer else True

    def may_edit(self, consultation: Consultation) -> bool:
        """Answers, notes, captions: its consultant, anybody while it has none, the office."""
        if self.is_customer or not self.may_see(consultation):
            return False
        return self.role is not Role.CONSULTANT or consultation.consultant_id in (None, self.id)

    def may_lead(self, consultation: Consultation) -> bool:
        """Start, finish, release, invite: as editing, but the office only invites."""
        return self.role is not Role.OFFICE and self.may_edit(consultation)


def wait_after_failures(failures: list[datetime], allowed: int, now: datetime) -> int:
    """Seconds until the next attempt is taken, 0 when at once."""
    recent = [at for at in failures if now - at < SHORT_WINDOW]
    if len(recent) < allowed:
        return 0
    # With the oldest of the last `allowed` gone from the window, one attempt is free again.
    return max(1, int((recent[-allowed] + SHORT_WINDOW - now).total_seconds() + 0.999))
