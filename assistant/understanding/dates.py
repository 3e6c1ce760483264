"""Dates: day, month, year, in any of the ways that people write and say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.understanding.answer import CLEAR_BUT_COSTLY, GUESSED, UNKNOWN, Candidate, Reading, Reason
from assistant.understanding.index import Quality
from assistant.understanding.lexicon import is_word, lexicon, meaning_and_quality
from assistant.understanding.numbers import Number, numbers, word_value
from assistant.understanding.tokens import Token
from assistant.understanding.utterance import Utterance

EARLIEST = date(1900, 1, 1)
LATEST_BIRTH = date(2025, 12, 31)
LATEST = date(2100, 12, 31)
CENTURY_TURN = 25
"""Two-digit years to this one are 20YY, later ones 19YY."""
MONTH = "month_"
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s*[/.\-_]+\s*(\d{1,2})\s*[/.\-_ ]+\s*(\d{1,4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A day as it was said, which may not exist."""

    year: int
    month: int
    day: int
    quality: Quality = Quality.LISTED


def date_(utterance: Utterance, *, birth: bool) -> Reading:
    """An ISO date, always read back. A day that does not exist is never mended."""
    if utterance.has("islamic_months", "hijri"):
        return Reason("vague", next(iter(utterance.words_of("islamic_months", "hijri"))))
    if utterance.names("or"):
        return Reason("two_values" if utterance.numbers else "vague")
    found = _numeric(utterance) or _glued(utterance) or _in_words(utterance)
    if not found:
        return Reason("incomplete_date") if utterance.numbers else UNKNOWN
    readings = [_checked(parts, birth=birth) for parts in found]
    refused = [reading for reading in readings if isinstance(reading, Reason)]
    return refused[0] if refused else [reading for reading in readings if isinstance(reading, Candidate)]


def _checked(parts: Parts, *, birth: bool) -> Candidate | Reason:
    try:
        made = date(parts.year, parts.month, parts.day)
    except (ValueError, OverflowError):
        return Reason("impossible_date")
    if not EARLIEST <= made <= (LATEST_BIRTH if birth else LATEST):
        return Reason("future_date")
    return Candidate(made.isoformat(), GUESSED if parts.quality is Quality.GUESSED else CLEAR_BUT_COSTLY)


def _numeric(utterance: Utterance) -> list[Parts]:
    """`02/03/1974`, `1974-03-02`, `2.3.74`."""
    return [_ordered(*match.groups()) for match in _NUMERIC.finditer(utterance.text)]


def _ordered(first: str, second: str, third: str) -> Parts:
    """A number of four digits first is the year."""
    if len(first) == 4:
        return Parts(int(first), int(second), int(third))
    return Parts(_year(third), int(second), int(first))


def _year(text: str) -> int:
    value = int(text)
    if len(text) != 2:
        return value
    return 2000 + value if value <= CENTURY_TURN else 1900 + value


def _glued(utterance: Utterance) -> list[Parts]:
    """DDMMYYYY or DDMMYY in one piece."""
    alone = [token.text for token in utterance.tokens if token.number]
    if len(alone) == 1 and len(alone[0]) in (6, 8):
        text = alone[0]
        return [Parts(_year(text[4:]), int(text[2:4]), int(text[:2]))]
    return []


def _in_words(utterance: Utterance) -> list[Parts]:
    """`15 yanayer 1960`, `تلاتين شهر ستة عام تسعين`, `12 5 1974`."""
    found = _month_apart(utterance.split)
    read = [number for number in numbers(found, guess=utterance.typed) if not _is_age(utterance, found, number)]
    named = _without_numbers(_named_months(found, guess=utterance.typed), found)
    if len({month for month, _, _ in named}) > 1:
        return []
    if named:
        month, place, quality = named[0]
        read = [number for number in read if not number.start <= place < number.end]
        return _around(utterance, read, month, place, quality)
    for number in read:
        if number.start and _is_sign(found[number.start - 1]):
            others = [other for other in read if other is not number]
            return _around(utterance, others, number.value, number.start, number.quality)
    if len(read) == 3 and len(utterance.core) <= 6:
        texts = [number.digits for number in read]
        return [_ordered(*texts)] if _is_year(texts[2]) or _is_year(texts[0]) or not utterance.has("year_word") else []
    return []


def _is_year(text: str) -> bool:
    return len(text) == 4


def _around(utterance: Utterance, read: list[Number], month: int, place: int, quality: Quality) -> list[Parts]:
    """The day before the month's name and the year after it, or a year of four digits first."""
    quality = min([quality, *(number.quality for number in read)])
    if len(read) == 1 and utterance.has("first_of_month") and read[0].start > place:
        return [Parts(_year(read[0].digits), month, 1, quality)]
    if len(read) != 2:
        return []
    day, year = read
    if _is_year(day.digits) and not _is_year(year.digits):
        day, year = year, day
    elif not day.start < place < year.start:
        return []
    return [Parts(_year(year.digits), month, day.value, quality)]


def _month_apart(found: list[Token]) -> list[Token]:
    """The tokens with a sign after a month's number, lest `شهر واحد ألف` be a thousand."""
    out: list[Token] = []
    for place, token in enumerate(found):
        out.append(token)
        if place and _is_sign(found[place - 1]) and 1 <= (word_value(token.text) or 0) <= 12:
            out.append(Token(",", sign=True))
    return out


def _is_sign(token: Token) -> bool:
    """Whether the word says that a month's number follows."""
    return is_word(token.text, "date_sign") or "date_sign" in lexicon().one(token.text)[0]


def _is_age(utterance: Utterance, found: list[Token], number: Number) -> bool:
    """`3ndi 45 3am`: years of life, where the word for year follows and no number follows that."""
    after = found[number.end : number.end + 2]
    is_counted = bool(after) and is_word(after[0].text, "age_unit")
    return is_counted and not (len(after) > 1 and after[1].number) and utterance.has("yes_echo", "age_word")


def _without_numbers(named: list[tuple[int, int, Quality]], found: list[Token]) -> list[tuple[int, int, Quality]]:
    """`sept août` is the seventh: a month's name that is a number, too, counts as one beside another name."""
    others = [each for each in named if word_value(found[each[1]].text) is None]
    return others or named


def _named_months(tokens: list[Token], *, guess: bool) -> list[tuple[int, int, Quality]]:
    """(month, place, quality) of each name of a month."""
    found: list[tuple[int, int, Quality]] = []
    for place, token in enumerate(tokens):
        if token.number or token.sign or _is_sign(token):
            continue
        meant, quality = meaning_and_quality(token.text, guess=guess)
        months = {int(concept.removeprefix(MONTH)) for concept in meant if concept.startswith(MONTH)}
        if len(months) == 1:
            found.append((months.pop(), place, quality))
    return found
