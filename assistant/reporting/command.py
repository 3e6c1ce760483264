"""The command `haqqi report`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from assistant.reporting.report import make_report
from assistant.storage import Database


def report(database: Database, since: datetime | None, until: datetime | None, out: Path, now: datetime) -> None:
    """Write the report and say where it is."""
    told = make_report(database, out, _day(since), _day(until), now)
    click.echo(out / "report.md")
    if told:
        click.echo(f"haqqi: {told}", err=True)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
