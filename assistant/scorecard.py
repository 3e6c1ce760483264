"""`haqqi score`: one household or many, by the rules of any day."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from assistant.errors_told import fail, told

MOST_FAULTS = 100
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a household.")
@click.option("--terms", is_flag=True, help="FILE holds the formula's own terms.")
@click.option("--batch", is_flag=True, help="FILE is a CSV or Parquet file of many households.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where --batch writes: .csv or .parquet.")
@click.option("--on", type=DAY, help="By what was in force on that day; today by default.")
@click.option("--before", type=click.Path(allow_dash=True), help="Tell what changed since this other declaration.")
@click.option("--before-on", type=DAY, help="Tell what changed since that day.")
@told
def score(
    file: str | None,
    schema: bool,
    terms: bool,
    batch: bool,
    out: Path | None,
    on: datetime | None,
    before: str | None,
    before_on: datetime | None,
) -> None:
    """The score of a household, an estimate, with its terms and what it means for each programme."""
    from assistant import scoring

    if schema:
        _print_json(scoring.household_schema())
        return
    if file is None:
        raise click.UsageError("give FILE (- for standard input), or --schema")
    day = on.date() if on else date.today()
    if batch:
        _score_batch(Path(file), out, day)
        return
    text = _read(file)
    if before or before_on:
        earlier = _read(before) if before else text
        _print_json(scoring.compare_texts(earlier, before_on.date() if before_on else day, text, day))
        return
    _print_json(scoring.score_terms_text(text, day) if terms else scoring.score_text(text, day))


def _score_batch(file: Path, out: Path | None, on: date) -> None:
    """Many households; faulty rows are told and end with status 1."""
    from assistant.scoring import table

    made = table.score_file(file, on)
    table.write(made, out or sys.stdout.buffer)
    for fault in (*made.notes, *made.faults[:MOST_FAULTS]):
        click.echo(str(fault), err=True)
    if made.faults:
        fail(f"{len(made.faults)} rows were left out; the column 'fault' says why", status=1)


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: {error.strerror if isinstance(error, OSError) else 'not UTF-8 text'}")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
