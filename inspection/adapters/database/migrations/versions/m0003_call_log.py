"""The log of calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_log",
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_call_log_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_call_log_utility_id")),
        sa.PrimaryKeyConstraint("consultation_id", "side", "batch_id", name=op.f("pk_call_log")),
    )
    op.create_index(op.f("ix_call_log_received_at"), "call_log", ["received_at"])


def downgrade() -> None:
    op.drop_table("call_log")
