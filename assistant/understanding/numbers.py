"""Numbers in words: Darija (units before tens), MSA and French, beside digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.understanding.lexicon import concepts, meaning, words
from assistant.understanding.normalise import REMEMBERED
from assistant.understanding.tokens import Token

THOUSAND, MILLION = 1000, 1_000_000
AND = "and"
_GLUED_AND = re.compile(r"^(?:و|w|o|u|ou)(.{3,})$")
_GLUED_PAIR = re.compile(r"^(.{3,}?)(?:و|w|o|u|ou)(.{3,})$")
THOUSANDS = frozenset({"الف", "الاف", "alf", "alaf", "laf", "mille", "elf", "ألف", "آلاف"})
HUNDRED_MARKS = frozenset(
    {"mya", "miya", "mia", "myat", "miyat", "ميه", "ميا", "ميات", "ميت", "cent", "cents", "مايه", "مياه"}
)
SOMEBODY = frozenset({"chi", "شي", "7tta", "htta", "حتي"})
"""Before the word for one these make it 'somebody' or 'nobody'."""
MILLIONS = frozenset({"mlyoun", "mlyon", "melyoun", "malyoun", "million", "millions", "مليون", "mlayn", "ملاين"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens `start` to before `end`. `digits`: as it is read digit by digit, leading zeros kept.
    `worded`: said in words; `thousands`: with a word for thousand or million."""

    start: int
    end: int
    value: int
    digits: str
    worded: bool
    thousands: bool = False


@cache
def _values() -> dict[str, int]:
    """The value of each listed number word."""
    made: dict[str, int] = {}
    for concept, forms in concepts().items():
        kind, _, value = concept.partition("_")
        if kind in ("digit", "num") and value.isdigit():
            made |= {form: int(value) for form in forms if " " not in form}
    for word in THOUSANDS:
        made[word] = THOUSAND
    for word in MILLIONS:
        made[word] = MILLION
    for word in HUNDRED_MARKS:
        made[word] = 100
    return made


@lru_cache(REMEMBERED)
def word_value(word: str) -> int | None:
    """The value of one number word, as listed or by its skeleton; None for any other word."""
    listed = _values().get(word)
    if listed is not None:
        return listed
    if len(word) < 4:
        return None
    for concept in meaning(word):
        kind, _, value = concept.partition("_")
        if kind in ("digit", "num") and value.isdigit():
            return int(value)
    return None


def split_compounds(found: Sequence[Token]) -> list[Token]:
    """The tokens with glued connectors taken apart: `وعشرين`, `w3chrin`, `tlatao3chrin`."""
    out: list[Token] = []
    for token in found:
        out += [token] if token.number or token.sign or word_value(token.text) is not None else _apart(token)
    return out


def _apart(token: Token) -> list[Token]:
    glued = _GLUED_AND.match(token.text)
    if glued and word_value(glued[1]) is not None:
        return [Token("w"), Token(glued[1])]
    pair = _GLUED_PAIR.match(token.text)
    if pair and word_value(pair[1]) is not None and (word_value(pair[2]) or 0) >= 20:
        return [Token(pair[1]), Token("w"), Token(pair[2])]
    return [token]


def is_and(token: Token) -> bool:
    return token.text in words()["and"]


class _Reader:
    """Reads one number at a time from the tokens, the longest that makes sense."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = found

    def value(self, place: int) -> int | None:
        if place >= len(self.tokens) or self.tokens[place].number or self.tokens[place].sign:
            return None
        return word_value(self.tokens[place].text)

    def joined(self, place: int) -> int:
        """The place after an 'and' that stands here, or this place."""
        return place + 1 if place < len(self.tokens) and is_and(self.tokens[place]) else place

    def below_hundred(self, place: int) -> tuple[int, int] | None:
        """(value, end) of a block below 100: `tlata w 3chrin`, `tnach`, `quatre-vingt-dix-sept`."""
        first = self.value(place)
        if first is None or first >= 100:
            return None
        french = self._french(place, first)
        if french:
            return french
        after = self.joined(place + 1)
        if 1 <= first <= 9 and after > place + 1:
            tens = self.value(after)
            if tens is not None and 20 <= tens <= 90:
                return first + tens, after + 1
        return first, place + 1

    def _french(self, place: int, first: int) -> tuple[int, int] | None:
        """French compounds, written with hyphens or spaces: 97 = quatre-vingt-dix-sept."""
        texts = self.tokens
        if texts[place].text not in _FRENCH:
            return None
        total, end = first, place + 1
        after = self._hyphen(end)
        if first == 4 and self._is(after, ("vingt", "vingts")):
            total, end = 80, after + 1
            after = self._hyphen(end)
        if total >= 20 and self._is(after, ("et",)):
            after += 1
        addition = self.value(after) if self._french_word(after) else None
        if addition is not None and self._adds(total, addition):
            total, end = total + addition, after + 1
            unit_at = self._hyphen(end)
            unit = self.value(unit_at) if self._french_word(unit_at) else None
            if addition == 10 and unit is not None and 7 <= unit <= 9:
                total, end = total + unit, unit_at + 1
        return (total, end) if end > place + 1 else None

    def _adds(self, total: int, addition: int) -> bool:
        if total == 10:
            return 7 <= addition <= 9
        if total in (60, 80):
            return 1 <= addition <= 19
        return total in (20, 30, 40, 50) and 1 <= addition <= 9

    def _hyphen(self, place: int) -> int:
        return place + 1 if self._is(place, ("-",)) else place

    def _is(self, place: int, texts: tuple[str, ...]) -> bool:
        return place < len(self.tokens) and self.tokens[place].text in texts

    def _french_word(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens[place].text in _FRENCH

    def below_thousand(self, place: int) -> tuple[int, int] | None:
        """(value, end) of a block below 1000: `mya w tlata w 3chrin`, `تلتمية`, `deux cents`."""
        first = self.below_hundred(place)
        value = self.value(place)
        hundreds, end = None, place
        if value is not None and 100 <= value <= 900:
            hundreds, end = value, place + 1
        elif first and first[0] <= 9 and self.value(first[1]) == 100:
            hundreds, end = first[0] * 100, first[1] + 1
        if hundreds is None:
            return first
        rest = self._rest(end, self.below_hundred)
        return (hundreds + rest[0], rest[1]) if rest else (hundreds, end)

    def _rest(self, end: int, read):  # type: ignore[no-untyped-def]
        """What is added after a round number: with an 'and', or straight after it in French."""
        after = self.joined(end)
        if after == end and not self._french_word(end):
            return None
        rest = read(after)
        return rest if rest and rest[0] > 0 else None

    def whole(self, place: int) -> tuple[int, int, bool] | None:
        """(value, end, thousands) of the longest number in words that begins here."""
        value = self.value(place)
        if value is None:
            return None
        block = self.below_thousand(place)
        if block and self.value(block[1]) in (THOUSAND, MILLION):
            total, end = block[0] * (self.value(block[1]) or 1), block[1] + 1
        elif value >= THOUSAND:
            total, end = value, place + 1
        elif block:
            return block[0], block[1], False
        else:
            return None
        rest = self._rest(end, self.below_thousand)
        return (total + rest[0], rest[1], True) if rest else (total, end, True)


_FRENCH = frozenset(
    [
        "un",
        "une",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "vingt",
        "vingts",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "cent",
        "cents",
        "mille",
    ]
)


def numbers(found: Sequence[Token]) -> list[Number]:
    """Every number in the tokens, digits and words, in order. `found` has its compounds split."""
    reader = _Reader(found)
    out: list[Number] = []
    place = 0
    while place < len(found):
        token = found[place]
        read = None if token.number else reader.whole(place)
        if token.number:
            number = _digits(reader, found, place)
        elif read and not _is_article(found, place, read[1]):
            number = Number(place, read[1], read[0], str(read[0]), True, read[2])
        else:
            place += 1
            continue
        out.append(number)
        place = number.end
    return out


def _digits(reader: _Reader, found: Sequence[Token], place: int) -> Number:
    text = found[place].text
    scale = reader.value(place + 1)
    if scale in (THOUSAND, MILLION):
        value = int(text) * scale
        return Number(place, place + 2, value, str(value), False, True)
    return Number(place, place + 1, int(text), text, False)


def _is_article(found: Sequence[Token], start: int, end: int) -> bool:
    """`wa7ed ra9m` is 'a number': the word for one before a noun counts nothing."""
    if end != start + 1 or found[start].text not in words()["article_one"]:
        return False
    if start and found[start - 1].text in SOMEBODY:
        return True
    if end >= len(found):
        return False
    after = found[end]
    return not (
        after.number or after.sign or is_and(after) or word_value(after.text) is not None or after.text in words()["or"]
    )
