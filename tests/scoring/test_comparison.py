"""What changed between two assessments of one household."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cli import main
from assistant.scoring import Household, Scorer, compare, comparison_to_json
from tests.scoring.households import declared
from tests.scoring.test_levers import EXAMPLES, corrected

scorer = Scorer.load()
A = Household.model_validate(EXAMPLES["A"])


def test_another_declaration() -> None:
    """Three telephones more and a longer bill: the bigger change first, and the outcome that turns."""
    later = corrected(A, [("goods.mobiles", 5), ("spending.telecom", Decimal(70))])
    made = compare(scorer.assess(A), scorer.assess(later))
    assert [(each.label, each.change) for each in made.terms] == [
        ("mobiles", Decimal("0.1548")),
        ("telecom", Decimal("0.00906")),
    ]
    assert [(each.programme, each.before, each.after) for each in made.outcomes] == [
        ("asd", "eligible", "not_eligible")
    ]


def test_another_formula(next_version: Scorer) -> None:
    """The same declaration under an invented later formula."""
    made = compare(next_version.assess(A, date(2026, 1, 1)), next_version.assess(A, date(2027, 1, 1)))
    assert [each.label for each in made.terms] == ["base", "mobiles"]
    assert comparison_to_json(made)["change"] == "-0.4282000"
    assert comparison_to_json(made)["outcomes"] == [
        {"programme": "tadamon", "before": "not_eligible", "after": "eligible"}
    ]


def test_a_programme_that_was_not_there() -> None:
    made = compare(scorer.assess(A, date(2023, 1, 1)), scorer.assess(A, date(2024, 1, 1)))
    assert made.terms == ()
    assert [(each.programme, each.before, each.after) for each in made.outcomes] == [("asd", None, "eligible")]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_the_changes_add_up(seed: int) -> None:
    """Whatever the two are, town or country: from the biggest to the smallest, they are the whole difference."""
    random = Random(seed)
    before, after = (scorer.assess(Household.model_validate(declared(random, openness=0.1))) for _ in range(2))
    made = compare(before, after)
    assert abs(sum(each.change for each in made.terms) - made.change) < Decimal("1e-20")
    sizes = [abs(each.change) for each in made.terms]
    assert sizes == sorted(sizes, reverse=True)


def test_the_command_tells_what_changed(tmp_path: Path) -> None:
    """Between two files, and between two days; a list is refused in one line."""
    files = {name: tmp_path / name for name in ("a.json", "b.json", "list.json")}
    for file, name in zip(files.values(), ("A", "B, the same with one mobile", None), strict=True):
        file.write_text(json.dumps(EXAMPLES[name] if name else [EXAMPLES["A"]]), encoding="utf-8")

    def run(*args: str) -> Any:
        return CliRunner().invoke(main, ["score", "--on", "2026-01-01", *args])

    told = json.loads(run("--before", str(files["a.json"]), str(files["b.json"])).stdout)
    assert told["terms"] == [{"label": "mobiles", "before": "0.1032000", "after": "0.0516000"}]
    told = json.loads(run("--before-on", "2023-01-01", str(files["a.json"])).stdout)
    assert (told["change"], told["outcomes"][0]["programme"]) == ("0.0000000", "asd")
    refused = run("--before", str(files["list.json"]), str(files["a.json"]))
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
