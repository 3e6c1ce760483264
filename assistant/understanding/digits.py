"""Digits: identifiers, codes, references, telephone numbers."""

from __future__ import annotations

import re

from assistant.understanding.answer import Answer, nothing, sure, unsure
from assistant.understanding.lexicon import words
from assistant.understanding.numbers import Number, is_and
from assistant.understanding.utterance import Utterance

IDENTIFIER_LENGTH = 10
_PHONE = re.compile(r"(?:\+|00)\s*212|\b0[567](?:[ .-]?\d\d){4}\b")
_CARD = re.compile(r"\b[a-z]{1,2}\s?-?\d{5,6}\b")
_BETWEEN = frozenset(" -./_,():;#")
_MOBILE = re.compile(r"(?:(?:\+|00)?212|0)([5-7]\d{8})")


def identifier(utterance: Utterance) -> Answer:
    """Ten digits; the check digit is the dialogue's matter."""
    if _is_phone(utterance):
        return nothing("phone_given")
    answer = digits(utterance, IDENTIFIER_LENGTH)
    if answer.value is not None:
        return unsure(answer.value, 0.9)
    return nothing("cnie_given") if _CARD.search(utterance.text) else answer


def digits(utterance: Utterance, length: int | None) -> Answer:
    """A string of digits, of `length` where that is given."""
    read = runs(utterance)
    if length is None:
        if len(read) != 1:
            return nothing("two_values" if read else "unknown")
        return sure(read[0])
    fitting = {run for run in read if len(run) == length}
    if len(fitting) == 1:
        return sure(fitting.pop())
    if fitting:
        return nothing("two_values")
    longest = max(map(len, read), default=0)
    if longest < 3 and length >= 4 and not _mostly_digits(utterance):
        return nothing("unknown")
    if not longest:
        return nothing("unknown")
    return nothing("too_short" if longest < length else "too_long", str(longest))


def _mostly_digits(utterance: Utterance) -> bool:
    return 2 * len(utterance.numbers) >= len(utterance.words)


def runs(utterance: Utterance) -> list[str]:
    """The strings of digits in the utterance: numbers with nothing but separators, fillers or 'and' between them."""
    found: list[str] = []
    last: Number | None = None
    for number in utterance.numbers:
        if last is not None and _joins(utterance, last.end, number.start):
            found[-1] += number.digits
        else:
            found.append(number.digits)
        last = number
    return found


def _joins(utterance: Utterance, start: int, end: int) -> bool:
    between = utterance.split[start:end]
    filler = _fillers()
    return all(token.text in _BETWEEN or (is_and(token)) or token.text in filler for token in between)


def _fillers() -> frozenset[str]:
    return frozenset({"euh", "emm", "امم", "امممم", "مم", "m", "hmm", "ا", "يعني", "ya3ni", "ام", "إمم"})


def _is_phone(utterance: Utterance) -> bool:
    if _PHONE.search(utterance.text):
        return True
    return any(word in words()["tel_words"] for word in utterance.words)


def phone(utterance: Utterance) -> Answer:
    """A Moroccan telephone number in E.164; two different ones are none."""
    compact = re.sub(r"[\s.()/-]", "", utterance.text)
    found = {f"+212{match}" for match in _MOBILE.findall(compact)}
    if not found:
        found = {f"+212{match[1]}" for run in runs(utterance) if (match := _MOBILE.fullmatch(run))}
    if len(found) == 1:
        return unsure(found.pop(), 0.9)
    return nothing("two_values" if found else "unknown")
