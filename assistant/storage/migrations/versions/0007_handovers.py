"""Callers who want a person, and what became of ringing the operators for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.storage.columns import Id, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", Id, primary_key=True),
        sa.Column("contact_id", Id, sa.ForeignKey("contacts.id", name="fk_handovers_contact_id"), nullable=False),
        sa.Column("ticket_id", Id, sa.ForeignKey("tickets.id", name="fk_handovers_ticket_id"), nullable=False),
        sa.Column("call_index", sa.String(64), nullable=False),
        sa.Column("status", sa.String(200), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handovers_contact_id", "handovers", ["contact_id"])
    op.create_index("ix_handovers_ticket_id", "handovers", ["ticket_id"])
    op.create_index("ix_handovers_call_index", "handovers", ["call_index"])


def downgrade() -> None:
    op.drop_table("handovers")
