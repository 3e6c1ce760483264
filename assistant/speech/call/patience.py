"""How long a question waits: for a first word, for the next key, for the rest of an answer.

People look for a paper, read digits off it, and think. Nothing here ends a call.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.speech.call.values import Question


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. `first`: until something is said or pressed; `key`: from one key to the next; `settled`: of silence
    after words that answer whole; `open`: after words that do not yet; `longest`: of one utterance."""

    first: float = 8.0
    key: float = 4.0
    settled: float = 0.24
    open: float = 0.8
    longest: float = 15.0


ONE_WORD = Patience()
NUMBER = Patience(first=12.0, settled=0.5, open=1.2)
"""`tlata … w 3echrin`: units come before tens, so a number may go on after it seems complete."""
READ_ALOUD = Patience(first=20.0, key=8.0, settled=0.4, open=2.2, longest=40.0)
"""Digits off a paper that has first to be found."""
STORY = Patience(first=12.0, settled=2.0, open=2.0, longest=60.0)
STATEMENT = Patience(first=15.0, open=4.0, longest=90.0)
"""Somebody tells what happened to them, and it is recorded."""

OF_KIND = {
    "yesno": ONE_WORD, "menu": ONE_WORD, "reason": NUMBER, "region": NUMBER, "count": NUMBER, "money": NUMBER,
    "choices": NUMBER, "date": READ_ALOUD, "phone": READ_ALOUD, "cnie": READ_ALOUD, "digits": READ_ALOUD,
    "identifier": READ_ALOUD, "text": STORY,
}  # fmt: skip


def patience(question: Question | None) -> Patience:
    """How long this question waits."""
    if question and question.records:
        return STATEMENT
    return OF_KIND.get(question.kind, NUMBER) if question else ONE_WORD
