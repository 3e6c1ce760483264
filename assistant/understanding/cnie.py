"""National cards: one or two letters, then five or six digits, written or spelt out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.understanding.answer import Answer, nothing, unsure
from assistant.understanding.digits import runs
from assistant.understanding.lexicon import concepts
from assistant.understanding.utterance import Utterance

LENGTHS = (5, 6)
_WRITTEN = re.compile(r"(?<![a-z0-9])([a-z]{1,3})[\s.-]?(\d[\d\sol.-]*\d)(?![a-z0-9])")
_NOT_LETTERS = frozenset({"d", "w", "o", "u", "l", "f", "b", "de", "la", "le", "ra", "cin", "no", "ou"})
_AMBIGUOUS = frozenset({"جي", "ji", "dji"})


@cache
def _letters() -> Mapping[str, str]:
    """Names of letters: French names in either script."""
    named = {
        form: concept.removeprefix("letter_")
        for concept, forms in concepts().items()
        if concept.startswith("letter_")
        for form in forms
        if " " not in form
    }
    return named | {"بي": "B"}  # P is said so too, but no card begins with it


def cnie(utterance: Utterance) -> Answer:
    """The card's number in capitals without separators, to be read back."""
    if any(word in _AMBIGUOUS for word in utterance.words):
        return nothing("ambiguous", "G or J")
    found = set(_written(utterance) or _spelt(utterance))
    good = {card for card in found if _is_card(card)}
    if len(good) == 1:
        return unsure(good.pop(), 0.9)
    if len(good) > 1:
        return nothing("two_values")
    digits = max(map(len, runs(utterance)), default=0)
    if digits >= 10:
        return nothing("identifier_given")
    if digits >= min(LENGTHS):
        return nothing("no_letters")
    return nothing("too_short", str(digits)) if digits > 2 else nothing("unknown")


def _is_card(card: str) -> bool:
    return re.fullmatch(r"[A-Z]{1,2}(?:\d{5}|\d{6})", card) is not None


def _written(utterance: Utterance) -> list[str]:
    text = utterance.text
    return [
        (letters + re.sub(r"\D", "", digits.replace("o", "0").replace("l", "1"))).upper()
        for letters, digits in _WRITTEN.findall(text)
    ]


def _spelt(utterance: Utterance) -> list[str]:
    """Letters by name, or letters alone, right before the digits."""
    if not utterance.numbers:
        return []
    first = utterance.numbers[0].start
    joined = runs(utterance)
    if len(joined) != 1:
        return []
    letters: list[str] = []
    for token in reversed(utterance.split[:first]):
        written = token.text.upper() if re.fullmatch(r"[a-z]{1,2}", token.text) else None
        letter = written or _letters().get(token.text)
        if letter is None:
            break
        letters.insert(0, letter)
    return ["".join(letters) + joined[0]]
