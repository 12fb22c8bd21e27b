"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "utilities",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_utilities")),
    )
    op.create_table(
        "number_series",
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_number_series_utility_id")),
        sa.PrimaryKeyConstraint("utility_id", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=True),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("successful", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["utility_id"], ["utilities.id"], name=op.f("fk_sign_in_attempts_utility_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(op.f("ix_sign_in_attempts_address_at"), "sign_in_attempts", ["address", "at"])
    op.create_index(
        op.f("ix_sign_in_attempts_login_address_at"), "sign_in_attempts", ["login", "address", "at"]
    )

    op.create_table(
        "users",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("salutation", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_users_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_table(
        "consultations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("templates", sa.JSON(), nullable=False),
        sa.Column("checklist_version", sa.String(length=40), nullable=False),
        sa.Column("ruleset_version", sa.String(length=40), nullable=False),
        sa.Column("customer", sa.JSON(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("consultant_id", sa.String(length=40), nullable=True),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(length=40), nullable=True),
        sa.Column("office_facts", sa.JSON(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("overview", sa.JSON(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["consultant_id"], ["users.id"], name=op.f("fk_consultations_consultant_id")),
        sa.ForeignKeyConstraint(["released_by"], ["users.id"], name=op.f("fk_consultations_released_by")),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_consultations_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("utility_id", "number", name=op.f("uq_consultations_utility_id_number")),
    )
    op.create_index(
        op.f("ix_consultations_utility_id_scheduled_at"), "consultations", ["utility_id", "scheduled_at"]
    )
    op.create_index(op.f("ix_consultations_utility_id_state"), "consultations", ["utility_id", "state"])

    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_sessions_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"])

    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("read_by", sa.String(length=40), nullable=True),
        sa.Column("read_by_name", sa.String(length=120), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consents_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_consents_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(
        op.f("ix_consents_consultation_id_purpose_at"), "consents", ["consultation_id", "purpose", "at"]
    )

    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_invitations_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_invitations_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_invitations_secret_hash")),
    )
    op.create_index(op.f("ix_invitations_consultation_id"), "invitations", ["consultation_id"])

    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("consultation_id", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=40), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("run_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_jobs_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_jobs_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_consultation_id"), "jobs", ["consultation_id"])
    op.create_index(op.f("ix_jobs_dedupe_key"), "jobs", ["dedupe_key"])
    op.create_index(op.f("ix_jobs_state_run_after"), "jobs", ["state", "run_after"])

    op.create_table(
        "operations",
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("op_id", sa.String(length=40), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_kind", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_operations_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_operations_utility_id")),
        sa.PrimaryKeyConstraint("consultation_id", "seq", name=op.f("pk_operations")),
        sa.UniqueConstraint("consultation_id", "op_id", name=op.f("uq_operations_consultation_id_op_id")),
    )
    op.create_table(
        "photos",
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256_received", sa.String(length=64), nullable=False),
        sa.Column("sha256_stored", sa.String(length=64), nullable=True),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("failure", sa.String(length=60), nullable=True),
        sa.Column("sizes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_photos_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_photos_utility_id")),
        sa.PrimaryKeyConstraint("consultation_id", "id", name=op.f("pk_photos")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_photos_consultation_id_number")),
    )
    op.create_table(
        "protocols",
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("rendered_from", sa.JSON(), nullable=True),
        sa.Column("failure", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_protocols_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["released_by"], ["users.id"], name=op.f("fk_protocols_released_by")),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_protocols_utility_id")),
        sa.PrimaryKeyConstraint("consultation_id", "version", "language", name=op.f("pk_protocols")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("photo_id", sa.String(length=40), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("sha256_expected", sa.String(length=64), nullable=False),
        sa.Column("metadata", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_kind", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_uploads_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_uploads_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_consultation_id"), "uploads", ["consultation_id"])

    op.create_table(
        "customer_sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("invitation_id", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_customer_sessions_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitations.id"],
            name=op.f("fk_customer_sessions_invitation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["utility_id"], ["utilities.id"], name=op.f("fk_customer_sessions_utility_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_sessions")),
    )
    op.create_index(op.f("ix_customer_sessions_consultation_id"), "customer_sessions", ["consultation_id"])


def downgrade() -> None:
    for table in (
        "customer_sessions",
        "uploads",
        "protocols",
        "photos",
        "operations",
        "jobs",
        "invitations",
        "consents",
        "sessions",
        "consultations",
        "users",
        "sign_in_attempts",
        "number_series",
        "utilities",
    ):
        op.drop_table(table)
