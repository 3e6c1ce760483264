"""Amounts of money in what was said: a number with its decimals, its fraction and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.index import Quality
from assistant.understanding.lexicon import is_word, meaning
from assistant.understanding.numbers import MILLION, ROUND, THOUSAND, Number, is_and, word_value
from assistant.understanding.reason import cues
from assistant.understanding.utterance import Utterance

UNITS = {"dirham": Decimal(1), "ryal": Decimal("0.05"), "centime": Decimal("0.01")}
"""What each is in dirhams: 20 ryal and 100 centimes make one."""
FEW = 10
"""Below this, what a household has several of (bottles, rooms, children) is counted and not paid for."""
MOST_OF_A_PERIOD = 31
"""Up to this, days, weeks and months are counted: `15 nhar`."""
PERIODS = ("month", "year", "week", "day", "two_months")
BESIDE_AN_AMOUNT = frozenset(
    [*UNITS, "ignored", "filler", "please", "thanks", "function_word", "approx", "money_words", "of", "and"]
    + ["nothing_there", "half", "quarter", "yes", "greeting", "vague", "or", "hundred", "thousand"]
    + [f"period_{period}" for period in PERIODS]
)
"""What a word right after an amount without a unit may mean; any other is what the number counts."""
PAID_FOR = frozenset({"expenses", "expenses?", "income", "income?", "payment", "payment?"})
"""Reasons of appeal whose words an amount may be for: `200 d lkra`."""
POINT = "¤"
"""Stands for the decimal point once the separators of thousands are gone."""
_SPACED = re.compile(r"(?<![\d.,])(\d{1,3}(?: \d{3})+)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?![\d])")
_DECIMAL = re.compile(r"(?<![\d.,])(\d+)[.,](\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum and the unit said with it, None for none; `thousands`: said with a word for thousand or million."""

    value: Decimal
    unit: str | None
    thousands: bool
    quality: Quality
    padded: bool = False
    """Written with a zero in front, as no sum is but telephone numbers are."""
    listed: bool = False
    """Another number follows right after an 'and' or a sign: `200 w 300 dh`."""
    unclear: bool = False
    """A fraction or a thousand stands where it may mean two things: `alf w noss`, `noss alf`."""

    @property
    def dirhams(self) -> Decimal:
        return self.value * UNITS[self.unit or "dirham"]


def unit_alone(utterance: Utterance) -> Decimal | None:
    """`dirham w noss`, `noss dirham`: the unit with a fraction and no number."""
    for place, token in enumerate(utterance.split):
        unit = next((name for name in UNITS if name in meaning(token.text)), None)
        if unit:
            before = utterance.split[place - 1].text if place else ""
            fraction = _fraction_word(before) if before else Decimal(0)
            more = _fraction(utterance, place + 1)
            return (fraction or (1 + more if more else Decimal(0))) * UNITS[unit] or None
    return None


def amounts_in(utterance: Utterance) -> list[Amount]:
    """The sums of money in the words, in order; numbers that count something else are none."""
    plain = _plain(utterance.text)
    written = utterance if plain == utterance.text else Utterance(plain, typed=utterance.typed)
    found: list[Amount] = []
    for number in written.numbers:
        if (
            not _counts_a_noun(written, number)
            and not (found and _is_decimal(written, number))
            and not _is_of_a_fraction(written, number)
        ):
            found.append(_amount(written, number))
    return found


def _plain(text: str) -> str:
    """Thousands without their separators, decimals after POINT."""
    for pattern in (_SPACED, _DOTTED):
        text = pattern.sub(lambda match: re.sub(r"[ .]", "", match[1]), text)
    return _DECIMAL.sub(lambda match: f"{match[1]}{POINT}{match[2]:0<2}", text)


def _is_decimal(written: Utterance, number: Number) -> bool:
    return number.start > 0 and written.split[number.start - 1].text == POINT


def _counts_a_noun(written: Utterance, number: Number) -> bool:
    """Whether the number is attached to a word that is no money: `3 drari`, `3 d drari`, and no unit follows."""
    _, end, _ = _value(written, number)
    noun = _noun(written, end)
    if _follows_a_noun(written, number):
        return _unit(written, end)[0] is None
    if not noun:
        return False
    if is_word(noun, "age_unit") or (number.value <= MOST_OF_A_PERIOD and is_word(noun, "counted_period")):
        return True
    if number.value < FEW and _is_countable(noun):
        return True
    if is_word(noun, "after_one") or is_word(noun, "paid_for"):
        return False
    return not (meaning(noun) & BESIDE_AN_AMOUNT or cues().one(noun)[0] & PAID_FOR)


def _noun(written: Utterance, end: int) -> str:
    """The word that the number stands before, perhaps with 'of' and an article between; empty where none does."""
    split = written.split
    while end < len(split) and (is_word(split[end].text, "times") or is_word(split[end].text, "article")):
        end += 1
    if end == len(split) or split[end].number or split[end].sign or is_and(split[end]):
        return ""
    return "" if is_word(split[end].text, "or") else split[end].text


def _is_countable(noun: str) -> bool:
    return is_word(noun, "counted_before") or not meaning(noun).isdisjoint({"counted_noun", "boy", "girl"})


def _follows_a_noun(written: Utterance, number: Number) -> bool:
    """`wladi 3`, `3omri 45`, `ra9m 2`: how many, how old, or which."""
    before = written.split[number.start - 1].text if number.start else ""
    return (
        is_word(before, "age_word")
        or is_word(before, "option_word")
        or (number.value < FEW and is_word(before, "counted_before"))
    )


def _is_of_a_fraction(written: Utterance, number: Number) -> bool:
    """`ربع` after 'and' is a quarter, not four."""
    return number.start > 0 and is_and(written.split[number.start - 1]) and _fraction(written, number.start - 1) > 0


def _amount(written: Utterance, number: Number) -> Amount:
    value, end, scale = _value(written, number)
    unit, after = _unit(written, end)
    fraction = _fraction(written, after)
    million = scale == MILLION and unit is None
    value += fraction * (scale if million else 1)
    if unit is None:
        unit = _unit_before(written, number.start) or _unit(written, after + 2 if fraction else after)[0]
    padded = len(number.digits) > 1 and number.digits.startswith("0")
    unclear = (fraction > 0 and scale > 1 and not million) or _is_loose(written, number)
    return Amount(
        value, unit, scale > 1 or number.thousands, number.quality, padded, _is_listed(written, after), unclear
    )


def _value(written: Utterance, number: Number) -> tuple[Decimal, int, int]:
    """The number with its decimals (`2,5 mlyoun`), the place after it, and the thousand or million that it ends in."""
    split, end = written.split, number.end
    if not (end + 1 < len(split) and split[end].text == POINT and split[end + 1].number):
        last = word_value(split[end - 1].text) or 0
        return Decimal(number.value), end, MILLION if last >= MILLION else THOUSAND if last >= THOUSAND else 1
    value, end = number.value + Decimal(split[end + 1].text) / 100, end + 2
    scaled = next((other for other in written.numbers if other.start == end - 1 and other.thousands), None)
    if scaled is None:
        return value, end, 1
    scale = word_value(split[scaled.end - 1].text) or 1
    return value * scale, scaled.end, scale


def _is_loose(written: Utterance, number: Number) -> bool:
    """Whether a hundred, thousand or million stands behind what it does not multiply: `jouj w noss mlyoun`, `20 mya`.

    `ربع مليون` is a quarter of one, or four of them.
    """
    split, place = written.split, number.start
    if not number.worded:
        return False
    if is_word(split[place].text, "quarter") and is_word(split[min(place + 1, len(split) - 1)].text, "one_scale"):
        return True
    while place and is_word(split[place - 1].text, "times"):
        place -= 1
    broken = place > 0 and any(is_word(split[place - 1].text, each) for each in ("fraction", "half", "quarter"))
    after = any(other.end == place for other in written.numbers)
    return (broken or after) and word_value(split[number.start].text) in ROUND.values()


def _is_listed(written: Utterance, end: int) -> bool:
    after = written.split[end : end + 2]
    joined = len(after) == 2 and (is_and(after[0]) or (after[0].sign and after[0].text != POINT))
    return joined and any(number.start == end + 1 for number in written.numbers)


def _unit(written: Utterance, place: int) -> tuple[str | None, int]:
    """The unit that stands at the place, perhaps after `d` or `ديال`, or its sign right before the number."""
    for offset in (0, 1):
        if place + offset < len(written.split):
            token = written.split[place + offset]
            meant = frozenset[str]() if token.number else meaning(token.text)
            found = [unit for unit in UNITS if unit in meant]
            if found:
                return found[0], place + offset + 1
            if not is_word(token.text, "of"):
                break
    return None, place


def _unit_before(written: Utterance, start: int) -> str | None:
    """`dh 250`: the unit right before a number, where it is no other number's."""
    if start == 0 or (start > 1 and written.split[start - 2].number):
        return None
    meant = meaning(written.split[start - 1].text)
    return next((unit for unit in UNITS if unit in meant), None)


def _fraction(written: Utterance, place: int) -> Decimal:
    """`w noss` adds a half, `w rbe3` a quarter."""
    split = written.split
    if place + 1 < len(split) and is_and(split[place]):
        return _fraction_word(split[place + 1].text)
    return Decimal(0)


def _fraction_word(word: str) -> Decimal:
    if is_word(word, "half"):
        return Decimal("0.5")
    return Decimal("0.25") if is_word(word, "quarter") else Decimal(0)
