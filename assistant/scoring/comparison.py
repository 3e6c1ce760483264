"""What changed between two assessments of one household: another declaration, or another formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.scoring.assessment import Assessment, Outcome

BASE = "base"


@dataclass(frozen=True, slots=True)
class TermChange:
    """What one fact adds to the score, before and after. `label` is the fact's name, which stays where ids change;
    `base` is the milieu's and the region's constant."""

    label: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """A programme's outcome before and after; None where the programme did not exist."""

    programme: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The facts whose part changed, the biggest first, and the outcomes that changed. They sum up to `change`."""

    before: Decimal
    after: Decimal
    terms: tuple[TermChange, ...]
    outcomes: tuple[OutcomeChange, ...]

    @property
    def change(self) -> Decimal:
        return self.after - self.before


def compare(before: Assessment, after: Assessment) -> Comparison:
    """What makes the second score differ from the first."""
    moved = sorted(_moved(_parts(before), _parts(after)), key=lambda each: abs(each.change), reverse=True)
    return Comparison(before.score, after.score, tuple(moved), tuple(_turned(before, after)))


def _parts(assessment: Assessment) -> dict[str, Decimal]:
    parts = {BASE: assessment.base}
    for line in assessment.terms:
        parts[line.label] = parts.get(line.label, Decimal(0)) + line.contribution
    return parts


def _moved(before: Mapping[str, Decimal], after: Mapping[str, Decimal]) -> Iterator[TermChange]:
    for label in {**before, **after}:
        change = TermChange(label, before.get(label, Decimal(0)), after.get(label, Decimal(0)))
        if change.change:
            yield change


def _turned(before: Assessment, after: Assessment) -> Iterator[OutcomeChange]:
    first: dict[str, Outcome] = {each.id: each.outcome for each in before.programmes}
    second: dict[str, Outcome] = {each.id: each.outcome for each in after.programmes}
    for programme in {**first, **second}:
        if first.get(programme) != second.get(programme):
            yield OutcomeChange(programme, first.get(programme), second.get(programme))
