"""Tokens: words, runs of digits, and the signs between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[a-z0-9$ɣ']*[a-z$][a-z0-9$']*|\d+|[^\W\d_a-z]+|[^\w\s]")
_GLUED = re.compile(r"(\d{2,}|\d(?=(?:dh|dhs|drhm|dirham|mad|ryal|rial|kbar|sghar)\b))([a-z].*)")
_DIGITISH = re.compile(r"(?=.*\d)[\doil]+")
_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1"})
SIGNS = frozenset("-./_,():;#°*+&\"'!?«»[]")


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
        if piece.isdigit():
            found.append(Token(piece, number=True))
        elif len(piece) == 1 and not piece.isalnum() and not _is_letter(piece):
            found.append(Token(piece, sign=True))
        else:
            found += _word(piece)
    return tuple(found)


def _word(piece: str) -> list[Token]:
    digits = sum(character.isdigit() for character in piece)
    if digits >= 2 and _DIGITISH.fullmatch(piece) and digits * 2 >= len(piece):
        return [Token(piece.translate(_MISREAD), number=True)]
    glued = _GLUED.fullmatch(piece)
    if glued:
        return [Token(glued[1], number=True), *_word(glued[2])]
    return [Token(part) for part in piece.split("'") if part]


def _is_letter(piece: str) -> bool:
    return piece.isalpha()
