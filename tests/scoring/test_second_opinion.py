"""Two implementations that share nothing agree, and so do many households at once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

from assistant.scoring import Assessment, Household, Scorer
from assistant.scoring.batch import OUTCOMES, Batch, Scores
from assistant.scoring.columns import columns
from assistant.scoring.household import Milieu
from assistant.scoring.terms import items
from tests.scoring import second_opinion
from tests.scoring.households import declared

HOUSEHOLDS = 20_000
SEVEN = Fraction(1, 2 * 10**7)
scorer = Scorer.load()


def test_a_second_implementation_agrees_on_twenty_thousand_households() -> None:
    """From declarations and from terms: to seven decimals; and on which side of both limits each household is."""
    random = Random(72_18)
    for told in (declared(random) for _ in range(HOUSEHOLDS)):
        assessment = scorer.assess(Household.model_validate(told))
        score = second_opinion.from_declaration(told)
        assert abs(score - Fraction(assessment.score)) < SEVEN, told
        terms = {line.id: line.value for line in assessment.terms if line.value is not None}
        assert abs(score - second_opinion.from_terms(told["milieu"], told["region"], terms)) < SEVEN, told
        for programme, limit in zip(assessment.programmes, (second_opinion.TADAMON, second_opinion.ASD), strict=True):
            if programme.outcome != "undecided":
                assert (programme.outcome == "eligible") == (score <= limit), told


MILIEUS: tuple[Milieu, ...] = ("urban", "rural")


def arrays(households: list[Household]) -> dict[str, Any]:
    made = {path: np.full(len(households), np.nan) for path in columns() if path not in ("milieu", "region")}
    for row, household in enumerate(households):
        for path, value in items(household).items():
            if value is not None:
                choices = columns()[path].choices
                made[path][row] = choices.index(value) if choices else float(value)
    return made


def places(batch: Batch, households: list[Household]) -> Any:
    return np.array([batch.regions.index(household.region) for household in households])


def same(made: Scores, row: int, assessment: Assessment) -> None:
    for side in ("score", "low", "high"):
        assert abs(getattr(made, side)[row] - float(getattr(assessment, side))) < 1e-9
    told = {id: OUTCOMES[codes[row]] for id, codes in made.outcomes.items()}
    assert told == {programme.id: programme.outcome for programme in assessment.programmes}


@pytest.mark.parametrize("openness", [0.0, 0.3])
@pytest.mark.parametrize("milieu", MILIEUS)
def test_many_at_once_are_scored_as_one_by_one(milieu: Milieu, openness: float) -> None:
    """Whole declarations, and some with open answers: the same scores, bounds and outcomes."""
    random = Random(5)
    households = [
        Household.model_validate({**declared(random, openness=openness), "milieu": milieu}) for _ in range(2000)
    ]
    batch = Batch(scorer, milieu)
    made = batch.declared(places(batch, households), arrays(households))
    for row, household in enumerate(households):
        same(made, row, scorer.assess(household))


@pytest.mark.parametrize("milieu", MILIEUS)
def test_at_the_limits_doubles_do_not_decide(milieu: Milieu) -> None:
    """Terms that put households exactly on a limit, a hair above it, and wildly far: all as the decimal scorer says."""
    batch, share = Batch(scorer, milieu), {"urban": "U27", "rural": "R22"}[milieu]
    each = scorer.rules.formula(milieu).terms[share].coefficient
    start = scorer.rules.basis(milieu, "oriental").start
    aims = [
        limit + Decimal(off)
        for limit in (Decimal("9.3264284"), Decimal("9.743001"))
        for off in ("0", "1e-16", "-1e-16", "1e-8")
    ]
    values = [*((aim - start) / each for aim in aims), Decimal(10) ** 8]
    doubles = np.array([float(value) for value in values])
    made = batch.terms(np.full(len(values), batch.regions.index("oriental")), {share: doubles})
    for row, value in enumerate(doubles.tolist()):
        same(made, row, scorer.assess_terms(milieu, "oriental", {share: Decimal(repr(value))}))
