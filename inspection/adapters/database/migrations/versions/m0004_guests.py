"""Links for a third person in the call, and the sessions made from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guest_invitations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_guest_invitations_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["utility_id"], ["utilities.id"], name=op.f("fk_guest_invitations_utility_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_invitations")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_guest_invitations_secret_hash")),
    )
    op.create_index(op.f("ix_guest_invitations_consultation_id"), "guest_invitations", ["consultation_id"])
    op.create_table(
        "guest_sessions",
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
            name=op.f("fk_guest_sessions_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["guest_invitations.id"],
            name=op.f("fk_guest_sessions_invitation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_guest_sessions_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_sessions")),
    )
    op.create_index(op.f("ix_guest_sessions_consultation_id"), "guest_sessions", ["consultation_id"])


def downgrade() -> None:
    op.drop_table("guest_sessions")
    op.drop_table("guest_invitations")
