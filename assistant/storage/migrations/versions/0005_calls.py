"""How a message is said in a call, and the calls that a telephone line has announced."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.storage.columns import Id, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox_messages", sa.Column("spoken", sa.Text, nullable=True))
    op.create_table(
        "expected_calls",
        sa.Column("id", Id, primary_key=True),
        sa.Column("token_index", sa.String(64), nullable=False),
        sa.Column("contact_id", Id, sa.ForeignKey("contacts.id", name="fk_expected_calls_contact_id"), nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("token_index", name="uq_expected_calls_token_index"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_expected_calls_contact_id", "expected_calls", ["contact_id"])


def downgrade() -> None:
    op.drop_table("expected_calls")
    with op.batch_alter_table("outbox_messages") as messages:
        messages.drop_column("spoken")
