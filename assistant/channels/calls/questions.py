"""What a call has to know of the question that stands: which words answer it, how many keys."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.dialogue import Flowbook, Hint
from assistant.dialogue.flowbook import Question as Prepared
from assistant.dialogue.parts import completed, expectation_of, labels_of
from assistant.posting import Reply
from assistant.speech.call import Question, Spoken
from assistant.speech.choose import Rule, choose
from assistant.speech.recogniser import Alternative, Heard
from assistant.understanding import Expectation, Kind, understand

REGIONS = (
    "Tanger-Tétouan-Al Hoceima", "l'Oriental", "Fès-Meknès", "Rabat-Salé-Kénitra", "Beni Mellal-Khénifra",
    "Casablanca-Settat", "Marrakech-Safi", "Draa-Tafilalet", "Souss-Massa", "Guelmim-Oued Noun",
    "Laayoune-Sakia El Hamra", "Dakhla-Oued Ed-Dahab",
)  # fmt: skip
"""By their official numbers, which answer by keys where a place is asked."""
_KINDS: dict[str, Kind] = {"yesno": "yesno", "menu": "menu", "digits": "digits"}
"""Kinds of question about an answer that is pending."""


def question_of(book: Flowbook, reply: Reply) -> Question | None:
    """The question that stands after a reply, as the call needs it; None where nothing is asked."""
    prepared = _prepared(book, reply)
    if prepared is None:
        return None
    if reply.hint is not None and reply.hint != prepared.hint:
        return _aside(book, reply.hint)
    ask = prepared.ask
    labels = tuple(book.words.option_labels(ask.ask, option) for option in prepared.options)
    also = ask.also.kind if ask.also else None
    answers = _answers(prepared.expectation)
    return Question(ask.kind, len(prepared.options), _digits(ask.context), answers, ask.context, labels, also)


def _aside(book: Flowbook, hint: Hint) -> Question:
    """What is asked about an answer that is pending: whether it is right, or a part of it."""
    answers, labels = _answers(expectation_of(book, hint)), labels_of(book, hint)
    return Question(_KINDS[hint.kind], len(labels), _digits(hint.context), answers, hint.context, labels)


def _digits(context: str) -> int:
    length = re.search(r"len=(\d+)", context)
    return int(length[1]) if length else 0


def meant(book: Flowbook, reply: Reply, spoken: Spoken) -> tuple[str, float]:
    """What was meant by what was heard, and how likely: of all alternatives, weighed by what the question knows."""
    prepared = _prepared(book, reply)
    if prepared is None or not spoken.alternatives:
        return spoken.text, spoken.confidence
    alternatives = tuple(Alternative(*each) for each in spoken.alternatives)
    heard = Heard(spoken.text, spoken.confidence, alternatives, ())
    if reply.hint is not None and reply.hint != prepared.hint:
        return _chosen(heard, expectation_of(book, reply.hint), _rule(prepared, reply.hint))
    text, confidence = _chosen(heard, prepared.expectation, _rule(prepared))
    if prepared.also and understand(text, prepared.expectation, "voice").value is None:
        return _chosen(heard, prepared.also)
    return text, confidence


def _chosen(heard: Heard, expectation: Expectation, rule: Rule | None = None) -> tuple[str, float]:
    choice = choose(heard, expectation, rule)
    return choice.text, choice.confidence


def _rule(prepared: Prepared, part: Hint | None = None) -> Rule | None:
    """The check digit, of the whole number also where a part of it is asked for."""
    check = prepared.check
    if check is None or (part is not None and "before=" not in part.context):
        return None
    return lambda value: check(completed(part.context, value) if part else value) is None


def region_of(digits: str, question: Question | None) -> str | None:
    """The region whose number was pressed, where a place is asked."""
    if question is None or question.kind != "region" or not 1 <= int(digits) <= len(REGIONS):
        return None
    return REGIONS[int(digits) - 1]


def _prepared(book: Flowbook, reply: Reply) -> Prepared | None:
    flow, _, step = reply.step.partition(".")
    return book.question(flow, step) if reply.hint is not None else None


def _answers(expectation: Expectation) -> Callable[[str], bool]:
    def answers(words: str) -> bool:
        return expectation.kind != "text" and understand(words, expectation, "voice").value is not None

    return answers
