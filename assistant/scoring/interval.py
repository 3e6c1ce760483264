"""The scores that are still possible: what each open answer adds at least and at most, and their sum.

Floats, because this is asked thousands of times; an outcome is only called certain with `MARGIN` to spare, which is far
wider than any rounding of them, and what is nearer is left to the exact scorer once everything is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assistant.scoring.columns import columns
from assistant.scoring.entries import Basis
from assistant.scoring.formula import Rules
from assistant.scoring.household import Milieu
from assistant.scoring.ledger import Ledger
from assistant.scoring.possible import AGES, Span, Spans, choices, spans
from assistant.scoring.questions import Answers, asked, slots

MARGIN = 1e-6
"""In units of the score, whose thresholds have seven decimals."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one answer adds to the score: at least and at most, by any reading of the sources; `doubt` is how far the
    readings alone lie apart."""

    low: float
    high: float
    doubt: float = 0.0

    @property
    def open(self) -> float:
        """How much hangs on the answer."""
        return self.high - self.low - self.doubt


@dataclass(frozen=True, slots=True)
class Possible:
    """The scores that are still possible. `parts` and `spans` by slot; `doubt` as in Part."""

    low: float
    high: float
    doubt: float
    parts: Mapping[str, Part]
    spans: Spans


def possible(rules: Rules, basis: Basis, answers: Answers) -> Possible:
    """Of the answers, which must hold milieu, region and size."""
    milieu, size = basis.formula.milieu, int(answers["size"])
    found = spans(rules, milieu, answers)
    weigh = weights(rules, basis.formula.milieu, basis.on)
    parts = {slot: _part(weigh, answers, slot, size, found) for slot in asked(milieu)}
    start = float(basis.formula.constant) + weigh.at("size", size, size).low
    regional = [float(reading) for reading in basis.region.readings]
    doubt = max(regional) - min(regional) + sum(part.doubt for part in parts.values())
    low = start + min(regional) + sum(part.low for part in parts.values())
    high = start + max(regional) + sum(part.high for part in parts.values())
    return Possible(low, high - _too_many(weigh, milieu, size, found), doubt, parts, found)


@dataclass(frozen=True, eq=False)
class Weights:
    """What an answer adds, by slot, value and the household's size: the ledger's figures, remembered as floats."""

    lowest: Ledger
    highest: Ledger
    fed: frozenset[str]

    @lru_cache(maxsize=100_000)  # noqa: B019 - one for each formula, kept as long as the formula
    def at(self, slot: str, value: Any, size: int) -> Part:
        path = slots()[slot].path
        if path not in self.fed:
            return Part(0.0, 0.0)
        low, high = (float(ledger.adds(path, value, size)) for ledger in (self.lowest, self.highest))
        return Part(low, high, high - low)

    @lru_cache(maxsize=100_000)  # noqa: B019
    def between(self, slot: str, low: float, high: float, size: int) -> Part:
        """Of a number that lies between two."""
        kind, path = slots()[slot].kind, slots()[slot].path
        if path not in self.fed:
            return Part(0.0, 0.0)
        if kind == "yesno":
            values: list[Any] = [bool(end) for end in {low, high}]
        elif kind == "money":
            values = [Decimal(str(end)) for end in (low, high)]
        else:
            every = self.lowest.rules.bounds[path].every
            values = list(range(int(low), int(high) + 1)) if every else [int(low), int(high)]
        return self.among(slot, tuple(values), size)

    @lru_cache(maxsize=10_000)  # noqa: B019
    def among(self, slot: str, values: tuple[Any, ...], size: int) -> Part:
        """Of one of these."""
        each = [self.at(slot, value, size) for value in values]
        return Part(min(e.low for e in each), max(e.high for e in each), min(e.doubt for e in each))


@lru_cache
def weights(rules: Rules, milieu: Milieu, on: Any) -> Weights:
    basis = rules.basis(milieu, next(iter(rules.regions)), on)
    return Weights(Ledger(rules, basis, {}, "lowest"), Ledger(rules, basis, {}, "highest"), frozenset(basis.fed_by))


def _part(weigh: Weights, answers: Answers, slot: str, size: int, found: Spans) -> Part:
    if slot in found:
        span: Span = found[slot]
        return weigh.between(slot, span.low, span.high, size)
    every = columns()[slots()[slot].path].choices
    return weigh.among(slot, choices(answers, slot, size, every), size)


def _too_many(weigh: Weights, milieu: Milieu, size: int, found: Spans) -> float:
    """By how much the parts' sum is too high because slots share the same people."""
    together, most = (
        (("operators", "senior_managers"), found["working"].high) if milieu == "urban" else (AGES, float(size))
    )
    each = {slot: weigh.at(slot, 1, size).high for slot in together}
    room = most - sum(found[slot].low for slot in together)
    excess = sum(found[slot].high - found[slot].low for slot in together) - room
    cut = 0.0
    for slot in sorted(together, key=lambda name: each[name]):  # those that add least make way first
        less = min(max(excess, 0.0), found[slot].high - found[slot].low)
        cut, excess = cut + less * each[slot], excess - less
    return cut
