"""Many households at once: the scorer's sums over columns of numbers, in float64.

Exactness. What a term adds stays below `WILD` x 0.4, so a sum of at most 40 of them is wrong by less than 3e-10. A row
whose lowest and highest score both lie further than `NEAR` from every limit therefore has the outcome that decimal
arithmetic gives. The few others, and those with a wilder term, are assessed once more by the decimal scorer.
What is not known is NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.scoring.assessment import Assessment
from assistant.scoring.columns import columns
from assistant.scoring.entries import Basis, Term
from assistant.scoring.household import Household, Milieu
from assistant.scoring.ledger import open_ends
from assistant.scoring.scorer import Scorer
from assistant.scoring.terms import COUPLE, FACTS, MONTHS, Fact

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Columns = Mapping[str, Numbers]
OUTCOMES = ("not_eligible", "undecided", "eligible")
NEAR = 1e-9
WILD = 1e5
CHUNK = 1 << 15
SIZES = range(1, 51)


@dataclass(frozen=True, slots=True)
class Scores:
    """One number a household: the estimate, the least and the most it may be, and by programme the outcome as a place
    in `OUTCOMES`."""

    score: Numbers
    low: Numbers
    high: Numbers
    outcomes: Mapping[str, NDArray[np.int8]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Scores households by columns, all of one milieu; `on` as for the scorer. A region is its place in `regions`."""

    scorer: Scorer
    milieu: Milieu
    on: date | None = None

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(self.scorer.rules.regions)

    def declared(self, region: Places, given: Columns) -> Scores:
        """From declarations: columns by flat path (of choices, the place in the column's `choices`); one that is
        missing is not known. Sizes and regions must be right, as the file's reader has checked."""
        return self._chunked(region, given, self._declared, self._household)

    def terms(self, region: Places, given: Columns) -> Scores:
        """From the formula's own terms: columns by id; one that is missing is 0."""
        return self._chunked(region, given, self._terms, self._given_terms)

    def scores(self, region: Places, matrix: Numbers) -> Numbers:
        """The estimates alone, from a matrix with a column for each term in the formula's order."""
        basis = self._basis(self.regions[0])
        coefficients = np.array([float(term.coefficient) for term in basis.formula.terms.values()])
        made: Numbers = self._starts(region)[0] + matrix @ coefficients
        return made

    def _chunked(self, region: Places, given: Columns, score: Score, exactly: Exactly) -> Scores:
        """In pieces that stay in the processor's cache; then the rows near a limit once more, exactly."""
        starts, rows = self._starts(region), len(region)
        made = np.empty((3, rows))
        basis = self._basis(self.regions[0])
        for begin in range(0, rows, CHUNK):
            part = slice(begin, begin + CHUNK)
            made[:, part] = score(basis, {name: column[part] for name, column in given.items()}, starts[:, part])
        outcomes = {each.id: _outcomes(made[1], made[2], float(each.threshold)) for each in basis.programmes}
        for row in np.flatnonzero(_near(made[1:], basis) | _wild(basis, given, rows)).tolist():
            exact = exactly(self.regions[region[row]], given, row)
            made[:, row] = float(exact.score), float(exact.low), float(exact.high)
            for programme in exact.programmes:
                outcomes[programme.id][row] = OUTCOMES.index(programme.outcome)
        return Scores(made[0], made[1], made[2], outcomes)

    def _declared(self, basis: Basis, given: Columns, starts: Numbers) -> Numbers:
        made = starts.copy()
        size = given["size"]
        unknown = np.full(len(size), np.nan)
        for path, terms in basis.fed_by.items():
            made += self._item(basis, path, terms, given.get(path, unknown), size)
        return made

    def _item(self, basis: Basis, path: str, terms: Sequence[Term], given: Numbers, size: Numbers) -> Numbers:
        """What one item adds to estimate, lowest and highest score."""
        added: list[Numbers | float] = [0.0, 0.0, 0.0]
        for term in terms:
            ends = [float(each.coefficient) * _value(FACTS[each.fact], given, size) for each in term.readings]
            least, most = (ends[0], ends[0]) if len(ends) == 1 else (np.minimum(*ends), np.maximum(*ends))
            added = [old + new for old, new in zip(added, (ends[0], least, most), strict=True)]
        return self._opened(basis, path, np.array(added), size)

    def _opened(self, basis: Basis, path: str, added: Numbers, size: Numbers) -> Numbers:
        """Where the item is not known: nothing in the estimate, and its least and most."""
        unknown = np.isnan(added[0])
        if unknown.any():
            sizes = size[unknown].astype(np.int64)
            least, most = _open_ends(self.scorer, basis, path)
            added[:, unknown] = np.zeros(len(sizes)), least[sizes], most[sizes]
        return added

    def _terms(self, basis: Basis, given: Columns, starts: Numbers) -> Numbers:
        made = starts.copy()
        for id, term in basis.formula.terms.items():
            if id in given:
                own, *others = (float(each.coefficient) * given[id] for each in term.readings)
                made[0] += own
                made[1] += np.minimum.reduce([own, *others])
                made[2] += np.maximum.reduce([own, *others])
        return made

    def _household(self, region: str, given: Columns, row: int) -> Assessment:
        declared: dict[str, Any] = {"milieu": self.milieu, "region": region}
        for path, column in given.items():
            if not np.isnan(column[row]):
                _put(declared, path, _said(path, column[row]))
        return self.scorer.assess(Household.model_validate(declared), self.on)

    def _given_terms(self, region: str, given: Columns, row: int) -> Assessment:
        told = {id: Decimal(repr(float(column[row]))) for id, column in given.items()}
        return self.scorer.assess_terms(self.milieu, region, told, self.on)

    def _basis(self, region: str) -> Basis:
        return self.scorer.rules.basis(self.milieu, region, self.on)

    def _starts(self, region: Places) -> Numbers:
        """Constant and region: by the default reading, and the least and the most of all readings."""
        made = np.empty((3, len(self.regions)))
        for place, name in enumerate(self.regions):
            basis = self._basis(name)
            ends = [float(basis.formula.constant + reading) for reading in basis.region.readings]
            made[:, place] = ends[0], min(ends), max(ends)
        return np.take(made, region, axis=1)


Score = Callable[[Basis, Columns, Numbers], Numbers]
Exactly = Callable[[str, Columns, int], Assessment]


@lru_cache(maxsize=512)
def _open_ends(scorer: Scorer, basis: Basis, path: str) -> tuple[Numbers, Numbers]:
    """By household size, what the item adds at least and at most while it is not known."""
    ends = [open_ends(scorer.rules, basis, path, size) for size in SIZES]
    least, most = zip(*ends, strict=True)
    return np.array([0.0, *map(float, least)]), np.array([0.0, *map(float, most)])


def _value(fact: Fact, given: Numbers, size: Numbers) -> Numbers:
    if fact.rule == "families":
        return _families(fact, given, size)
    return _RULES[fact.rule](fact, given, size)


def _families(fact: Fact, given: Numbers, size: Numbers) -> Numbers:
    """As in `terms`: the size alone tells for one person, and that more than two are no couple."""
    told = _is(fact, given, size)
    if "couple_or_alone" in fact.wanted:
        return np.where(size == COUPLE, told, (size < COUPLE).astype(np.float64))
    return np.where(size < COUPLE, 0.0, told)


def _is(fact: Fact, given: Numbers, _size: Numbers) -> Numbers:
    choices = columns()[fact.path].choices
    held = np.zeros(len(given), dtype=bool)
    for wanted in fact.wanted:
        held |= given == choices.index(wanted)
    return _where_known(held, given)


def _where_known(held: NDArray[np.bool_], given: Numbers) -> Numbers:
    return np.where(np.isnan(given), np.nan, held)


def _crowding(fact: Fact, rooms: Numbers, size: Numbers) -> Numbers:
    """As in `terms`: of two people the size alone tells."""
    rooms = np.where(np.isnan(rooms) & (size <= COUPLE), 1.0, rooms)
    return _where_known((fact.above * rooms < size) & (size <= fact.most * rooms), rooms)


_RULES: Mapping[str, Callable[[Fact, Numbers, Numbers], Numbers]] = {
    "number": lambda _fact, given, _size: given,
    "square": lambda _fact, given, _size: given * given,
    "is": _is,
    "some": lambda _fact, given, _size: _where_known(given > 0, given),
    "share": lambda _fact, given, size: given / size,
    "a_head_a_year": lambda _fact, given, size: given * MONTHS / size,
    "crowding": _crowding,
}


def _outcomes(low: Numbers, high: Numbers, limit: float) -> NDArray[np.int8]:
    return (high <= limit).astype(np.int8) + (low <= limit).astype(np.int8)


def _near(ends: Numbers, basis: Basis) -> NDArray[np.bool_]:
    near = np.zeros(ends.shape[1], dtype=bool)
    for programme in basis.programmes:
        near |= (np.abs(ends - float(programme.threshold)) < NEAR).any(axis=0)
    return near


def _wild(basis: Basis, given: Columns, rows: int) -> NDArray[np.bool_]:
    """Rows with a term so large that doubles may be too coarse."""
    wild = np.zeros(rows, dtype=bool)
    for id in basis.formula.terms.keys() & given.keys():
        wild |= np.abs(given[id]) > WILD
    return wild


def _said(path: str, number: np.float64) -> Any:
    """A number of a column as the declaration has it. A double's shortest text is the decimal that was read."""
    column = columns()[path]
    if column.kind == "amount":
        return Decimal(repr(float(number)))
    return column.answers[int(number)] if column.answers else int(number)


def _put(declared: dict[str, Any], path: str, value: object) -> None:
    *parts, name = path.split(".")
    for part in parts:
        declared = declared.setdefault(part, {})
    declared[name] = value
