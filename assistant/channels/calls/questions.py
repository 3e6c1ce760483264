"""What a call has to know of the question that stands: which words answer it, how many keys."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.dialogue import Flowbook
from assistant.dialogue.flowbook import Question as Prepared
from assistant.posting import Reply
from assistant.speech.call import Question, Spoken
from assistant.speech.choose import Rule, choose
from assistant.speech.recogniser import Alternative, Heard
from assistant.understanding import Expectation, expect, understand

REGIONS = (
    "Tanger-Tétouan-Al Hoceima", "l'Oriental", "Fès-Meknès", "Rabat-Salé-Kénitra", "Beni Mellal-Khénifra",
    "Casablanca-Settat", "Marrakech-Safi", "Draa-Tafilalet", "Souss-Massa", "Guelmim-Oued Noun",
    "Laayoune-Sakia El Hamra", "Dakhla-Oued Ed-Dahab",
)  # fmt: skip
"""By their official numbers, which answer by keys where a place is asked."""
_YES_OR_NO = expect("yesno")


def question_of(book: Flowbook, reply: Reply) -> Question | None:
    """The question that stands after a reply, as the call needs it; None where nothing is asked."""
    prepared = _prepared(book, reply)
    if prepared is None:
        return None
    if _confirms(reply, prepared):
        return Question("yesno", answers=_answers(_YES_OR_NO))
    ask = prepared.ask
    labels = tuple(book.words.option_labels(ask.ask, option) for option in prepared.options)
    length = re.search(r"len=(\d+)", ask.context)
    digits = int(length[1]) if length else 0
    also = ask.also.kind if ask.also else None
    return Question(ask.kind, len(prepared.options), digits, _answers(prepared.expectation), ask.context, labels, also)


def meant(book: Flowbook, reply: Reply, spoken: Spoken) -> tuple[str, float]:
    """What was meant by what was heard, and how likely: of all alternatives, weighed by what the question knows."""
    prepared = _prepared(book, reply)
    if prepared is None or not spoken.alternatives:
        return spoken.text, spoken.confidence
    alternatives = tuple(Alternative(*each) for each in spoken.alternatives)
    heard = Heard(spoken.text, spoken.confidence, alternatives, ())
    if _confirms(reply, prepared):
        return _chosen(heard, _YES_OR_NO)
    text, confidence = _chosen(heard, prepared.expectation, _rule(prepared))
    if prepared.also and understand(text, prepared.expectation, "voice").value is None:
        return _chosen(heard, prepared.also)
    return text, confidence


def _chosen(heard: Heard, expectation: Expectation, rule: Rule | None = None) -> tuple[str, float]:
    choice = choose(heard, expectation, rule)
    return choice.text, choice.confidence


def _rule(prepared: Prepared) -> Rule | None:
    check = prepared.check
    return (lambda value: check(value) is None) if check else None


def region_of(digits: str, question: Question | None) -> str | None:
    """The region whose number was pressed, where a place is asked."""
    if question is None or question.kind != "region" or not 1 <= int(digits) <= len(REGIONS):
        return None
    return REGIONS[int(digits) - 1]


def _prepared(book: Flowbook, reply: Reply) -> Prepared | None:
    flow, _, step = reply.step.partition(".")
    return book.question(flow, step) if reply.hint is not None else None


def _confirms(reply: Reply, prepared: Prepared) -> bool:
    """Whether it is asked if the answer was heard rightly."""
    return reply.hint is not None and reply.hint.kind != prepared.hint.kind


def _answers(expectation: Expectation) -> Callable[[str], bool]:
    def answers(words: str) -> bool:
        return expectation.kind != "text" and understand(words, expectation, "voice").value is not None

    return answers
