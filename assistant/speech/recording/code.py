"""The code by which a speaker erases their voice: nine digits, said three by three, the last one a check digit.

Neither eight like the reference of an appeal nor ten like an identifier, so that nobody mistakes one for the other.
"""

from __future__ import annotations

from random import Random

from stdnum import verhoeff

LENGTH = 9


def new_code(random: Random) -> str:
    """A code from `random`, which must be a source fit for secrets outside of tests. It never begins with 0."""
    base = str(random.randrange(10 ** (LENGTH - 2), 10 ** (LENGTH - 1)))
    return base + str(verhoeff.calc_check_digit(base))


def is_code(text: str) -> bool:
    """Whether these are nine digits with the right check digit."""
    formed = len(text) == LENGTH and text.isascii() and text.isdigit() and text[0] != "0"
    return formed and bool(verhoeff.is_valid(text))


def group_code(code: str) -> str:
    """As people copy it down: '123 456 789'."""
    return " ".join(code[place : place + 3] for place in range(0, len(code), 3))
