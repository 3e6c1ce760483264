"""One spelling for what is written in many: scripts folded, marks dropped, digits made ASCII."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

REMEMBERED = 5_000
"""Words and letters whose analysis is kept: people use few, and nobody can fill the memory with others."""
LONGEST = 1600
"""Characters that are looked at: the longest SMS that a gateway takes in one piece."""

_FOLDED = str.maketrans({
    "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۃ": "ه", "ک": "ك", "گ": "ڭ", "ڨ": "ڭ", "ٱ": "ا", "ـ": None,
    "ے": "ي", "ھ": "ه", "ہ": "ه", "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "œ": "oe", "æ": "ae", "ß": "ss",
    "،": ",", "؛": ";", "؟": "?", "٫": ",", "٬": ".", "–": "-", "—": "-", "−": "-", "٪": "%", "ɣ": "gh", "ɛ": "3",
})  # fmt: skip
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_SPACES = re.compile(r"\s+")
DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
"""Unicode categories of marks, formats (bidi, joiners) and what is no character."""


def normalise(text: str) -> str:
    """The text folded: lower case, one form of each letter, ASCII digits, three or more repeats made one."""
    return _REPEATED.sub(r"\1", folded(text))


def folded(text: str) -> str:
    """As `normalise`, with every letter as often as it was written."""
    if text.isascii():
        plain = text[:LONGEST].lower()
    else:
        plain = "".join(map(_character, unicodedata.normalize("NFKD", text[:LONGEST]).lower())).translate(_FOLDED)
    return _SPACES.sub(" ", plain[:LONGEST]).strip()


@lru_cache(REMEMBERED)
def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in DROPPED:
        return " " if character.isspace() else ""
    return character
