"""What each declared item adds to a score, so that another value of it can be tried without scoring all again.

At a given size the items feed different terms, so a score is the sum of what they add; a new size changes them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from assistant.scoring.entries import Basis, Term
from assistant.scoring.formula import Rules
from assistant.scoring.terms import FACTS, value

Side = Literal["lowest", "estimate", "highest"]
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One side of a score: the lowest or the highest that readings and open answers make of it, or the estimate itself,
    which takes the default readings and counts nothing for what is not known."""

    rules: Rules
    basis: Basis
    declared: Mapping[str, Any]
    side: Side
    known: dict[tuple[str, Any, int], Decimal] = field(default_factory=dict)

    @property
    def size(self) -> int:
        made: int = self.declared["size"]
        return made

    def adds(self, path: str, given: Any, size: int) -> Decimal:
        """What the item adds if it is `given` and the household has that size."""
        key = (path, given, size)
        if key not in self.known:
            self.known[key] = self._adds(path, given, size)
        return self.known[key]

    def total(self, size: int) -> Decimal:
        """The score with everything as declared but the size."""
        told = {**self.declared, "size": size}
        start = self.basis.formula.constant + self._pick(self.basis.region.readings)
        return start + sum((self.adds(path, told[path], size) for path in self.basis.fed_by), start=ZERO)

    def _adds(self, path: str, given: Any, size: int) -> Decimal:
        terms = self.basis.fed_by.get(path, ())
        if given is not None or all(value(FACTS[term.fact], None, size) is not None for term in terms):
            return sum((self._term(term, given, size) for term in terms), start=ZERO)
        if self.side == "estimate":
            return sum((self._term(term, None, size) for term in terms), start=ZERO)
        return self._pick(open_ends(self.rules, self.basis, path, size))

    def _term(self, term: Term, given: Any, size: int) -> Decimal:
        made = [
            reading.coefficient * (value(FACTS[reading.fact], given, size) or 0)
            for reading in (term.readings if self.side != "estimate" else term.readings[:1])
        ]
        return self._pick(made)

    def _pick(self, ends: Sequence[Decimal]) -> Decimal:
        if self.side == "estimate":
            return ends[0]
        return max(ends) if self.side == "highest" else min(ends)


def open_ends(rules: Rules, basis: Basis, path: str, size: int) -> tuple[Decimal, Decimal]:
    """The least and the most that an item adds while it is not known, by any reading. Kept, since no region and no
    other answer changes it."""
    formula = basis.formula
    key = (formula.milieu, formula.since, path, size)
    if key not in rules.open_ends:
        answers = rules.answers(path, size)
        lowest, highest = Ledger(rules, basis, {}, "lowest"), Ledger(rules, basis, {}, "highest")
        rules.open_ends[key] = (
            min(lowest.adds(path, answer, size) for answer in answers),
            max(highest.adds(path, answer, size) for answer in answers),
        )
    return rules.open_ends[key]
