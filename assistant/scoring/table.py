"""Files of households: CSV or Parquet in, their columns checked row by row, and CSV or Parquet out.

Columns are the declaration's flat paths (`milieu`, `region`, `size`, `head.age`, `goods.mobiles`, …), or `milieu`,
`region` and the formula's own terms (`U1` …, `R1` …). A column `id` is carried over. An empty cell is not known; in the
column of a term it is 0.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, get_args

import numpy as np
import polars as pl

from assistant.scoring.batch import OUTCOMES, Batch, Numbers, Scores
from assistant.scoring.columns import Column, columns
from assistant.scoring.errors import ScoringError
from assistant.scoring.household import Milieu
from assistant.scoring.report import LARGEST
from assistant.scoring.scorer import Scorer

MILIEUS: tuple[Milieu, ...] = get_args(Milieu)
TERM = re.compile(r"[UR]\d+")
YES, NO = ("true", "1", "yes"), ("false", "0", "no")
NEEDED = ("milieu", "region", "size")
ID = "id"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: in that line of the file (of Parquet: that row), or in the whole of it."""

    line: int | None
    text: str

    def __str__(self) -> str:
        return self.text if self.line is None else f"line {self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Scored:
    """A row for each row that was read; where it is faulty, without scores."""

    table: pl.DataFrame
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def score_file(path: Path, on: date | None = None) -> Scored:
    """Raises ScoringError where the file cannot be read or lacks a column that every household needs."""
    frame, ragged, first = _read(path)
    table = _Table(frame, Scorer.load(), on)
    faults = {row: text for text, rows in table.faults() for row in np.flatnonzero(rows)[::-1]}
    faults |= {line - first: text for line, text in ragged}
    made = table.scored(np.array(sorted(set(range(frame.height)) - faults.keys()), dtype=np.int64))
    told = tuple(Fault(row + first, faults[row]) for row in sorted(faults))
    texts = [faults.get(row) for row in range(frame.height)] if faults else [None] * frame.height
    return Scored(
        made.with_columns(
            pl.Series("line", range(first, first + frame.height)), pl.Series("fault", texts, dtype=pl.String)
        ),
        told,
        tuple(Fault(None, text) for text in table.notes()),
    )


def write(scored: Scored, out: Path | IO[bytes]) -> None:
    """As Parquet where the name says so, otherwise as CSV, with scores to seven decimals."""
    try:
        if isinstance(out, Path) and out.suffix == ".parquet":
            scored.table.write_parquet(out)
        else:
            scored.table.write_csv(out, float_precision=7)
    except OSError as error:
        raise ScoringError(f"{out}: {error.strerror or error}") from error


def _read(path: Path) -> tuple[pl.DataFrame, list[tuple[int, str]], int]:
    """The file's cells, the lines that have too many of them, and the number of the first row's line."""
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path), [], 1
        return _read_csv(path)
    except pl.exceptions.NoDataError:
        raise ScoringError(f"{path}: the file is empty; its first line must name the columns") from None
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ScoringError(f"{path}: {str(error).splitlines()[0]}") from error


def _read_csv(path: Path) -> tuple[pl.DataFrame, list[tuple[int, str]], int]:
    try:
        return pl.read_csv(path, infer_schema=False), [], 2
    except pl.exceptions.ComputeError:
        frame = pl.read_csv(path, infer_schema=False, truncate_ragged_lines=True, encoding="utf8-lossy")
        return frame, list(_ragged(path, frame.width)), 2


def _ragged(path: Path, width: int) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for line, cells in enumerate(csv.reader(file), start=1):
            if len(cells) > width:
                yield line, f"{len(cells)} cells, but there are {width} columns"


class _Table:
    """The cells as numbers, by column; what could not be read is NaN and a fault."""

    def __init__(self, frame: pl.DataFrame, scorer: Scorer, on: date | None) -> None:
        self.frame, self.scorer, self.on = frame, scorer, on
        self.terms = [name for name in frame.columns if TERM.fullmatch(name)]
        self.known = {**dict.fromkeys(self.terms, _TERM), **self._paths()}
        missing = [name for name in self._needed() if name not in frame.columns]
        if missing:
            raise ScoringError(f"columns: there is no {', '.join(missing)}")
        self.numbers = {name: _numbers(frame[name], column) for name, column in self.known.items()}

    def _needed(self) -> tuple[str, ...]:
        return NEEDED[:2] if self.terms else NEEDED

    def _paths(self) -> dict[str, Column]:
        """The columns that are declared items; a region is one of those that the rules name."""
        regions = Column("region", "choice", choices=tuple(self.scorer.rules.regions))
        items: Mapping[str, Column] = {**columns(), "region": regions}
        found = {name: items[name] for name in self.frame.columns if name in items}
        declared = [name for name in found if name not in NEEDED[:2]]
        if self.terms and declared:
            raise ScoringError(f"columns: give terms ({self.terms[0]}) or declarations ({declared[0]}), not both")
        return found

    def notes(self) -> Iterator[str]:
        unknown = [name for name in self.frame.columns if name not in self.known and name != ID]
        if unknown:
            yield f"columns that mean nothing here, left aside: {', '.join(unknown)}"
        missing = [path for path in columns() if path not in self.known]
        if missing and not self.terms:
            yield f"columns that are not there, so taken as not known: {', '.join(missing)}"

    def faults(self) -> Iterator[tuple[str, Any]]:
        """What is wrong, and with which rows; of several faults of a row the first is told."""
        for name, column in reversed(self.known.items()):
            numbers = self.numbers[name]
            told = ~_empty(self.frame[name])
            yield f"{name}: {_expected(column)}", (told & np.isnan(numbers)) | _outside(column, numbers)
            if name in self._needed():
                yield f"{name}: is missing", ~told
        urban = self.numbers["milieu"] == MILIEUS.index("urban")
        for name in self.terms:
            yield (
                f"{name}: is no term of this milieu",
                (urban != (name[0] == "U")) & (np.nan_to_num(self.numbers[name]) != 0),
            )
            yield from self._unknown_term(name)

    def _unknown_term(self, name: str) -> Iterator[tuple[str, Any]]:
        milieu: Milieu = "urban" if name[0] == "U" else "rural"
        if name not in self.scorer.rules.formula(milieu, self.on).terms:
            yield f"{name}: there is no such term", ~np.isnan(self.numbers[name])

    def scored(self, rows: Any) -> pl.DataFrame:
        """The scores of these rows, in the place of each; nothing for the others."""
        height = self.frame.height
        numbers = {name: np.full(height, np.nan) for name in ("score", "low", "high")}
        ids = [programme.id for programme in self.scorer.rules.programmes_on(self.on)]
        outcomes = {id: np.full(height, len(OUTCOMES), dtype=np.int8) for id in ids}
        for place, milieu in enumerate(MILIEUS):
            chosen = rows[self.numbers["milieu"][rows] == place]
            if len(chosen):
                made = self._of_one_milieu(milieu, chosen)
                for name, column in numbers.items():
                    column[chosen] = getattr(made, name)
                for id in ids:
                    outcomes[id][chosen] = made.outcomes[id]
        carried = {ID: self.frame[ID]} if ID in self.frame.columns else {}
        frame = pl.DataFrame({**carried, **numbers}).with_columns(pl.col(list(numbers)).fill_nan(None))
        words = pl.Enum(OUTCOMES)
        told = {id: pl.Series(id, [*OUTCOMES, None], dtype=words).gather(codes) for id, codes in outcomes.items()}
        return frame.with_columns(**told)

    def _of_one_milieu(self, milieu: Milieu, rows: Any) -> Scores:
        batch = Batch(self.scorer, milieu, self.on)
        region = self.numbers["region"][rows].astype(np.int64)
        if self.terms:
            used = self.scorer.rules.formula(milieu, self.on).terms
            return batch.terms(region, {id: np.nan_to_num(self.numbers[id][rows]) for id in self.terms if id in used})
        paths = (path for path in self.known if path not in NEEDED[:2])
        return batch.declared(region, {path: self.numbers[path][rows] for path in paths})


_TERM = Column("", "amount", -LARGEST, LARGEST)
_WANTED = {"yes_no": "write true or false", "count": "write a whole number", "amount": "write a number"}


def _empty(cells: pl.Series) -> Any:
    if cells.dtype == pl.String:
        return cells.fill_null("").str.strip_chars().eq("").to_numpy()
    return cells.is_null().to_numpy()


def _numbers(cells: pl.Series, column: Column) -> Numbers:
    """Cells as doubles: of a choice its place, of a yes or no 1 or 0; NaN where they cannot be read so."""
    if cells.dtype in (pl.Categorical, pl.Enum) or column.kind == "choice":
        cells = cells.cast(pl.String, strict=False) if not cells.dtype.is_nested() else cells
    if cells.dtype == pl.String:
        cells = _words(cells.str.strip_chars(), column) if column.answers else cells.str.strip_chars()
    elif not (cells.dtype.is_numeric() or cells.dtype == pl.Boolean):
        cells = pl.Series(cells.name, [None] * len(cells))
    numbers: Numbers = cells.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy().astype(np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _words(cells: pl.Series, column: Column) -> pl.Series:
    if column.kind == "yes_no":
        places = {**dict.fromkeys(YES, 1.0), **dict.fromkeys(NO, 0.0)}
        cells = cells.str.to_lowercase()
    else:
        places = {choice: float(place) for place, choice in enumerate(column.choices)}
    return cells.replace_strict(places, default=None, return_dtype=pl.Float64)


def _outside(column: Column, numbers: Numbers) -> Any:
    if column.kind == "choice":
        return np.zeros(len(numbers), dtype=bool)
    broken = (numbers != np.floor(numbers)) if column.kind != "amount" else np.zeros(len(numbers), dtype=bool)
    with np.errstate(invalid="ignore"):
        return ~np.isnan(numbers) & (broken | (numbers < column.low) | (numbers > column.high))


def _expected(column: Column) -> str:
    if column.kind == "choice":
        return f"write one of {', '.join(column.choices)}"
    limits = "" if column.kind == "yes_no" else f" from {column.low} to {column.high}"
    return _WANTED[column.kind] + limits
