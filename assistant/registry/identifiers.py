"""The rules of the IDCS and the CNIE.

Sure of the IDCS: ten digits, one a person, a built-in check digit. That it is Verhoeff's and that the first digit is
2 to 9 is inferred from MOSIP, which Morocco uses (facts 1.1): so a wrong check digit means "please type it again",
never "your number is false". MOSIP's other filters are hints for the log at most.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import Enum

from stdnum import verhoeff

LENGTH = 10
FIRST_DIGITS = "23456789"
RESTRICTED = ("786", "666")
CYCLIC = "142857"


class IdentifierProblem(Enum):
    """What is wrong with an identifier; the values are the reasons that the dialogue knows."""

    LENGTH = "length"
    FIRST_DIGIT = "first_digit"
    CHECK_DIGIT = "check_digit"


def check_identifier(digits: str, first_digits: str = FIRST_DIGITS) -> IdentifierProblem | None:
    """What is wrong with these digits as an IDCS, or None. `first_digits` is the register's own setting."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return IdentifierProblem.LENGTH
    if digits[0] not in first_digits:
        return IdentifierProblem.FIRST_DIGIT
    if not verhoeff.is_valid(digits):
        return IdentifierProblem.CHECK_DIGIT
    return None


def hints(digits: str) -> tuple[str, ...]:
    """Which of MOSIP's generator filters the digits would not have passed. Morocco's settings are unpublished."""
    return tuple(name for name, unlikely in _FILTERS if unlikely(digits))


def _has_sequence(digits: str) -> bool:
    """Three ascending or descending digits; 890 and 098 count, as in the generator."""
    steps = [(int(after) - int(before)) % 10 for before, after in itertools.pairwise(digits)]
    return any(first == second and first in (1, 9) for first, second in itertools.pairwise(steps))


_FILTERS = (
    ("restricted", lambda digits: any(number in digits for number in RESTRICTED)),
    ("sequence", _has_sequence),
    ("repeated_digit", lambda digits: re.search(r"(\d)\d?\1", digits) is not None),
    ("repeated_block", lambda digits: re.search(r"(\d{2,})\d*\1", digits) is not None),
    ("even_digits", lambda digits: re.search(r"[2468]{3}", digits) is not None),
    ("equal_halves", lambda digits: digits[:5] == digits[5:]),
    ("mirrored_halves", lambda digits: digits[:5] == digits[:4:-1]),
    ("cyclic", lambda digits: CYCLIC in digits),
)


@dataclass(frozen=True, slots=True, repr=False)
class _Masked:
    """A personal number; only its last two characters are ever shown by accident."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({'*' * (len(self.text) - 2)}{self.text[-2:]})"


class Identifier(_Masked):
    """An IDCS whose form was checked."""

    @classmethod
    def parse(cls, digits: str, first_digits: str = FIRST_DIGITS) -> Identifier:
        """Raises ValueError naming the problem."""
        problem = check_identifier(digits, first_digits)
        if problem is not None:
            raise ValueError(problem.value)
        return cls(digits)


class Cnie(_Masked):
    """A national card's number: one or two letters, then digits. Public validators disagree on how many (facts 2)."""

    @classmethod
    def parse(cls, text: str) -> Cnie:
        """Raises ValueError for what is none."""
        plain = re.sub(r"[\s.-]", "", text).upper()
        if not re.fullmatch(r"[A-Z]{1,2}[0-9]{1,8}", plain):
            raise ValueError("one or two letters, then digits")
        return cls(plain)
