"""Number words that are written as one: with 'and', with a ten, or with a hundred or thousand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.index import Quality
from assistant.understanding.lexicon import is_word
from assistant.understanding.numbers import number_word, word_value
from assistant.understanding.tokens import Token

_GLUED_AND = re.compile(r"^(?:و|w|o|u|ou)(.{2,})$")
_GLUED_PAIR = re.compile(r"^(.{3,}?)(?:و|w|o|u|ou)(.{3,})$")
_GLUED_ROUND = re.compile(r"^(.{2,}?)(mi?y?at?|mia|meya|alaf|laf|الاف|لاف|مي[هات]|مايه)$")


def split_compounds(found: Sequence[Token]) -> list[Token]:
    """The tokens with glued words taken apart: `وعشرين`, `w3chrin`, `tlatao3chrin`, `khmsmiya`."""
    out: list[Token] = []
    for token in found:
        read = number_word(token.text)
        known = token.number or token.sign or (read is not None and read[1] is Quality.LISTED)
        out += [token] if known else _apart(token)
    return out


def _apart(token: Token) -> list[Token]:
    glued = _GLUED_AND.match(token.text)
    if glued and (is_word(glued[1], "fraction") or (len(glued[1]) > 2 and word_value(glued[1]) is not None)):
        return [Token("w"), Token(glued[1])]
    pair = _GLUED_PAIR.match(token.text)
    if pair and word_value(pair[1]) is not None and (word_value(pair[2]) or 0) >= 20:
        return [Token(pair[1]), Token("w"), Token(pair[2])]
    many = _GLUED_ROUND.match(token.text)
    if many and 3 <= (word_value(many[1]) or 0) <= 10:
        return [Token(many[1]), Token(many[2] if many[2] != "la" else "laf")]
    return [token]
