"""Visits counted in cells that add up, and which of the cells may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.reporting.dimensions import COMPLETED, CROSSED, Dimension, dimensions, missed
from assistant.reporting.journeys import DONE, Journey
from assistant.reporting.suppression import Cell, Sum, hide
from assistant.storage import EpisodeRow

WITH_OUTCOME = ("eligibility",)
WITH_REASON = ("eligibility", "appeal")
"""The journeys whose visits have an estimate's outcome, and those where a reason can be told."""


def cell(journey: str, **where: str) -> Cell:
    """The cell of a journey's visits with these values; without any, all of them."""
    return (journey, *sorted(where.items()))


ALL: Cell = ("",)
"""The cell of all visits, the private ones included."""


@dataclass
class Counts:
    """Cells and their sums, filled table by table and then asked what may be shown."""

    counts: dict[Cell, int] = field(default_factory=dict)
    sums: dict[Sum, None] = field(default_factory=dict)

    def split(self, whole: Cell, parts: Iterable[tuple[Cell, int]]) -> None:
        """The whole is the sum of the parts."""
        counted = dict(parts)
        self.counts |= counted
        self.counts.setdefault(whole, sum(counted.values()))
        self.sums[Sum(whole, tuple(counted))] = None

    def by(self, journey: str, rows: Sequence[EpisodeRow], dimension: Dimension) -> None:
        """All visits of a journey by one dimension."""
        found = Counter(map(dimension.of, rows))
        self.split(cell(journey), ((cell(journey, **{dimension.name: v}), found[v]) for v in dimension.values))

    def cross(self, journey: str, rows: Sequence[EpisodeRow], first: Dimension, second: Dimension) -> None:
        """All visits of a journey by two dimensions, with both margins."""
        self.by(journey, rows, first)
        self.by(journey, rows, second)
        found = Counter((first.of(row), second.of(row)) for row in rows)
        inner = {
            (a, b): (cell(journey, **{first.name: a, second.name: b}), found[a, b])
            for a in first.values
            for b in second.values
        }
        for a in first.values:
            self.split(cell(journey, **{first.name: a}), (inner[a, b] for b in second.values))
        for b in second.values:
            self.split(cell(journey, **{second.name: b}), (inner[a, b] for a in first.values))

    @cached_property
    def hidden(self) -> frozenset[Cell]:
        return hide(self.counts, list(self.sums))

    def shown(self, where: Cell) -> int | None:
        """The count, None where it must not be seen."""
        return None if where in self.hidden else self.counts[where]


def count_journey(
    counts: Counts, journey: Journey, own: Sequence[EpisodeRow], all_rows: Sequence[EpisodeRow]
) -> Mapping[str, Dimension]:
    """Every cell of one journey and how the cells add up."""
    shared = dimensions(journey, all_rows)
    dims = {**dimensions(journey, own), **{name: shared[name] for name in ("ending", "helped", "week")}}
    name = journey.name
    for dimension in ("ending", "helped", "week"):
        if dims[dimension].values:
            counts.by(name, own, dims[dimension])
    counts.by(name, own, dims["stage"])
    for other in CROSSED:
        counts.cross(name, own, dims[f"part_{other}"], dims[other])
        _count_parts(counts, name, journey.stage_names, dims[f"part_{other}"])
    if name in WITH_REASON:
        counts.cross(name, own, dims["region"], dims["reason"])
    if name in WITH_OUTCOME:
        counts.cross(name, own, dims["region"], dims["outcome"])
    _count_goal(counts, name, own, dims)
    return dims


def _count_parts(counts: Counts, name: str, stages: Sequence[str], part: Dimension) -> None:
    """A run of stages holds what its stages hold."""
    starts = [stages.index(value) for value in part.values]
    for value, start, end in zip(part.values, starts, [*starts[1:], len(stages)], strict=True):
        inner = [cell(name, stage=stage) for stage in stages[start:end]]
        counts.split(cell(name, **{part.name: value}), [(each, counts.counts[each]) for each in inner])


def _count_goal(counts: Counts, name: str, own: Sequence[EpisodeRow], dims: Mapping[str, Dimension]) -> None:
    """Complete or not, told in several ways: by the last stage, the ending, the outcome, the last step."""
    short = [row for row in own if missed(row)]
    done, no = cell(name, stage=DONE), cell(name, done="no")
    counts.split(cell(name), [(done, len(own) - len(short)), (no, len(short))])

    def split(whole: Cell, rows: Sequence[EpisodeRow], dimension: Dimension, without: str) -> None:
        found = Counter(map(dimension.of, rows))
        values = [value for value in dimension.values if value != without]
        counts.split(whole, [(cell(name, **{dimension.name: value}), found[value]) for value in values])

    split(no, short, dims["stage"], DONE)
    split(no, short, dims["ending"], COMPLETED)
    counts.split(done, [(cell(name, ending=COMPLETED), len(own) - len(short))])
    if name in WITH_OUTCOME:
        split(done, [row for row in own if not missed(row)], dims["outcome"], "")
    if short:
        split(no, short, dims["last_step"], DONE)
