"""The report's plots. matplotlib is an extra: this module is imported only where plots are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil, nan
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MaxNLocator

from assistant.reporting.counts import WITH_OUTCOME, WITH_REASON
from assistant.reporting.tables import MARGIN, Figure, Figures, Table

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
"""Okabe and Ito's palette, which people with any colour vision can tell apart."""
GREY = "#BBBBBB"
WITH_UNTOLD = (*COLOURS[:3], "#DDDDDD")
"""Three values, and what was not told."""
STYLE: dict[Any, Any] = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "svg.hashsalt": "haqqi",  # the same figures give the same file
    "hatch.linewidth": 0.5,
}
WIDTH = 9.0
"""Inches."""
BAR = 0.8
"""Share of a row's height that bars take."""


def draw(figures: Figures, folder: Path, suffix: str = "svg") -> dict[str, str]:
    """Draw what has a figure to show; gives the files' names by the name of the table that each shows."""
    with mpl.rc_context(STYLE):
        drawn = {table.name: draw(table) for table, draw in _plots(figures) if _has_a_bar(table)}
        for name, canvas in drawn.items():
            metadata = {"Date": None} if suffix == "svg" else None
            canvas.savefig(folder / f"{name}.{suffix}", metadata=metadata, dpi=110, bbox_inches="tight")
    return {name: f"{name}.{suffix}" for name in drawn}


def _plots(figures: Figures) -> list[tuple[Table, Callable[[Table], Canvas]]]:
    """Each table that has a plot, and what draws it."""
    with_untold = partial(_stacked, colours=WITH_UNTOLD)
    return [
        *((figures.funnel(journey), _funnel) for journey in figures.dims),
        (figures.endings(), _stacked),
        (figures.helped(), with_untold),
        *((figures.reasons(journey), _reasons) for journey in WITH_REASON),
        *((figures.outcomes(journey), with_untold) for journey in WITH_OUTCOME),
        (figures.weeks(), _weeks),
    ]


def _has_a_bar(table: Table) -> bool:
    """Whether some row has its total to show, or some funnel or week a figure."""
    total = table.columns[-1] == "total"
    return any(figures[-1] is not None for _, figures in table.rows) if total else not table.empty


def _funnel(table: Table) -> Canvas:
    """All in one panel, then by locale and by channel: the columns of the table in their order."""
    split = len(table.columns) - 2
    panels = [("Toutes les visites", [0]), ("Par langue", [*range(1, split)]), ("Par canal", [split, split + 1])]
    canvas = Canvas(figsize=(WIDTH + 2, 1.1 + 0.55 * len(table.rows)), layout="constrained")
    canvas.suptitle(table.title, x=0.01, ha="left", fontweight="bold")
    axes = canvas.subplots(1, 3, sharey=True)
    for axis, (title, columns) in zip(axes, panels, strict=True):
        axis.set_title(title)
        _bars(axis, table, columns)
    return canvas


def _bars(axis: Axes, table: Table, columns: Sequence[int]) -> None:
    """Horizontal bars, a group a row and a colour a column; a hidden one is a hatched stub that says so."""
    most = max((figures[column] or 0 for _, figures in table.rows for column in columns), default=0) or 1
    height = BAR / len(columns)
    for place, column in enumerate(columns):
        colour = COLOURS[place]
        for row, (_, figures) in enumerate(table.rows):
            at = row - BAR / 2 + height * (place + 0.5)
            if any(figures[each] is not None for each in columns):
                _bar(axis, at, height * 0.9, figures[column], colour, most)
            elif place == 0:
                _bar(axis, row, BAR / 3, None, colour, most)
        axis.barh(0, 0, color=colour, label=table.columns[column])
    axis.set_yticks(range(len(table.rows)), [name for name, _ in table.rows])
    axis.set_ylim(len(table.rows) - 0.5, -0.5)
    axis.set_xlim(0, most * 1.22)
    axis.set_xlabel("visites")
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(columns) > 1:
        axis.legend(loc="lower right", fontsize=7, framealpha=0.9)


def _bar(axis: Axes, at: float, height: float, figure: Figure, colour: str, most: int) -> None:
    if figure is None:
        axis.barh(at, most * 0.06, height, color="white", edgecolor=GREY, hatch="////", linewidth=0.5)
    else:
        axis.barh(at, figure, height, color=colour)
    text = "masqué" if figure is None else str(figure)
    axis.text((figure or most * 0.06) + most * 0.015, at, text, va="center", fontsize=7, color="#333333")


def _stacked(table: Table, colours: Sequence[str] = COLOURS) -> Canvas:
    """One bar a row, a colour a column; the last column is the total, and what it holds beyond the parts is hatched."""
    rows = [(name, figures) for name, figures in table.rows if figures[-1] is not None]
    rows = [row for row in rows if row[0] != MARGIN] or rows  # the margin would dwarf the others
    canvas, axis = _one_panel(table, len(rows), room=0.9)
    for row, (_, figures) in enumerate(rows):
        left = 0
        for colour, figure in zip(colours, figures[:-1], strict=False):
            _piece(axis, row, left, figure or 0, color=colour)
            left += figure or 0
        _piece(axis, row, left, (figures[-1] or 0) - left, color="white", edgecolor=GREY, hatch="////", linewidth=0.5)
    for colour, column in zip(colours, table.columns[:-1], strict=False):
        axis.barh(0, 0, color=colour, label=column)
    axis.barh(0, 0, color="white", edgecolor=GREY, hatch="////", label="masqué")
    _rows(axis, [name for name, _ in rows])
    canvas.legend(loc="outside lower left", ncols=5, fontsize=8, frameon=False)
    return canvas


def _piece(axis: Axes, row: int, left: int, width: int, **look: Any) -> None:
    if width > 0:
        (bar,) = axis.barh(row, width, 0.7, left=left, **look)
        dark = look["color"] == COLOURS[0]
        axis.text(left + width / 2, row, str(width), ha="center", va="center", fontsize=7, color="w" if dark else "k")
        bar.set_label("")


def _reasons(table: Table) -> Canvas:
    """The four reasons over all regions; 'non dit' is no reason, and stands beneath as a number."""
    _, figures = table.rows[-1]
    untold = "masqué" if figures[-2] is None else str(figures[-2])
    rows = tuple((name, (figure,)) for name, figure in zip(table.columns[:-2], figures[:-2], strict=True))
    canvas, axis = _one_panel(table, len(rows), room=0.7)
    _bars(axis, Table(table.name, table.title, "raison", ("visites",), rows), [0])
    axis.set_xlabel(f"visites (raison non dite : {untold})")
    return canvas


def _weeks(table: Table) -> Canvas:
    """A line a journey; a hidden week is a gap."""
    canvas = Canvas(figsize=(WIDTH, 3.4), layout="constrained")
    axis = canvas.subplots()
    axis.set_title(table.title, fontweight="bold")
    weeks = [name for name, _ in table.rows]
    for column, (name, marker) in enumerate(zip(table.columns, "osD^v", strict=False)):
        line = [nan if figure is None else float(figure) for figure in (figures[column] for _, figures in table.rows)]
        axis.plot(range(len(weeks)), line, marker=marker, color=COLOURS[column], label=name)
    step = ceil(len(weeks) / 12)
    axis.set_xticks(range(0, len(weeks), step), weeks[::step], rotation=30, ha="right")
    axis.set_ylim(bottom=0)
    axis.set_ylabel("visites")
    axis.yaxis.set_major_locator(MaxNLocator(integer=True))
    axis.set_xlabel("semaine du (une semaine masquée est un vide)")
    canvas.legend(loc="outside lower left", ncols=5, fontsize=8, frameon=False)
    return canvas


def _one_panel(table: Table, rows: int, room: float) -> tuple[Canvas, Axes]:
    canvas = Canvas(figsize=(WIDTH, 1.0 + room + 0.32 * max(rows, 1)), layout="constrained")
    axis = canvas.subplots()
    axis.set_title(table.title, fontweight="bold")
    return canvas, axis


def _rows(axis: Axes, names: Sequence[str]) -> None:
    axis.set_yticks(range(len(names)), names)
    axis.set_ylim(len(names) - 0.5, -0.5)
    axis.set_xlim(left=0)
    axis.set_xlabel("visites")
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
