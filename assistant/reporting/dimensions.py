"""The ways to tell visits apart in the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.reporting.journeys import BEGUN, DONE, Journey
from assistant.reporting.labels import labels
from assistant.reporting.suppression import LEAST
from assistant.storage import EpisodeRow

COMPLETED = "completed"
CROSSED = ("locale", "channel")
"""The dimensions by which funnels are shown."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to tell visits apart: every value, listed whether anybody has it or not, and which one a visit has."""

    name: str
    values: tuple[str, ...]
    of: Callable[[EpisodeRow], str]


def dimensions(journey: Journey, rows: Sequence[EpisodeRow]) -> dict[str, Dimension]:
    """Every dimension of a journey's visits by name."""
    plain = {name: _plain(name, rows) for name in ("ending", "reason", "helped", "locale", "channel", "region")}
    others = (
        Dimension("stage", journey.stage_names, lambda row: stage(journey, row)),
        Dimension("outcome", tuple(labels()["outcome"]), outcome),
        Dimension("week", _weeks(rows), week),
        Dimension(
            "last_step", tuple(sorted({row.last_step for row in rows if missed(row)})), lambda row: row.last_step
        ),
    )
    named = {**plain, **{dimension.name: dimension for dimension in others}}
    return {**named, **{f"part_{name}": parts(journey, rows, named[name]) for name in CROSSED}}


def parts(journey: Journey, rows: Sequence[EpisodeRow], across: Dimension) -> Dimension:
    """The stages in runs wide enough that each value of `across` has LEAST visits that ended in each run, where it has
    that many at all; a run is called by its first stage. Single stages by locale would nearly all be hidden."""
    found = Counter((stage(journey, row), across.of(row)) for row in rows if missed(row))
    totals = Counter(across.of(row) for row in rows if missed(row))
    wide = [value for value, count in totals.items() if count >= LEAST]
    run_of: dict[str, str] = {DONE: DONE}
    runs: list[list[str]] = [[]]
    for name in journey.stage_names[:-1]:
        runs[-1].append(name)
        if wide and all(sum(found[each, value] for each in runs[-1]) >= LEAST for value in wide):
            runs.append([])
    last = runs.pop()
    runs = [*runs[:-1], [*runs[-1], *last]] if runs else [last]
    run_of |= {name: run[0] for run in runs for name in run}
    values = tuple(dict.fromkeys(run_of[name] for name in journey.stage_names))
    return Dimension(f"part_{across.name}", values, lambda row: run_of[stage(journey, row)])


def _plain(name: str, rows: Sequence[EpisodeRow]) -> Dimension:
    """A dimension whose values are those with labels, and whatever else was found."""

    def of(row: EpisodeRow) -> str:
        return str(getattr(row, name))

    return Dimension(name, tuple(dict.fromkeys([*labels()[name], *sorted(set(map(of, rows)))])), of)


def missed(row: EpisodeRow) -> bool:
    """Whether the visit did not reach its goal."""
    return row.ending != COMPLETED


def stage(journey: Journey, row: EpisodeRow) -> str:
    """The furthest stage; the first for one that the journey had when the visit was counted, and has no more."""
    if not missed(row):
        return DONE
    return row.stage if row.stage in journey.stage_names[:-1] else BEGUN


def outcome(row: EpisodeRow) -> str:
    """The estimate's outcome, only where the visit was complete: who was not told has none."""
    return "" if missed(row) else row.outcome or "undecided"


def week(row: EpisodeRow) -> str:
    """The Monday of the visit's week."""
    return (row.day - timedelta(days=row.day.weekday())).isoformat()


def _weeks(rows: Sequence[EpisodeRow]) -> tuple[str, ...]:
    """Every Monday from the first visit's week to the last's."""
    if not rows:
        return ()
    first, last = min(row.day for row in rows), max(row.day for row in rows)
    monday = first - timedelta(days=first.weekday())
    return tuple((monday + timedelta(weeks=n)).isoformat() for n in range((last - monday).days // 7 + 1))
