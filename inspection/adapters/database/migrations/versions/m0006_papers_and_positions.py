"""Papers beside a consultation, and where the customer's phone was, as a proof of place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256_received", sa.String(length=64), nullable=False),
        sa.Column("sha256_stored", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("failure", sa.String(length=60), nullable=True),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.String(length=40), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_papers_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_papers_utility_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint(
            "consultation_id", "sha256_received", name=op.f("uq_papers_consultation_id_sha256_received")
        ),
    )
    op.create_table(
        "positions",
        sa.Column("consultation_id", sa.String(length=40), nullable=False),
        sa.Column("utility_id", sa.String(length=40), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("accuracy_m", sa.Float(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_positions_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["utility_id"], ["utilities.id"], name=op.f("fk_positions_utility_id")),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_positions")),
    )


def downgrade() -> None:
    op.drop_table("positions")
    op.drop_table("papers")
