"""Visits to a journey, counted without their people, and how far each conversation is counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = (
    "journey", "stage", "last_step", "ending", "outcome", "reason", "helped", "locale", "channel", "region",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "episodes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        *(sa.Column(name, sa.String(200), nullable=False) for name in WORDS),
        sa.Index(None, "day"),
        sqlite_autoincrement=True,
    )
    op.add_column("conversations", sa.Column("counted_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("conversations", "counted_at")
    op.drop_table("episodes")
