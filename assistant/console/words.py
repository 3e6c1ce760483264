"""The console's own words, in French and Arabic, and how values are shown to operators."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from assistant.language import Bundles, morocco

WORDS = Path(__file__).with_name("words")
LOCALES = ("fr", "ar")
DIRECTIONS = {"fr": "ltr", "ar": "rtl"}
PEOPLES = {"fr": "fr", "ar": "ary-Arab"}
"""In which of the people's locales an operator reads questions and labels."""
KEPT = 2
"""Characters at the end of a masked value that stay readable: enough to compare, too few to use."""
DOT = "\u2022"
_NUMBERS = re.compile(r"[A-Za-z]{0,2}\d(?:[ .\-/]?\d){4,}")


def load_words() -> Bundles:
    """The words in this package; raises LocaleError where a file is broken."""
    return Bundles.load(WORDS)


def say(words: Bundles, locale: str, id: str, **args: object) -> str:
    """A sentence of the console; an id that nobody wrote shows as itself, so that a page never breaks."""
    for name in (locale, *LOCALES):
        bundle = words.bundle(name)
        if bundle.has(id):
            return bundle.format(id, "", {key: str(value) for key, value in args.items()})
    return id


def masked(value: object) -> str:
    """A value with all but its last characters hidden; short ones hidden whole."""
    text = str(value)
    return DOT * 3 + text[-KEPT:] if len(text) > 2 * KEPT else DOT * 3


def without_numbers(text: str) -> str:
    """A text in which identifiers, card, telephone and account numbers are masked, whichever digits they have."""
    return _NUMBERS.sub(lambda found: masked(found[0]), text)


def moment(at: datetime) -> str:
    """Day and hour by Moroccan clocks."""
    return at.astimezone(morocco()).strftime("%d/%m/%Y %H:%M")


def clock(at: datetime) -> str:
    return at.astimezone(morocco()).strftime("%H:%M")


def lasted(minutes: int) -> tuple[str, int]:
    """A length of time as the id of its words and a number: minutes, hours, or days."""
    if minutes < 60:
        return "minutes", minutes
    if minutes < 48 * 60:
        return "hours", minutes // 60
    return "days", minutes // (24 * 60)


def direction(locale: str) -> str:
    """The direction in which a locale is written, of the console or of a person."""
    return "rtl" if locale == "ar" or locale.endswith("-Arab") else "ltr"
