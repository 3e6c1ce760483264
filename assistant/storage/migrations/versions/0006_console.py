"""What the console keeps: accounts, leases, notes, the audit log; and what the queue sorts and filters by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NEWEST_LAST = ("appeal_papers", "leases", "notes", "operators", "operator_sessions", "audit", "lexicon_proposals")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(200)
FAILED, ONCE = sa.text("kind = 'failed'"), sa.text("once")


def upgrade() -> None:
    op.add_column("conversations", sa.Column("region", WORD))
    op.add_column("outbox_messages", sa.Column("author", WORD))
    op.add_column("outbox_messages", sa.Column("segments", sa.Integer))
    op.create_index("ix_events_failed_at", "events", ["at"], sqlite_where=FAILED, postgresql_where=FAILED)
    _tickets()
    _people_in_need()
    _operators()
    _audit()


def _tickets() -> None:
    for column in (
        sa.Column("once", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("rank", sa.Integer, nullable=False, server_default=sa.text("2")),
        sa.Column("due", sa.Date),
        sa.Column("taken_at", MOMENT),
        sa.Column("closed_as", WORD),
        sa.Column("closed_by", WORD),
    ):
        op.add_column("tickets", column)
    op.create_index("ix_tickets_status_rank_due_opened_at", "tickets", ["status", "rank", "due", "opened_at"])
    op.create_index("uq_tickets_once", "tickets", ["cause_key"], unique=True, sqlite_where=ONCE, postgresql_where=ONCE)


def _table(name: str, *columns: SchemaItem) -> None:
    op.create_table(name, sa.Column("id", ID, primary_key=True), *columns, sqlite_autoincrement=True)


def _owned_by(table: str, *, unique: bool | None = None) -> sa.Column[object]:
    name = f"{table.removesuffix('s')}_id"
    return sa.Column(name, ID, sa.ForeignKey(f"{table}.id"), nullable=False, unique=unique)


def _word(name: str) -> sa.Column[object]:
    return sa.Column(name, WORD, nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=False)


def _people_in_need() -> None:
    _table("leases", _owned_by("contacts", unique=True), _word("holder"), _moment("until"))
    _table(
        "notes",
        _owned_by("contacts"),
        _word("kind"),
        _word("author"),
        sa.Column("text", sa.Text),
        _moment("at"),
        sa.Column("due_at", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.Index(None, "contact_id"),
    )
    _table(
        "appeal_papers",
        _owned_by("appeals"),
        _word("paper"),
        _word("author"),
        _moment("at"),
        sa.UniqueConstraint("appeal_id", "paper"),
        sa.Index(None, "appeal_id"),
    )
    _table(
        "lexicon_proposals", sa.Column("phrase", sa.Text, nullable=False), _word("list"), _word("author"), _moment("at")
    )


def _operators() -> None:
    _table(
        "operators",
        _word("login"),
        sa.Column("name", sa.Text, nullable=False),
        _word("role"),
        _word("locale"),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("totp_secret", sa.Text),
        sa.Column("totp_used", sa.Integer, nullable=False),
        _moment("created_at"),
        sa.Column("disabled_at", MOMENT),
        sa.UniqueConstraint("login"),
    )
    _table(
        "operator_sessions",
        sa.Column("token_index", sa.String(64), nullable=False),
        _owned_by("operators"),
        _moment("created_at"),
        _moment("seen_at"),
        sa.UniqueConstraint("token_index"),
        sa.Index(None, "operator_id"),
    )


def _audit() -> None:
    _table(
        "audit",
        _moment("at"),
        _word("actor"),
        _word("action"),
        _word("subject"),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Index(None, "subject"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_stands() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_stands BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stands()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )


def downgrade() -> None:
    for table in reversed(NEWEST_LAST):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_stands()")
    op.drop_index("uq_tickets_once", "tickets")
    op.drop_index("ix_tickets_status_rank_due_opened_at", "tickets")
    op.drop_index("ix_events_failed_at", "events")
    with op.batch_alter_table("tickets") as tickets:
        for column in ("closed_by", "closed_as", "taken_at", "due", "rank", "once"):
            tickets.drop_column(column)
    with op.batch_alter_table("outbox_messages") as messages:
        messages.drop_column("segments")
        messages.drop_column("author")
    with op.batch_alter_table("conversations") as conversations:
        conversations.drop_column("region")
