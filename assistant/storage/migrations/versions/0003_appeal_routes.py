"""An appeal's way (agency, centre, …) and its revision, by which two who move it at once are told apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("appeals", sa.Column("route", sa.String(200), nullable=True))
    op.add_column("appeals", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("appeals") as appeals:
        appeals.drop_column("revision")
        appeals.drop_column("route")
