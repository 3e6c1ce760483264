"""What understanding gives: an answer, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from assistant.understanding.index import Quality

Kind = Literal[
    "yesno", "digits", "identifier", "cnie", "count", "money", "date", "region", "menu", "navigation", "reason",
    "phone", "text", "choices",
]  # fmt: skip
Level = Literal["confident", "confirm", "none"]
Channel = Literal["sms", "voice"]

CONTROLS = frozenset(
    [
        "help",
        "back",
        "repeat",
        "restart",
        "stop",
        "operator",
        "lang",
        "lang:darija",
        "lang:arabic",
        "lang:french",
        "lang:tamazight",
        "dont_know",
        "refuse",
    ]
)
"""What a person may say at any question."""
SOFT = frozenset(["greeting", "thanks", "wait", "frustrated", "silence"])
"""What is no answer and no failure."""

SENTENCES = {
    "exact": "the words are known",
    "fuzzy": "spelt unusually, read as '{detail}'",
    "control": "a command that works everywhere",
    "silence": "nothing was said",
    "unknown": "nothing in it answers the question",
    "two_values": "two different answers",
    "too_short": "too few digits ({detail})",
    "too_long": "too many digits ({detail})",
    "out_of_range": "outside what the question allows ({detail})",
    "no_unit": "'{detail}' without a unit: dirhams or ryal?",
    "other_unit": "another unit or currency ({detail})",
    "other_period": "for another period than was asked ({detail})",
    "incomplete_date": "a part of the date is missing",
    "impossible_date": "there is no such day",
    "future_date": "a day that is yet to come, or before 1900",
    "phone_given": "a telephone number was given instead",
    "cnie_given": "a card's number was given instead",
    "identifier_given": "ten digits were given instead",
    "no_letters": "the card's letters are missing",
    "vague": "no exact answer ('{detail}')",
    "negated": "something was ruled out, nothing chosen",
    "ambiguous": "'{detail}' has more than one meaning",
}
"""The closed set of reasons, each as a sentence for an operator."""


class Reason(msgspec.Struct, frozen=True):
    """Why something was read so. `detail` is a count or the one word that decided, never the whole text."""

    code: str
    detail: str = ""

    def sentence(self) -> str:
        """The reason in plain English."""
        return SENTENCES.get(self.code, self.code).format(detail=self.detail)


class Answer(msgspec.Struct, frozen=True):
    """`value` is canonical (`yes`, `250.00`, `1974-03-02`, an option's number, a command …), None where there is
    none. `level`: whether it can be taken, must be read back, or is nothing. `about`: the glossary word asked for."""

    value: str | None
    level: Level
    confidence: float
    reason: Reason
    about: str | None = None


class UnderstandingError(Exception):
    """Base of what this room raises: a question's context that cannot be understood."""


EXACT = Reason("exact")
LISTED, SPELT, CLEAR_BUT_COSTLY, GUESSED = 1.0, 0.97, 0.9, 0.7
"""Confidence: the words are listed, follow from a rule of spelling, are clear but dear to get wrong, or are a guess."""
CONFIDENCE = {Quality.LISTED: LISTED, Quality.SPELT: SPELT, Quality.GUESSED: GUESSED}
HEARD_SURELY, HARDLY_HEARD = 0.9, 0.5
"""A recogniser's confidence from which an answer is taken as it is, and under which it is asked for again."""
SURE = 0.95
"""From this confidence an answer is taken without being read back."""


class Candidate(msgspec.Struct, frozen=True):
    """A value that the words may mean, how likely that is (0 to 1), and why."""

    value: str
    confidence: float = LISTED
    reason: Reason = EXACT


Reading = Sequence[Candidate] | Reason
"""What a grammar makes of an utterance: candidates, or why there is none."""
UNKNOWN = Reason("unknown")


def decide(reading: Reading) -> Answer:
    """The one value of all candidates. Two different values are no answer."""
    if isinstance(reading, Reason):
        return Answer(None, "none", 0.0, reason=reading)
    if len({candidate.value for candidate in reading}) != 1:
        return Answer(None, "none", 0.0, Reason("two_values") if reading else UNKNOWN)
    best = max(reading, key=lambda candidate: candidate.confidence)
    return Answer(best.value, "confident" if best.confidence >= SURE else "confirm", best.confidence, best.reason)


def certain(value: str, reason: Reason = EXACT) -> Answer:
    """An answer that needs no second look."""
    return Answer(value, "confident", LISTED, reason)


def nothing(code: str, detail: str = "") -> Answer:
    """No answer, and why."""
    return Answer(None, "none", 0.0, Reason(code, detail))
