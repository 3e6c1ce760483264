"""Key rotation: every encrypted value, read with whatever key it has and written with the newest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Engine, Row, Table, select, update

from assistant.storage.cipher import Cipher
from assistant.storage.tables import metadata

BATCH = 200
"""Rows a transaction, so that the service waits a few milliseconds at most."""


def sealed_tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if sealed_columns(table)]


def sealed_columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.info.get("sealed")]


def rotate_table(engine: Engine, table: Table, cipher: Cipher) -> int:
    """Rotate a table; gives how many values it held. Raises WrongKeyError where one cannot be read."""
    columns = sealed_columns(table)
    done, last = 0, 0
    while True:
        with engine.begin() as connection:
            query = select(table.c.id, *columns).where(table.c.id > last).order_by(table.c.id).limit(BATCH)
            rows = connection.execute(query.with_for_update()).all()
            for row in rows:
                values = _rotated(row, columns, cipher)
                connection.execute(update(table).where(table.c.id == row.id).values(values))
                done += sum(value is not None for value in values.values())
        if not rows:
            return done
        last = rows[-1].id


def _rotated(row: Row[Any], columns: list[Column[Any]], cipher: Cipher) -> dict[str, str | None]:
    tokens = {column.name: row._mapping[column] for column in columns}
    return {name: None if token is None else cipher.rotate(token) for name, token in tokens.items()}
