"""What any register must be able to tell, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

Value = str | int | bool | Decimal
"""One declared thing: a word, a count, a yes or no, or dirhams."""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody in the population register. `phone` (E.164) is the one that the register holds, if any.

    It has no repr, so that no log or traceback shows anything of the person.
    """

    identifier: str
    cnie: str
    birth_date: date
    name: str
    phone: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """Somebody in a household's record; None where the register does not say. Words are the register's own."""

    identifier: str
    birth_date: date | None = None
    is_head: bool = False
    relationship: str | None = None
    is_disabled: bool | None = None
    marital_status: str | None = None
    employment_status: str | None = None
    education_level: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Household:
    """A household's record in the social register.

    `score` is only ever an index of the kind that we know (`score_type` says what the register called it); `as_of` is
    the day of the record. `declared` is all that the record tells in the words of a declaration, by path ("size",
    "goods.mobiles", "members.aged_60" as in `scoring`): an open mapping, for registers differ in what they hold.
    """

    members: tuple[Member, ...]
    size: int | None
    score: Decimal | None
    score_type: str | None
    as_of: date | None
    declared: Mapping[str, Value]

    @property
    def milieu(self) -> str | None:
        return self._word("milieu")

    @property
    def region(self) -> str | None:
        return self._word("region")

    def _word(self, path: str) -> str | None:
        value = self.declared.get(path)
        return None if value is None else str(value)


class Registry(Protocol):
    """A register. `first_digits` are the digits with which its identifiers may begin.

    Every method raises RegistryError and nothing else.
    """

    name: str
    first_digits: str

    def find_person(self, cnie: str, birth_date: date) -> Person | None: ...
    def find_household(self, identifier: str) -> Household | None: ...
    def ping(self) -> None: ...
