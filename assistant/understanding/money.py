"""Money: dirhams, ryal (20 to a dirham) and centimes (100), read literally where a unit is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.understanding.answer import Answer, nothing, sure, unsure
from assistant.understanding.lexicon import meaning, words
from assistant.understanding.numbers import Number, is_and
from assistant.understanding.utterance import Utterance

UNITS = {"dirham": Decimal(1), "ryal": Decimal("0.05"), "centime": Decimal("0.01")}
"""What each is in dirhams: 20 ryal and 100 centimes make one."""
CONFIRM_FROM = Decimal(1000)
POINT = "¤"
"""Stands for the decimal point once the separators of thousands are gone."""
VAGUE = frozenset(
    ["chwiya", "شويه", "bzaf", "بزاف", "bin", "بين", "kter", "كتر", "9ell", "قل", "entre", "plus", "moins"]
)
_SPACED = re.compile(r"(?<![\d.,])(\d{1,3}(?: \d{3})+)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?!\d)")
_DECIMAL = re.compile(r"(?<![\d.,])(\d+)[.,](\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum and the unit said with it, None for none; `thousands`: said with a word for thousand or million."""

    value: Decimal
    unit: str | None
    thousands: bool


def money(utterance: Utterance, *, unit: bool, per: str) -> Answer:
    """Dirhams with two decimals. `unit`: the question asked for dirhams; `per`: for which period."""
    said = set(utterance.words)
    currency = next((word for word in utterance.words if word in words()["currencies"]), None)
    if currency or utterance.has("douro"):
        return nothing("other_unit", currency or "douro")
    if "-" in utterance.raw[:2] and utterance.numbers:
        return nothing("out_of_range", "negative")
    if per and _other_period(said, per):
        return nothing("other_period", _other_period(said, per) or "")
    if said & VAGUE or said & words()["or"]:
        return nothing("vague", next(iter(said & VAGUE), ""))
    amounts = _amounts(utterance)
    if not amounts:
        alone = _dirham_alone(utterance)
        if alone is not None:
            return alone
        return sure("0.00") if utterance.has("zero_count", "no_echo") else nothing("unknown")
    return _one(amounts, unit=unit)


def _one(amounts: list[Amount], *, unit: bool) -> Answer:
    with_unit = [amount for amount in amounts if amount.unit]
    if with_unit:
        amounts = with_unit
    total = _sum(amounts)
    if total is None:
        return nothing("two_values")
    first = amounts[0]
    if first.unit is None and first.thousands:
        return nothing("no_unit", "alf")
    if first.unit is None and not unit:
        return nothing("no_unit", str(first.value))
    value = f"{total.quantize(Decimal('0.01'), ROUND_HALF_UP)}"
    return unsure(value, 0.9) if total >= CONFIRM_FROM or first.unit in ("ryal", "centime") else sure(value)


def _dirham_alone(utterance: Utterance) -> Answer | None:
    """`dirham w noss`: the unit without a number is one of it."""
    for place, token in enumerate(utterance.split):
        if "dirham" in meaning(token.text):
            fraction = _fraction(utterance, place + 1)
            return sure(f"{1 + fraction:.2f}") if fraction else None
    return None


def _sum(amounts: list[Amount]) -> Decimal | None:
    """One amount, the same twice, or dirhams and their centimes."""
    values = [amount.value * UNITS[amount.unit or "dirham"] for amount in amounts]
    if len(set(values)) == 1:
        return values[0]
    if [amount.unit for amount in amounts] == ["dirham", "centime"] and amounts[1].value < 100:
        return sum(values, Decimal(0))
    return None


def _other_period(said: set[str], per: str) -> str | None:
    """A period that was said and is not the one asked for."""
    for period, forms in words()["any_period"].items():
        if period != per and said & forms:
            return str(period)
    return None


def _amounts(utterance: Utterance) -> list[Amount]:
    written = Utterance(_plain(utterance.text))
    found: list[Amount] = []
    for number in written.numbers:
        if found and _is_decimal(written, number):
            continue
        found.append(_amount(written, number))
    return found


def _plain(text: str) -> str:
    """Thousands without their separators, decimals after POINT."""
    for pattern in (_SPACED, _DOTTED):
        text = pattern.sub(lambda match: re.sub(r"[ .]", "", match[1]), text)
    return _DECIMAL.sub(lambda match: f"{match[1]}{POINT}{match[2]:0<2}", text)


def _is_decimal(written: Utterance, number: Number) -> bool:
    return number.start > 0 and written.split[number.start - 1].text == POINT


def _amount(written: Utterance, number: Number) -> Amount:
    split = written.split
    value, end = Decimal(number.value), number.end
    if end + 1 < len(split) and split[end].text == POINT and split[end + 1].number:
        value, end = value + Decimal(split[end + 1].text) / 100, end + 2
    unit, end = _unit(written, end)
    value += _fraction(written, end)
    if unit is None:
        unit, _ = _unit(written, end + 2)
    return Amount(value, unit, number.thousands)


def _unit(written: Utterance, place: int) -> tuple[str | None, int]:
    """The unit that stands at the place, perhaps after `d` or `ديال`."""
    for offset in (0, 1):
        if place + offset < len(written.split):
            token = written.split[place + offset]
            found = [unit for unit in UNITS if unit in meaning(token.text)] if not token.number else []
            if found:
                return found[0], place + offset + 1
            if token.text not in ("d", "dyal", "ديال", "de", "د"):
                break
    return None, place


def _fraction(written: Utterance, place: int) -> Decimal:
    """`w noss` adds a half, `w rbe3` a quarter."""
    split = written.split
    if place + 1 < len(split) and is_and(split[place]):
        meant = meaning(split[place + 1].text)
        if "half" in meant or split[place + 1].text in ("نص", "نصف", "noss", "nos"):
            return Decimal("0.5")
        if split[place + 1].text in ("rbe3", "ربع", "robo3"):
            return Decimal("0.25")
    return Decimal(0)
