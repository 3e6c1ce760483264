"""A register of invented households, so that everything can be tried without a real one.

Identifiers begin with 0 or 1, and phones with +212 4, which no Moroccan number does: they can be nobody's. Cards and
names are made up.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from stdnum import verhoeff

from assistant.registry.declaration import age, flat, told
from assistant.registry.errors import RegistryUnavailableError
from assistant.registry.invented import ADULT, SEED, Someone, invent, stories, words
from assistant.registry.port import Household, Member, Person, Value

HOUSEHOLDS = 300
NO_PHONE = 0.15
"""The share of grown people whose phone the register does not hold, or not any more."""
MOST_MEMBERS = 12
SCORE_TYPE = "ISE"
VERSION = 2
"""Of the file; an older one is made anew."""

SCHEMA = """
DROP TABLE IF EXISTS households;
DROP TABLE IF EXISTS people;
CREATE TABLE households (id INTEGER PRIMARY KEY, as_of TEXT, declared TEXT, really TEXT, about TEXT);
CREATE TABLE people (
    identifier TEXT PRIMARY KEY, household INTEGER, place INTEGER, cnie TEXT UNIQUE, birth_date TEXT, name TEXT,
    phone TEXT, head INTEGER, relationship TEXT, disabled INTEGER, employment TEXT, education TEXT
);
"""

Score = Callable[[Mapping[str, Any]], Decimal]
"""The index of a nested declaration; the register does not compute it itself."""


class EmbeddedRegistry:
    """The register in a SQLite file, made on first use; the same people on every machine.

    `score` computes the index of what is declared; without it no household has one.
    """

    name = "embedded"
    first_digits = "01"

    def __init__(self, path: Path, score: Score | None = None) -> None:
        self._path = path
        self._score = score

    def find_person(self, cnie: str, birth_date: date) -> Person | None:
        """Whoever has this card and was born on this day."""
        found = self._people("WHERE cnie = ? AND birth_date = ?", (cnie, birth_date.isoformat()))
        return found[0] if found else None

    def find_household(self, identifier: str) -> Household | None:
        """The household in which the person with this identifier lives."""
        with self._open() as connection:
            row = _household(connection, identifier)
            if row is None:
                return None
            people = connection.execute("SELECT * FROM people WHERE household = ? ORDER BY place", (row["id"],))
            members = tuple(_member(person) for person in people)
        declared = json.loads(row["declared"])
        as_of = date.fromisoformat(row["as_of"])
        items = flat(declared)
        score = self._score(declared) if self._score else None
        size = int(items["size"])
        return Household(members, size, score, SCORE_TYPE, as_of, told(members, size, as_of, items))

    def truth(self, identifier: str) -> Mapping[str, Value]:
        """What this household would truly declare, by path: the register may hold something else."""
        with self._open() as connection:
            row = _household(connection, identifier)
        return flat(json.loads(row["declared"])) | json.loads(row["really"]) if row else {}

    def about(self, identifier: str) -> str:
        """The story of the household, where it has one."""
        with self._open() as connection:
            row = _household(connection, identifier)
        return str(row["about"]) if row else ""

    def people(self, limit: int) -> list[Person]:
        """A few people with a card to try with: households with a story first, and those with a phone."""
        order = "WHERE cnie IS NOT NULL ORDER BY phone IS NULL, household >= ?, identifier LIMIT ?"
        return self._people(order, (stories(), limit))

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
        if _version(connection) == VERSION:
            return
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if _version(connection) == VERSION:
                return
            for statement in SCHEMA.split(";")[:-1]:
                connection.execute(statement)
            for number in range(HOUSEHOLDS):
                _add_household(connection, number)
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _household(connection: sqlite3.Connection, identifier: str) -> sqlite3.Row | None:
    query = "SELECT h.* FROM households h JOIN people p ON p.household = h.id WHERE p.identifier = ?"
    row: sqlite3.Row | None = connection.execute(query, (identifier,)).fetchone()
    return row


def _member(row: sqlite3.Row) -> Member:
    return Member(
        identifier=row["identifier"],
        birth_date=date.fromisoformat(row["birth_date"]),
        is_head=bool(row["head"]),
        relationship=row["relationship"],
        is_disabled=bool(row["disabled"]),
        employment_status=row["employment"],
        education_level=row["education"],
    )


def _add_household(connection: sqlite3.Connection, number: int) -> None:
    draw = random.Random(f"{SEED} register {number}")  # noqa: S311 - the same people everywhere, and nobody's
    home = invent(number)
    stored = (number, home.as_of.isoformat(), json.dumps(home.declared), json.dumps(home.really), home.about)
    connection.execute("INSERT INTO households VALUES (?, ?, ?, ?, ?)", stored)
    for place, someone in enumerate(home.members):
        grown = age(someone.born, home.as_of) >= ADULT
        row = (
            *_numbers(draw, number * MOST_MEMBERS + place, number, place, someone, home.family, grown=grown),
            int(someone.head),
            someone.relationship,
            int(someone.disabled),
            someone.employment,
            someone.education,
        )
        connection.execute(f"INSERT INTO people VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def _numbers(
    draw: random.Random, serial: int, number: int, place: int, someone: Someone, family: str, *, grown: bool
) -> tuple[str | int | None, ...]:
    """Identifier, household, place, card, birth date, name and phone; children have neither card nor phone."""
    cnie = f"{draw.choice(words()['series'])}{900000 + serial}"
    has_phone = draw.random() >= NO_PHONE or place + number == 0
    return (
        _identifier(serial),
        number,
        place,
        cnie if grown else None,
        someone.born.isoformat(),
        f"{someone.given} {family}",
        f"+2124000{10000 + serial}" if grown and has_phone else None,
    )


def _identifier(number: int) -> str:
    """Ten digits that begin with 0 or 1 and carry their check digit; spread, so that they do not count up."""
    base = f"{(number * 7_368_787 + 13_579_246) % 200_000_000:09}"
    return base + str(verhoeff.calc_check_digit(base))
