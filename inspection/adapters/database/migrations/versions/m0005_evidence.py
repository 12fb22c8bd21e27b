"""Pictures: how sharp and bright each is, and what of it was made unrecognizable.

What a phone tells of its direction goes into `uploads.metadata`, which is open to more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photos", sa.Column("quality", sa.JSON(), nullable=True))
    op.add_column("photos", sa.Column("redaction", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("photos") as table:
        table.drop_column("redaction")
        table.drop_column("quality")
