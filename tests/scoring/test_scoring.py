"""The score: worked examples, laws, and what is said of what is not known."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogue import Ask, load_flows
from assistant.language import Bundles
from assistant.scoring import (
    SLOTS,
    Assessment,
    Household,
    Scorer,
    ScoringError,
    household_from_slots,
    household_schema,
    score_terms_text,
    score_text,
    to_json,
)
from assistant.scoring.entries import inside
from assistant.scoring.formula import formula
from assistant.scoring.questions import interview
from assistant.scoring.terms import items
from assistant.settings import Settings
from tests.scoring.households import declared
from tests.scoring.test_levers import corrected

EXAMPLES = yaml.safe_load(Path(__file__).with_name("examples.yaml").read_text(encoding="utf-8"))
scorer = Scorer.load()


def example(name: str) -> dict[str, Any]:
    return dict(next(each["household"] for each in EXAMPLES if each["name"] == name))


def assess(declared: dict[str, Any]) -> Assessment:
    return scorer.assess(Household.model_validate(declared))


@pytest.mark.parametrize("told", EXAMPLES, ids=lambda told: told["name"])
def test_worked_example(told: dict[str, Any]) -> None:
    """To seven decimals, and the outcomes that follow."""
    assessment = assess(told["household"])
    assert round(assessment.score, 7) == Decimal(told["score"])
    assert {programme.id: programme.outcome for programme in assessment.programmes} == told["outcomes"]
    assert assessment.missing == ()


COEFFICIENTS = {
    "urban": "0.103 0.035 0.0475 0.096 0.0466 0.0806 0.0782 0.110 0.182 0.0605 0.138 0.0873 0.0532 0.151 0.135 0.173 "
    "0.117 0.111 -0.177 0.00533 -0.0104 0.0000771 0.105 -0.0319 -0.0557 0.120 0.139 0.307 0.180 0.0516 0.226 0.0598 "
    "0.000422 0.00011 0.000302",
    "rural": "0.130 0.127 0.129 0.108 0.0569 0.154 0.196 0.125 0.0722 0.190 0.187 0.0635 0.193 0.334 0.233 0.126 -0.138 "
    "0.00469 0.0523 0.0337 0.0781 0.128 0.344 0.301 0.0257 0.000755 0.000145 0.00086",
}
"""Written down again from the facts, sections 3.2 and 3.3, not from the data."""


@pytest.mark.parametrize("milieu", COEFFICIENTS)
def test_every_coefficient_is_the_one_in_the_facts(milieu: Any) -> None:
    written = [Decimal(text) for text in COEFFICIENTS[milieu].split()]
    assert [term.coefficient for term in formula(milieu).terms.values()] == written


def terms(milieu: Any) -> st.SearchStrategy[dict[str, Decimal]]:
    values = st.decimals(min_value=0, max_value=100, places=2)
    return st.dictionaries(st.sampled_from(sorted(formula(milieu).terms)), values)


@given(st.data(), st.sampled_from(["urban", "rural"]))
def test_raising_a_term_moves_the_score_by_its_coefficient(data: Any, milieu: Any) -> None:
    given_terms = data.draw(terms(milieu))
    id = data.draw(st.sampled_from(sorted(formula(milieu).terms)))
    before = scorer.score_terms(milieu, "oriental", given_terms)
    after = scorer.score_terms(milieu, "oriental", {**given_terms, id: given_terms.get(id, Decimal(0)) + 1})
    assert after - before == formula(milieu).terms[id].coefficient


@given(st.data(), st.sampled_from(["urban", "rural"]))
def test_more_of_what_counts_never_lowers_the_score(data: Any, milieu: Any) -> None:
    """By whatever amount a term with a positive coefficient is raised."""
    given_terms = data.draw(terms(milieu))
    positive = sorted(id for id, term in formula(milieu).terms.items() if term.coefficient > 0)
    id, more = data.draw(st.sampled_from(positive)), data.draw(st.decimals(min_value=0, max_value=1000, places=3))
    raised = {**given_terms, id: given_terms.get(id, Decimal(0)) + more}
    before, after = (scorer.assess_terms(milieu, "oriental", each) for each in (given_terms, raised))
    assert before.score <= after.score
    assert (before.low, before.high) <= (after.low, after.high)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 10**9),
    st.sampled_from(["goods.mobiles", "goods.cars", "goods.cows", "spending.gas", "spending.telecom"]),
)
def test_one_thing_more_never_lowers_the_score(seed: int, path: str) -> None:
    """From the declaration: neither the estimate nor the least and the most it may be."""
    household = Household.model_validate(declared(Random(seed)))
    before, after = scorer.assess(household), scorer.assess(corrected(household, [(path, items(household)[path] + 1)]))
    assert before.score <= after.score
    assert inside(before.low, after.low)  # the 28th digit may be rounded differently
    assert before.high <= after.high


def test_the_limit_itself_is_inside() -> None:
    """Thresholds compare inclusively and at full precision."""
    base = scorer.score_terms("rural", "draa-tafilalet", {})
    exactly = {"R1": (Decimal("9.743001") - base) / Decimal("0.130")}
    just_above = {"R1": exactly["R1"] + Decimal("0.0000001")}
    for given_terms, outcome in ((exactly, "eligible"), (just_above, "not_eligible")):
        asd = scorer.assess_terms("rural", "draa-tafilalet", given_terms).programmes[1]
        assert (asd.id, asd.outcome) == ("asd", outcome)


def test_what_is_not_known_may_leave_it_undecided() -> None:
    """A missing answer that could turn the outcome: no 'no' is said."""
    declared = example("A")
    declared["spending"] = {"gas": 50, "water_electricity": 150}
    assessment = assess(declared)
    assert assessment.missing == ("U35",)
    assert {programme.id: programme.outcome for programme in assessment.programmes} == {
        "asd": "undecided",
        "tadamon": "not_eligible",
    }


def test_sources_that_disagree_leave_it_undecided() -> None:
    """Marrakech-Safi's urban constant is 0.194 or 0.197: between the two nothing is decided."""
    base = scorer.score_terms("urban", "marrakech-safi", {})
    between = {"U19": (Decimal("9.743001") - base - Decimal("0.001")) / Decimal("-0.177")}
    asd = scorer.assess_terms("urban", "marrakech-safi", between).programmes[1]
    assert (asd.outcome, asd.reasons) == ("undecided", ("sources_disagree:marrakech_safi_urban_constant",))


def test_what_weighed_most_is_something_that_could_be_otherwise() -> None:
    assert [line.id for line in assess(example("A")).heaviest] == ["U4", "U12", "U30"]


def test_a_lone_person_in_casablanca_is_above_before_any_answer() -> None:
    declared = {"milieu": "urban", "region": "casablanca-settat", "size": 1}
    assert assess(declared).structural
    assert not assess(example("C")).structural


def test_achamil_costs_what_the_score_says() -> None:
    """144 dirhams from just above AMO Tadamon's limit, 1164 above the last bound, nothing below."""
    assert assess(example("C")).achamil is None
    assert assess(example("A")).achamil == 176
    assert assess(example("E, a widow alone")).achamil == 355


def test_json_has_the_shape_of_the_contract() -> None:
    made = to_json(assess(example("A")))
    assert made["score"] == "9.6205000"
    assert set(made) >= {"formula", "score", "terms", "programmes", "levers", "structural"}
    assert set(made["formula"]) == {"name", "version"}
    assert set(made["terms"][0]) == {"id", "label", "value", "coefficient", "contribution"}
    assert set(made["programmes"][0]) >= {"outcome", "threshold", "margin", "conditions"}
    json.dumps(made)


def test_numbers_are_written_out_never_with_an_exponent() -> None:
    """A term that adds nothing adds 0.0000000; very large terms of an auditor are told too, in 7 decimals."""
    contributions = {line["contribution"] for line in to_json(assess(example("A")))["terms"]}
    assert "0.0000000" in contributions
    assert all(re.fullmatch(r"-?\d+\.\d{7}", text) for text in contributions)
    large = {"milieu": "urban", "region": "oriental", "terms": {"U33": 10**9, "U19": -(10**9)}}
    assert score_terms_text(json.dumps(large))["score"] == "177422010.0210000"
    with pytest.raises(ScoringError, match="U33"):
        score_terms_text(json.dumps({**large, "terms": {"U33": 10**30}}))


def test_the_formulas_own_terms_give_the_same() -> None:
    """For whoever audits it: one object or a list."""
    given_terms = {"milieu": "urban", "region": "casablanca-settat", "terms": {"U3": 1}}
    one = score_terms_text(json.dumps(given_terms))
    assert one["score"] == "10.0925000"
    assert [each["score"] for each in score_terms_text(json.dumps([given_terms, given_terms]))] == ["10.0925000"] * 2


@pytest.mark.parametrize("told", EXAMPLES, ids=lambda told: told["name"])
def test_examples_fit_the_published_schema(told: dict[str, Any]) -> None:
    jsonschema.validate(told["household"], household_schema())
    assert score_text(json.dumps(told["household"]))["score"] == str(
        Decimal(told["score"]).quantize(Decimal("1.0000000"))
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        ("{}", "milieu"),
        ('{"milieu": "urban", "region": "atlantis", "size": 3}', "region"),
        ('{"milieu": "urban", "region": "oriental", "size": 3, "yacht": 1}', "yacht"),
        ('{"milieu": "urban", "region": "oriental", "size": "many"}', "size"),
    ],
)
def test_a_wrong_declaration_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(ScoringError, match=told) as error:
        score_text(text)
    assert "\n" not in str(error.value)


def test_unknown_terms_are_refused() -> None:
    with pytest.raises(ScoringError, match="U99"):
        score_terms_text('{"milieu": "urban", "region": "oriental", "terms": {"U99": 1}}')


def test_the_flow_asks_every_slot_of_the_table_and_no_other() -> None:
    """The questionnaire and the declaration cannot drift apart."""
    flow = load_flows(Settings().flows_dir)["eligibility"]
    asked = {step.save for step in flow.steps.values() if isinstance(step, Ask) and step.save}
    lists = {f"hh_list_{name}" for named in interview().lists.values() for name in named}
    bands = {f"hh_{slot}_band" for slot in interview().bands}
    assert asked == {slot.name for slot in SLOTS} | lists | bands


def test_the_flow_offers_what_the_interview_lists_and_in_its_bands() -> None:
    steps = load_flows(Settings().flows_dir)["eligibility"].steps
    for milieu, lists in interview().lists.items():
        for name, named in lists.items():
            step = steps.get(f"list_{name}_{milieu}") or steps[f"list_{name}"]
            assert isinstance(step, Ask)
            assert tuple(step.choices) == named
    for slot, edges in interview().bands.items():
        step = steps[f"{slot}_band"]
        assert isinstance(step, Ask)
        assert list(step.options) == [f"b{place}" for place in range(len(edges))]


@pytest.mark.parametrize("locale", ["ary-Arab", "ary-Latn", "fr"])
def test_the_bands_say_their_edges(locale: str) -> None:
    """The words and the data cannot drift apart."""
    bundles = Bundles.load(Settings().locales_dir)
    for slot, edges in interview().bands.items():
        question = f"eligibility-{slot}-band".replace("_", "-")
        for place, edge in enumerate(edges):
            said = [
                int(number) for number in re.findall(r"(?<!\w)\d+(?!\w)", bundles.label(locale, question, f"b{place}"))
            ]
            lower = edges[place - 1] if place else 0
            last = place == len(edges) - 1
            assert said == ([edge] if not place else [lower] if last else [lower + 1, edge])


def test_slots_make_the_declaration() -> None:
    slots = {
        "hh_milieu": "urban",
        "hh_region": "oriental",
        "hh_size": 3,
        "hh_gas": "50.00",
        "hh_bath": True,
        "consent": True,
    }
    household = household_from_slots(slots)
    assert (household.size, household.spending.gas, household.dwelling.bath) == (3, Decimal(50), True)
    with pytest.raises(ScoringError, match="region"):
        household_from_slots({"hh_milieu": "urban", "hh_size": 3})
