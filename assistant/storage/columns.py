"""Column types shared by the tables, and what may stand in a plain column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, DateTime, ForeignKey, Integer, String, Table, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.types import TypeDecorator

LONGEST_PLAIN = 200
"""Characters kept of a provider's id, status or error text."""

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in an INTEGER column."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, in UTC. SQLite keeps no zone, so it is put back on reading; a naive moment is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored; use datetime.now(UTC)")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def row_id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, UtcDateTime, nullable=nullable)


def word(name: str, *, nullable: bool = False) -> Column[Any]:
    """A short plain value that is never personal: a state, a code, a provider's id."""
    return Column(name, String(LONGEST_PLAIN), nullable=nullable)


def blind(name: str, *, nullable: bool = False, unique: bool = False) -> Column[Any]:
    """A blind index (64 hexadecimal digits)."""
    return Column(name, String(64), nullable=nullable, unique=unique or None)


def sealed(name: str, *, nullable: bool = False) -> Column[Any]:
    """An encrypted value; the mark lets key rotation find it."""
    return Column(name, Text, nullable=nullable, info={"sealed": True})


def owned_by(table: str, *, nullable: bool = False, unique: bool = False, index: bool = True) -> Column[Any]:
    """The id of a row of `table`, which cannot go while this row points to it."""
    name = f"{table.removesuffix('s')}_id"
    key = ForeignKey(f"{table}.id")
    return Column(name, Id, key, nullable=nullable, unique=unique or None, index=index and not unique)


def plain(value: str) -> str:
    """What is kept of text from outside in a plain column. PostgreSQL takes no NUL and no lone surrogate."""
    readable = value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    return readable[:LONGEST_PLAIN]


def insert_if_absent(connection: Connection, table: Table, values: Mapping[str, object]) -> int | None:
    """The new row's id, or None where a unique value of it is there already, committed by whomever.

    Unlike catching the error of a plain insert, this leaves a PostgreSQL transaction usable.
    """
    statement = _insert_if_absent(table, connection.dialect.name)
    new: int | None = connection.execute(statement, values).scalar_one_or_none()
    return new


@cache
def _insert_if_absent(table: Table, dialect: str) -> ReturningInsert[Any]:
    """Built once: this runs several times in each turn, and building costs more than running."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(table.c.id)
