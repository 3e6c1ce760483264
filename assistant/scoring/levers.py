"""Levers: which declared items, were they recorded wrongly, decide an outcome. And where none can.

A lever never says that a declaration should be otherwise: it names what is worth checking. Its promise is certain: with
the change the programme is open whatever the open answers and the sources' readings are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.scoring.corrections import SIZE, alternatives, correctable, nearest
from assistant.scoring.entries import Basis, Item, inside
from assistant.scoring.formula import Rules
from assistant.scoring.ledger import Ledger

MOST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One declared item, as it is recorded and as it would have to be. `path` is its place in the declaration; `term`
    the formula's first term that it feeds."""

    path: str
    term: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Lever:
    """The smallest set of items that decides: were all of them as told, the score would be `score` and these
    programmes, which are not open now, would be."""

    changes: tuple[Change, ...]
    score: Decimal
    programmes: tuple[str, ...]


def levers(rules: Rules, basis: Basis, declared: Mapping[str, Any]) -> tuple[Lever, ...]:
    """For each programme that is not open: every single item that decides, at its nearest value; where there is none,
    one smallest set of two or three. Those with fewest items come first."""
    search = _Search(Ledger(rules, basis, declared, "highest"), correctable(rules.corrections, declared))
    now = search.high.total(search.size)
    found = (search.decide(each.threshold) for each in basis.programmes if not inside(now, each.threshold))
    distinct = dict.fromkeys(changes for sets in found for changes in sets)
    estimate = Ledger(rules, basis, declared, "estimate")
    made = (
        Lever(changes, _scored(estimate, changes), tuple(_opened(basis, now, _scored(search.high, changes))))
        for changes in distinct
    )
    return tuple(sorted(made, key=lambda lever: len(lever.changes)))


def beyond(rules: Rules, basis: Basis, declared: Mapping[str, Any]) -> tuple[str, ...]:
    """The programmes that stay out of reach whichever items are corrected, this many people living there: even with the
    lowest that every open answer, reading and correction allows, the score is above the limit."""
    low = Ledger(rules, basis, declared, "lowest")
    size = low.size
    floor = low.total(size) - sum(
        (_most_off(low, path, item, size) for path, item in correctable(rules.corrections, declared).items()),
        start=Decimal(0),
    )
    return tuple(each.id for each in basis.programmes if not inside(floor, each.threshold))


def _most_off(ledger: Ledger, path: str, item: Item, size: int) -> Decimal:
    """The most that a correction of the item takes off."""
    if path == SIZE or path not in ledger.basis.fed_by:
        return Decimal(0)
    now = ledger.adds(path, ledger.declared[path], size)
    return now - min([now, *(ledger.adds(path, other, size) for other in alternatives(item, path, ledger.declared))])


@dataclass(frozen=True, slots=True)
class _Search:
    """Exact: at a given size the items' savings add up, so the best set of k items is the k that save most; every size
    that could be declared is tried, and counts as one item."""

    high: Ledger
    items: Mapping[str, Item]

    @property
    def size(self) -> int:
        return self.high.size

    def decide(self, limit: Decimal) -> tuple[tuple[Change, ...], ...]:
        singles = tuple((change,) for change in self._singles(limit))
        return singles or next((found for count in (2, MOST_ITEMS) if (found := self._sets(count, limit))), ())

    def _singles(self, limit: Decimal) -> Iterator[Change]:
        total = self.high.total(self.size)
        for path, item in self.items.items():
            if path == SIZE:
                after = next((size for size in self._sizes() if inside(self.high.total(size), limit)), None)
            else:
                after = self._nearest(path, item, total, limit, self.size)
            if after is not None:
                yield self._change(path, after)

    def _sets(self, count: int, limit: Decimal) -> tuple[tuple[Change, ...], ...]:
        """One set of so many items that decides, or none."""
        for size in (self.size, *self._sizes()):
            others = count if size == self.size else count - 1
            total, savings = self.high.total(size), self._savings(size)
            chosen = sorted(savings, key=lambda path: savings[path], reverse=True)[:others]
            if inside(total - sum((savings[path] for path in chosen), start=Decimal(0)), limit):
                resized = () if size == self.size else (self._change(SIZE, size),)
                return ((*resized, *self._eased(chosen, savings, total, limit, size)),)
        return ()

    def _eased(
        self, chosen: list[str], savings: Mapping[str, Decimal], total: Decimal, limit: Decimal, size: int
    ) -> Iterator[Change]:
        """The chosen items, each changed no further than the others leave needful."""
        total -= sum((savings[path] for path in chosen), start=Decimal(0))
        for path in reversed(chosen):
            after = self._nearest(path, self.items[path], total + savings[path], limit, size)
            total += savings[path] - self._saved(path, after, size)
            yield self._change(path, after)

    def _savings(self, size: int) -> dict[str, Decimal]:
        return {
            path: _most_off(self.high, path, item, size)
            for path, item in self.items.items()
            if path != SIZE and path in self.high.basis.fed_by
        }

    def _nearest(self, path: str, item: Item, total: Decimal, limit: Decimal, size: int) -> Any:
        if path not in self.high.basis.fed_by:
            return None
        rest = total - self.high.adds(path, self.high.declared[path], size)
        return nearest(self.high, path, item, rest, limit, size)

    def _saved(self, path: str, after: Any, size: int) -> Decimal:
        return self.high.adds(path, self.high.declared[path], size) - self.high.adds(path, after, size)

    def _sizes(self) -> list[int]:
        item = self.items.get(SIZE)
        return alternatives(item, SIZE, self.high.declared) if item else []

    def _change(self, path: str, after: Any) -> Change:
        return Change(path, self.high.basis.first_term(path), self.high.declared[path], after)


def _scored(ledger: Ledger, changes: Iterable[Change]) -> Decimal:
    after = {change.path: change.after for change in changes}
    size = after.pop(SIZE, ledger.size)
    return ledger.total(size) - sum(
        (
            ledger.adds(path, ledger.declared[path], size) - ledger.adds(path, told, size)
            for path, told in after.items()
        ),
        start=Decimal(0),
    )


def _opened(basis: Basis, before: Decimal, after: Decimal) -> Iterator[str]:
    for programme in basis.programmes:
        if not inside(before, programme.threshold) and inside(after, programme.threshold):
            yield programme.id
