"""Assessments as JSON, from files: what `haqqi score` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.scoring.aid import asd_amount
from assistant.scoring.assessment import Assessment
from assistant.scoring.comparison import Comparison, compare
from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import built_in
from assistant.scoring.household import Household, Milieu
from assistant.scoring.levers import Lever
from assistant.scoring.scorer import Scorer
from assistant.scoring.slots import SLOTS

PLACES = Decimal("0.0000001")
LARGEST = 10**9
_SLOTS = {slot.path: slot.name for slot in SLOTS}


class Terms(BaseModel):
    """The formula's own terms of one household, for whoever audits it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    milieu: Milieu
    region: str
    terms: dict[str, Annotated[Decimal, Field(ge=-LARGEST, le=LARGEST)]] = {}


def to_json(assessment: Assessment, levers: Iterable[Lever] = ()) -> dict[str, Any]:
    """The assessment in the shape that the contract gives `haqqi score`, with the levers where they were looked for."""
    return {
        "formula": {"name": assessment.formula, "version": assessment.version},
        "score": _seven(assessment.score),
        "estimate": {
            "low": _seven(assessment.low),
            "high": _seven(assessment.high),
            "missing": assessment.missing,
        },
        "terms": [
            {
                "id": line.id,
                "label": line.label,
                "value": None if line.value is None else _plain(line.value),
                "coefficient": _plain(line.coefficient),
                "contribution": _seven(line.contribution),
            }
            for line in assessment.terms
        ],
        "programmes": [
            {
                "id": programme.id,
                "outcome": programme.outcome,
                "threshold": _plain(programme.threshold),
                "margin": _seven(programme.margin),
                "conditions": programme.conditions,
                "reasons": programme.reasons,
            }
            for programme in assessment.programmes
        ],
        "heaviest": [line.id for line in assessment.heaviest],
        "levers": [_lever(lever) for lever in levers],
        "structural": assessment.structural,
        "beyond": assessment.beyond,
        "remains": remains(assessment),
    }


def _lever(lever: Lever) -> dict[str, Any]:
    return {
        "changes": [
            {
                "path": change.path,
                "slot": _SLOTS.get(change.path),
                "term": change.term,
                "from": _said(change.before),
                "to": _said(change.after),
            }
            for change in lever.changes
        ],
        "score": _seven(lever.score),
        "programmes": lever.programmes,
    }


def remains(assessment: Assessment) -> dict[str, Any] | None:
    """What is left where no correction can help with some programme: AMO Achamil at its price, and other ways."""
    if not assessment.structural:
        return None
    return {"achamil": assessment.achamil, "ways": built_in().corrections.remains}


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """What changed, the biggest change first."""
    return {
        "before": _seven(comparison.before),
        "after": _seven(comparison.after),
        "change": _seven(comparison.change),
        "terms": [
            {"label": each.label, "before": _seven(each.before), "after": _seven(each.after)}
            for each in comparison.terms
        ],
        "outcomes": [asdict(each) for each in comparison.outcomes],
    }


def score_text(text: str, on: date | None = None) -> Any:
    """The assessment of the declaration in a JSON text, or of each in a list, by the formula in force on the day (None:
    the latest). Raises ScoringError naming the field."""
    return _each(text, Household, lambda household: _household(household, on))


def _household(household: Household, on: date | None) -> dict[str, Any]:
    scorer = Scorer.load()
    made = to_json(scorer.assess(household, on), scorer.levers(household, on))
    if on is not None and household.members.people and any(each["id"] == "asd" for each in made["programmes"]):
        made["asd_amount"] = asdict(asd_amount(household, on))
    return made


def compare_texts(before: str, before_on: date | None, after: str, after_on: date | None) -> dict[str, Any]:
    """What changed between two declarations of one household, each by the formula of its day. Raises ScoringError."""
    scorer = Scorer.load()
    first, second = (
        _each(text, Household, lambda household, on=on: scorer.assess(household, on))
        for text, on in ((before, before_on), (after, after_on))
    )
    if isinstance(first, list) or isinstance(second, list):
        raise ScoringError("input: one household can be compared with one other, not a list")
    return comparison_to_json(compare(first, second))


def score_terms_text(text: str, on: date | None = None) -> Any:
    """The same from the formula's own terms; there is no declaration that could have levers."""
    scorer = Scorer.load()
    return _each(text, Terms, lambda given: to_json(scorer.assess_terms(given.milieu, given.region, given.terms, on)))


def _each(text: str, shape: Any, assess: Any) -> Any:
    try:
        content = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise ScoringError(f"line {error.lineno}: not JSON: {error.msg}") from error
    many = isinstance(content, list)
    try:
        given = TypeAdapter(list[shape] if many else shape).validate_python(content)
    except ValidationError as error:
        fault = error.errors()[0]
        raise ScoringError(f"{'.'.join(str(part) for part in fault['loc']) or 'input'}: {fault['msg']}") from error
    return [assess(one) for one in given] if many else assess(given)


def _said(value: Any) -> Any:
    return _plain(value) if isinstance(value, Decimal) else value


def _seven(value: Decimal) -> str:
    return format(value.quantize(PLACES), "f")


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
