"""References of appeals: eight digits, said four by four, the last one a check digit.

Not ten, so that nobody mistakes one for an identifier; never beginning with 0, so that no telephone drops it;
drawn at random, so that nobody can count or guess them.
"""

from __future__ import annotations

from random import Random

from stdnum import verhoeff

LENGTH = 8


def new_reference(random: Random) -> str:
    """A reference from `random`, which must be a source fit for secrets outside of tests."""
    base = str(random.randrange(10 ** (LENGTH - 2), 10 ** (LENGTH - 1)))
    return base + str(verhoeff.calc_check_digit(base))


def is_reference(text: str) -> bool:
    """Whether these are eight digits with the right check digit."""
    formed = len(text) == LENGTH and text.isascii() and text.isdigit() and text[0] != "0"
    return formed and bool(verhoeff.is_valid(text))
