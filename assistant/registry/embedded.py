"""A register of invented households, so that everything can be tried without a real one.

Identifiers begin with 0 or 1, and phones with +212 4, which no Moroccan number does: they can be nobody's. Cards and
names are made up.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from stdnum import verhoeff

from assistant.registry.port import Household, Person, RegistryUnavailableError

SEED = 7218
HOUSEHOLDS = 300
NO_PHONE = 0.15
"""The share of people whose phone the register does not hold, or not any more."""
OLDEST, YOUNGEST = date(1935, 1, 1), date(2007, 12, 31)

SCHEMA = """
CREATE TABLE households (id INTEGER PRIMARY KEY, milieu TEXT, region TEXT, score TEXT);
CREATE TABLE people (
    identifier TEXT PRIMARY KEY, household INTEGER, cnie TEXT UNIQUE, birth_date TEXT, name TEXT, phone TEXT
);
"""


class EmbeddedRegistry:
    """The register in a SQLite file, made on first use; the same people on every machine."""

    name = "embedded"
    first_digits = "01"

    def __init__(self, path: Path) -> None:
        self._path = path

    def find_person(self, cnie: str, birth_date: date) -> Person | None:
        """Whoever has this card and was born on this day."""
        found = self._people("WHERE cnie = ? AND birth_date = ?", (cnie, birth_date.isoformat()))
        return found[0] if found else None

    def find_household(self, identifier: str) -> Household | None:
        """The household in which the person with this identifier lives."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT h.* FROM households h JOIN people p ON p.household = h.id WHERE p.identifier = ?",
                (identifier,),
            ).fetchone()
            if row is None:
                return None
            members = connection.execute("SELECT identifier FROM people WHERE household = ?", (row["id"],)).fetchall()
        score = Decimal(row["score"]) if row["score"] else None
        return Household(tuple(member["identifier"] for member in members), row["milieu"], row["region"], score)

    def people(self, limit: int) -> list[Person]:
        """A few people to try with, those with a phone first."""
        return self._people("ORDER BY phone IS NULL, identifier LIMIT ?", (limit,))

    def ping(self) -> None:
        """Raises RegistryUnavailableError where the file cannot be used."""
        self.people(1)

    def _people(self, where: str, values: tuple[object, ...]) -> list[Person]:
        with self._open() as connection:
            rows = connection.execute(f"SELECT * FROM people {where}", values).fetchall()  # noqa: S608 - our own text
        return [
            Person(
                row["identifier"],
                row["cnie"],
                date.fromisoformat(row["birth_date"]),
                row["name"],
                row["phone"],
            )
            for row in rows
        ]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as connection:
                connection.row_factory = sqlite3.Row
                self._fill(connection)
                yield connection
        except sqlite3.Error as error:
            raise RegistryUnavailableError(f"{self._path}: {error}; remove the file, it is made anew") from error

    def _fill(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA user_version").fetchone()[0]:
            return
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("PRAGMA user_version").fetchone()[0]:
                return
            for statement in SCHEMA.split(";")[:-1]:
                connection.execute(statement)
            for number in range(HOUSEHOLDS):
                _add_household(connection, number)
            connection.execute("PRAGMA user_version = 1")


def _add_household(connection: sqlite3.Connection, number: int) -> None:
    invent = random.Random(SEED * 1000 + number)  # noqa: S311 - the same people everywhere, and nobody's
    names = _names()
    milieu = invent.choice(("urban", "rural"))
    score = f"{invent.gauss(9.5, 0.5):.7f}"
    connection.execute(
        "INSERT INTO households VALUES (?, ?, ?, ?)",
        (number, milieu, invent.choice(names["regions"]), score),
    )
    family = invent.choice(names["family"])
    for place in range(invent.randint(1, 4)):
        identifier = _identifier(number * 4 + place)
        cnie = f"{invent.choice(names['series'])}{900000 + number * 4 + place}"
        born = OLDEST + timedelta(days=invent.randrange((YOUNGEST - OLDEST).days))
        phone = None if invent.random() < NO_PHONE else f"+2124000{10000 + number * 4 + place}"
        name = f"{invent.choice(names['given'])} {family}"
        row = (identifier, number, cnie, born.isoformat(), name, phone)
        connection.execute("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)", row)


def _identifier(number: int) -> str:
    """Ten digits that begin with 0 or 1 and carry their check digit; spread, so that they do not count up."""
    base = f"{(number * 7_368_787 + 13_579_246) % 200_000_000:09}"
    return base + str(verhoeff.calc_check_digit(base))


@cache
def _names() -> dict[str, list[str]]:
    path = Path(__file__).with_name("data") / "names.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))
