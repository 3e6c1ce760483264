"""The tables of the console: who helps whom, what they note, their accounts, and the log of what they did."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Text, UniqueConstraint

from assistant.storage.columns import blind, moment, owned_by, sealed, word
from assistant.storage.tables import new_table

leases = new_table(
    "leases",
    owned_by("contacts", unique=True),
    word("holder"),
    moment("until"),
)

notes = new_table(
    "notes",
    owned_by("contacts"),
    word("kind"),
    word("author"),
    sealed("text", nullable=True),
    moment("at"),
    moment("due_at", nullable=True),
    moment("done_at", nullable=True),
)

operators = new_table(
    "operators",
    word("login"),
    sealed("name"),
    word("role"),
    word("locale"),
    Column("password_hash", Text, nullable=False),
    sealed("totp_secret", nullable=True),
    Column("totp_used", Integer, nullable=False, default=0),
    moment("created_at"),
    moment("disabled_at", nullable=True),
    UniqueConstraint("login"),
)

operator_sessions = new_table(
    "operator_sessions",
    blind("token_index", unique=True),
    owned_by("operators"),
    moment("created_at"),
    moment("seen_at"),
)

# No row of it is ever changed or taken away: the database itself refuses (migration 0006).
audit = new_table(
    "audit",
    moment("at"),
    word("actor"),
    word("action"),
    word("subject"),
    Column("detail", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "subject"),
)

proposals = new_table(
    "lexicon_proposals",
    sealed("phrase"),
    word("list"),
    word("author"),
    moment("at"),
)

papers = new_table(
    "appeal_papers",
    owned_by("appeals"),
    word("paper"),
    word("author"),
    moment("at"),
    UniqueConstraint("appeal_id", "paper"),
)
