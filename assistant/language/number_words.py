"""Whole numbers in the words that people say, a clip each, in Darija (units before tens) and in French.

A number becomes ids of words, `3` or `and-20`; each locale with a voice says them in its `say-<id>` messages. Every
word from 1 to 99 stands alone and after an 'and' (`tlata w 3echrin` is `3`, `and-20`), because an 'and' that is cut
out and put before a word sounds like two people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

MOST = 999_999
"""The largest number said as one; a larger one is read digit by digit."""

Words = tuple[str, ...]


def number_words(number: int, voice: str) -> Words:
    """The ids of the words of a number from 0 to MOST; digit by digit for any other."""
    if not 0 <= number <= MOST:
        return digit_words(str(abs(number)))
    return tuple(_GRAMMAR[voice](number))


def digit_words(digits: str) -> Words:
    """Each digit's word; what is no digit is left out."""
    return tuple(digit for digit in digits if "0" <= digit <= "9")


def _darija(number: int) -> Iterator[str]:
    thousands, below = divmod(number, 1000)
    yield from _darija_thousands(thousands)
    hundreds, below = divmod(below, 100)
    if hundreds:
        yield _joined(f"{hundreds}00", after=thousands > 0)
    if below or not number:
        yield from _darija_below_hundred(below, after=number >= 100)


def _darija_thousands(thousands: int) -> Iterator[str]:
    """1000 to 10,000 have words of their own (`alf`, `alfayn`, `telt alaf`); after them the singular is counted."""
    if 1 <= thousands <= 10:
        yield f"{thousands}000"
    elif thousands:
        yield from _darija(thousands)
        yield "thousand"


def _darija_below_hundred(number: int, *, after: bool) -> Iterator[str]:
    tens, unit = divmod(number, 10)
    if number < 20 or not unit:
        yield _joined(str(number), after=after)
    else:
        yield _joined("2-joined" if unit == 2 else str(unit), after=after)  # `tnayn w 3echrin`, but `jouj` alone
        yield f"and-{tens}0"


def _joined(word: str, *, after: bool) -> str:
    return f"and-{word}" if after else word


def _french(number: int) -> Iterator[str]:
    thousands, below = divmod(number, 1000)
    if thousands:
        yield from _french_times(thousands)
        yield "thousand"
    hundreds, below = divmod(below, 100)
    if hundreds:
        yield from _french_times(hundreds)
        yield "hundred"
    if below or not number:
        yield from _french_below_hundred(below)


def _french_times(times: int) -> Iterator[str]:
    """What stands before 'cent' and 'mille': nothing for one."""
    if times > 1:
        yield from _french(times)


def _french_below_hundred(number: int) -> Iterator[str]:
    tens, unit = divmod(number, 10)
    if number < 20:
        yield str(number)
        return
    if tens in (7, 9):  # soixante-dix, quatre-vingt-dix
        tens, unit = tens - 1, unit + 10
    yield f"{tens}0"
    if unit in (1, 11) and tens < 8:
        yield f"and-{unit}"  # vingt et un, soixante et onze; but quatre-vingt-un
    elif unit:
        yield str(unit)


_GRAMMAR: dict[str, Callable[[int], Iterator[str]]] = {"ary-Arab": _darija, "fr": _french}

VOICES = tuple(_GRAMMAR)
"""The locales whose numbers can be said: those with a voice of their own."""


def all_number_words(voice: str) -> frozenset[str]:
    """The ids of every word that a number may need."""
    needed = (*range(1100), *range(1000, 2000, 100), *range(1000, 12_000, 1000))
    return frozenset(word for number in needed for word in number_words(number, voice))
