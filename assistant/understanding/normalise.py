"""One spelling for what is written in many: scripts folded, marks dropped, digits made ASCII."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

REMEMBERED = 20_000
"""Words whose analysis is kept: people use few, and nobody can fill the memory with others."""
LONGEST = 2000
"""Characters that are looked at; an answer is never longer."""

_FOLDED = str.maketrans({
    "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۃ": "ه", "ک": "ك", "گ": "ك", "ڭ": "ك", "ڨ": "ك", "ٱ": "ا", "ـ": None,
    "ے": "ي", "ھ": "ه", "ہ": "ه", "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "œ": "oe", "æ": "ae", "ß": "ss",
    "،": ",", "؛": ";", "؟": "?", "٫": ",", "٬": ".", "–": "-", "—": "-", "−": "-", "٪": "%", "ɣ": "gh", "ɛ": "3",
})  # fmt: skip
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_SPACES = re.compile(r"\s+")
DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
"""Unicode categories of marks, formats (bidi, joiners) and what is no character."""


def normalise(text: str) -> str:
    """The text folded: lower case, one form of each letter, ASCII digits, three or more repeats made one."""
    if text.isascii():
        folded = text[:LONGEST].lower()
    else:
        folded = "".join(map(_character, unicodedata.normalize("NFKD", text[:LONGEST]).lower())).translate(_FOLDED)
    return _SPACES.sub(" ", _REPEATED.sub(r"\1", folded)).strip()


@cache
def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in DROPPED:
        return " " if character.isspace() else ""
    return character


_CLASSES = (
    ("kh", "X"), ("gh", "G"), ("ch", "C"), ("sh", "C"), ("th", "t"), ("ph", "f"), ("qu", "k"),
    ("5", "X"), ("7", "h"), ("8", "h"), ("9", "q"), ("6", "t"), ("2", ""), ("4", "G"), ("x", "C"), ("$", "C"),
    ("c", "k"), ("z", "z"), ("'", ""),
)  # fmt: skip
_ARABIC = str.maketrans({
    "ع": "3", "ح": "h", "ق": "q", "ه": "h", "خ": "X", "غ": "G", "ش": "C", "ط": "t", "ت": "t", "ث": "t", "ص": "s",
    "س": "s", "ض": "d", "د": "d", "ذ": "d", "ظ": "d", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ر": "r", "ز": "z",
    "ج": "j", "ب": "b", "پ": "p", "ف": "f", "ڤ": "v", "ا": "a", "و": "o", "ي": "i", "ء": "",
})  # fmt: skip
_ARTICLE = re.compile(r"^(?:al|el|l+)(?=[^aeiouy]{2}|..[^aeiouy]|.{4})")
_CLITIC = re.compile(r"^(?:[فبوك]ال|لل)(?=.{3})")
"""'In the', 'with the', 'and the', 'to the', written as one word with the noun."""
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyw]+")


@lru_cache(REMEMBERED)
def skeleton(word: str) -> str:
    """What spellings of one word share: consonant classes without vowels, doubles or article.

    `wakha`, `wa5a` and `واخا` are one; the feminine ending (ة, ه) does not count.
    """
    word = _CLITIC.sub("", word)
    bare = (word[:-1] if len(word) > 3 and word[-1] == "ه" else word).translate(_ARABIC)
    for spelling, letter in _CLASSES:
        bare = bare.replace(spelling, letter)
    bare = _ARTICLE.sub("", bare)
    first = "w" if bare[:1] in ("w", "o", "u") else ""
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", bare))
