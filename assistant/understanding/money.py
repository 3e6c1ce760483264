"""Money: dirhams, ryal (20 to a dirham) and centimes (100), read literally where a unit is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.understanding.answer import (
    CLEAR_BUT_COSTLY,
    GUESSED,
    LISTED,
    UNKNOWN,
    Candidate,
    Reading,
    Reason,
)
from assistant.understanding.index import Quality
from assistant.understanding.lexicon import is_unknown, is_word, meaning
from assistant.understanding.numbers import Number, is_and, may_be_number
from assistant.understanding.utterance import Utterance

UNITS = {"dirham": Decimal(1), "ryal": Decimal("0.05"), "centime": Decimal("0.01")}
"""What each is in dirhams: 20 ryal and 100 centimes make one."""
CONFIRM_FROM = Decimal(1000)
MOST_BARE = Decimal(10) ** 7
"""From this on, digits without a unit are no sum."""
MOST = Decimal(10) ** 12
"""Above this a number is no sum of money, in any unit."""
PERIODS = ("month", "year", "week", "day", "two_months")
BESIDE_AN_AMOUNT = frozenset(
    [*UNITS, "ignored", "filler", "please", "thanks", "function_word", "approx", "money_words", "of", "and"]
    + ["nothing_there", "half", "quarter", "yes", "greeting", "vague", "or", "hundred", "thousand"]
    + [f"period_{period}" for period in PERIODS]
)
"""What a word right after an amount without a unit may mean; any other is what the number counts."""
CURRENCY_SIGNS = "€$£"
"""Of other currencies."""
POINT = "¤"
"""Stands for the decimal point once the separators of thousands are gone."""
_SPACED = re.compile(r"(?<![\d.,])(\d{1,3}(?: \d{3})+)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?![\d])")
_DECIMAL = re.compile(r"(?<![\d.,])(\d+)[.,](\d{1,2})(?!\d)")
_THOUSANDS_OR_DECIMALS = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?!\d)")
_NEGATIVE = re.compile(r"(?:^|\s)-\s?\d")
_RANGE = re.compile(r"\d\s*(?:-|/|à|~)\s*\d|\d\s+(?:a|l|7tal|htal|حتال|ل|حتى|(?:7t|ht)t?a l|حت[ىيا] ل)\s*\d")


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

    @property
    def dirhams(self) -> Decimal:
        return self.value * UNITS[self.unit or "dirham"]


def money(utterance: Utterance, *, unit: bool, per: str) -> Reading:
    """Dirhams with two decimals. `unit`: the question asked for dirhams; `per`: for which period."""
    if _not_even_one(utterance):
        return [Candidate("0.00")]
    refused = _why_not(utterance, per)
    if refused:
        return refused
    amounts = _amounts(utterance)
    if _is_unclear(utterance):
        return Reason("vague")
    if amounts:
        return _settle(amounts, unit=unit)
    alone = _unit_alone(utterance)
    if alone:
        return [Candidate(f"{alone:.2f}")]
    return [Candidate("0.00")] if utterance.has("nothing_there", "zero_count", "no_echo") else UNKNOWN


def _not_even_one(utterance: Utterance) -> bool:
    """`wla dirham wa7ed`: not one dirham, and no number beside."""
    return (
        any(
            "nothing_there" in tagged.values
            and tagged.end == len(utterance.words) - 1
            and is_word(utterance.words[tagged.end], "article_one")
            for tagged in utterance.tags
        )
        and len(utterance.numbers) <= 1
    )


def _why_not(utterance: Utterance, per: str) -> Reason | None:
    """What makes the words no single amount in money of this country for the period that was asked."""
    currency = utterance.words_of("currency_other", "douro")
    signs = [sign for sign in CURRENCY_SIGNS if sign in utterance.raw]
    if utterance.has("foreign_number"):
        return Reason("vague")
    if currency or signs:
        return Reason("other_unit", (currency or signs)[0])
    if _NEGATIVE.search(utterance.text):
        return Reason("out_of_range", "negative")
    if _THOUSANDS_OR_DECIMALS.search(utterance.text):
        return Reason("vague", ",")
    other = _other_period(utterance, per)
    if other:
        return Reason("other_period", other)
    vague = utterance.vague()
    if vague or utterance.names("or") or _RANGE.search(utterance.text):
        return Reason("vague", vague[0] if vague else "")
    return None


def _other_period(utterance: Utterance, per: str) -> str | None:
    """A period that was said and is not the one asked for."""
    if not per:
        return None
    said = [period for period in PERIODS if utterance.has(f"period_{period}")]
    return next((period for period in said if period != per), None)


def _is_unclear(utterance: Utterance) -> bool:
    """Whether an unknown word stands where it may change the sum: `joju mlyoun`, `tlata w stn`."""
    ends = {number.end for number in utterance.numbers if number.worded}
    for number in utterance.numbers:
        before = utterance.split[number.start - 1].text if number.start else ""
        if number.worded and number.start in ends:
            return True
        if number.thousands and is_unknown(before) and may_be_number(before):
            return True
        after = utterance.split[number.end : number.end + 2]
        if (
            number.worded
            and len(after) == 2
            and is_and(after[0])
            and is_unknown(after[1].text)
            and may_be_number(after[1].text)
        ):
            return True
    return False


def _settle(amounts: list[Amount], *, unit: bool) -> Reading:
    amounts = [amount for amount in amounts if amount.unit or amount.listed] or amounts
    first = amounts[0]
    if any(amount.value >= MOST for amount in amounts):
        return Reason("out_of_range", "more than anyone has")
    if first.unit is None and (first.value >= MOST_BARE or first.padded):
        return Reason("out_of_range", str(first.value))
    if len({amount.unit for amount in amounts if amount.unit}) > 1 and not _with_centimes(amounts):
        return Reason("two_values")
    if first.unit is None and first.thousands:
        return Reason("no_unit", "alf")
    if first.unit is None and not unit:
        return Reason("no_unit", str(first.value))
    if _with_centimes(amounts):
        return [_candidate(first, first.dirhams + amounts[1].dirhams)]
    return [_candidate(amount, amount.dirhams) for amount in amounts]


def _with_centimes(amounts: list[Amount]) -> bool:
    """`50 dirham w 50 centime`."""
    return [amount.unit for amount in amounts] == ["dirham", "centime"] and amounts[1].value < 100


def _candidate(amount: Amount, dirhams: Decimal) -> Candidate:
    """Thousands and other units than the dirham are read back, and what may be mistyped."""
    plain = dirhams < CONFIRM_FROM and amount.unit in (None, "dirham")
    confidence = LISTED if plain else CLEAR_BUT_COSTLY
    if amount.quality is Quality.GUESSED:
        confidence = GUESSED
    return Candidate(f"{dirhams.quantize(Decimal('0.01'), ROUND_HALF_UP)}", confidence)


def _unit_alone(utterance: Utterance) -> Decimal | None:
    """`dirham w noss`, `noss dirham`: the unit with a fraction and no number."""
    for place, token in enumerate(utterance.split):
        unit = next((name for name in UNITS if name in meaning(token.text)), None)
        if unit:
            before = utterance.split[place - 1].text if place else ""
            fraction = _fraction_word(before) if before else Decimal(0)
            more = _fraction(utterance, place + 1)
            return (fraction or (1 + more if more else Decimal(0))) * UNITS[unit] or None
    return None


def _amounts(utterance: Utterance) -> list[Amount]:
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
    """Whether the number is attached to a word that is no money: `3 drari`, and no unit follows."""
    after = written.split[number.end : number.end + 1]
    if not after or after[0].number or after[0].sign or is_and(after[0]) or is_word(after[0].text, "or"):
        return False
    if is_word(after[0].text, "age_unit"):
        return True
    return meaning(after[0].text).isdisjoint(BESIDE_AN_AMOUNT) and not is_word(after[0].text, "after_one")


def _is_of_a_fraction(written: Utterance, number: Number) -> bool:
    """`ربع` after 'and' is a quarter, not four."""
    return number.start > 0 and is_and(written.split[number.start - 1]) and _fraction(written, number.start - 1) > 0


def _amount(written: Utterance, number: Number) -> Amount:
    split = written.split
    value, end = Decimal(number.value), number.end
    if end + 1 < len(split) and split[end].text == POINT and split[end + 1].number:
        value, end = value + Decimal(split[end + 1].text) / 100, end + 2
    unit, end = _unit(written, end)
    if unit is None:
        unit = _unit_before(written, number.start)
    fraction = _fraction(written, end)
    value += fraction
    if unit is None:
        unit, _ = _unit(written, end + 2 if fraction else end)
    padded = len(number.digits) > 1 and number.digits.startswith("0")
    return Amount(value, unit, number.thousands, number.quality, padded, _is_listed(written, end))


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
