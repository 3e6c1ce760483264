"""What any register must be able to tell, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol


class RegistryError(Exception):
    """Base of what this room raises."""


class RegistryUnavailableError(RegistryError):
    """The register does not answer; trying again later may help."""


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


@dataclass(frozen=True, slots=True)
class Household:
    """A household in the social register: its members' identifiers, where it lives, and its score."""

    members: tuple[str, ...] = field(repr=False)
    milieu: str
    region: str
    score: Decimal | None


class Registry(Protocol):
    """A register. `first_digits` are the digits with which its identifiers may begin."""

    name: str
    first_digits: str

    def find_person(self, cnie: str, birth_date: date) -> Person | None: ...
    def find_household(self, identifier: str) -> Household | None: ...
    def ping(self) -> None: ...
