"""What an assessment tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Outcome = Literal["eligible", "not_eligible", "undecided"]


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term of the formula: its value (None where it is not known) and what it adds to the score."""

    id: str
    label: str
    value: Decimal | None
    coefficient: Decimal
    contribution: Decimal


@dataclass(frozen=True, slots=True)
class ProgrammeOutcome:
    """`margin` is how far the score lies under the limit (negative: above). `reasons` say why undecided.
    The conditions are what must hold besides; nothing is promised."""

    id: str
    outcome: Outcome
    threshold: Decimal
    margin: Decimal
    conditions: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """An estimate. `low` and `high` are the scores between which it lies, given what is not known and what the
    sources disagree on; `structural`: constant, region and size alone lie above the highest limit."""

    formula: str
    version: str
    score: Decimal
    low: Decimal
    high: Decimal
    terms: tuple[TermLine, ...]
    programmes: tuple[ProgrammeOutcome, ...]
    heaviest: tuple[TermLine, ...]
    missing: tuple[str, ...]
    structural: bool
    achamil: int | None
