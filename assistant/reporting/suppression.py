"""Small counts are hidden, and enough around them that nobody can work them out again.

Published figures hang together: a row adds up to its total. So hiding a small count alone hides nothing. Here the
figures are cells and the ways in which they add up are sums, over as many tables as there are; a total is a cell, too.

What is promised, and tested: whatever is below LEAST is hidden; no hidden count above zero can be worked out exactly
from the published ones and the sums, not even by somebody who knows that counts are never negative; and where a sum
leaves a hidden rest, the rest is at least LEAST as well. That a hidden count is zero may be found out; it is nobody's.
Whoever knows this method may narrow a count down further: the promise is about exact values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST = 10
"""The smallest count that is published."""

MANY = 5
"""Where more sums than this hang on a total, whole tables are about it."""

Cell = Hashable


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is what the `parts` add up to."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.total, *self.parts)


def hide(counts: Mapping[Cell, int], sums: Sequence[Sum], least: int = LEAST) -> frozenset[Cell]:
    """The cells that must not be published: the small ones, and no more beside them than it takes.

    Raises ValueError where the counts do not add up: the promise would be empty.
    """
    for each in sums:
        if counts[each.total] != sum(counts[part] for part in each.parts):
            raise ValueError(f"{each.total} is not what its parts add up to")
    small = frozenset(cell for cell, count in counts.items() if count < least)
    hangs = Counter(each.total for each in sums)

    def rank(cell: Cell) -> tuple[bool, int, str]:
        """How much would be missed: what whole tables are about most, then the larger."""
        return hangs[cell] > MANY, counts[cell], str(cell)

    hidden = _covered(counts, sums, small, least, rank)
    for cell in sorted(hidden - small, key=rank, reverse=True):
        if not any(_exposed(counts, sums, hidden - {cell}, least)):
            hidden -= {cell}
    return hidden


def _covered(
    counts: Mapping[Cell, int],
    sums: Sequence[Sum],
    hidden: frozenset[Cell],
    least: int,
    rank: Callable[[Cell], tuple[bool, int, str]],
) -> frozenset[Cell]:
    """`hidden` with as many published neighbours as it takes, those that would be missed least first."""
    while exposed := list(_exposed(counts, sums, hidden, least)):
        neighbours = [_neighbours(sums, hidden, cells) for cells in exposed]
        if not any(neighbours):
            neighbours = [_neighbours(sums, hidden, tuple(hidden))]
        found = [min(cells, key=rank) for cells in neighbours if cells]
        if not found:
            break  # all that hangs together is hidden
        lowest = min(rank(cell)[0] for cell in found)
        hidden |= {cell for cell in found if rank(cell)[0] == lowest}
    return hidden


def _exposed(
    counts: Mapping[Cell, int], sums: Sequence[Sum], hidden: frozenset[Cell], least: int
) -> Iterator[tuple[Cell, ...]]:
    """What still gives something away: cells that can be worked out, and the hidden parts of a small rest."""
    yield from ((cell,) for cell in worked_out(counts, sums, hidden))
    for each in sums:
        rest = [part for part in each.parts if part in hidden]
        if each.total not in hidden and 0 < sum(counts[part] for part in rest) < least:
            yield tuple(rest)


def _neighbours(sums: Sequence[Sum], hidden: frozenset[Cell], exposed: Sequence[Cell]) -> set[Cell]:
    """The published cells that share a sum with an exposed one."""
    wanted = set(exposed)
    return {cell for each in sums if not wanted.isdisjoint(each.cells) for cell in each.cells if cell not in hidden}


def worked_out(counts: Mapping[Cell, int], sums: Sequence[Sum], hidden: Iterable[Cell]) -> list[Cell]:
    """The hidden cells above zero whose value follows from the published ones.

    With the hidden zeros left at zero, the other hidden cells may vary along the null space of the sums; being above
    zero, each can do so in both directions without any count becoming negative. A cell that no vector of the null space
    moves is worked out: after elimination it stands alone in its row.
    """
    unknown = [cell for cell in hidden if counts[cell] > 0]
    rows = eliminated(_equations(sums, set(unknown)))
    return sorted((next(iter(row)) for row in rows if len(row) == 1), key=str)


Row = dict[Cell, Fraction]


def _equations(sums: Sequence[Sum], unknown: set[Cell]) -> Iterator[Row]:
    """Each sum as coefficients of the unknown cells: one for a part, minus one for the total."""
    for each in sums:
        row: Row = defaultdict(Fraction)
        for cell, coefficient in [(each.total, -1), *((part, 1) for part in each.parts)]:
            if cell in unknown:
                row[cell] += coefficient
        if any(row.values()):
            yield {cell: value for cell, value in row.items() if value}


def eliminated(equations: Iterable[Row]) -> list[Row]:
    """The reduced rows of a system (Gauss and Jordan), sparse and exact: each has a pivot that no other row holds."""
    solved: dict[Cell, Row] = {}
    for equation in equations:
        row = dict(equation)
        for pivot in [cell for cell in row if cell in solved]:
            _subtract(row, solved[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row, key=str)
        scale = row[pivot]
        row = {cell: value / scale for cell, value in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return list(solved.values())


def _subtract(row: Row, other: Row, times: Fraction) -> None:
    """`row` less `other` so many times, in place; what becomes zero is dropped."""
    for cell, value in other.items():
        left = row.get(cell, Fraction()) - times * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
