"""The rules are dated data: what holds on a day, what is refused, and what sources that disagree leave open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from assistant.scoring import Household, Rules, Scorer, ScoringError, formula
from assistant.scoring.doubt import Doubt
from assistant.scoring.entries import inside
from tests.scoring import second_opinion
from tests.scoring.conftest import Edit
from tests.scoring.households import declared
from tests.scoring.test_levers import EXAMPLES


def test_the_formula_of_a_day() -> None:
    assert formula("urban", date(2026, 1, 1)).constant == Decimal("9.825")
    with pytest.raises(ScoringError, match=r"no rural formula is in force on 2021-07-27"):
        formula("rural", date(2021, 7, 27))


def test_the_direct_aid_begins_a_year_after_the_health_cover() -> None:
    rules = Rules.read()
    days = {date(2022, 11, 30): [], date(2022, 12, 1): ["tadamon"], date(2023, 12, 2): ["tadamon", "asd"]}
    for day, programmes in days.items():
        assert [programme.id for programme in rules.programmes_on(day)] == programmes


def test_a_later_version_holds_from_its_first_day(next_version: Scorer) -> None:
    household = Household.model_validate(EXAMPLES["A"])
    eve, day = (next_version.assess(household, on) for on in (date(2026, 12, 31), date(2027, 1, 1)))
    assert (eve.version, day.version) == ("2021-07-28", "invented")
    assert day.score - eve.score == Decimal("-0.325") - 2 * Decimal("0.0516")
    assert next_version.assess(household).version == "invented"


def test_an_ended_version_leaves_a_gap(folder: Path, edit: Edit) -> None:
    edit("formulas/rural-2021.yaml", lambda told: {**told, "until": date(2026, 6, 30)})
    rules = Rules.read(folder)
    assert rules.formula("rural", date(2026, 6, 30)).version == "2021-07-28"
    with pytest.raises(ScoringError, match="2026-07-01"):
        rules.formula("rural", date(2026, 7, 1))


REMOVED = object()
AGAIN = object()


def _changed(content: Any, keys: tuple[Any, ...], to: Any) -> Any:
    """The content with another value at a place, without it, or with its first entry twice."""
    if to is AGAIN:
        return [*content, content[0]]
    *parents, last = keys
    inner = content
    for key in parents:
        inner = inner[key]
    if to is REMOVED:
        del inner[last]
    else:
        inner[last] = to
    return content


URBAN, RURAL = "formulas/urban-2021.yaml", "formulas/rural-2021.yaml"
ELSEWHERE = {"name": "rooms", "default": "MYH", "others": {"OKBA": {"fact": "bath"}}}
WRONG: tuple[tuple[str, tuple[Any, ...], Any, str], ...] = (
    (URBAN, ("constant",), REMOVED, "urban-2021.yaml: constant: Field required"),
    (URBAN, ("from",), REMOVED, "urban-2021.yaml: from: Field required"),
    (URBAN, ("terms", "U1", "confidence"), "sure", "urban-2021.yaml: terms.U1.confidence: Input should be 'V', 'V1'"),
    (URBAN, ("terms", "U1", "fact"), "yacht", "urban-2021.yaml: terms.U1.fact: there is no fact 'yacht'"),
    (URBAN, ("terms", "U1", "coefficient"), "many", "urban-2021.yaml: terms.U1.coefficient"),
    (URBAN, ("terms", "U33", "coefficient"), "-0.1", "urban-2021.yaml: terms.U33.coefficient: spending more"),
    (RURAL, ("terms", "R4", "disputed"), ELSEWHERE, "terms.R4.disputed: every reading must come from the same"),
    (RURAL, ("until",), date(2020, 1, 1), "formulas: rural: until 2020-01-01 is before from 2021-07-28"),
    ("regions.yaml", (), AGAIN, "regions.yaml: tanger-tetouan-al-hoceima: two versions hold on 2021-07-28"),
    ("programmes.yaml", (0, "source"), REMOVED, "programmes.yaml: 0.source: Field required"),
    ("corrections.yaml", ("items", "loan"), REMOVED, "corrections.yaml: items and never must name loan"),
    ("bounds.yaml", ("goods.cows",), REMOVED, "bounds.yaml: goods.cows: missing"),
    ("achamil.yaml", (0, "bands", 0, "dirhams"), REMOVED, "achamil.yaml: 0.bands.0.dirhams: Field required"),
)


@pytest.mark.parametrize(("name", "keys", "to", "told"), WRONG, ids=[told for *_, told in WRONG])
def test_wrong_data_does_not_load(
    folder: Path, edit: Edit, name: str, keys: tuple[Any, ...], to: Any, told: str
) -> None:
    """The error names file, key and fault, in one line."""
    edit(name, lambda content: _changed(content, keys, to))
    with pytest.raises(ScoringError) as error:
        Rules.read(folder)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_yaml_or_not_there(folder: Path) -> None:
    (folder / "regions.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(ScoringError, match=r"regions.yaml: "):
        Rules.read(folder)
    (folder / "regions.yaml").unlink()
    with pytest.raises(ScoringError, match=r"regions.yaml: .*No such file"):
        Rules.read(folder)


def test_both_milieus_need_a_formula(folder: Path) -> None:
    (folder / "formulas" / "rural-2021.yaml").unlink()
    with pytest.raises(ScoringError, match="formulas: there is no rural formula"):
        Rules.read(folder)


scorer = Scorer.load()
ZERO, TEN = Decimal(0), Decimal(10)


def reasons(household: dict[str, Any]) -> dict[str, tuple[str, tuple[str, ...]]]:
    programmes = scorer.assess(Household.model_validate(household)).programmes
    return {programme.id: (programme.outcome, programme.reasons) for programme in programmes}


def test_a_rural_car_that_one_source_leaves_out() -> None:
    """Example D in the region where a car takes it over the limit, or does not."""
    told = {**EXAMPLES["D"], "region": "casablanca-settat", "goods": {**EXAMPLES["D"]["goods"], "cars": 1}}
    told["spending"] = {"gas": 100, "water_electricity": 160, "telecom": 93}
    assert reasons(told)["tadamon"] == ("undecided", ("sources_disagree:car_term",))
    assert reasons({**told, "goods": {**told["goods"], "cars": 0}})["tadamon"] == ("eligible", ())


def test_rooms_that_count_once_or_twice() -> None:
    """F has two people in one room: R3 alone, or R3 and R4."""
    told = {**EXAMPLES["F, a couple over sixty"]}
    told["spending"] = {**told["spending"], "telecom": 43}
    assert reasons(told)["asd"] == ("undecided", ("sources_disagree:rooms_terms",))


def test_what_a_recharge_counts_for() -> None:
    """A's telephones at 0.000302 a dirham, or at 0.00011."""
    told = {**EXAMPLES["A"], "spending": {**EXAMPLES["A"]["spending"], "telecom": 250}}
    assert reasons(told)["asd"] == ("undecided", ("sources_disagree:telecom_coefficient",))


def test_an_open_answer_and_a_disagreement_are_both_named() -> None:
    told = {**EXAMPLES["A"], "spending": {**EXAMPLES["A"]["spending"], "telecom": 250, "gas": None}}
    outcome, why = reasons(told)["asd"]
    assert outcome == "undecided"
    assert set(why) == {"missing_answers", "sources_disagree:telecom_coefficient"}


def test_no_disagreement_is_named_that_turns_nothing() -> None:
    """D's rooms and its missing car leave it far under both limits."""
    assert {outcome for outcome, _ in reasons(EXAMPLES["D"]).values()} == {"eligible"}
    assert all(why == () for _, why in reasons(EXAMPLES["C"]).values())


def test_each_disagreement_is_judged_by_any_reading_of_the_others() -> None:
    """Neither shift alone passes the limit, both together do: both are named. One that only adds to a no is not."""
    shifts = {"car_term": (ZERO, Decimal("-0.2")), "rooms_terms": (ZERO, Decimal("-0.1"))}
    assert Doubt(Decimal("10.25"), Decimal("10.25"), shifts).reasons(TEN) == (
        "sources_disagree:car_term",
        "sources_disagree:rooms_terms",
    )
    assert Doubt(Decimal("10.15"), Decimal("10.15"), shifts).reasons(TEN) == ("sources_disagree:car_term",)
    assert Doubt(Decimal("10.40"), Decimal("10.40"), shifts).outcome(TEN) == "not_eligible"


def test_a_limit_reached_exactly_in_fractions_is_inside() -> None:
    """Shares of three or seven people are rounded in the 28th digit. A household whose exact score is the limit is inside
    all the same, and outside a limit that is lower by the least that two scores can differ."""
    random, tried = Random(9), 0
    while tried < 300:
        told = {**declared(random), "milieu": "urban"}
        exact = second_opinion.from_declaration(told)
        limit = Decimal(exact.numerator) / exact.denominator
        if told["size"] in (1, 2, 4, 5, 8, 10) or Fraction(limit) != exact:
            continue
        tried += 1
        score = scorer.assess(Household.model_validate(told)).score
        assert inside(score, limit)
        assert not inside(score, limit - Decimal("1e-11"))


def test_open_answers_lie_within_what_the_household_can_have() -> None:
    """A person alone has no child at school besides; one of two may have one."""
    for size, least in ((1, ZERO), (2, Decimal("-0.0319"))):
        told = {**EXAMPLES["E, a widow alone"], "size": size, "families": "one"}
        open_ = {**told, "members": {**told["members"], "children_public_school": None}}
        whole, partly = (scorer.assess(Household.model_validate(each)) for each in (told, open_))
        assert partly.low - whole.low == least
