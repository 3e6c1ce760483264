"""What a call has to know of the question that stands: which words answer it, how many keys."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.dialogue import Flowbook
from assistant.dialogue.flowbook import Question as Prepared
from assistant.posting import Reply
from assistant.speech.call import Question, Spoken
from assistant.understanding import CONTROLS, SOFT, Expectation, expect, understand

REGIONS = (
    "Tanger-Tétouan-Al Hoceima", "l'Oriental", "Fès-Meknès", "Rabat-Salé-Kénitra", "Beni Mellal-Khénifra",
    "Casablanca-Settat", "Marrakech-Safi", "Draa-Tafilalet", "Souss-Massa", "Guelmim-Oued Noun",
    "Laayoune-Sakia El Hamra", "Dakhla-Oued Ed-Dahab",
)  # fmt: skip
"""By their official numbers, which answer by keys where a place is asked."""
_YES_OR_NO = expect("yesno")


def question_of(book: Flowbook, reply: Reply) -> Question | None:
    """The question that stands after a reply, as the call needs it; None where nothing is asked."""
    if reply.hint is None:
        return None
    prepared = _prepared(book, reply)
    if prepared is None:
        return Question(reply.hint.kind, reply.hint.options)
    if _confirms(reply, prepared):
        return Question("yesno", answers=_answers(_YES_OR_NO))
    ask = prepared.ask
    labels = tuple(book.words.option_labels(ask.ask, option) for option in prepared.options)
    length = re.search(r"len=(\d+)", ask.context)
    digits = int(length[1]) if length else 0
    return Question(ask.kind, len(prepared.options), digits, _answers(prepared.expectation), ask.context, labels)


def trusted(book: Flowbook, reply: Reply, spoken: Spoken) -> tuple[str, float]:
    """What was said, with its confidence: of all that it may have been, the likeliest that passes the question's own
    check (an identifier's check digit), where the question has one."""
    prepared = _prepared(book, reply)
    if prepared is None or prepared.check is None or _confirms(reply, prepared):
        return spoken.text, spoken.confidence
    for text, confidence in spoken.alternatives:
        value = understand(text, prepared.expectation, "voice").value
        if value is not None and value not in CONTROLS | SOFT and prepared.check(value) is None:
            return text, confidence
    return spoken.text, spoken.confidence


def region_of(digits: str, question: Question | None) -> str | None:
    """The region whose number was pressed, where a place is asked."""
    if question is None or question.kind != "region" or not 1 <= int(digits) <= len(REGIONS):
        return None
    return REGIONS[int(digits) - 1]


def _prepared(book: Flowbook, reply: Reply) -> Prepared | None:
    flow, _, step = reply.step.partition(".")
    return book.question(flow, step) if reply.hint is not None and step else None


def _confirms(reply: Reply, prepared: Prepared) -> bool:
    """Whether it is asked if the answer was heard rightly."""
    return reply.hint is not None and reply.hint.kind != prepared.hint.kind


def _answers(expectation: Expectation) -> Callable[[str], bool]:
    def answers(words: str) -> bool:
        return expectation.kind != "text" and understand(words, expectation, "voice").value is not None

    return answers
