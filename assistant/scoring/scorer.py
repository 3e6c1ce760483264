"""The score: constant + region + the sum of coefficient times value, in decimal arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant.scoring.assessment import Assessment, ProgrammeOutcome, TermLine
from assistant.scoring.corrections import SIZE
from assistant.scoring.doubt import Doubt
from assistant.scoring.entries import Basis, Programme, Term, inside
from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import DATA, Rules, built_in
from assistant.scoring.household import Household, Milieu
from assistant.scoring.ledger import open_ends
from assistant.scoring.levers import Lever, beyond, levers
from assistant.scoring.terms import Facts, facts, facts_of, items

HEAVIEST = 3
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
        basis = self.rules.basis(household.milieu, household.region, on)
        declared = items(household)
        return self._assessment(basis, facts_of(declared), beyond(self.rules, basis, declared))

    def levers(self, household: Household, on: date | None = None) -> tuple[Lever, ...]:
        """Which declared items, were they recorded wrongly, decide an outcome; see `levers`."""
        return levers(self.rules, self.rules.basis(household.milieu, household.region, on), items(household))

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
        return self._assessment(basis, known, self._beyond(basis, known))

    def _assessment(self, basis: Basis, known: Facts, beyond: tuple[str, ...]) -> Assessment:
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
            beyond=beyond,
            achamil=basis.achamil.price(score) if basis.achamil else None,
        )

    def doubt(self, basis: Basis, known: Facts) -> Doubt:
        """How far the score may lie from its default reading."""
        low = high = basis.start
        shifts = {}
        if basis.region.disputed:
            shifts[basis.region.disputed.name] = tuple(each - basis.region.constant for each in basis.region.readings)
        for path, terms in basis.fed_by.items():
            made = [(term, term.contributions(known)) for term in terms]
            if any(told is None for _, told in made):
                least, most = open_ends(self.rules, basis, path, _size(known))
                low, high = low + least, high + most
                continue
            for term, told in made:
                own, *others = told or (ZERO,)
                low, high = low + own, high + own
                if term.disputed and any(each != own for each in others):
                    shifts[term.disputed.name] = (ZERO, *(each - own for each in others))
        return Doubt(low, high, shifts)

    def _beyond(self, basis: Basis, known: Facts) -> tuple[str, ...]:
        """What is out of reach whatever the terms are that can be corrected; wider than from a declaration."""
        fixed = {SIZE, *self.rules.corrections.never}
        size = _size(known)
        floor = basis.formula.constant + min(basis.region.readings)
        for path, terms in basis.fed_by.items():
            now = sum((min(term.contributions(known) or (ZERO,)) for term in terms), start=ZERO)
            floor += now if path in fixed else min(now, open_ends(self.rules, basis, path, size)[0])
        return tuple(each.id for each in basis.programmes if not inside(floor, each.threshold))

    def _heaviest(self, lines: Iterable[TermLine]) -> tuple[TermLine, ...]:
        """The declarations that raised the score most, compared with the reference household."""
        usual = self.rules.reference

        def weight(line: TermLine) -> Decimal:
            return line.contribution - line.coefficient * usual.facts.get(line.label, ZERO)

        known = (line for line in lines if line.value is not None and line.label not in usual.never)
        raised = sorted((line for line in known if weight(line) > 0), key=weight, reverse=True)
        return tuple(raised[:HEAVIEST])


def _size(known: Facts) -> int:
    """The household's size; 1 where terms were given that do not tell."""
    return max(1, int(known[SIZE] or 1))


def _line(id: str, term: Term, value: Decimal | None) -> TermLine:
    return TermLine(id, term.fact, value, term.coefficient, term.coefficient * (value or 0))


def _outcome(programme: Programme, score: Decimal, doubt: Doubt) -> ProgrammeOutcome:
    limit = programme.threshold
    outcome = doubt.outcome(limit)
    reasons = doubt.reasons(limit) if outcome == "undecided" else ()
    conditions = (*programme.conditions, *programme.exclusions)
    return ProgrammeOutcome(programme.id, outcome, limit, limit - score, conditions, reasons)
