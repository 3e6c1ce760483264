"""Money: dirhams, ryal (20 to a dirham) and centimes (100), read literally where a unit is said."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from assistant.understanding.amounts import PERIODS, Amount, amounts_in, unit_alone
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
from assistant.understanding.lexicon import is_unknown, is_word
from assistant.understanding.numbers import is_and, may_be_number
from assistant.understanding.utterance import Utterance

CONFIRM_FROM = Decimal(1000)
MOST_BARE = Decimal(10) ** 7
"""From this on, digits without a unit are no sum."""
MOST = Decimal(10) ** 12
"""Above this a number is no sum of money, in any unit."""
CURRENCY_SIGNS = "€$£"
"""Of other currencies."""
_THOUSANDS_OR_DECIMALS = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?!\d)")
_NEGATIVE = re.compile(r"(?:^|\s)-\s?\d")
_RANGE = re.compile(r"\d\s*(?:-|/|à|~)\s*\d|\d\s+(?:a|l|7tal|htal|حتال|ل|حتى|(?:7t|ht)t?a l|حت[ىيا] ل)\s*\d")


def money(utterance: Utterance, *, unit: bool, per: str) -> Reading:
    """Dirhams with two decimals. `unit`: the question asked for dirhams; `per`: for which period."""
    if _not_even_one(utterance):
        return [Candidate("0.00")]
    refused = _why_not(utterance, per)
    if refused:
        return refused
    amounts = amounts_in(utterance)
    if _is_unclear(utterance):
        return Reason("vague")
    if amounts:
        return _settle(amounts, unit=unit)
    alone = unit_alone(utterance)
    if alone:
        return [Candidate(f"{alone:.2f}")]
    nothing = utterance.has("nothing_there", "zero_count", "no_echo")
    aged = utterance.numbers and utterance.names("age_word")  # `3omri` is 'never', or 'my age'
    return [Candidate("0.00")] if nothing and not aged else UNKNOWN


def _not_even_one(utterance: Utterance) -> bool:
    """`wla dirham wa7ed`, `pas un dirham`: not one dirham, and no number beside."""
    if len(utterance.numbers) > 1:
        return False
    return utterance.not_one or any(
        "nothing_there" in tagged.values
        and tagged.end == len(utterance.words) - 1
        and is_word(utterance.words[tagged.end], "article_one")
        for tagged in utterance.tags
    )


def _why_not(utterance: Utterance, per: str) -> Reason | None:
    """What makes the words no single amount in money of this country for the period that was asked."""
    currency = utterance.words_of("currency_other", "douro")
    signs = [sign for sign in CURRENCY_SIGNS if sign in utterance.raw]
    if utterance.has("foreign_number", "each"):
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
    if any(amount.unclear for amount in amounts):
        return Reason("vague")
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
