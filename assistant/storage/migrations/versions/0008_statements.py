"""What callers said in their own words for an appeal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.storage.columns import Id, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statements",
        sa.Column("id", Id, primary_key=True),
        sa.Column("contact_id", Id, sa.ForeignKey("contacts.id", name="fk_statements_contact_id"), nullable=False),
        sa.Column("appeal_id", Id, sa.ForeignKey("appeals.id", name="fk_statements_appeal_id"), nullable=True),
        sa.Column("audio", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("transcript", sa.Text, nullable=True),
        sa.Column("confidence", sa.Float, nullable=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_statements_contact_id", "statements", ["contact_id"])
    op.create_index("ix_statements_appeal_id", "statements", ["appeal_id"])


def downgrade() -> None:
    op.drop_table("statements")
