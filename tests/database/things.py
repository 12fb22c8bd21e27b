"""What the adapter tests store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from inspection.domain.access import Role, User
from inspection.domain.consultation import Address, Consultation, Customer, OfficeFact, State
from inspection.domain.operations import Author, LoggedOperation, Operation
from inspection.domain.photo import Photo, PictureSize
from inspection.domain.protocol_version import ProtocolVersion
from inspection.services.ports import Utility

NOW = datetime(2026, 3, 11, 9, 0, 0, 123456, tzinfo=UTC)
UTILITY = Utility("u1", "Weserau", "0421 1", {"number_prefix": "RB"}, NOW)
AUTHOR = Author("ahlers", "Marlene Ahlers", "user")


def user(user_id: str = "ahlers", utility: str = "u1") -> User:
    return User(user_id, utility, user_id, "Marlene Ahlers", "Frau", Role.CONSULTANT, "de", True, NOW)


def consultation(consultation_id: str = "k1", **changes: Any) -> Consultation:
    made = Consultation(
        id=consultation_id,
        utility_id="u1",
        number=f"RB-2026-{consultation_id}",
        state=State.SCHEDULED,
        templates=("backflow", "flooding"),
        checklist_version="1.2",
        ruleset_version="1.1",
        customer=Customer("Erika Müßig", "Frau", "0421 77", "e@example.org"),
        address=Address("Am Deich", "7", "28199", "Bremen", "Neustadt"),
        language="de",
        created_at=NOW,
        updated_at=NOW,
        scheduled_at=NOW,
        office_facts=(OfficeFact("building_units", 2, "Kanalkataster"),),
    )
    return replace(made, **changes)


def operation(seq: int, value: object = "Waschküche", op_id: str = "") -> LoggedOperation:
    made = Operation(op_id or f"op-{seq}", seq - 1, "room:r1", "label", value, NOW + timedelta(seconds=seq))
    return LoggedOperation(made, seq, AUTHOR)


def photo(photo_id: str, number: int) -> Photo:
    return Photo(
        id=photo_id,
        utility_id="u1",
        consultation_id="k1",
        number=number,
        state="ready",
        mime="image/jpeg",
        bytes=12_000_000_000,  # more than 32 bits hold
        sha256_received="a" * 64,
        received_at=NOW,
        sizes={"thumb": PictureSize("b" * 64, 9000, 320, 240, "image/jpeg")},
    )


def protocol(**changes: Any) -> ProtocolVersion:
    made = ProtocolVersion(
        consultation_id="k1", utility_id="u1", version=1, language="de", state="queued", created_at=NOW
    )
    return replace(made, **changes)
