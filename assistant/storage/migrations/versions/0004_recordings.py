"""Speakers, who are nobody's telephone number, and what they recorded, encrypted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "speakers",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("code_index", sa.String(64), nullable=False, unique=True),
        sa.Column("code", sa.Text),
        sa.Column("about", sa.Text),
        *(sa.Column(name, sa.String(200), nullable=False) for name in ("invitation", "line")),
        sa.Column("consent", sa.Text, nullable=False),
        *(sa.Column(name, sa.String(200), nullable=False) for name in ("consent_version", "consent_how")),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("block", sa.Integer, nullable=False),
        sa.Column("prompts", sa.Text),
        sa.Index(None, "invitation"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "recordings",
        sa.Column("id", ID, primary_key=True),
        sa.Column("speaker_id", ID, sa.ForeignKey("speakers.id"), nullable=False),
        sa.Column("transcript", sa.String(200), nullable=False),
        sa.Column("audio", sa.Text, nullable=False),
        sa.Column("quality", sa.String(200), nullable=False),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("start", "end")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("speaker_id", "transcript"),
        sa.Index(None, "speaker_id"),
        sa.Index(None, "transcript"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("recordings")
    op.drop_table("speakers")
