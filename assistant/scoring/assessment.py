"""What an assessment tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """`margin` is how far the score lies under the limit (negative: above). `reasons` say why undecided:
    `missing_answers`, or `sources_disagree:` and the name of the disagreement.
    The conditions (what must hold, then what must not) come besides; nothing is promised."""

    id: str
    outcome: Outcome
    threshold: Decimal
    margin: Decimal
    conditions: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """An estimate, by the formula in force `on` a day (None: the latest). `base` is the milieu's and the region's
    constant. `low` and `high` are the scores between which it lies, given what is not known and what the sources
    disagree on. `beyond`: the programmes that no correction of a declared item can bring within reach."""

    formula: str
    version: str
    on: date | None
    base: Decimal
    score: Decimal
    low: Decimal
    high: Decimal
    terms: tuple[TermLine, ...]
    programmes: tuple[ProgrammeOutcome, ...]
    heaviest: tuple[TermLine, ...]
    missing: tuple[str, ...]
    beyond: tuple[str, ...]
    achamil: int | None

    @property
    def structural(self) -> bool:
        """Whether region, size and what else cannot be corrected alone lie above a programme's limit."""
        return bool(self.beyond)
