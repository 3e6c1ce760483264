"""Digits: identifiers, codes, references, telephone numbers."""

from __future__ import annotations

import re

from assistant.understanding.answer import CLEAR_BUT_COSTLY, GUESSED, LISTED, UNKNOWN, Candidate, Reading, Reason
from assistant.understanding.index import Quality
from assistant.understanding.lexicon import is_word, listed_words
from assistant.understanding.numbers import Number, is_and
from assistant.understanding.utterance import Utterance

IDENTIFIER_LENGTH = 10
UNITS = ("dirham", "ryal", "centime", "age_unit")
"""What makes a number an amount or an age, and no digits to be read."""
_PHONE = re.compile(r"(?:\+|\b00)\s*212|\b0[5-7](?:[ .-]?\d\d){4}\b")
_CARD = re.compile(r"\b[a-z]{1,2}\s?-?\d{5,6}\b")
_BETWEEN = frozenset(" -./_,():;#*")
_MOBILE = re.compile(r"(?:(?:\+|00)?212|0)([5-7]\d{8})")


def identifier(utterance: Utterance) -> Reading:
    """Ten digits, always read back; the check digit is the dialogue's matter."""
    if _PHONE.search(utterance.text) or utterance.names("tel_words") or utterance.has("tel_words"):
        return Reason("phone_given")
    read = digits(utterance, IDENTIFIER_LENGTH)
    if not isinstance(read, Reason) and any(each.value.startswith("0") for each in read):
        return Reason("phone_given" if _MOBILE.fullmatch(read[0].value) else "out_of_range", "0")
    if isinstance(read, Reason):
        return Reason("cnie_given") if _CARD.search(utterance.text) else read
    return [Candidate(each.value, min(each.confidence, CLEAR_BUT_COSTLY), each.reason) for each in read]


def digits(utterance: Utterance, length: int | None) -> Reading:
    """A string of digits, of `length` where that is given: then shorter and longer numbers are something else."""
    read = runs(utterance)
    if length is not None:
        fitting = [run[:length] for run in read if run and run == run[:length] * (len(run) // length)]  # said again
        if not fitting:
            return _why_not(utterance, read, length)
        read = fitting
    confidence = GUESSED if _is_guess(utterance) else LISTED
    return [Candidate(run, confidence) for run in read] or UNKNOWN


def _is_guess(utterance: Utterance) -> bool:
    return any(number.quality is Quality.GUESSED for number in utterance.numbers)


def _why_not(utterance: Utterance, read: list[str], length: int) -> Reason:
    longest = max(map(len, read), default=0)
    mostly_digits = 2 * len(utterance.numbers) >= len(utterance.words)
    if not longest or (longest < 3 and length >= 4 and not mostly_digits):
        return UNKNOWN
    return Reason("too_short" if longest < length else "too_long", str(longest))


def runs(utterance: Utterance) -> list[str]:
    """The strings of digits in the utterance: numbers with nothing but separators, fillers or 'and' between them."""
    found: list[str] = []
    last: Number | None = None
    for number in utterance.numbers:
        if _has_unit(utterance, number):
            last = None
            continue
        if last is not None and _joins(utterance, last.end, number.start):
            found[-1] += number.digits
        else:
            found.append(number.digits)
        last = number
    return found


def _has_unit(utterance: Utterance, number: Number) -> bool:
    """Whether the number counts money or years: `3ndi 1234 dh`."""
    after = utterance.split[number.end : number.end + 1]
    return bool(after) and any(is_word(after[0].text, unit) for unit in UNITS)


def _joins(utterance: Utterance, start: int, end: int) -> bool:
    filler = listed_words("filler")
    return all(
        token.text in _BETWEEN or is_and(token) or (token.text in filler and not token.number)
        for token in utterance.split[start:end]
    )


def phone(utterance: Utterance) -> Reading:
    """A Moroccan telephone number in E.164, always read back."""
    compact = re.sub(r"[\s.()/-]", "", utterance.text)
    found = {f"+212{match}" for match in _MOBILE.findall(compact)}
    if not found:
        found = {f"+212{match[1]}" for run in runs(utterance) if (match := _MOBILE.fullmatch(run))}
    return [Candidate(number, CLEAR_BUT_COSTLY) for number in sorted(found)] or UNKNOWN
