"""The report as files: from people who write to a service to what an operator opens, with nobody in it."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.app import build
from assistant.cli import main
from assistant.jobs.services import Services
from assistant.reporting import ReportingError, count_all_silent
from assistant.reporting.report import NO_PLOTS, make_report
from assistant.reporting.tables import Table
from assistant.reporting.writing import safe, write_csv, write_page
from assistant.settings import load_settings
from assistant.storage import EpisodeRow
from tests.reporting.traffic import NAMES, crowd
from tests.town import START, move_in

PEOPLE = 60


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("traffic")


@pytest.fixture(scope="module")
def services(home: Path) -> Services:
    made = build(load_settings(home=home, redis_url="", database_url=""))
    made.database.migrate()
    return made


@pytest.fixture(scope="module")
def phones(services: Services) -> list[str]:
    """People wrote, and left."""
    return crowd(move_in(services), PEOPLE)


@pytest.fixture(scope="module")
def folder(home: Path, phones: list[str]) -> Path:
    """The report that the command wrote of them, ten days after the last."""
    patch = pytest.MonkeyPatch()
    patch.setenv("HAQQI_HOME", str(home))
    patch.setattr("assistant.app.now", lambda: START + timedelta(days=90))
    out = home / "out" / "report"
    result = CliRunner().invoke(main, ["report", "--out", str(out)])
    patch.undo()
    assert (result.exit_code, result.stdout) == (0, f"{out / 'report.md'}\n"), result.output
    return out


def test_the_page_has_its_tables_and_plots_beside_it(folder):
    page = (folder / "report.md").read_text(encoding="utf-8")
    assert "| Réclamation |" in page
    images = {part.split(")")[0] for part in page.split("](")[1:]}
    assert images
    assert all((folder / image).stat().st_size > 2000 for image in images)
    assert (folder / "visites.csv").exists()


def test_nobody_is_in_it(folder, phones):
    """Neither numbers nor words nor names of those who wrote are in any file."""
    planted = [*NAMES, *(part for phone in phones for part in (phone, phone[4:], f"0{phone[4:]}"))]
    read = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    assert len(read) > 8
    assert [word for word in planted for text in read if word in text] == []


def test_no_number_in_a_csv_is_below_ten(folder):
    figures = []
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as opened:
            figures += [cell for row in list(csv.reader(opened))[1:] for cell in row[1:]]
    assert any(figure.isdecimal() for figure in figures)
    assert all(figure == "masqué" or int(figure) >= 10 for figure in figures)


def test_what_is_counted_stays_when_people_are_erased(services, folder, phones):
    with services.database.begin() as tx:
        before = tx.episodes.between(None, None)
        for phone in phones[:5]:
            tx.erase_person(phone)
        assert tx.episodes.between(None, None) == before
    assert len(before) > PEOPLE * 0.8


def test_counting_again_counts_nothing_twice(services, folder):
    with services.database.read() as tx:
        before = tx.episodes.between(None, None)
    count_all_silent(services.database, START + timedelta(days=200))
    with services.database.read() as tx:
        assert tx.episodes.between(None, None) == before


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAQQI_HOME", str(tmp_path / "home"))

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["report", "--out", str(tmp_path / "out"), *arguments])

    return call


def test_an_empty_house_has_a_report_too(run, tmp_path):
    assert run().exit_code == 0
    assert "Entièrement masqués" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--since", "2026-03-02", "--until", "2026-03-01"), "exchange them"),
        (("--since", "yesterday"), "2026-03-01"),
        (("--out", "/dev/null/report"), "--out"),
    ],
)
def test_a_wrong_call_is_told_in_a_line_and_no_traceback(run, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr or "Invalid value" in result.stderr
    assert "Traceback" not in result.output


def test_only_the_days_that_were_asked_for_are_told(services, phones, tmp_path):
    day = date(2026, 3, 1)
    with services.database.begin() as tx:
        tx.episodes.add(
            [EpisodeRow(day + timedelta(days=365 * n), "appeal", ending="left") for n in (1, 2) for _ in range(11 * n)]
        )
    made = make_report(services.database, tmp_path, date(2027, 1, 1), date(2027, 12, 31), START)
    assert made is None
    rows = dict(csv.reader((tmp_path / "visites.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows["Réclamation"] == "11"
    assert "du 2027-01-01 au 2027-12-31" in (tmp_path / "report.md").read_text(encoding="utf-8")


WITHOUT = """
import sys
sys.modules["matplotlib"] = None
from assistant.cli import main
main(["report", "--out", sys.argv[1]])
"""


def test_without_matplotlib_the_tables_are_written_and_a_line_says_how_to_get_plots(tmp_path, monkeypatch):
    monkeypatch.setenv("HAQQI_HOME", str(tmp_path / "home"))
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, f"haqqi: {NO_PLOTS}\n")
    assert (tmp_path / "out" / "report.md").exists()
    assert not list((tmp_path / "out").glob("*.svg"))


@pytest.mark.parametrize("text", ["=1+1", "+212", "-1", "@x", "\tx", "\rx"])
def test_a_label_is_never_a_formula(tmp_path, text):
    path = tmp_path / "t.csv"
    write_csv(path, Table("t", "T", text, (text,), ((text, (None,)), ("plain", (12,)))))
    with path.open(encoding="utf-8-sig", newline="") as opened:
        read = list(csv.reader(opened))
    assert read == [[f"'{text}", f"'{text}"], [f"'{text}", "masqué"], ["plain", "12"]]
    assert safe("plain") == "plain"


def test_a_table_in_which_all_is_hidden_is_named_and_not_shown(tmp_path):
    write_page(
        tmp_path / "r.md",
        [Table("t", "Titre", "c", ("x",), (("a", (None,)),))],
        {},
        None,
        date(2026, 3, 9),
        START.date(),
    )
    page = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "nombre suffisant : Titre." in page
    assert "jusqu'au 2026-03-09" in page
    assert "| a |" not in page


def test_a_folder_that_cannot_be_written_is_told(services, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportingError, match="--out"):
        make_report(services.database, tmp_path / "file" / "report", None, None, START)
