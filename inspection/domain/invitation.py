"""The link that lets a customer in: its secret is only ever stored hashed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inspection.domain.consultation import CUSTOMER_MAY_ENTER, Consultation
from inspection.domain.errors import RefusalError

MIN_LIFE = timedelta(days=14)
"From its making; the connection test on Monday, the call on Thursday."

LIFE_AFTER_APPOINTMENT = timedelta(days=2)


class InvitationError(RefusalError):
    """`invitation_unknown`, `invitation_expired`, `invitation_revoked` or `consultation_closed`."""

    code = "invitation_unknown"


@dataclass(frozen=True)
class Invitation:
    id: str
    consultation_id: str
    secret_hash: str
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def open(self, consultation: Consultation, now: datetime) -> None:
        """Raises InvitationError when the door stays shut, and says why."""
        let_in(self.revoked_at, self.expires_at, consultation, now)


def let_in(
    revoked_at: datetime | None, expires_at: datetime, consultation: Consultation, now: datetime
) -> None:
    """Whoever comes by a link. Raises InvitationError when the door stays shut, and says why."""
    if revoked_at is not None:
        raise InvitationError("invitation_revoked")
    if consultation.state not in CUSTOMER_MAY_ENTER:
        raise InvitationError("consultation_closed")
    if now >= expires_at:
        raise InvitationError("invitation_expired")


def expires_at(now: datetime, scheduled_at: datetime | None) -> datetime:
    """Until well after the appointment, and at least MIN_LIFE."""
    least = now + MIN_LIFE
    return least if scheduled_at is None else max(least, scheduled_at + LIFE_AFTER_APPOINTMENT)
