"""`haqqi report`: counts what has ended, and writes tables and plots into a folder."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from assistant.language import local_day
from assistant.reporting.counting import count_all_silent
from assistant.reporting.errors import ReportingError
from assistant.reporting.tables import Figures
from assistant.reporting.writing import write_csv, write_page
from assistant.storage import Database

NO_PLOTS = "tables only; for plots: pip install 'haqqi[report]'"


def make_report(database: Database, folder: Path, since: date | None, until: date | None, now: datetime) -> str | None:
    """Write report.md, a CSV file for each table that has a figure to show, and the plots into `folder`.

    Visits are told by the day on which they began, `since` and `until` included. Gives a line for whoever asked, where
    there is something to say: no plots without matplotlib. Raises ReportingError where days or folder are wrong.
    """
    if since and until and since > until:
        raise ReportingError(f"--since {since} comes after --until {until}; exchange them")
    count_all_silent(database, now)
    with database.read() as tx:
        figures = Figures.of(tx.episodes.between(since, until))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        images, told = _draw(figures, folder)
        tables = figures.tables()
        for table in tables:
            if not table.empty:
                write_csv(folder / f"{table.name}.csv", table)
        write_page(folder / "report.md", tables, images, since, until, local_day(now))
    except OSError as error:
        raise ReportingError(f"{folder}: {error.strerror}; name a folder that can be written with --out") from error
    return told


def _draw(figures: Figures, folder: Path) -> tuple[dict[str, str], str | None]:
    try:
        from assistant.reporting.plots import draw  # noqa: PLC0415 - matplotlib is an extra
    except ModuleNotFoundError:
        return {}, NO_PLOTS
    return draw(figures, folder), None
