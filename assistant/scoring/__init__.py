"""From a household's declaration to its score, an estimate, and what that means for each programme."""

from assistant.scoring.aid import Aid, AidLine, asd_amount
from assistant.scoring.asking import DERIVATIONS, interview_stands, warm
from assistant.scoring.assessment import Assessment, ProgrammeOutcome, TermLine
from assistant.scoring.comparison import Comparison, compare
from assistant.scoring.contestable import correctable
from assistant.scoring.declaration import answers_from_slots, household_from_slots
from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import Rules, formula
from assistant.scoring.household import Household, household_schema
from assistant.scoring.interview import Mode, Standing, Verdict, standing
from assistant.scoring.levers import Change, Lever
from assistant.scoring.report import (
    compare_texts,
    comparison_to_json,
    remains,
    score_terms_text,
    score_text,
    to_json,
)
from assistant.scoring.scorer import Scorer
from assistant.scoring.slots import SLOTS, Slot
from assistant.scoring.terms import Facts, facts

__all__ = [
    "DERIVATIONS",
    "SLOTS",
    "Aid",
    "AidLine",
    "Assessment",
    "Change",
    "Comparison",
    "Facts",
    "Household",
    "Lever",
    "Mode",
    "ProgrammeOutcome",
    "Rules",
    "Scorer",
    "ScoringError",
    "Slot",
    "Standing",
    "TermLine",
    "Verdict",
    "answers_from_slots",
    "asd_amount",
    "compare",
    "compare_texts",
    "comparison_to_json",
    "correctable",
    "facts",
    "formula",
    "household_from_slots",
    "household_schema",
    "interview_stands",
    "remains",
    "score_terms_text",
    "score_text",
    "standing",
    "to_json",
    "warm",
]
