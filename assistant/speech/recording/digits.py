"""Strings of ten digits to read aloud that are nobody's: neither an identifier nor a telephone number.

They look like an identifier, right check digit included, so that a test can use it; but the first digit is 0 or 1,
which no identifier begins with (facts 1.1, by inference from MOSIP), and where it is 0 the second one is none of
those that Moroccan numbers have there (05 fixed, 06 and 07 mobile, 08 services).
"""

from __future__ import annotations

from random import Random

from stdnum import verhoeff

LENGTH = 10
FIRST = "01"
AFTER_ZERO = frozenset("56789")
"""With 0 before them they could begin a telephone number."""


def digit_string(random: Random) -> str:
    """Ten digits, each of 0 to 9 once, so that every string holds every digit."""
    while True:
        drawn = "".join(random.sample("0123456789", LENGTH))
        if is_nobodys(drawn) and verhoeff.is_valid(drawn):
            return drawn


def is_nobodys(digits: str) -> bool:
    """Whether ten digits can be neither an identifier nor a Moroccan telephone number."""
    return digits[0] in FIRST and not (digits[0] == "0" and digits[1] in AFTER_ZERO)


def group_digits(digits: str) -> str:
    """As they are shown and read: 3-3-4."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
