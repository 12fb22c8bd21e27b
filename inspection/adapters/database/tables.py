"""All tables. Portable: the same definitions make SQLite's and PostgreSQL's schema.

Every table carries `utility_id`. Times are aware and UTC (`UtcDateTime`), ids random text, counters only
inside a consultation (`seq`, a photo's `number`). A change here needs a migration in `migrations/versions`;
`tests/database/test_migrations.py` compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on every database; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone must not be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True)
"JSON whose None is SQL NULL."

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(40)
HASH = String(64)  # SHA-256, hexadecimal


def _utility() -> Column[str]:
    return Column("utility_id", ID, ForeignKey("utilities.id"), nullable=False)


def _consultation(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "consultation_id",
        ID,
        ForeignKey("consultations.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


utilities = Table(
    "utilities",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("phone", String(40), nullable=False, default=""),
    Column("settings", Json, nullable=False),  # what a utility may change, e.g. number_prefix
    Column("created_at", UtcDateTime, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    Column("login", String(120), nullable=False, unique=True),  # lower case; unique over all utilities
    Column("name", String(120), nullable=False),
    Column("salutation", String(20), nullable=False, default=""),  # "Frau", "Herr" or empty
    Column("role", String(20), nullable=False),
    Column("language", String(5), nullable=False),
    Column("password_hash", String(255), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", HASH, primary_key=True),  # SHA-256 of the cookie's token
    _utility(),
    Column("user_id", ID, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("utility_id", ID, ForeignKey("utilities.id")),  # null: nobody has this login
    Column("login", String(120), nullable=False),
    Column("address", String(60), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("successful", Boolean, nullable=False),
    Index(None, "login", "address", "at"),
    Index(None, "address", "at"),
)

number_series = Table(
    "number_series",
    metadata,
    Column("utility_id", ID, ForeignKey("utilities.id"), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

consultations = Table(
    "consultations",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    Column("number", String(30), nullable=False),  # e.g. RB-2026-000117
    Column("state", String(20), nullable=False),
    Column("templates", Json, nullable=False),
    Column("checklist_version", String(40), nullable=False),
    Column("ruleset_version", String(40), nullable=False),
    Column("customer", Json, nullable=False),
    Column("address", Json, nullable=False),
    Column("language", String(5), nullable=False),
    Column("consultant_id", ID, ForeignKey("users.id")),
    Column("scheduled_at", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("released_at", UtcDateTime),
    Column("released_by", ID, ForeignKey("users.id")),
    Column("office_facts", Json, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("overview", Json),  # {overall: {level, unclear}, open_points: n} of the last assessment
    Column("search", Text, nullable=False),  # folded words of number, customer and address
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("utility_id", "number"),
    Index(None, "utility_id", "scheduled_at"),
    Index(None, "utility_id", "state"),
)

operations = Table(
    "operations",
    metadata,
    _consultation(primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _utility(),
    Column("op_id", ID, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("target", String(60), nullable=False),
    Column("field", String(60), nullable=False),
    Column("value", Json),
    Column("at", UtcDateTime, nullable=False),  # the client's clock
    Column("by_id", ID, nullable=False),
    Column("by_name", String(120), nullable=False),
    Column("by_kind", String(20), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("consultation_id", "op_id"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    _consultation(),
    Column("secret_hash", HASH, nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", ID, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    Index(None, "consultation_id"),
)

customer_sessions = Table(
    "customer_sessions",
    metadata,
    Column("id", HASH, primary_key=True),  # SHA-256 of the cookie's token
    _utility(),
    _consultation(),
    Column("invitation_id", ID, ForeignKey("invitations.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Index(None, "consultation_id"),
)

guest_invitations = Table(
    "guest_invitations",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    _consultation(),
    Column("secret_hash", HASH, nullable=False, unique=True),
    Column("kind", String(20), nullable=False),  # interpreter, family, colleague
    Column("name", String(120), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", ID, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("joined_at", UtcDateTime),
    Index(None, "consultation_id"),
)

guest_sessions = Table(
    "guest_sessions",
    metadata,
    Column("id", HASH, primary_key=True),  # SHA-256 of the cookie's token
    _utility(),
    _consultation(),
    Column("invitation_id", ID, ForeignKey("guest_invitations.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Index(None, "consultation_id"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    _consultation(),
    Column("purpose", String(40), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("text_version", String(40), nullable=False),
    Column("language", String(5), nullable=False),
    Column("how", String(10), nullable=False),
    Column("read_by", ID),  # who read the text aloud, when oral
    Column("read_by_name", String(120)),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "consultation_id", "purpose", "at"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    _consultation(),
    Column("photo_id", ID, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("sha256_expected", HASH, nullable=False),
    Column("metadata", Json, nullable=False),
    Column("by_id", ID, nullable=False),
    Column("by_name", String(120), nullable=False),
    Column("by_kind", String(20), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Index(None, "consultation_id"),
)

photos = Table(
    "photos",
    metadata,
    _consultation(primary_key=True),
    Column("id", ID, primary_key=True),  # chosen by the client, hence unique in its consultation only
    _utility(),
    Column("number", Integer, nullable=False),
    Column("sha256_received", HASH, nullable=False),
    Column("sha256_stored", HASH),
    Column("mime", String(40), nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("bytes", BigInteger, nullable=False),
    Column("taken_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False),  # domain.photo.PhotoState
    Column("failure", String(60)),  # an error code
    Column("sizes", Json, nullable=False),  # size → {sha256, width, height, bytes, mime}
    Column("quality", Json),  # domain.photo.Quality
    Column("redaction", Json),  # domain.redaction.Redaction
    UniqueConstraint("consultation_id", "number"),
)

call_log = Table(
    "call_log",
    metadata,
    _consultation(primary_key=True),
    Column("side", String(20), primary_key=True),  # customer, consultant, guest
    Column("batch_id", ID, primary_key=True),  # the page's own: sent twice, kept once
    _utility(),
    Column("samples", Json, nullable=False),
    Column("events", Json, nullable=False),
    Column("entries", Integer, nullable=False),  # how many of both
    Column("received_at", UtcDateTime, nullable=False),
    Index(None, "received_at"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    Column("consultation_id", ID, ForeignKey("consultations.id", ondelete="CASCADE")),
    Column("kind", String(40), nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", String(20), nullable=False),  # queued, running, done, failed
    Column("attempts", Integer, nullable=False),
    Column("lease_owner", ID),
    Column("lease_until", UtcDateTime),
    Column("progress", Float, nullable=False),
    Column("error_code", String(60)),
    Column("run_after", UtcDateTime, nullable=False),
    Column("dedupe_key", String(120)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Index(None, "state", "run_after"),
    Index(None, "dedupe_key"),
    Index(None, "consultation_id"),
)

protocols = Table(
    "protocols",
    metadata,
    _consultation(primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("language", String(5), primary_key=True),
    _utility(),
    Column("state", String(20), nullable=False),  # queued, rendering, ready, failed
    Column("progress", Float, nullable=False),
    Column("pdf_sha256", HASH),
    Column("bytes", BigInteger),
    Column("pages", Integer),
    Column("rendered_from", Json),  # {checklist_version, ruleset_version, seq, photos: {id: sha256}}
    Column("failure", String(60)),  # an error code
    Column("reason", Text),  # of a correction
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("released_at", UtcDateTime),
    Column("released_by", ID, ForeignKey("users.id")),
)

papers = Table(
    "papers",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    _consultation(),
    Column("kind", String(20), nullable=False),  # connection, map, plan, request, other
    Column("name", String(120), nullable=False),
    Column("mime", String(40), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("sha256_received", HASH, nullable=False),
    Column("sha256_stored", HASH),
    Column("state", String(20), nullable=False),  # received, ready, failed
    Column("failure", String(60)),  # an error code
    Column("pages", Json, nullable=False),  # [{sha256, bytes, width, height}]
    Column("by_id", ID, nullable=False),
    Column("by_name", String(120), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("consultation_id", "sha256_received"),
)

positions = Table(
    "positions",
    metadata,
    _consultation(primary_key=True),  # one: a later one takes its place
    _utility(),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("accuracy_m", Float, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),  # the phone's clock
    Column("received_at", UtcDateTime, nullable=False),
)

connection_tests = Table(
    "connection_tests",
    metadata,
    Column("id", ID, primary_key=True),
    _utility(),
    _consultation(),
    Column("at", UtcDateTime, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("line", String(20), nullable=False),
    Column("ways", Json, nullable=False),  # {direct, relay: domain.connection_test.Measured}
    Column("checks", Json, nullable=False),  # domain.connection_test.Checks
    Index(None, "consultation_id", "at"),
)
