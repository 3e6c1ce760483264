"""Assessments as JSON, from files: what `haqqi score` prints."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.scoring.assessment import Assessment
from assistant.scoring.errors import ScoringError
from assistant.scoring.household import Household, Milieu
from assistant.scoring.scorer import Scorer

PLACES = Decimal("0.0000001")


class Terms(BaseModel):
    """The formula's own terms of one household, for whoever audits it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    milieu: Milieu
    region: str
    terms: dict[str, Decimal] = {}


def to_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment in the shape that the contract gives `haqqi score`."""
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
        "levers": [],
        "structural": assessment.structural,
    }


def score_text(text: str) -> Any:
    """The assessment of the declaration in a JSON text, or of each in a list. Raises ScoringError naming the field."""
    scorer = Scorer.load()
    return _each(text, Household, lambda household: to_json(scorer.assess(household)))


def score_terms_text(text: str) -> Any:
    """The same from the formula's own terms."""
    scorer = Scorer.load()
    return _each(text, Terms, lambda given: to_json(scorer.assess_terms(given.milieu, given.region, given.terms)))


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


def _seven(value: Decimal) -> str:
    return str(value.quantize(PLACES))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
