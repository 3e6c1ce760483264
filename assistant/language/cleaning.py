"""A written text made ready to be read aloud: marks that only the eye needs go, numbers and short forms are spelt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.language.aloud import Word as SaidWord
from assistant.language.aloud import aloud
from assistant.language.tables import read_yaml

_TABLE: Mapping[str, Mapping[str, Mapping[str, str]]] = read_yaml("spoken.yaml")
_UNSAID = re.compile(r"[«»\"“”*#_|]")
_ASIDE = re.compile(r"\s*[()\[\]]\s*")
_DOUBLE = re.compile(r"\s*[,،]\s*(?=[.,،؛:;!?؟])")
"""A comma of ours beside a mark that stood there."""
_EDGES = " ،,;؛:.!؟?…-"
_VALUE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\b[A-Z]{1,2}\d{5,6}\b|\d+(?:,\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

WordText = Callable[[str], str]
"""The text of a word by its id."""


def clean(text: str, voice: str, word: WordText, *, sms: bool) -> str:
    """The text as it is read aloud; `sms` where it was written to be read, so that 'write' becomes 'say'."""
    table = _TABLE[voice]
    text = _ASIDE.sub("، " if voice == "ary-Arab" else ", ", _UNSAID.sub("", text))
    text = _replaced(text, table["spelt"], r"(?<![A-Za-z0-9.])", r"(?![A-Za-z0-9])")
    if sms:
        text = _replaced(text, table["said"], r"(?<!\w)", r"(?!\w)")
    text = _VALUE.sub(lambda found: _spelt(found[0], voice, word), text)
    text = _DOUBLE.sub("", text)
    return " ".join(text.split()).lstrip(_EDGES).rstrip(" ,،:;-")


def has_voice(locale: str) -> bool:
    """Whether texts of the locale can be made ready for a voice."""
    return locale in _TABLE


def _replaced(text: str, table: Mapping[str, str], before: str, after: str) -> str:
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    return re.sub(f"{before}(?:{names}){after}", lambda found: table[found[0]], text)


def _spelt(value: str, voice: str, word: WordText) -> str:
    """A number, date or card number that stands in the text, in words; a decimal as it is compared."""
    form = "cnie" if value[0].isalpha() else "count" if value.isdecimal() else "score"
    if date := _DATE.fullmatch(value):
        day, month, year = date.groups()
        value, form = f"{year}-{month:>02}-{day:>02}", "date"
    said = aloud(value.replace(",", "."), form, voice) or ()
    return " ".join(word(part.id) for part in said if isinstance(part, SaidWord))
