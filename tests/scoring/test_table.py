"""`haqqi score --batch`: files in and out, and faulty rows that stop nobody else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.scoring import Household, Scorer, ScoringError
from assistant.scoring.columns import columns
from assistant.scoring.table import score_file, write
from tests.scoring.households import declared

Csv = Callable[[str], Path]
scorer = Scorer.load()


@pytest.fixture
def csv(tmp_path: Path) -> Csv:
    def put(text: str) -> Path:
        path = tmp_path / "households.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return put


def flat(told: dict[str, Any], before: str = "") -> dict[str, Any]:
    made = {}
    for name, value in told.items():
        made |= flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return made


def households(count: int) -> list[dict[str, Any]]:
    random = Random(3)
    return [declared(random, openness=random.choice((0, 0.2))) for _ in range(count)]


def floats(told: dict[str, Any]) -> dict[str, Any]:
    return {path: float(value) if isinstance(value, Decimal) else value for path, value in told.items()}


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_file_gives_what_each_household_alone_would_get(tmp_path: Path, suffix: str) -> None:
    """Town and country mixed, with open answers; CSV and Parquet in and out."""
    told = households(400)
    source, target = tmp_path / f"in{suffix}", tmp_path / f"out{suffix}"
    frame = pl.DataFrame(
        [floats(flat(each)) for each in told], schema_overrides={"other_cover": pl.Boolean}, infer_schema_length=None
    )
    frame.write_csv(source) if suffix == ".csv" else frame.write_parquet(source)
    scored = score_file(source)
    write(scored, target)
    read = pl.read_csv(target) if suffix == ".csv" else pl.read_parquet(target)
    assert scored.faults == ()
    assert read.height == len(told)
    for row, each in zip(read.iter_rows(named=True), told, strict=True):
        assessment = scorer.assess(Household.model_validate(each))
        assert abs(row["score"] - float(assessment.score)) < 1e-7
        assert {programme.id: row[programme.id] for programme in assessment.programmes} == {
            programme.id: programme.outcome for programme in assessment.programmes
        }


def test_columns_are_the_declarations_own_paths() -> None:
    """One for each thing that can be declared; the list of members is none."""
    assert {*flat(declared(Random(1)))} == {*columns()}


def test_the_formulas_own_terms_are_columns_too(csv: Csv) -> None:
    scored = score_file(csv("id,milieu,region,U3,R3\na,urban,casablanca-settat,1,\nb,rural,oriental,,1\n")).table
    assert scored["id"].to_list() == ["a", "b"]
    assert scored["score"].round(7).to_list() == [10.0925, 9.054]
    assert scored["asd"].to_list() == ["not_eligible", "eligible"]


FAULTY = (
    ("mars,oriental,3,1,true,60", "milieu: write one of urban, rural"),
    ("urban,atlantis,3,1,true,60", "region: write one of tanger-tetouan-al-hoceima, oriental"),
    ("urban,oriental,,1,true,60", "size: is missing"),
    ("urban,oriental,0,1,true,60", "size: write a whole number from 1 to 50"),
    ("urban,oriental,3,1.5,true,60", "goods.mobiles: write a whole number from 0 to 200"),
    ("urban,oriental,3,many,true,60", "goods.mobiles: write a whole number from 0 to 200"),
    ("urban,oriental,3,1,perhaps,60", "dwelling.bath: write true or false"),
    ("urban,oriental,3,1,true,-60", "spending.gas: write a number from 0 to 1000000"),
    ("urban,oriental,3,1,true,inf", "spending.gas: write a number from 0 to 1000000"),
    ("urban,oriental,3,1,true,60,7,8", "8 cells, but there are 6 columns"),
)
HEADER = "milieu,region,size,goods.mobiles,dwelling.bath,spending.gas"


@pytest.mark.parametrize(("row", "told"), FAULTY, ids=[told for _, told in FAULTY])
def test_a_faulty_row_is_told_by_its_line_and_stops_nobody(csv: Csv, row: str, told: str) -> None:
    good = "rural,oriental,4,,,60.5"
    scored = score_file(csv(f"{HEADER}\n{good}\n{row}\n{good}\n"))
    assert [fault.line for fault in scored.faults] == [3]
    assert told in str(scored.faults[0])
    assert scored.table["fault"].is_null().to_list() == [True, False, True]
    assert scored.table["score"].is_null().to_list() == [False, True, False]
    assert scored.table["line"].to_list() == [2, 3, 4]


def test_a_term_of_the_other_milieu_is_a_fault(csv: Csv) -> None:
    scored = score_file(csv("milieu,region,U3,R3,U99\nurban,oriental,1,0,\nurban,oriental,1,1,\nurban,oriental,,,2\n"))
    assert [str(fault) for fault in scored.faults] == [
        "line 3: R3: is no term of this milieu",
        "line 4: U99: there is no such term",
    ]


def test_columns_that_mean_nothing_or_are_not_there_are_named(csv: Csv) -> None:
    notes = [str(note) for note in score_file(csv(f"{HEADER},yacht\nurban,oriental,4,1,yes,60,2\n")).notes]
    assert notes[0] == "columns that mean nothing here, left aside: yacht"
    assert "goods.cars" in notes[1]
    assert "goods.mobiles" not in notes[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("milieu,region\nurban,oriental\n", "columns: there is no size"),
        ("milieu,U3\nurban,1\n", "columns: there is no region"),
        (
            "milieu,region,size,U3\nurban,oriental,3,1\n",
            r"columns: give terms \(U3\) or declarations \(size\), not both",
        ),
    ],
)
def test_a_file_without_what_every_household_needs(csv: Csv, text: str, told: str) -> None:
    with pytest.raises(ScoringError, match=told):
        score_file(csv(text))


def test_cells_of_any_type_are_read_or_told(tmp_path: Path) -> None:
    """Parquet's own types: categories and whole numbers are read; lists and dates are faults, not crashes."""
    frame = pl.DataFrame(
        {
            "milieu": pl.Series(["urban", "rural"], dtype=pl.Categorical),
            "region": ["oriental", "oriental"],
            "size": pl.Series([3, 4], dtype=pl.Int8),
            "goods.mobiles": pl.Series([None, [1]], dtype=pl.List(pl.Int64)),
            "head.age": pl.Series([None, None], dtype=pl.Date),
            "head.work": pl.Series([None, ["farmer"]], dtype=pl.List(pl.String)),
        }
    )
    frame.write_parquet(tmp_path / "odd.parquet")
    scored = score_file(tmp_path / "odd.parquet")
    assert [fault.line for fault in scored.faults] == [2]
    assert scored.table["score"].is_null().to_list() == [False, True]


@pytest.mark.parametrize("name", ["folder.csv", "folder.parquet", "corrupt.parquet"])
def test_what_is_no_table_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no table") if name.startswith("corrupt") else path.mkdir()
    with pytest.raises(ScoringError) as error:
        score_file(path)
    assert "\n" not in str(error.value)


def test_a_header_alone_is_no_household(csv: Csv) -> None:
    assert score_file(csv(f"{HEADER}\n")).table.height == 0


def test_the_command_writes_what_it_can_and_says_what_it_could_not(csv: Csv, tmp_path: Path) -> None:
    """Status 1 where a row was left out, 2 where there is no file; scores to seven decimals."""
    source = csv(f"{HEADER}\nurban,oriental,4,1,yes,60\nurban,oriental,x,1,yes,60\n")
    result = CliRunner().invoke(main, ["score", "--batch", str(source), "--out", str(tmp_path / "out.csv")])
    assert result.exit_code == 1
    assert "line 3: size: write a whole number from 1 to 50" in result.stderr
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "score,low,high,tadamon,asd,line,fault"
    assert len(lines[1].split(",")[0].partition(".")[2]) == 7
    missing = CliRunner().invoke(main, ["score", "--batch", str(tmp_path / "nowhere.csv")])
    assert (missing.exit_code, missing.stderr.count("\n")) == (2, 1)


def test_the_command_scores_by_the_day(csv: Csv) -> None:
    source = csv(f"{HEADER}\nurban,oriental,4,1,yes,60\n")
    before = CliRunner().invoke(main, ["score", "--batch", str(source), "--on", "2023-01-01"])
    assert before.stdout.splitlines()[0] == "score,low,high,tadamon,line,fault"
    too_early = CliRunner().invoke(main, ["score", "--batch", str(source), "--on", "2020-01-01"])
    assert (too_early.exit_code, too_early.stderr) == (2, "haqqi: no urban formula is in force on 2020-01-01\n")
