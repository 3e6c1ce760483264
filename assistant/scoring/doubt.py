"""How sure a score is: what is not known, what the sources disagree on, and which of it could turn an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from assistant.scoring.assessment import Outcome
from assistant.scoring.entries import inside

MISSING = "missing_answers"
DISAGREE = "sources_disagree:"


@dataclass(frozen=True, slots=True)
class Doubt:
    """The score by the default readings, with the least and the most that open answers make of it; and by the name of
    each disagreement that touches this household, how far each of its readings moves the score."""

    low: Decimal
    high: Decimal
    shifts: Mapping[str, tuple[Decimal, ...]]

    @property
    def lowest(self) -> Decimal:
        return self.low + sum((min(shifts) for shifts in self.shifts.values()), start=Decimal(0))

    @property
    def highest(self) -> Decimal:
        return self.high + sum((max(shifts) for shifts in self.shifts.values()), start=Decimal(0))

    def outcome(self, limit: Decimal) -> Outcome:
        """Said only where neither an open answer nor a disagreement could turn it."""
        if inside(self.highest, limit):
            return "eligible"
        return "undecided" if inside(self.lowest, limit) else "not_eligible"

    def reasons(self, limit: Decimal) -> tuple[str, ...]:
        """What could turn the outcome, by itself, for some choice of the rest."""
        open_answers = any(self._turns(limit, shift, shift) for shift in self._sums(self.shifts))
        disagreements = (f"{DISAGREE}{name}" for name in self.shifts if self._disputed(name, limit))
        return (*((MISSING,) if open_answers else ()), *disagreements)

    def _disputed(self, name: str, limit: Decimal) -> bool:
        rest = {other: shifts for other, shifts in self.shifts.items() if other != name}
        own = self.shifts[name]
        return any(self._turns(limit, shift + min(own), shift + max(own)) for shift in self._sums(rest))

    def _turns(self, limit: Decimal, least: Decimal, most: Decimal) -> bool:
        return inside(self.low + least, limit) and not inside(self.high + most, limit)

    @staticmethod
    def _sums(shifts: Mapping[str, tuple[Decimal, ...]]) -> Iterator[Decimal]:
        return (sum(chosen, start=Decimal(0)) for chosen in product(*shifts.values()))
