"""The score: constant + region + the sum of coefficient times value, in decimal arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant.scoring.assessment import Assessment, ProgrammeOutcome, TermLine
from assistant.scoring.doubt import Doubt
from assistant.scoring.entries import Basis, Programme, Term, inside
from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import DATA, Rules, built_in
from assistant.scoring.household import Household, Milieu
from assistant.scoring.terms import Facts, facts

HEAVIEST = 3
SIZE_FACTS = ("size", "size_squared")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Assesses households by the rules in force on a day; without a day, by the latest."""

    rules: Rules

    @classmethod
    def load(cls, folder: Path = DATA) -> Scorer:
        """Raises ScoringError where any of the data is wrong."""
        return cls(built_in() if folder == DATA else Rules.read(folder))

    def terms(self, household: Household, on: date | None = None) -> dict[str, Decimal | None]:
        """The formula's own terms of a declaration, by id."""
        known = facts(household)
        return {id: known[term.fact] for id, term in self.rules.formula(household.milieu, on).terms.items()}

    def score_terms(self, milieu: Milieu, region: str, terms: Mapping[str, Decimal], on: date | None = None) -> Decimal:
        """The score of the given terms; one that is not given is 0. Raises ScoringError for unknown names."""
        basis = self.rules.basis(milieu, region, on)
        unknown = set(terms) - set(basis.formula.terms)
        if unknown:
            raise ScoringError(f"terms: there is no {', '.join(sorted(unknown))} in the {milieu} formula")
        used = basis.formula.terms
        return basis.start + sum((used[id].coefficient * value for id, value in terms.items()), start=ZERO)

    def assess(self, household: Household, on: date | None = None) -> Assessment:
        """The estimate for a declaration, with every term, what weighed most, and each programme's outcome."""
        return self._assessment(self.rules.basis(household.milieu, household.region, on), facts(household))

    def assess_terms(
        self, milieu: Milieu, region: str, terms: Mapping[str, Decimal], on: date | None = None
    ) -> Assessment:
        """The same from the formula's own terms, all of them known. They are taken as given, so a disagreement on how
        a term is derived (R3 and R4) does not touch them; one on a coefficient does."""
        self.score_terms(milieu, region, terms, on)
        basis = self.rules.basis(milieu, region, on)
        known = {
            reading.fact: terms.get(id, ZERO)
            for id, term in basis.formula.terms.items()
            for reading in reversed(term.readings)
        }
        return self._assessment(basis, known)

    def _assessment(self, basis: Basis, known: Facts) -> Assessment:
        lines = tuple(_line(id, term, known[term.fact]) for id, term in basis.formula.terms.items())
        score = basis.start + sum((line.contribution for line in lines), start=ZERO)
        doubt = self.doubt(basis, known)
        return Assessment(
            formula=basis.formula.name,
            version=basis.formula.version,
            on=basis.on,
            base=basis.start,
            score=score,
            low=doubt.lowest,
            high=doubt.highest,
            terms=lines,
            programmes=tuple(_outcome(programme, score, doubt) for programme in basis.programmes),
            heaviest=self._heaviest(lines),
            missing=tuple(line.id for line in lines if line.value is None),
            beyond=_beyond(basis, lines),
            achamil=basis.achamil.price(score) if basis.achamil else None,
        )

    def doubt(self, basis: Basis, known: Facts) -> Doubt:
        """How far the score may lie from its default reading."""
        low = high = basis.start
        shifts = {}
        if basis.region.disputed:
            shifts[basis.region.disputed.name] = tuple(each - basis.region.constant for each in basis.region.readings)
        for term in basis.formula.terms.values():
            made = term.contributions(known)
            if made is None:
                ends = self._ends(term)
                low, high = low + min(ends), high + max(ends)
                continue
            low, high = low + made[0], high + made[0]
            if term.disputed and any(each != made[0] for each in made):
                shifts[term.disputed.name] = tuple(each - made[0] for each in made)
        return Doubt(low, high, shifts)

    def _ends(self, term: Term) -> list[Decimal]:
        """What the term may add while its fact is not known, by every reading."""
        return [
            reading.coefficient * limit
            for reading in term.readings
            for limit in self.rules.span(reading.fact, term.kind)
        ]

    def _heaviest(self, lines: Iterable[TermLine]) -> tuple[TermLine, ...]:
        """The declarations that raised the score most, compared with the reference household."""
        usual = self.rules.reference

        def weight(line: TermLine) -> Decimal:
            return line.contribution - line.coefficient * usual.facts.get(line.label, ZERO)

        known = (line for line in lines if line.value is not None and line.label not in usual.never)
        raised = sorted((line for line in known if weight(line) > 0), key=weight, reverse=True)
        return tuple(raised[:HEAVIEST])


def _line(id: str, term: Term, value: Decimal | None) -> TermLine:
    return TermLine(id, term.fact, value, term.coefficient, term.coefficient * (value or 0))


def _outcome(programme: Programme, score: Decimal, doubt: Doubt) -> ProgrammeOutcome:
    limit = programme.threshold
    outcome = doubt.outcome(limit)
    reasons = doubt.reasons(limit) if outcome == "undecided" else ()
    conditions = (*programme.conditions, *programme.exclusions)
    return ProgrammeOutcome(programme.id, outcome, limit, limit - score, conditions, reasons)


def _beyond(basis: Basis, lines: Iterable[TermLine]) -> tuple[str, ...]:
    sized = basis.start + sum((line.contribution for line in lines if line.label in SIZE_FACTS), start=ZERO)
    highest = max((programme.threshold for programme in basis.programmes), default=ZERO)
    return () if inside(sized, highest) else tuple(programme.id for programme in basis.programmes)
