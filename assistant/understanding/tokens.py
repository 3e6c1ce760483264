"""Tokens: words, runs of digits, and the signs between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.spelling import REMEMBERED, contractions

_TOKEN = re.compile(r"[a-z0-9$ɣ']*[a-z$][a-z0-9$']*|\d+|[^\W\d_a-z]+|[^\w\s]")
_GLUED = re.compile(r"(\d{2,}|\d(?=(?:dh|dhs|drhm|dirham|mad|ryal|rial|kbar|sghar)\b))([a-z].*)")
_DIGITISH = re.compile(r"(?=.*\d)[\doil]+")
_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1"})

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


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a normalised text. Letters that stand for digits in a run of digits (4O1, l2) are digits."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if found and piece[0].isalnum() and not piece.isdigit():
            before = found[-1].text
            if before in SILENT:
                found.pop()
            elif before in PREFIXES and len(piece) > 2:
                found.pop()
                piece = before + piece
        found += _of_piece(piece)
    return tuple(found)


@lru_cache(REMEMBERED)
def _of_piece(piece: str) -> tuple[Token, ...]:
    if piece.isdigit():
        return (Token(piece, number=True),)
    if len(piece) == 1 and not piece.isalnum():
        return (Token(piece, sign=True),)
    return tuple(_word(piece))


def _word(piece: str) -> list[Token]:
    digits = sum(character.isdigit() for character in piece)
    if digits >= 2 and _DIGITISH.fullmatch(piece) and digits * 2 >= len(piece):
        return [Token(piece.translate(_MISREAD), number=True)]
    glued = _GLUED.fullmatch(piece)
    if glued:
        return [Token(glued[1], number=True), *_word(glued[2])]
    if piece in contractions():
        return [Token(part) for part in contractions()[piece]]
    return [Token(part) for part in piece.split("'") if part and (part != "n" or piece[-2:] == "'n")]
