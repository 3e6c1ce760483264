"""From a household's declaration to its score, an estimate, and what that means for each programme."""

from assistant.scoring.assessment import Assessment, ProgrammeOutcome, TermLine
from assistant.scoring.errors import ScoringError
from assistant.scoring.household import Household, household_schema
from assistant.scoring.report import score_terms_text, score_text, to_json
from assistant.scoring.scorer import Scorer
from assistant.scoring.slots import SLOTS, Slot, household_from_slots

__all__ = [
    "SLOTS",
    "Assessment",
    "Household",
    "ProgrammeOutcome",
    "Scorer",
    "ScoringError",
    "Slot",
    "TermLine",
    "household_from_slots",
    "household_schema",
    "score_terms_text",
    "score_text",
    "to_json",
]
