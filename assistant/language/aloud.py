"""Values as they are said: the ids of words that are recorded once, and rests between groups.

Digits are grouped as people compare them: an identifier 3-3-4, a telephone number in pairs. A value that does not
fit its form is said character by character, or not at all: nothing here fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase

from assistant.language.forms import write
from assistant.language.local_time import morocco
from assistant.language.number_words import all_number_words, digit_words, number_words

GROUP = 0.35
"""Seconds of rest between two groups of digits: the pause in which people write a group down."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Silence, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the locale's own `say-<id>` messages."""

    id: str


Said = Iterator[Word | Rest]


HALF_AN_HOUR, NOON = 30, 12
_OF_ALL = ("point", "dirham", "dirhams", "centimes", "ending", "first", "yes", "no")
_TRUTH = {"true": "yes", "false": "no"}
MOST_KEYS = 9
"""Keys that stand for options."""


def all_words(voice: str) -> frozenset[str]:
    """The ids of every word that a value, or a key, may need: the voice's locale has a `say-<id>` for each."""
    months = (f"month-{month}" for month in range(1, 13))
    letters = (f"letter-{letter}" for letter in ascii_lowercase)
    keys = (f"press-{key}" for key in range(1, MOST_KEYS + 1))
    time = ("hours",) if voice == "fr" else ("and-half", "of-morning", "of-evening")
    return all_number_words(voice) | {*_OF_ALL, *time, *months, *letters, *keys}


def aloud(value: str, form: str, voice: str, *, units: bool = True) -> tuple[Word | Rest, ...] | None:
    """How the value is said in a form (one of FORMS); None for a form whose text is said as it is written.

    `units`: whether an amount names its dirhams; not where the text around it does.
    """
    if form == "money":
        return tuple(_amount(value, voice, units=units))
    if form == "plain":
        return _plain(value, voice)
    say = _SAYERS.get(form)
    return tuple(say(value, voice)) if say else None


def _plain(value: str, voice: str) -> tuple[Word | Rest, ...] | None:
    """A yes, a no or a number as such; any other value is a text."""
    if value in _TRUTH:
        return (Word(_TRUTH[value]),)
    whole, point, decimals = value.replace(",", ".").partition(".")
    if not whole.isdecimal() or not value.isascii() or (point and not decimals.isdecimal()):
        return None
    after = (Word("point"), *_digits(decimals)) if point else ()
    return (*_number(whole, voice), *after)


def _words(ids: tuple[str, ...]) -> Said:
    return map(Word, ids)


def _groups(groups: list[str], say: Callable[[str], Said]) -> Said:
    for place, group in enumerate(filter(None, groups)):
        if place:
            yield Rest(GROUP)
        yield from say(group)


def _digits(group: str) -> Said:
    return _words(digit_words(group))


def _number(value: str, voice: str) -> Said:
    """A whole number in words; with leading zeros or too long, digit by digit."""
    whole = re.fullmatch(r"0|[1-9]\d{0,5}", value)
    return _words(number_words(int(value), voice)) if whole else _digits(value)


def _grouped(form: str) -> Callable[[str, str], Said]:
    """Digits in the groups in which the form writes them."""

    def say(value: str, _voice: str) -> Said:
        return _groups(write(value, form).split(" "), _digits)

    return say


def _masked(value: str, _voice: str) -> Said:
    """Only the end is said, and that it is the end."""
    shown = write(value, "masked").lstrip("*")
    if shown:
        yield Word("ending")
        yield from _digits(shown)


def _phone(value: str, voice: str) -> Said:
    shown = write(value, "phone").lstrip("*")
    if shown:
        yield Word("ending")
        yield from _pairs(shown, voice)


def _phone_full(value: str, voice: str) -> Said:
    return _pairs(re.sub(r"\D", "", write(value, "phone_full")), voice)


def _pairs(digits: str, voice: str) -> Said:
    """`06 12 34`: zero six, twelve, thirty-four."""
    first = len(digits) % 2
    pairs = [digits[:first], *(digits[place : place + 2] for place in range(first, len(digits), 2))]
    return _groups(pairs, lambda pair: _number(pair, voice))


def _cnie(value: str, _voice: str) -> Said:
    letters, digits = re.fullmatch(r"([A-Z]*)(.*)", write(value, "cnie"), re.DOTALL).groups()  # type: ignore[union-attr]
    yield from (Word(f"letter-{letter.lower()}") for letter in letters)
    yield Rest(GROUP)
    yield from _groups([digits[:3], digits[3:]], _digits)


def _date(value: str, voice: str) -> Said:
    moment = _moment(value)
    return _day(moment, voice) if moment else _digits(value)


def _datetime(value: str, voice: str) -> Said:
    """The day alone, by Moroccan clocks: the SMS and the receipt carry the minute, and deadlines count days."""
    moment = _moment(value)
    if moment is None:
        return iter(())
    return _day(moment.astimezone(morocco()) if moment.tzinfo else moment, voice)


def _time(value: str, voice: str) -> Said:
    """`five and a half of the evening`; French says `seventeen hours thirty`."""
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", value)
    if found is None:
        return _digits(value)
    hour, minute = map(int, found.groups())
    if voice == "fr":
        return _words((*number_words(hour, voice), "hours", *(number_words(minute, voice) if minute else ())))
    part = "of-evening" if hour >= NOON else "of-morning"
    return _words((*number_words(hour % NOON or NOON, voice), *(_minutes_in_darija(minute) if minute else ()), part))


def _minutes_in_darija(minute: int) -> tuple[str, ...]:
    """Joined to the hour: the half has a word of its own, and the rest is what it is in a number above a hundred."""
    return ("and-half",) if minute == HALF_AN_HOUR else number_words(100 + minute, "ary-Arab")[1:]


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _day(day: datetime, voice: str) -> Said:
    number = number_words(day.day, voice) if day.day > 1 else ("first",)
    return _words((*number, f"month-{day.month}", *number_words(day.year, voice)))


def _amount(value: str, voice: str, *, units: bool) -> Said:
    """Dirhams and, where there are any, centimes."""
    try:
        centimes = round(Decimal(value) * 100)
    except (InvalidOperation, ValueError, OverflowError):
        return
    dirhams, below = divmod(abs(centimes), 100)
    yield from _words(number_words(dirhams, voice))
    if units:
        yield Word("dirhams" if _is_plural(dirhams, voice) else "dirham")
    if below and units:
        yield from _words((*number_words(below, voice), "centimes"))
    elif below:
        yield from _words(("point", *digit_words(f"{below:02}".rstrip("0"))))


def _is_plural(number: int, voice: str) -> bool:
    """French counts in the plural from two on; Darija from two to ten, and again after each hundred."""
    return number >= 2 if voice == "fr" else 2 <= number % 100 <= 10


def _decimal(form: str) -> Callable[[str, str], Said]:
    """The whole number, then the decimals digit by digit, without zeros at their end."""

    def say(value: str, voice: str) -> Said:
        whole, _, decimals = write(value, form).partition(",")
        yield from _number(whole, voice)
        if decimals := decimals.rstrip("0"):
            yield Word("point")
            yield from _groups([decimals[:3], decimals[3:]], _digits)

    return say


_SAYERS: dict[str, Callable[[str, str], Said]] = {
    "count": _number,
    "days": _number,
    "digits": _grouped("digits"),
    "identifier": _grouped("identifier"),
    "reference": _grouped("reference"),
    "masked": _masked,
    "cnie": _cnie,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "score": _decimal("score"),
    "limit": _decimal("limit"),
    "phone": _phone,
    "phone_full": _phone_full,
}
