"""The score: constant + region + the sum of coefficient times value, in decimal arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.scoring.assessment import Assessment, Outcome, ProgrammeOutcome, TermLine
from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import (
    Formula,
    Programme,
    Term,
    bounds,
    formula,
    programmes,
    reference,
    regions,
)
from assistant.scoring.household import Household, Milieu
from assistant.scoring.terms import facts

HEAVIEST = 3
SIZE_FACTS = ("size", "size_squared")


class Scorer:
    """Assesses households by the formulas in force."""

    @classmethod
    def load(cls) -> Scorer:
        """Raises ScoringError where any of the data is wrong."""
        formula("urban"), formula("rural"), regions(), programmes(), reference(), bounds()
        return cls()

    def terms(self, household: Household) -> dict[str, Decimal | None]:
        """The formula's own terms of a declaration, by id."""
        known = facts(household)
        return {id: known[term.fact] for id, term in formula(household.milieu).terms.items()}

    def score_terms(self, milieu: Milieu, region: str, terms: Mapping[str, Decimal]) -> Decimal:
        """The score of the given terms; one that is not given is 0. Raises ScoringError for unknown names."""
        used = formula(milieu)
        unknown = set(terms) - set(used.terms)
        if unknown:
            raise ScoringError(f"terms: there is no {', '.join(sorted(unknown))} in the {milieu} formula")
        return base(used, region) + sum(
            (used.terms[id].coefficient * value for id, value in terms.items()), start=Decimal(0)
        )

    def assess(self, household: Household) -> Assessment:
        """The estimate for a declaration, with every term, what weighed most, and each programme's outcome."""
        used = formula(household.milieu)
        lines = tuple(_line(id, used.terms[id], value) for id, value in self.terms(household).items())
        return _assessment(used, household.region, lines)

    def assess_terms(self, milieu: Milieu, region: str, terms: Mapping[str, Decimal]) -> Assessment:
        """The same from the formula's own terms, all of them known."""
        self.score_terms(milieu, region, terms)
        used = formula(milieu)
        lines = tuple(_line(id, term, terms.get(id, Decimal(0))) for id, term in used.terms.items())
        return _assessment(used, region, lines)


def base(used: Formula, region: str) -> Decimal:
    """What stands before any answer: the milieu's constant and the region's."""
    try:
        constants = regions()[region]
    except KeyError:
        raise ScoringError(f"region: '{region}' is none of {', '.join(regions())}") from None
    regional: Decimal = getattr(constants, used.milieu)
    return used.constant + regional


def _line(id: str, term: Term, value: Decimal | None) -> TermLine:
    return TermLine(id, term.fact, value, term.coefficient, term.coefficient * (value or 0))


def _assessment(used: Formula, region: str, lines: tuple[TermLine, ...]) -> Assessment:
    start = base(used, region)
    score = start + sum((line.contribution for line in lines), start=Decimal(0))
    low, high = score, score
    for line in lines:
        least, most = _spread(used.terms[line.id], line)
        low, high = low + least, high + most
    shift = _regional_doubt(used, region)
    missing = tuple(line.id for line in lines if line.value is None)
    return Assessment(
        formula=used.name,
        version=used.version,
        score=score,
        low=low + min(shift),
        high=high + max(shift),
        terms=lines,
        programmes=tuple(
            _outcome(id, programme, score, low + min(shift), high + max(shift), missing)
            for id, programme in programmes().programmes.items()
        ),
        heaviest=_heaviest(lines),
        missing=missing,
        structural=_structural(start, lines),
        achamil=_achamil(score),
    )


def _spread(term: Term, line: TermLine) -> tuple[Decimal, Decimal]:
    """How far the score may lie below and above for this term: unknown answers, and readings that disagree."""
    if line.value is not None:
        others = [(reading - term.coefficient) * line.value for reading in term.readings.values()]
        return min([Decimal(0), *others]), max([Decimal(0), *others])
    limits = bounds().get(term.fact) or bounds()[term.kind]
    ends = [term.coefficient * _squared(term, limit) for limit in (limits.low, limits.high)]
    return min(ends), max(ends)


def _squared(term: Term, limit: Decimal) -> Decimal:
    return limit**2 if term.fact.endswith("_squared") else limit


def _regional_doubt(used: Formula, region: str) -> list[Decimal]:
    constants = regions()[region]
    if used.milieu != "urban":
        return [Decimal(0)]
    return [Decimal(0), *(reading - constants.urban for reading in constants.readings.values())]


def _outcome(
    id: str, programme: Programme, score: Decimal, low: Decimal, high: Decimal, missing: Iterable[str]
) -> ProgrammeOutcome:
    limit = programme.threshold
    outcome: Outcome = "undecided"
    if high <= limit:
        outcome = "eligible"
    elif low > limit:
        outcome = "not_eligible"
    reasons = () if outcome != "undecided" else (("missing_answers",) if tuple(missing) else ("sources_disagree",))
    return ProgrammeOutcome(id, outcome, limit, limit - score, programme.conditions, reasons)


def _heaviest(lines: Iterable[TermLine]) -> tuple[TermLine, ...]:
    """The declarations that raised the score most, compared with the reference household."""
    usual = reference()

    def weight(line: TermLine) -> Decimal:
        return line.contribution - line.coefficient * usual.facts.get(line.label, Decimal(0))

    known = (line for line in lines if line.value is not None and line.label not in usual.never)
    raised = sorted((line for line in known if weight(line) > 0), key=weight, reverse=True)
    return tuple(raised[:HEAVIEST])


def _structural(start: Decimal, lines: Iterable[TermLine]) -> bool:
    sized = start + sum((line.contribution for line in lines if line.label in SIZE_FACTS), start=Decimal(0))
    return sized > max(programme.threshold for programme in programmes().programmes.values())


def _achamil(score: Decimal) -> int | None:
    """What AMO Achamil costs a month at this score; None where AMO Tadamon is open."""
    return next((band.dirhams for band in reversed(programmes().achamil) if score > band.above), None)
