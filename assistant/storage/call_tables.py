"""The tables of telephone calls: those announced, what was said for an appeal, and for whom operators are rung."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index

from assistant.storage.columns import blind, moment, owned_by, sealed, word
from assistant.storage.tables import new_table

expected_calls = new_table(
    "expected_calls",
    blind("token_index", unique=True),
    owned_by("contacts"),
    moment("expires_at"),
)

statements = new_table(
    "statements",
    owned_by("contacts"),
    owned_by("appeals", nullable=True),
    sealed("audio"),
    Column("seconds", Float, nullable=False),
    sealed("transcript", nullable=True),
    Column("confidence", Float, nullable=True),
    moment("at"),
)

handovers = new_table(
    "handovers",
    owned_by("contacts"),
    owned_by("tickets"),
    blind("call_index"),
    word("status"),
    moment("asked_at"),
    Index(None, "call_index"),
)
