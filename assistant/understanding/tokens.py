"""Tokens: words, runs of digits, and the signs between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.understanding.normalise import REMEMBERED
from assistant.understanding.spelling import after_digits, contractions

_TOKEN = re.compile(r"[a-z0-9$ɣ][a-z0-9$ɣ']*|[^\W\d_a-z]+|[^\w\s]")
_UNIT_FIRST = re.compile(r"(dhs?|mad)(\d+)")
_DIGITISH = re.compile(r"(?=.*\d)[\doil]+")
_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1"})
LONGEST_WORD = 40
"""Letters of a word that count; nothing that is listed is longer."""
SILENT = frozenset({"ne"})
"""French half of a negation, which is left out as often as it is said."""
PREFIXES = frozenset({"ka", "kan", "kat"})
"""Beginnings of a verb in the present, which some write apart from it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the normalised text. `number`: it is a run of ASCII digits."""

    text: str
    number: bool = False
    sign: bool = False


@cache
def _glued() -> re.Pattern[str]:
    """A number and a word written as one. Two of the digits from 2 to 9 may both be letters (`39elt`)."""
    words = "|".join(map(re.escape, after_digits()))
    return re.compile(rf"(\d{{3,}}|\d*[01]\d*(?=[a-z]{{2}})|\d+(?=(?:{words})\b))([a-z].*)")


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a normalised text. Letters that stand for digits in a run of digits (4O1, l2) are digits."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if found and piece[0].isalnum() and not piece.isdecimal():
            before = found[-1].text
            if before in SILENT:
                found.pop()
            elif before in PREFIXES and len(piece) > 2:
                found.pop()
                piece = before + piece
        found += _of_piece(piece[:LONGEST_WORD] if not piece.isdecimal() else piece)
    return tuple(found)


@lru_cache(REMEMBERED)
def _of_piece(piece: str) -> tuple[Token, ...]:
    if len(piece) == 1 and not piece.isalnum():
        return (Token(piece, sign=True),)
    parts = [part for part in piece.split("'") if part]
    return tuple(token for part in parts if part != "n" or part is parts[-1] for token in _word(part))


def _word(part: str) -> list[Token]:
    digits = sum(character.isdecimal() for character in part)
    if digits == len(part):
        return [Token(part, number=True)]
    if digits >= 2 and _DIGITISH.fullmatch(part) and digits * 2 >= len(part):
        return [Token(part.translate(_MISREAD), number=True)]
    unit_first = _UNIT_FIRST.fullmatch(part)
    if unit_first:
        return [Token(unit_first[1]), Token(unit_first[2], number=True)]
    glued = _glued().fullmatch(part)
    if glued:
        return [Token(glued[1], number=True), *_word(glued[2])]
    return [Token(word) for word in contractions().get(part, (part,))]
