"""The report's tables: from visits to figures of which every one may be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.reporting.counts import ALL, WITH_OUTCOME, WITH_REASON, Counts, cell, count_journey
from assistant.reporting.dimensions import CROSSED, Dimension
from assistant.reporting.episodes import PRIVATE
from assistant.reporting.journeys import journey_map
from assistant.reporting.labels import label
from assistant.reporting.suppression import LEAST
from assistant.storage import EpisodeRow

Figure = int | None
"""A count, None where it is hidden."""
MARGIN = "toutes"
"""The row of all regions."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is published. `name` becomes a file's; `corner` says what the rows are."""

    name: str
    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]

    @property
    def empty(self) -> bool:
        """Whether every figure is hidden."""
        return all(figure is None for _, figures in self.rows for figure in figures)


@dataclass(frozen=True)
class Figures:
    """All that a report may tell: one system of cells, so that no table gives away what another hides."""

    rows: Sequence[EpisodeRow]
    counts: Counts
    dims: Mapping[str, Mapping[str, Dimension]]

    @classmethod
    def of(cls, rows: Sequence[EpisodeRow]) -> Figures:
        """Count the visits, in every way that some table needs."""
        counts, dims = Counts(), {}
        journeys = journey_map().journeys
        on_journeys = [row for row in rows if row.journey in journeys]
        for journey in journeys.values():
            own = [row for row in on_journeys if row.journey == journey.name]
            dims[journey.name] = count_journey(counts, journey, own, on_journeys)
        private = sum(row.journey == PRIVATE for row in rows)
        visits = [(cell(name), counts.counts[cell(name)]) for name in dims]
        counts.split(ALL, [*visits, (cell(PRIVATE), private)])
        return cls(rows, counts, dims)

    @property
    def total(self) -> Figure:
        return self.counts.shown(ALL)

    def tables(self) -> list[Table]:
        """Every table, in the order of the report."""
        names = list(self.dims)
        return [
            self.visits(),
            self.endings(),
            *(self.funnel(name) for name in names),
            *(self.left(name) for name in names),
            *(self.reasons(name) for name in WITH_REASON),
            *(self.outcomes(name) for name in WITH_OUTCOME),
            self.helped(),
            self.weeks(),
        ]

    def endings(self) -> Table:
        return self._by_journey("fins", "Comment les visites se terminent", "ending")

    def helped(self) -> Table:
        return self._by_journey("satisfaction", "« Est-ce que cela vous a aidé ? »", "helped")

    def reasons(self, journey: str) -> Table:
        return self._region(journey, "reason", "raisons", "raisons du non-recours")

    def outcomes(self, journey: str) -> Table:
        return self._region(journey, "outcome", "regions", "estimations par région")

    def visits(self) -> Table:
        rows = [(label("journey", name), (self.counts.shown(cell(name)),)) for name in (*self.dims, PRIVATE)]
        return Table("visites", "Visites", "parcours", ("visites",), (*rows, ("total", (self.total,))))

    def _by_journey(self, name: str, title: str, dimension: str) -> Table:
        values = next(iter(self.dims.values()))[dimension].values
        rows = tuple(
            (
                label("journey", journey),
                (*(self._shown(journey, **{dimension: value}) for value in values), self.counts.shown(cell(journey))),
            )
            for journey in self.dims
        )
        return Table(name, title, "parcours", (*(label(dimension, value) for value in values), "total"), rows)

    def funnel(self, journey: str) -> Table:
        """How many reached each stage at least: all, by locale, by channel. Worked out from published figures alone."""
        dims, stages = self.dims[journey], self.dims[journey]["stage"].values
        columns = {"toutes": self._reached(journey, dims["stage"], stages, {})}
        for name in CROSSED:
            for value in dims[name].values:
                reached = self._reached(journey, dims[f"part_{name}"], stages, {name: value})
                columns[label(name, value)] = reached
        rows = tuple(
            (label("stage", stage), tuple(column[place] for column in columns.values()))
            for place, stage in enumerate(stages)
        )
        title = f"{label('journey', journey)} : jusqu'où l'on arrive"
        return Table(f"entonnoir-{journey}", title, "étape atteinte", tuple(columns), rows)

    def _reached(self, journey: str, runs: Dimension, stages: Sequence[str], where: Mapping[str, str]) -> list[Figure]:
        """How many reached each stage: from the top down as far as every figure is shown, from the bottom up likewise.

        Where stages are counted in runs, only the first of a run has a figure.
        """
        total = self._shown(journey, **where)
        stopped = [self._shown(journey, **{runs.name: run}, **where) for run in runs.values]
        if total == sum(figure or 0 for figure in stopped):
            stopped = [figure or 0 for figure in stopped]  # what is shown leaves nothing: the hidden ones are zeros
        reached: dict[str, Figure] = {}
        for place, run in enumerate(runs.values):
            down = _less(total, stopped[:place])
            figure = _sum(stopped[place:]) if down is None else down
            reached[run] = figure if figure is not None and figure >= LEAST else None
        return [reached.get(stage) for stage in stages]

    def left(self, journey: str) -> Table:
        """Where visits that did not reach their goal stood in the end; what is hidden is one row together."""
        steps = self.dims[journey]["last_step"].values
        figures = [(step, self._shown(journey, last_step=step)) for step in steps]
        listed = [(step, figure) for step, figure in figures if figure is not None]
        listed.sort(key=lambda each: -each[1])
        total = self._shown(journey, done="no")
        rest = _less(total, [count for _, count in listed])
        rows = [(step, (count,)) for step, count in listed]
        title = f"{label('journey', journey)} : où l'on s'arrête"
        return Table(
            f"arrets-{journey}",
            title,
            "dernière étape (flux.étape)",
            ("visites non abouties",),
            (*rows, *([] if rest == 0 else [("ailleurs", (rest,))]), ("total", (total,))),
        )

    def _region(self, journey: str, dimension: str, name: str, title: str) -> Table:
        """Regions down, another dimension across, with both margins."""
        dims = self.dims[journey]
        across = dims[dimension].values
        rows = [
            (
                label("region", region),
                (
                    *(self._shown(journey, region=region, **{dimension: value}) for value in across),
                    self._shown(journey, region=region),
                ),
            )
            for region in dims["region"].values
        ]
        margin = (*(self._shown(journey, **{dimension: value}) for value in across), self.counts.shown(cell(journey)))
        columns = (*(label(dimension, value) for value in across), "total")
        title = f"{label('journey', journey)} : {title}"
        return Table(f"{name}-{journey}", title, "région", columns, (*rows, (MARGIN, margin)))

    def weeks(self) -> Table:
        weeks = next(iter(self.dims.values()))["week"].values
        rows = tuple((week, tuple(self._shown(journey, week=week) for journey in self.dims)) for week in weeks)
        columns = tuple(label("journey", journey) for journey in self.dims)
        return Table("semaines", "Visites par semaine", "semaine du", columns, rows)

    def _shown(self, journey: str, **where: str) -> Figure:
        return self.counts.shown(cell(journey, **where))


def _sum(figures: Sequence[Figure]) -> Figure:
    shown = [figure for figure in figures if figure is not None]
    return sum(shown) if len(shown) == len(figures) else None


def _less(total: Figure, figures: Sequence[Figure]) -> Figure:
    taken = _sum(figures)
    return None if total is None or taken is None else total - taken
