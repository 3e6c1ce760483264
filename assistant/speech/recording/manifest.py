"""`recordings.tsv`, the table of a training folder: tab separated, one header line, no quoting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

FILE = "recordings.tsv"


@dataclass(frozen=True, slots=True)
class Row:
    """One recording. `file` from the folder; `start` and `end` in seconds; what was not told is empty."""

    file: str
    speaker: str
    transcript: str
    start: str
    end: str
    line: str
    region: str
    age: str
    sex: str
    consent: str
    quality: str


HEADER = tuple(field.name for field in fields(Row))


def write_rows(rows: Iterable[Row]) -> str:
    """The table as text; a tab or a line's end within a value becomes a space."""
    lines = (HEADER, *(astuple(row) for row in rows))
    return "".join("\t".join(" ".join(value.split()) for value in line) + "\n" for line in lines)


def read_rows(text: str) -> tuple[Row, ...]:
    """The rows of such a table. Raises ValueError naming the line where it is none of ours."""
    lines = [tuple(line.split("\t")) for line in text.splitlines()]
    if not lines or lines[0] != HEADER:
        raise ValueError(f"line 1: the columns must be {' '.join(HEADER)}")
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(HEADER):
            raise ValueError(f"line {number}: {len(HEADER)} values are needed, here are {len(line)}")
    return tuple(Row(*line) for line in lines[1:])
