"""Contacts, conversations and their log, inbox, outbox, appeals, estimates, limits and codes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEWEST_LAST = (
    "contacts",
    "conversations",
    "inbox",
    "events",
    "outbox_messages",
    "outbox_jobs",
    "deliveries",
    "tickets",
    "limits",
    "codes",
    "appeals",
    "appeal_moves",
    "assessments",
    "key_checks",
)


def upgrade() -> None:
    _people()
    _outbox()
    _limits_and_codes()
    _tickets_and_estimates()
    _appeals()


def downgrade() -> None:
    for table in reversed(NEWEST_LAST):
        op.drop_table(table)


def _people() -> None:
    _table(
        "contacts",
        _sealed("phone", nullable=False),
        _blind("phone_index", unique=True),
        _word("locale", nullable=True),
        _moment("opted_out_at", nullable=True),
        _moment("created_at"),
    )
    _table(
        "conversations",
        _id("contact_id", "contacts", nullable=False, unique=True),
        _sealed("state"),
        sa.Column("revision", sa.Integer, nullable=False),
        *map(_word, ("step", "status", "channel", "locale")),
        _moment("updated_at", nullable=True),
        sa.Index(None, "status", "updated_at"),
    )
    _table(
        "inbox",
        *map(_word, ("channel", "provider_id")),
        _id("contact_id", "contacts", index=True),
        *map(_sealed, ("text", "reply")),
        _moment("received_at"),
        sa.UniqueConstraint("channel", "provider_id"),
    )
    _table(
        "events",
        _id("conversation_id", "conversations", nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        _moment("at"),
        *map(_word, ("kind", "step")),
        _sealed("payload", nullable=False),
        sa.UniqueConstraint("conversation_id", "seq"),
    )


def _outbox() -> None:
    _table(
        "outbox_messages",
        _word("token", unique=True),
        _id("contact_id", "contacts", nullable=False, index=True),
        _id("conversation_id", "conversations", index=True),
        _id("inbox_id", "inbox", index=True),
        *map(_word, ("channel", "delivery_class")),
        *map(_sealed, ("recipient", "body")),
        *_sending(),
        _moment("expires_at", nullable=True),
        _moment("sent_at", nullable=True),
        _word("provider_id", nullable=True),
        sa.Index(None, "status", "due_at"),
    )
    _table(
        "outbox_jobs",
        _word("token", unique=True),
        _id("contact_id", "contacts", index=True),
        _id("conversation_id", "conversations", index=True),
        _word("action"),
        _sealed("args"),
        *_sending(),
        sa.Index(None, "status", "due_at"),
    )
    _table(
        "deliveries",
        _word("reference", unique=True),
        _word("status"),
        _word("error", nullable=True),
        *map(_moment, ("first_at", "last_at")),
    )


def _limits_and_codes() -> None:
    _table(
        "limits",
        _blind("key", unique=True),
        sa.Column("hits", sa.Integer, nullable=False),
        *map(_moment, ("since", "last_at")),
        _moment("locked_until", nullable=True),
    )
    _table(
        "codes",
        *map(_blind, ("subject_index", "asker_index")),
        _word("code_hash"),
        *map(_moment, ("created_at", "expires_at")),
        _moment("consumed_at", nullable=True),
        sa.UniqueConstraint("subject_index", "asker_index"),
    )
    _table("key_checks", _word("name", unique=True), _sealed("canary", nullable=False), _blind("canary_index"))


def _tickets_and_estimates() -> None:
    still_open = sa.text("status = 'open'")
    _table(
        "tickets",
        _id("contact_id", "contacts", nullable=False, index=True),
        _id("conversation_id", "conversations", index=True),
        *map(_word, ("reason", "cause_key", "status")),
        _moment("opened_at"),
        _moment("closed_at", nullable=True),
        sa.Index(
            "uq_tickets_open_cause",
            "cause_key",
            unique=True,
            sqlite_where=still_open,
            postgresql_where=still_open,
        ),
    )
    _table(
        "assessments",
        _word("token", unique=True),
        _id("contact_id", "contacts", nullable=False, index=True),
        _id("conversation_id", "conversations", index=True),
        _word("formula"),
        _sealed("inputs", nullable=False),
        _sealed("result", nullable=False),
        _moment("at"),
    )


def _appeals() -> None:
    _table(
        "appeals",
        _id("contact_id", "contacts", index=True),
        _word("pseudonym", nullable=True),
        _blind("reference_index", unique=True),
        _sealed("reference"),
        *map(_word, ("kind", "state")),
        *map(_sealed, ("contested", "text", "subject", "receipt")),
        sa.Column("notice_date", sa.Date),
        sa.Column("deadline", sa.Date),
        _moment("filed_at"),
        sa.Index(None, "state", "deadline"),
    )
    _table(
        "appeal_moves",
        _id("appeal_id", "appeals", nullable=False, index=True),
        *map(_word, ("state", "actor")),
        _sealed("note"),
        _moment("at"),
    )


def _sending() -> tuple[SchemaItem, ...]:
    """The columns of what is claimed, tried, and tried again."""
    return (
        _word("status"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _moment("due_at"),
        _moment("lease_until", nullable=True),
        _word("error", nullable=True),
    )


def _table(name: str, *parts: SchemaItem) -> None:
    row_id = sa.Column("id", _number(), primary_key=True)
    op.create_table(name, row_id, *parts, sqlite_autoincrement=True)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id(name: str, table: str, **options: Any) -> sa.Column[int]:
    return sa.Column(name, _number(), sa.ForeignKey(f"{table}.id"), **options)


def _word(name: str, *, nullable: bool = False, unique: bool | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(200), nullable=nullable, unique=unique)


def _blind(name: str, *, unique: bool | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False, unique=unique)


def _sealed(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
