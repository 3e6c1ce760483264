"""Numbers in words: Darija (units before tens), MSA and French, beside digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.index import Quality
from assistant.understanding.lexicon import concepts, is_word, listed_words, meaning_and_quality
from assistant.understanding.normalise import REMEMBERED, normalise
from assistant.understanding.spelling import shape
from assistant.understanding.tokens import Token

HUNDRED, THOUSAND, MILLION = 100, 1000, 1_000_000
ROUND = {"hundred": HUNDRED, "thousand": THOUSAND, "million": MILLION}
SHORTEST_SPELT = 4
"""Letters from which a number word may be spelt otherwise than it is listed."""


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
    quality: Quality = Quality.LISTED


@cache
def _values() -> dict[str, int]:
    """The value of each listed number word."""
    made = {
        normalise(form): value
        for concept, forms in concepts().items()
        if (value := _value_of(concept)) is not None
        for form in forms
        if " " not in form
    }
    return made | {word: value for concept, value in ROUND.items() for word in listed_words(concept)}


def _value_of(concept: str) -> int | None:
    kind, _, value = concept.partition("_")
    if kind in ("digit", "num") and value.isdecimal():
        return int(value)
    return ROUND.get(concept)


@lru_cache(REMEMBERED)
def number_word(word: str, *, guess: bool = False) -> tuple[int, Quality] | None:
    """The value of one number word and how it was recognised; None for any other word."""
    listed = _values().get(word)
    if listed is not None:
        return listed, Quality.LISTED
    if len(word) < SHORTEST_SPELT:
        return None
    meant, quality = meaning_and_quality(word, guess=guess)
    values = {value for concept in meant if (value := _value_of(concept)) is not None}
    return (values.pop(), quality) if len(values) == 1 and (len(meant) == 1 or quality > Quality.GUESSED) else None


def word_value(word: str) -> int | None:
    found = number_word(word)
    return found[0] if found else None


@lru_cache(REMEMBERED)
def may_be_number(word: str) -> bool:
    """Whether a word that is not understood is near some number's, so that leaving it out may change a sum."""
    return bool(process.extractOne(word, _values().keys(), scorer=OSA.distance, score_cutoff=max(1, len(word) // 3)))


def is_and(token: Token) -> bool:
    return is_word(token.text, "and")


def _french(word: str) -> bool:
    return is_word(word, "french_number") or (
        len(word) >= SHORTEST_SPELT and shape(word).consonants in _french_shapes()
    )


@cache
def _french_shapes() -> frozenset[str]:
    return frozenset(shape(word).consonants for word in listed_words("french_number") if len(word) >= SHORTEST_SPELT)


class _Reader:
    """Reads one number at a time from the tokens, the longest that makes sense."""

    def __init__(self, found: Sequence[Token], *, guess: bool) -> None:
        self.tokens = found
        self.guess = guess

    def value(self, place: int) -> int | None:
        if place >= len(self.tokens) or self.tokens[place].number or self.tokens[place].sign:
            return None
        found = number_word(self.tokens[place].text, guess=self.guess)
        return found[0] if found else None

    def quality(self, start: int, end: int) -> Quality:
        """Of the worst word among the tokens."""
        read = (number_word(token.text, guess=self.guess) for token in self.tokens[start:end])
        return min((found[1] for found in read if found), default=Quality.LISTED)

    def joined(self, place: int) -> int:
        """The place after an 'and' that stands here, or this place."""
        return place + 1 if place < len(self.tokens) and is_and(self.tokens[place]) else place

    def below_hundred(self, place: int) -> tuple[int, int] | None:
        """(value, end) of a block below 100: `tlata w 3chrin`, `tnach`, `quatre-vingt-dix-sept`."""
        first = self.value(place)
        if first is None or first >= HUNDRED:
            return None
        french = self._french(place, first)
        if french:
            return french
        if 1 <= first <= 9 and self._is_ten_of(place + 1):
            return 10 + first, place + 2
        after = self.joined(place + 1)
        if 1 <= first <= 9 and after > place + 1:
            tens = self.value(after)
            if tens is not None and 20 <= tens <= 90:
                return first + tens, after + 1
        return first, place + 1

    def _is_ten_of(self, place: int) -> bool:
        """The second word of an MSA number from 11 to 19 (`خمسة عشر`)."""
        return place < len(self.tokens) and is_word(self.tokens[place].text, "ten_after_unit")

    def _french(self, place: int, first: int) -> tuple[int, int] | None:
        """French compounds, written with hyphens or spaces: 97 = quatre-vingt-dix-sept."""
        if not _french(self.tokens[place].text):
            return None
        total, end = first, place + 1
        after = self._hyphen(end)
        if first == 4 and self._french_word(after) and self.value(after) == 20:
            total, end = 80, after + 1
            after = self._hyphen(end)
        if total >= 20 and after < len(self.tokens) and self.tokens[after].text == "et":
            after = self._hyphen(after + 1)
        addition = self.value(after) if self._french_word(after) else None
        if addition is not None and self._adds(total, addition):
            total, end = total + addition, after + 1
            unit_at = self._hyphen(end)
            unit = self.value(unit_at) if self._french_word(unit_at) else None
            if addition == 10 and unit is not None and 7 <= unit <= 9:
                total, end = total + unit, unit_at + 1
        return (total, end) if end > place + 1 else None

    @staticmethod
    def _adds(total: int, addition: int) -> bool:
        if total == 10:
            return 7 <= addition <= 9
        if total in (60, 80):
            return 1 <= addition <= 19
        return total in (20, 30, 40, 50, 70, 90) and 1 <= addition <= 9

    def _hyphen(self, place: int) -> int:
        return place + 1 if place < len(self.tokens) and self.tokens[place].text == "-" else place

    def _french_word(self, place: int) -> bool:
        return place < len(self.tokens) and _french(self.tokens[place].text)

    def below_thousand(self, place: int) -> tuple[int, int] | None:
        """(value, end) of a block below 1000: `mya w tlata w 3chrin`, `تلتمية`, `deux cents`."""
        first = self.below_hundred(place)
        value = self.value(place)
        hundreds, end = None, place
        if value is not None and HUNDRED <= value < THOUSAND:
            hundreds, end = value, place + 1
        elif first and 2 <= first[0] <= 19 and self.value(self.after_of(first[1])) == HUNDRED:
            hundreds, end = first[0] * HUNDRED, self.after_of(first[1]) + 1
        if hundreds is None:
            return first
        rest = self._rest(end, self.below_hundred)
        return (hundreds + rest[0], rest[1]) if rest else (hundreds, end)

    def _rest(self, end: int, read: Callable[[int], tuple[int, int] | None]) -> tuple[int, int] | None:
        """What is added after a round number: with an 'and', or straight after it in French."""
        after = self.joined(end)
        if after == end and not self._french_word(end):
            return None
        rest = read(after)
        return rest if rest and rest[0] > 0 else None

    def after_of(self, place: int) -> int:
        """The place after an 'of' that stands here, or this place."""
        return place + 1 if place < len(self.tokens) and is_word(self.tokens[place].text, "times") else place

    def scale(self, place: int) -> tuple[int, int] | None:
        """(1000 or a million, end) of what multiplies the number before: `alf`, `d lmlayen`; no year after a day."""
        after = self.after_of(place)
        scale = self.value(after)
        if scale not in (THOUSAND, MILLION) or (after > place and self._is_year(after)):
            return None
        return scale, after + 1

    def _is_year(self, place: int) -> bool:
        """`alf w ts3mya …`, as the years of the last century begin."""
        below = self._rest(place + 1, self.below_thousand) if self.value(place) == THOUSAND else None
        return below is not None and below[0] // HUNDRED == 9

    def whole(self, place: int) -> tuple[int, int, bool] | None:
        """(value, end, thousands) of the longest number in words that begins here."""
        value = self.value(place)
        if value is None:
            return None
        block = self.below_thousand(place)
        scaled = self.scale(block[1]) if block else None
        if block and scaled:
            scale, end = scaled
            total = block[0] * scale
        elif value >= THOUSAND:
            scale = MILLION if value >= MILLION else THOUSAND
            total, end = value, place + 1
        elif block:
            return block[0], block[1], False
        else:
            return None
        rest = self.below(scale, end)
        return (total + rest[0], rest[1], True) if rest else (total, end, True)

    def below(self, scale: int, end: int) -> tuple[int, int] | None:
        """What is added to thousands or millions: in words, or hundreds in digits (`alf w 500`)."""
        rest = self._rest(end, self._below_million if scale == MILLION else self.below_thousand)
        after = self.joined(end)
        if rest or after == end or after >= len(self.tokens) or not self.tokens[after].number:
            return rest
        value = int(self.tokens[after].text)
        return (value, after + 1) if HUNDRED <= value < THOUSAND == scale and not self.scale(after + 1) else None

    def _below_million(self, place: int) -> tuple[int, int] | None:
        read = self.whole(place)
        return (read[0], read[1]) if read and read[0] < MILLION else None


def numbers(found: Sequence[Token], *, guess: bool = False) -> list[Number]:
    """Every number in the tokens, digits and words, in order. `found` has its compounds split."""
    reader = _Reader(found, guess=guess)
    out: list[Number] = []
    place = 0
    while place < len(found):
        number = _digits(reader, place) if found[place].number else _worded(reader, place)
        if number is None:
            place += 1
        else:
            out.append(number)
            place = number.end
    return out


def _worded(reader: _Reader, place: int) -> Number | None:
    read = reader.whole(place)
    if read is None or _is_article(reader.tokens, place, read[1]):
        return None
    value, end, thousands = read
    return Number(place, end, value, str(value), True, thousands, reader.quality(place, end))


def _digits(reader: _Reader, place: int) -> Number:
    text = reader.tokens[place].text
    scaled = reader.scale(place + 1)
    number = Number(place, place + 1, int(text), text, False)
    if scaled is None:
        return number
    scale, end = scaled
    below, end = reader.below(scale, end) or (0, end)
    value = int(text) * scale + below
    return replace(number, end=end, value=value, digits=str(value), thousands=True)


def _is_article(found: Sequence[Token], start: int, end: int) -> bool:
    """`wa7ed ra9m` is 'a number': the word for one before a noun counts nothing."""
    if end != start + 1 or word_value(found[start].text) != 1 or found[start].number:
        return False
    before = found[start - 1].text if start else ""
    if is_word(before, "not_even"):
        return True
    if not is_word(found[start].text, "article_one"):
        return False
    if is_word(before, "somebody"):
        return True
    if end >= len(found) or is_word(before, "counted_noun") or is_word(found[end].text, "after_one"):
        return False
    after = found[end]
    if is_word(after.text, "dirham") or is_word(after.text, "ryal"):
        return False  # 'a dirham' is one dirham
    return not (
        after.number or after.sign or is_and(after) or word_value(after.text) is not None or is_word(after.text, "or")
    )
