"""Dates: day, month, year, in any of the ways that people write and say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from assistant.understanding.answer import Answer, nothing, unsure
from assistant.understanding.lexicon import concepts, meaning, phrase, words
from assistant.understanding.numbers import Number, numbers, word_value
from assistant.understanding.tokens import Token
from assistant.understanding.utterance import Utterance

EARLIEST = date(1900, 1, 1)
LATEST_BIRTH = date(2025, 12, 31)
LATEST = date(2100, 12, 31)
CENTURY_TURN = 25
"""Two-digit years to this one are 20YY, later ones 19YY."""
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})(?!\d)")
_PARTIAL = re.compile(r"^\D*\d{1,2}\s*[/.\-]\s*\d{1,2}\D*$")
MONTH_WORDS = frozenset(["chher", "chhar", "ch8er", "شهر", "mois"])


def date_(utterance: Utterance, *, birth: bool) -> Answer:
    """An ISO date, always to be read back."""
    if utterance.has("islamic_months", "weekday", "relative_day") or set(utterance.words) & words()["or"]:
        return nothing("vague" if not utterance.numbers else "two_values")
    found = {
        parts
        for match in _NUMERIC.finditer(utterance.text)
        if (parts := _ordered(match.group(1), match.group(2), match.group(3)))
    }
    if len(found) > 1:
        return nothing("two_values")
    if not found:
        spoken = _glued(utterance) or _in_words(utterance)
        if spoken is None:
            partial = _PARTIAL.match(utterance.text) or utterance.numbers
            return nothing("incomplete_date" if partial else "unknown")
        found = {spoken}
    return _checked(*found.pop(), birth=birth)


def _ordered(first: str, second: str, third: str) -> tuple[int, int, int]:
    """(year, month, day); a number of four digits first is the year."""
    if len(first) == 4:
        return int(first), int(second), int(third)
    return _year(third), int(second), int(first)


def _year(text: str) -> int:
    value = int(text)
    if len(text) > 2 or value > 99:
        return value
    return 2000 + value if value <= CENTURY_TURN else 1900 + value


def _checked(year: int, month: int, day: int, *, birth: bool) -> Answer:
    try:
        made = date(year, month, day)
    except ValueError:
        return nothing("impossible_date")
    if not EARLIEST <= made <= (LATEST_BIRTH if birth else LATEST):
        return nothing("future_date")
    return unsure(made.isoformat(), 0.9)


def _glued(utterance: Utterance) -> tuple[int, int, int] | None:
    """DDMMYYYY or DDMMYY in one piece."""
    alone = [token.text for token in utterance.tokens if token.number]
    if len(alone) == 1 and len(alone[0]) in (6, 8):
        text = alone[0]
        return _year(text[4:]), int(text[2:4]), int(text[:2])
    return None


@cache
def _months() -> dict[str, int]:
    """Month names of one word."""
    return {
        form: int(concept.removeprefix("month_"))
        for concept, forms in concepts().items()
        if concept.startswith("month_")
        for form in forms
        if len(phrase(form)) == 1
    }


def _in_words(utterance: Utterance) -> tuple[int, int, int] | None:
    """`15 yanayer 1960`, `تلاتين شهر ستة عام تسعين`, `12 5 1974`."""
    read = numbers(_month_apart(utterance.split))
    named = _named_month(utterance)
    if named is not None:
        month, place = named
        before = [number for number in read if number.end <= place]
        after = [number for number in read if number.start > place]
        day = before[-1].value if before else (1 if set(utterance.words) & _FIRST else None)
        return (_said_year(after[0]), month, day) if day is not None and len(after) == 1 else None
    if len(read) == 3 and (set(utterance.words) & MONTH_WORDS or len(read[2].digits) == 4):
        return _said_year(read[2]), read[1].value, read[0].value
    return None


def _month_apart(found: Sequence[Token]) -> list[Token]:
    """The tokens with a sign after a month's number, lest `شهر واحد ألف` be a thousand."""
    out: list[Token] = []
    for place, token in enumerate(found):
        out.append(token)
        if place and found[place - 1].text in MONTH_WORDS and (word_value(token.text) or 0) in range(1, 13):
            out.append(Token(",", sign=True))
    return out


_FIRST = frozenset({"fatih", "فاتح", "premier", "1er", "er"})


def _named_month(utterance: Utterance) -> tuple[int, int] | None:
    for place, token in enumerate(utterance.split):
        if not token.number and not token.sign:
            month = _months().get(token.text)
            if month is None and len(token.text) >= 4:
                month = next((int(found[6:]) for found in meaning(token.text) if found.startswith("month_")), None)
            if month is not None:
                return month, place
    return None


def _said_year(number: Number) -> int:
    return _year(number.digits) if not number.worded else _year(str(number.value))
